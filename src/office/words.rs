//! What is wrong with a list, said to people: where, what, and what would be
//! right.

use crate::domain::list::{CellFault, ListFault};
use crate::i18n::{Lang, describe_value_fault, kind_words};
use crate::text;

/// The fault with its row and column, as one sentence.
pub fn describe_fault(fault: &ListFault, lang: Lang) -> String {
    let what = describe_cell_fault(&fault.fault, lang);
    let (row, column) = (fault.row, text::visible(&fault.column).into_owned());
    lang.say(&Words::Placed { row, column, what })
}

/// What is wrong with a cell and what would be right, without its place.
pub fn describe_cell_fault(fault: &CellFault, lang: Lang) -> String {
    let words = match fault {
        CellFault::Missing => Words::Missing,
        CellFault::NoUnit => Words::NoUnit,
        CellFault::SeveralModels { models } => Words::SeveralModels { models: *models },
        CellFault::SumForName { typed } => Words::SumForName {
            typed: shown(typed),
        },
        CellFault::SumForMark { typed } => Words::SumForMark {
            typed: shown(typed),
        },
        CellFault::Value(fault) => return describe_value_fault(fault, lang),
        CellFault::Formula { error } => Words::Formula {
            error: shown(error),
        },
        CellFault::SeveralMarks => Words::SeveralMarks,
        CellFault::Total { announced, found } => Words::Total {
            announced: text::count(*announced),
            found: text::count(*found),
        },
        CellFault::UnknownUnit { typed, nearest } if nearest.is_empty() => Words::UnknownUnit {
            typed: shown(typed),
        },
        CellFault::UnknownUnit { typed, nearest } => Words::UnknownUnitNear {
            typed: shown(typed),
            nearest: listed(nearest),
        },
        CellFault::UnclearUnit { typed, candidates } => Words::UnclearUnit {
            typed: shown(typed),
            candidates: listed(candidates),
        },
        CellFault::UnknownRecord { kind, typed } => Words::UnknownRecord {
            kind: kind_words(*kind, lang),
            typed: shown(typed),
        },
        CellFault::UnclearRecord { kind, typed, count } => Words::UnclearRecord {
            kind: kind_words(*kind, lang),
            typed: shown(typed),
            count: *count,
        },
        CellFault::HalfRegistration => Words::HalfRegistration,
        CellFault::Contradicts { row } => Words::Contradicts { row: *row },
        CellFault::OverlapsInTime { row } => Words::OverlapsInTime { row: *row },
        CellFault::EndsBeforeItBegins { from } => Words::EndsBeforeItBegins {
            from: text::short_date(*from),
        },
        CellFault::UnknownParent { typed } => Words::UnknownParent {
            typed: shown(typed),
        },
        CellFault::Cycle { path } => Words::Cycle { path: way(path) },
        CellFault::SucceedsItself { path } => Words::SucceedsItself { path: way(path) },
        CellFault::Unreckoned => Words::Unreckoned,
        CellFault::CodeInBook { unit } => Words::CodeInBook { unit: shown(unit) },
    };
    lang.say(&words)
}

fn shown(typed: &str) -> String {
    text::visible(typed).into_owned()
}

fn way(path: &[String]) -> String {
    let names: Vec<String> = path.iter().map(|name| shown(name)).collect();
    names.join(" → ")
}

fn listed(names: &[String]) -> String {
    names
        .iter()
        .map(|name| shown(name))
        .collect::<Vec<_>>()
        .join("; ")
}

