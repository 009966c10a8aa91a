//! Lists of the registers beside the models: a row of each comes in, a row
//! that cannot is named by its row and column.

use serde_json::Value;

use crate::desk::{Desk, path, text};

/// A kind, the headings of its list, a row that is right, and one that is not
/// with the heading of what is wrong in it.
const LISTS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "area_title",
        "Đơn vị,Danh hiệu,Số quyết định,Có hiệu lực từ",
        "Đông Yên,Xã đạt chuẩn nông thôn mới,318/QĐ-UBND,05/02/2020",
        "Đông Yên,Xã vui vẻ,319/QĐ-UBND,05/02/2020",
        "Danh hiệu",
    ),
    (
        "forum",
        "Tên diễn đàn,Đơn vị,Ngày,Chủ trì,Lượt người dự",
        "Hướng về cơ sở quý II,Đông Yên,12/05/2023,Bí thư Đảng ủy,86",
        "Hướng về cơ sở quý III,Đông Yên,31/02/2023,Bí thư Đảng ủy,90",
        "Ngày",
    ),
    (
        "deadline",
        "Việc,Loại,Cấp,Đơn vị,Hạn",
        "Hội nghị tổng kết,Hội nghị,Cơ sở,Đông Yên,30/06/2020",
        "Hội nghị tổng kết,Hội nghị,Cơ sở,Sao Hỏa,30/07/2020",
        "Đơn vị",
    ),
    (
        "document",
        "Trích yếu,Số ký hiệu,Ngày,Cơ quan ban hành,Hệ",
        "Kế hoạch khảo sát,19-KH/BDV,17/07/2023,Ban Dân vận Huyện ủy,Đảng",
        "Thông báo kết luận,55-TB/BDV,31/10/2023,Ban Dân vận Huyện ủy,Trời",
        "Hệ",
    ),
];

fn import(desk: &Desk, kind: &str, headings: &str, rows: &[&str]) -> (i32, Value) {
    let list = format!("{headings}\n{}\n", rows.join("\n"));
    let file = desk.file("so.csv", &list);
    let run = desk.run(&["record", "import", kind, path(&file), "--json"]);
    (run.code, run.json())
}

fn check(desk: &Desk, list: (&str, &str, &str, &str, &str)) {
    let (kind, headings, right, wrong, column) = list;
    let (code, refused) = import(desk, kind, headings, &[right, wrong]);
    assert_eq!(code, 3, "{kind}: {refused}");
    let fault = &refused["faults"][0];
    assert_eq!(fault["row"], 3, "{kind}: {refused}");
    assert_eq!(text(&fault["column"]), column, "{kind}: {refused}");
    let (code, entered) = import(desk, kind, headings, &[right]);
    assert_eq!(
        (code, &entered["records_new"]),
        (0, &Value::from(1)),
        "{kind}: {entered}"
    );
    let (_, again) = import(desk, kind, headings, &[right]);
    assert_eq!(again["records_same"], 1, "{kind}: {again}");
    let id = text(&entered["ids"][0]);
    assert_eq!(desk.json(&["show", &id])["id"], Value::from(id));
}

#[test]
fn a_row_of_each_register_comes_in_and_a_faulty_one_is_named() {
    let desk = Desk::of("Nguyễn Văn An");
    for list in LISTS {
        check(&desk, *list);
    }
}

#[test]
fn opinions_and_resources_name_what_they_belong_to() {
    let desk = Desk::of("Nguyễn Văn An");
    let forum = [
        "record",
        "add",
        "forum",
        "name=Hướng về cơ sở",
        "date=12/05/2023",
    ];
    let forum = text(&desk.json(&forum)["ids"][0]);
    let right = format!("{forum},Cầu ấp gãy lan can,20/05/2023");
    let wrong = format!("{forum},Lộ ngập,mai mốt");
    let headings = "Diễn đàn,Nội dung,Hạn trả lời";
    check(&desk, ("opinion", headings, &right, &wrong, "Hạn trả lời"));
    let model = ["add", "--name", "Hũ gạo", "--unit", "xã Đông Yên"];
    let model = text(&desk.json(&model)["id"]);
    let right = format!("{model},Ngày công,120,Tổ thợ xóm Rẫy");
    let wrong = format!("{model},Ngày công,nhiều,Tổ thợ xóm Rẫy");
    let headings = "Mô hình,Loại,Số lượng,Người góp";
    check(
        &desk,
        ("contribution", headings, &right, &wrong, "Số lượng"),
    );
}

#[test]
fn a_list_names_forums_and_models_by_what_they_are_called() {
    let desk = Desk::of("Nguyễn Văn An");
    let forum = |name: &str| format!("{name},12/05/2023\n");
    let forums = format!(
        "Diễn đàn,Ngày\n{}",
        forum("Hướng về cơ sở quý II") + &forum("Hướng về cơ sở quý III")
    );
    let forums = desk.file("forums.csv", &forums);
    desk.run(&["record", "import", "forum", path(&forums)])
        .done();
    let opinions = "Diễn đàn,Ý kiến\nHUONG VE CO SO QUY II,Cầu ấp gãy lan can\n";
    let opinions = desk.file("opinions.csv", opinions);
    desk.run(&["record", "import", "opinion", path(&opinions)])
        .done();
    let found = desk.json(&["search", "gãy lan can", "--kind", "opinion"]);
    assert_eq!(found[0]["about"], "Hướng về cơ sở quý II", "{found}");

    for unit in ["xã Đông Yên", "xã Hưng Yên"] {
        desk.run(&["add", "--name", "Hũ gạo tình thương", "--unit", unit])
            .done();
    }
    let award = |fields: &[&str]| {
        let named = ["record", "add", "award", "name=Chi hội", "form=Giấy khen"];
        desk.run(&[&named[..], &["model=hu gao tinh thuong"], fields].concat())
    };
    let refused = award(&[]).refused(3).err;
    assert!(refused.contains("có 2 mô hình cùng tên"), "{refused}");
    award(&["unit=xã Hưng Yên"]).done();
    let unknown = [
        "record",
        "add",
        "award",
        "name=A",
        "form=Giấy khen",
        "model=Hũ mắm",
    ];
    let refused = desk.run(&unknown).refused(3).err;
    assert!(
        refused.contains("không có mô hình nào tên như vậy"),
        "{refused}"
    );
}

#[test]
fn a_list_of_awards_is_read_under_the_headings_that_are_met() {
    let desk = Desk::of("An");
    let list = desk.file(
        "khen.csv",
        "TT;Hình thức khen thưởng;Tập thể, cá nhân;Cơ quan khen;Số QĐ;Ngày QĐ;Năm\n\
         1;Giấy khen;Hội LHPN xã Đông Yên;Chủ tịch UBND huyện;12/QĐ-UBND;ngày 05/7/2022;2022\n",
    );
    desk.run(&["record", "import", "award", path(&list)]).done();
    let found = desk.json(&["search", "Hội LHPN", "--kind", "award"]);
    let shown = desk.json(&["show", found[0]["id"].as_str().unwrap()]);
    assert_eq!(shown["decision_no"], "12/QĐ-UBND");
    assert_eq!(shown["decision_date"], "2022-07-05");
    assert_eq!(shown["period"], "2022");
    let other = desk.file("khac.csv", "a;b\nc;d\n");
    let said = desk
        .run(&["record", "import", "award", path(&other)])
        .refused(3);
    assert!(said.err.contains("“Được khen”"), "{}", said.err);
}
