//! A list of records of one register (CLI.md, `figures import`): a column for
//! each field that a heading names, by the field's own name, its Vietnamese or
//! its English label.

use std::path::Path;

use crate::domain::RecordKind;
use crate::domain::list::ListFault;
use crate::domain::register::list::{RegisterCell, RegisterList, RegisterRow};
use crate::domain::schema::{DELETED, FieldShape, FieldSpec, fields_of};
use crate::text;

use super::cell::Cell;
use super::list::header::{self, Headed, Header};
use super::workbook::{FileFault, Row, Sheet, Wanted, read_workbook};

/// Headings met in practice besides the labels, folded.
const ALSO: &[(RecordKind, &str, &[&str])] = &[
    (
        RecordKind::Figure,
        "indicator",
        &["noi dung", "ten chi tieu"],
    ),
    (
        RecordKind::Figure,
        "value",
        &["so lieu", "so luong", "so cong bo", "ket qua"],
    ),
    (
        RecordKind::Figure,
        "unit",
        &["dia ban", "ten don vi", "xa", "huyen"],
    ),
    (RecordKind::Figure, "period", &["nam", "giai doan"]),
    (
        RecordKind::Figure,
        "change",
        &["tang giam", "tang", "so tang"],
    ),
    (RecordKind::Figure, "compare", &["so voi", "so voi nam"]),
    (
        RecordKind::Figure,
        "source",
        &["van ban", "nguon so lieu", "bai bao"],
    ),
    (RecordKind::Figure, "kind", &["loai hinh", "doi tuong"]),
    (
        RecordKind::Award,
        "name",
        &[
            "nguoi nhan",
            "duoc khen thuong",
            "tap the ca nhan",
            "ten tap the ca nhan",
            "ho va ten",
            "don vi ca nhan",
        ],
    ),
    (
        RecordKind::Award,
        "form",
        &["hinh thuc khen", "hinh thuc khen thuong"],
    ),
    (
        RecordKind::Award,
        "body",
        &["co quan khen", "co quan khen thuong", "cap khen"],
    ),
    (RecordKind::Award, "period", &["nam", "giai doan"]),
    (
        RecordKind::Award,
        "decision_no",
        &["so qd", "quyet dinh so"],
    ),
    (RecordKind::Award, "decision_date", &["ngay qd"]),
    (
        RecordKind::AreaTitle,
        "unit",
        &["xa", "dia ban", "ten don vi"],
    ),
    (
        RecordKind::AreaTitle,
        "decision_no",
        &["so qd", "quyet dinh so"],
    ),
    (
        RecordKind::AreaTitle,
        "valid_from",
        &["ngay qd", "ngay cong nhan", "ngay quyet dinh"],
    ),
    (
        RecordKind::Document,
        "number",
        &["so ky hieu", "so van ban"],
    ),
    (
        RecordKind::Forum,
        "name",
        &["dien dan", "ten dien dan", "ten cuoc"],
    ),
    (
        RecordKind::Opinion,
        "text",
        &["y kien", "noi dung y kien", "y kien cua nhan dan"],
    ),
    (RecordKind::Document, "name", &["van ban", "ten van ban"]),
    (
        RecordKind::Movement,
        "name",
        &[
            "phong trao",
            "cuoc van dong",
            "phong trao cuoc van dong",
            "ten phong trao",
            "ten phong trao cuoc van dong",
        ],
    ),
    (RecordKind::Deadline, "name", &["ten viec", "viec phai lam"]),
    (RecordKind::Period, "label", &["ten", "ten goi", "ten ky"]),
    (
        RecordKind::Period,
        "span",
        &["nam", "giai doan", "thoi gian"],
    ),
];