crate::phrases! {
    enum Words {
        Placed { row: u32, column: String, what: String } =>
            "Dòng {row}, cột “{column}”: {what}",
            "Row {row}, column “{column}”: {what}";
        Missing =>
            "để trống — ô này bắt buộc phải ghi",
            "empty — this cell must be filled in";
        NoUnit =>
            "để trống — mô hình phải có đơn vị; ghi thêm ô này, hoặc cho cả danh sách bằng --map unit==\"xã …\"",
            "empty — a model needs a unit; fill in this cell, or give it for the whole list with --map unit==NAME";
        SeveralModels { models: usize } =>
            "ô này ghi {models} mô hình; tách ra, mỗi mô hình một dòng",
            "the cell lists {models} models; give each a row of its own";
        SumForName { typed: String } =>
            "“{typed}” là số, không phải tên mô hình; bảng chỉ có số cộng là số liệu công bố: kheo figures import",
            "“{typed}” is a number, not the name of a model; a table of sums holds published figures: kheo figures import";
        SumForMark { typed: String } =>
            "“{typed}” là số, không phải dấu x của một mô hình; bảng chỉ có số cộng là số liệu công bố: kheo figures import",
            "“{typed}” is a number, not the x of one model; a table of sums holds published figures: kheo figures import";
        Formula { error: String } =>
            "{error} — công thức lỗi; sửa công thức hoặc gõ thẳng giá trị",
            "{error} — the formula fails; correct it or type the value";
        Unreckoned =>
            "ô này là công thức mà tệp chưa có kết quả; mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi nhập",
            "the cell is a formula whose result the file does not hold; open the file in Excel or LibreOffice, save it, and import again";
        SeveralMarks =>
            "đánh dấu nhiều ô trong cùng một nhóm; chỉ để lại một dấu x",
            "several cells of one group are marked; leave a single x";
        Total { announced: String, found: String } =>
            "dòng cộng ghi {announced} nhưng đếm được {found}; sửa số cộng hoặc bổ sung dòng thiếu",
            "the total says {announced} but {found} were counted; correct the total or add what is missing";
        UnknownUnit { typed: String } =>
            "“{typed}” — sổ không có đơn vị này; sửa tên, hoặc nhập danh sách đơn vị trước",
            "“{typed}” — the book has no such unit; correct the name, or import the units first";
        UnknownUnitNear { typed: String, nearest: String } =>
            "“{typed}” — sổ không có đơn vị này; có phải: {nearest}",
            "“{typed}” — the book has no such unit; did you mean: {nearest}";
        UnclearUnit { typed: String, candidates: String } =>
            "“{typed}” — nhiều đơn vị trùng tên; ghi rõ là đơn vị nào: {candidates}",
            "“{typed}” — several units have this name; say which one: {candidates}";
        UnknownRecord { kind: String, typed: String } =>
            "“{typed}” — sổ không có {kind} nào tên như vậy; sửa tên, hoặc ghi mã của {kind}",
            "“{typed}” — the book has no {kind} of this name; correct it, or give the {kind}'s id";
        UnclearRecord { kind: String, typed: String, count: usize } =>
            "“{typed}” — có {count} {kind} cùng tên; ghi thêm đơn vị, hoặc ghi mã của {kind}",
            "“{typed}” — {count} records ({kind}) have this name; add the unit, or give the id";
        HalfRegistration =>
            "đăng ký phải có đủ cấp và năm (giai đoạn); ghi thêm ô này, hoặc cho cả danh sách bằng --map period==2021-2023, --map level==\"Cơ sở\"",
            "a registration needs both a level and a period; fill in this cell, or give it for the whole list with --map period==2021-2023, --map level==base";
        Contradicts { row: u32 } =>
            "cùng một đơn vị với dòng {row} nhưng số liệu khác; sửa cho khớp hoặc bỏ một dòng",
            "the same unit as in row {row} with other values; make them agree or remove one row";
        OverlapsInTime { row: u32 } =>
            "cùng mã với dòng {row} trong cùng thời gian; mỗi mã một lúc chỉ có một đơn vị: sửa mã, hoặc ngày của một trong hai dòng",
            "the same code as in row {row} at the same time; a code has one unit at a time: correct the code, or the days of one row";
        EndsBeforeItBegins { from: String } =>
            "ngày cuối trước ngày đầu ({from}); sửa một trong hai ngày",
            "the last day is before the first ({from}); correct one of them";
        UnknownParent { typed: String } =>
            "“{typed}” — không có mã hay tên này trong tệp và trong sổ",
            "“{typed}” — no such code or name in the file or in the book";
        Cycle { path: String } =>
            "đơn vị nằm trong hoặc trực thuộc chính nó: {path}",
            "the unit lies in itself or answers to itself: {path}";
        SucceedsItself { path: String } =>
            "đơn vị lại kế thừa chính nó: {path}; đơn vị không đổi thì để trống ô này",
            "the unit comes of itself: {path}; leave the cell empty for a unit that did not change";
        CodeInBook { unit: String } =>
            "trong sổ, mã này cùng thời gian là của {unit}; thêm vào danh mục một dòng cho đơn vị ấy với ngày cuối, hoặc sửa mã, ngày của dòng này",
            "in the book this code belongs to {unit} at the same time; list that unit too, with its last day, or correct the code or the days of this row";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::ValueFault;

    fn fault(fault: CellFault) -> ListFault {
        ListFault {
            row: 12,
            column: "Ngày QĐ".into(),
            fault,
        }
    }

    #[test]
    fn a_fault_says_where_what_and_what_would_be_right() {
        let no_such_day = fault(CellFault::Value(ValueFault::NoSuchDay {
            typed: "31/02/2023".into(),
        }));
        assert_eq!(
            describe_fault(&no_such_day, Lang::Vi),
            "Dòng 12, cột “Ngày QĐ”: 31/02/2023 — không có ngày này; ghi dạng 30/10/2023"
        );
        assert_eq!(
            describe_fault(&no_such_day, Lang::En),
            "Row 12, column “Ngày QĐ”: 31/02/2023 — there is no such day; write it like 30/10/2023"
        );
        let total = CellFault::Total {
            announced: 1240,
            found: 63,
        };
        assert!(describe_cell_fault(&total, Lang::Vi).contains("1.240"));
    }

    #[test]
    fn what_was_typed_cannot_steer_the_terminal() {
        let hostile = fault(CellFault::Value(ValueFault::NotADate {
            typed: "\u{1b}[2Jxin".into(),
        }));
        let said = describe_fault(&hostile, Lang::Vi);
        assert!(!said.contains('\u{1b}') && said.contains("xin"), "{said}");
    }
}
