use super::*;
use crate::office::list::header;

/// The sheet of a CSV text.
fn sheet(csv: &str) -> Sheet {
    crate::office::csv::read_sheet(csv.as_bytes(), "A".into()).unwrap()
}

fn roles(csv: &str, maps: &[&str]) -> Result<Vec<Role>, FileFault> {
    let maps: Vec<ColumnMap> = maps.iter().map(|map| map.parse().unwrap()).collect();
    let sheet = sheet(csv);
    let header = header::find(&sheet, |columns| understood(columns, &maps)).unwrap();
    check_maps(header.columns.iter(), &maps)?;
    let columns = settle(&sheet, &header, &maps)?;
    Ok(columns.into_iter().map(|column| column.role).collect())
}

fn value(field: ListField) -> Role {
    Role::Value(field)
}

#[test]
fn the_unit_and_the_owner_share_a_heading() {
    use ListField::{Name, Owner, Unit};
    assert_eq!(
        roles("Mô hình,Đơn vị\na,b\n", &[]).unwrap(),
        [value(Name), value(Unit)]
    );
    let both = roles("Mô hình,Đơn vị,Xã\na,b,c\n", &[]).unwrap();
    assert_eq!(both, [value(Name), value(Owner), value(Unit)]);
    let owners = roles("Mô hình,Đơn vị\na,Hội LHPN xã\nb,Công an xã\n", &[]).unwrap();
    assert_eq!(owners, [value(Name), value(Owner)]);
}

#[test]
fn of_several_places_the_commune_is_the_unit() {
    let roles = roles("Mô hình,Địa bàn,Xã\na,ấp 1,Đông Yên\n", &[]).unwrap();
    let expected = [value(ListField::Name), Role::Hamlet, value(ListField::Unit)];
    assert_eq!(roles, expected);
}

#[test]
fn content_is_the_name_only_when_nothing_better_is() {
    use ListField::{Content, Name, Unit};
    let both = roles("Tên mô hình,Nội dung,Xã\na,b,c\n", &[]).unwrap();
    assert_eq!(both, [value(Name), value(Content), value(Unit)]);
    assert_eq!(
        roles("Nội dung,Xã\na,b\n", &[]).unwrap(),
        [value(Name), value(Unit)]
    );
    let models = roles("Nội dung,Nội dung mô hình,Xã\na,b,c\n", &[]).unwrap();
    assert_eq!(models, [value(Content), value(Name), value(Unit)]);
}

#[test]
fn short_kinds_side_by_side_are_marks() {
    let mark = |kind| Role::Mark(Mark::Kind(kind));
    let roles = roles("TT,Tên mô hình,TT,CN\n1,a,x,\n", &[]).unwrap();
    let expected = [
        Role::RowNumber,
        value(ListField::Name),
        mark(ModelKind::Collective),
        mark(ModelKind::Individual),
    ];
    assert_eq!(roles, expected);
}

#[test]
fn the_cells_settle_what_a_heading_leaves_open() {
    use ListField::{Kind, Name, Owner, Registration, Status, Unit};
    let of = |csv: &str| roles(csv, &[]).unwrap().last().cloned().unwrap();
    assert_eq!(
        of("Mô hình,Tập thể/cá nhân\na,Tập thể\nb,CN\n"),
        value(Kind)
    );
    assert_eq!(
        of("Mô hình,Tập thể/cá nhân\na,Hội LHPN xã\nb,Ông Hiền\n"),
        value(Owner)
    );
    assert_eq!(of("Mô hình,Loại\na,Mới\nb,Duy trì\n"), value(Registration));
    assert_eq!(of("Mô hình,Tiến độ\na,Đang thực hiện\n"), value(Status));
    assert_eq!(
        of("Mô hình,Tiến độ\na,đổ được 365 m đường\n"),
        Role::Unknown
    );
    assert_eq!(
        of("Mô hình,Xã\na,x\nb,\n"),
        Role::Mark(Mark::Level(crate::domain::Level::Base))
    );
    assert_eq!(of("Mô hình,Xã\na,Đông Yên\n"), value(Unit));
    assert_eq!(
        of("Mô hình,Kinh tế\na,x\n"),
        Role::Mark(Mark::Field(WorkField::Known(crate::domain::Field::Economy)))
    );
    assert_eq!(of("Mô hình,Kinh tế\na,lãi 20 triệu\n"), Role::Unknown);
    assert_eq!(of("Tên,Mô hình\na,b\n"), Role::Unknown);
    assert_eq!(
        roles("Tên mô hình,Xã\na,b\n", &[]).unwrap(),
        [value(Name), value(Unit)]
    );
}

#[test]
fn a_map_counts_more_than_a_heading() {
    use ListField::{Name, Owner, Unit};
    let csv = "Danh mục,Xã,Nơi ở\na,b,c\n";
    let mapped = roles(csv, &["Danh mục=name", "C=unit"]).unwrap();
    assert_eq!(mapped, [value(Name), Role::Unknown, value(Unit)]);
    let folded = roles(
        "Mô hình,Người phụ trách chính\na,b\n",
        &["nguoi phu trach chinh=owner"],
    )
    .unwrap();
    assert_eq!(folded, [value(Name), value(Owner)]);
    let constant = roles("Mô hình,Xã\na,b\n", &["unit==Đông Yên"]).unwrap();
    assert_eq!(constant, [value(Name), Role::Unknown]);
    let missing = roles("Mô hình,Xã\na,b\n", &["Huyện=unit"]).unwrap_err();
    let columns = vec!["Mô hình".to_owned(), "Xã".to_owned()];
    assert_eq!(
        missing,
        FileFault::NoSuchColumn {
            wanted: "Huyện".into(),
            columns
        }
    );
}