/// Reads the list of records of `kind` in the file at `path`.
///
/// # Errors
/// A [`FileFault`] when there is no list to read; faults of single cells are
/// in the list itself.
pub fn read_register(path: &Path, kind: RecordKind) -> Result<RegisterList, FileFault> {
    let workbook = read_workbook(path)?;
    let mut headed = workbook
        .sheets
        .iter()
        .filter_map(|sheet| Some((sheet, header_of(sheet, kind)?)));
    let (sheet, header) = headed.next().ok_or_else(|| FileFault::NoHeader {
        sheet: workbook
            .sheets
            .first()
            .map(|sheet| sheet.name.clone())
            .unwrap_or_default(),
        wanted: Wanted::Register(kind),
    })?;
    let mut list = RegisterList {
        file: workbook.file.clone(),
        kind,
        rows: Vec::new(),
        unknown_columns: Vec::new(),
        faults: Vec::new(),
    };
    for headed in &header.columns {
        if field_of(kind, headed).is_none() {
            list.unknown_columns.push(headed.heading());
        }
    }
    for row in sheet.rows().iter().filter(|row| row.number > header.rows.1) {
        read_row(&header, row, &mut list);
    }
    Ok(list)
}

/// A header needs what makes a record and one more column.
fn header_of(sheet: &Sheet, kind: RecordKind) -> Option<Header> {
    let first = fields_of(kind).first().map(|spec| spec.name);
    header::find(sheet, |columns| {
        let fields: Vec<&str> = columns
            .iter()
            .filter_map(|headed| field_of(kind, headed))
            .map(|spec| spec.name)
            .collect();
        match first.is_some_and(|first| fields.contains(&first)) && fields.len() > 1 {
            true => fields.len(),
            false => 0,
        }
    })
}

fn field_of(kind: RecordKind, headed: &Headed) -> Option<&'static FieldSpec> {
    let key = headed.path.last().map(|own| text::fold_key(own))?;
    let also = |spec: &FieldSpec| {
        ALSO.iter().any(|(of, field, headings)| {
            *of == kind && *field == spec.name && headings.contains(&key.as_str())
        })
    };
    let named = |spec: &FieldSpec| {
        [spec.name, spec.vi, spec.en]
            .iter()
            .any(|name| text::fold_key(name) == key)
    };
    let fields = fields_of(kind).iter().filter(|spec| spec.name != DELETED);
    let mut found = fields.filter(|spec| named(spec) || also(spec));
    found.next()
}

fn read_row(header: &Header, row: &Row, list: &mut RegisterList) {
    let mut cells = Vec::new();
    let mut remarks = Vec::new();
    for headed in &header.columns {
        let cell = row.cell(headed.column);
        if cell.is_blank() {
            continue;
        }
        if let Some(fault) = cell.fault() {
            list.faults.push(ListFault {
                row: row.number,
                column: headed.heading(),
                fault,
            });
            continue;
        }
        match field_of(list.kind, headed) {
            Some(spec) => cells.push(RegisterCell {
                field: spec.name.to_owned(),
                column: headed.heading(),
                typed: typed(cell, spec.shape),
            }),
            None => remarks.push(format!("{}: {}", headed.heading(), cell.line())),
        }
    }
    if cells.is_empty() {
        return;
    }
    let takes_remarks = fields_of(list.kind)
        .iter()
        .any(|spec| spec.name == "remarks");
    if !remarks.is_empty() && takes_remarks {
        cells.retain(|cell| cell.field != "remarks" || !cell.typed.is_empty());
        match cells.iter_mut().find(|cell| cell.field == "remarks") {
            Some(cell) => cell.typed = format!("{}\n{}", cell.typed, remarks.join("\n")),
            None => cells.push(RegisterCell {
                field: "remarks".into(),
                column: remarks.first().cloned().unwrap_or_default(),
                typed: remarks.join("\n"),
            }),
        }
    }
    list.rows.push(RegisterRow {
        row: row.number,
        cells,
    });
}

/// An Excel date is the day it shows.
fn typed(cell: &Cell, shape: FieldShape) -> String {
    match (shape, cell.day()) {
        (FieldShape::Day, Ok(day)) => day.to_string(),
        _ => cell.line(),
    }
}
