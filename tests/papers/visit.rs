//! The *biên bản* of a real visit, from the book to the paper.

use std::path::Path;

use jiff::civil::{Date, date, time};
use kheo::domain::list::{UnitList, UnitRow};
use kheo::domain::survey::{Direction, FindingDegree, PartyRole, RecommendationStep};
use kheo::domain::{Level, Period, RecordId, Status, UnitType};
use kheo::office::{Existing, PaperFormat, paper_text, put, write_paper};
use kheo::report::document::Document;
use kheo::report::minutes::compose;
use kheo::service::request::{
    Deed, FieldWrite, NewAddendum, NewConclusion, NewFinding, NewModel, NewParty,
    NewRecommendation, NewRound, NewVisit, OpenBook, RecommendationMove, RecordWrite, SurveyReply,
    SurveyRequest,
};
use kheo::service::{Client, Reply, Request};
use serde_json::json;
use tempfile::TempDir;

use crate::desk;

struct Book {
    client: Client,
    _folder: TempDir,
}

impl Book {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let client = Client::start(folder.path().join("kheo.redb"));
        let book = Self {
            client,
            _folder: folder,
        };
        book.ask(Request::OpenBook(OpenBook {
            officer: "Lê Minh Khảo".into(),
            title: "Chuyên viên".into(),
            committee: "Ban Chỉ đạo huyện Kiên Lương".into(),
            book: String::new(),
        }));
        let row = UnitRow {
            code: Some("30814".into()),
            valid_from: Some(date(1976, 1, 1)),
            ..UnitRow::new(2, "Hòn Nghệ", UnitType::Commune)
        };
        let list = UnitList {
            file: "don-vi.csv".into(),
            rows: vec![row],
            faults: Vec::new(),
        };
        book.ask(Request::ApplyUnits { list });
        book
    }

    fn ask(&self, request: Request) -> Reply {
        self.client.ask(request).unwrap()
    }

    fn survey(&self, request: SurveyRequest) -> SurveyReply {
        match self.ask(Request::Survey(request)) {
            Reply::Survey(reply) => reply,
            other => panic!("{other:?}"),
        }
    }

    fn made(&self, request: SurveyRequest) -> RecordId {
        match self.survey(request) {
            SurveyReply::Changed(change) => change.record,
            other => panic!("{other:?}"),
        }
    }

    fn fill(&self, record: RecordId, fields: &[(&str, &str)]) {
        let fields = fields
            .iter()
            .map(|(field, value)| FieldWrite {
                field: (*field).into(),
                value: json!(value),
                over: Vec::new(),
            })
            .collect();
        self.ask(Request::Write {
            deed: Deed::Correct { name: "x".into() },
            records: vec![RecordWrite { record, fields }],
        });
    }

    fn unit(&self) -> RecordId {
        let typed = "Hòn Nghệ".into();
        let during = None;
        match self.ask(Request::FindUnit { typed, during }) {
            Reply::Unit(unit) => unit.id,
            other => panic!("{other:?}"),
        }
    }

    fn model(&self) -> RecordId {
        let model = NewModel {
            owner: Some("Đoàn xã".into()),
            registration: Some((Level::Base, Period::Year(2026))),
            ..NewModel::new("Ghe về bến, rác về bờ", self.unit())
        };
        match self.ask(Request::AddModel(model)) {
            Reply::Changed(change) => change.record,
            other => panic!("{other:?}"),
        }
    }

    /// What the committee has chosen for its papers.
    fn letterhead(&self, word: &str) {
        let Reply::Sender(view) = self.ask(Request::Sender) else {
            panic!("no sender")
        };
        self.fill(
            view.committee,
            &[
                ("letterhead", word),
                ("superior", "Huyện ủy Kiên Lương"),
                ("sign", "BCĐ"),
                ("seat", "Kiên Lương"),
            ],
        );
    }

    fn open(&self, day: Date, model: RecordId) -> RecordId {
        let party = |name: &str, role| NewParty {
            name: name.into(),
            title: Some("Cán bộ".into()),
            role,
        };
        let round = self.made(SurveyRequest::MakeRound(NewRound {
            name: format!("Khảo sát {}", day.year()),
            plan_no: Some("19-KH/BDV".into()),
            plan_date: Some(date(2025, 7, 17)),
            delegation: vec![
                party("Phạm Thị Hoa", PartyRole::Lead),
                party("Lê Minh Khảo", PartyRole::Secretary),
            ],
            models: vec![model],
            ..NewRound::default()
        }));
        self.made(SurveyRequest::OpenVisit(NewVisit {
            round: Some(round),
            unit: self.unit(),
            date: day,
            start: Some(time(7, 40, 0, 0)),
            place: Some("Hội trường UBND xã".into()),
            models: Vec::new(),
        }))
    }

    fn recommend(&self, visit: RecordId, text: &str, direction: Direction) -> RecordId {
        self.made(SurveyRequest::AddRecommendation(NewRecommendation {
            visit,
            finding: None,
            model: None,
            direction,
            to: (direction == Direction::ToSuperior).then(|| "UBND huyện".into()),
            text: text.into(),
            due: Some(date(2026, 12, 31)),
            product: Some("Báo cáo kèm ảnh".into()),
        }))
    }

    fn paper(&self, visit: RecordId) -> Document {
        let today = date(2026, 11, 21);
        match self.survey(SurveyRequest::Minutes { visit, today }) {
            SurveyReply::Minutes(minutes) => compose(&minutes, today),
            other => panic!("{other:?}"),
        }
    }
}

/// A filled visit on `day`, with one before it.
fn visited(day: Date) -> (Book, RecordId) {
    let book = Book::new();
    let model = book.model();
    let before = book.open(date(2024, 5, 12), model);
    let asked = book.recommend(before, "Mở sổ ghi lượng rác", Direction::ToUnit);
    let visit = book.open(day, model);
    book.survey(SurveyRequest::StepRecommendation(RecommendationMove {
        recommendation: asked,
        to: RecommendationStep::Confirmed,
        reason: Some("Có sổ, ghi đủ từng chuyến".into()),
        at_visit: Some(visit),
    }));
    book.fill(
        visit,
        &[
            ("end", "11:15"),
            ("copies", "3"),
            ("host.h.name", "Huỳnh Văn Đảo"),
            ("host.h.title", "Phó Bí thư Đảng ủy xã"),
            ("host.h.role", "representative"),
            ("host.k.name", "Danh Hiền"),
            ("host.k.absent", "bận việc nhà"),
            ("target.t.name", "Số hộ tham gia"),
            ("target.t.registered", "38"),
            ("target.t.reported", "41"),
            ("document.d", "Sổ thu - chi công khai"),
            ("discussion", "Xã giải trình về số hộ."),
            ("strengths", "Có sản phẩm cụ thể."),
            ("conclusion", "Xã khắc phục trong quý I."),
            ("reservation", "Đoàn xã đề nghị đếm lại."),
        ],
    );
    book.fill(visit, &[("target.t.model", &model.to_string())]);
    book.survey(SurveyRequest::AddFinding(NewFinding {
        visit,
        model: Some(model),
        text: "Thiếu 2 thùng rác ở cầu cảng".into(),
        degree: FindingDegree::Supplement,
        objective_cause: Some("Biển động".into()),
        subjective_cause: None,
        responsible: Some("UBND xã".into()),
    }));
    book.recommend(visit, "Lắp thêm 2 thùng rác", Direction::ToUnit);
    book.recommend(visit, "Hỗ trợ tàu gom rác", Direction::ToSuperior);
    let Reply::Record(record) = book.ask(Request::Record(model)) else {
        panic!("no model")
    };
    book.survey(SurveyRequest::Conclude(NewConclusion {
        visit,
        registration: record.registrations[0].id,
        to: Status::Incomplete,
        reason: Some("Bổ sung biên bản họp dân".into()),
        due: Some(date(2026, 12, 15)),
    }));
    (book, visit)
}

/// What the minutes must say, in the order of DOMAIN 2.4.
const SAID: &[&str] = &[
    "BIÊN BẢN",
    "tại xã Hòn Nghệ",
    "Căn cứ Kế hoạch số 19-KH/BDV ngày 17 tháng 7 năm 2025",
    "lúc 07 giờ 40",
    "Phạm Thị Hoa",
    "Huỳnh Văn Đảo",
    "Danh Hiền: bận việc nhà",
    "Chủ trì: Phạm Thị Hoa, Cán bộ",
    "Thư ký: Lê Minh Khảo, Cán bộ",
    "“Ghe về bến, rác về bờ” — Đoàn xã",
    "Số hộ tham gia",
    "Chưa kiểm tra",
    "Sổ thu - chi công khai",
    "Mở sổ ghi lượng rác",
    "Đã xác nhận: Có sổ, ghi đủ từng chuyến",
    "Xã giải trình về số hộ.",
    "Có sản phẩm cụ thể.",
    "Thiếu 2 thùng rác ở cầu cảng",
    "Khách quan: Biển động",
    "Lắp thêm 2 thùng rác",
    "31/12/2026",
    "Hỗ trợ tàu gom rác",
    "Xã khắc phục trong quý I.",
    "Yêu cầu bổ sung hồ sơ",
    "hạn 15/12/2026",
    "Đoàn xã đề nghị đếm lại.",
    "kết thúc lúc 11 giờ 15",
    "thành 03 bản",
    "(Ký, ghi rõ họ tên)",
];

fn in_order(text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut at = 0;
    for part in SAID {
        match text[at..].find(part) {
            Some(found) => at += found,
            None => panic!("not said, or not there: {part}\n{}", &text[at..]),
        }
    }
}

fn written(folder: &Path, name: &str, paper: &Document) -> std::path::PathBuf {
    let path = folder.join(name);
    let format = PaperFormat::of_file(&path).unwrap();
    put(&path, &write_paper(paper, format).unwrap(), Existing::Keep).unwrap();
    path
}

const ALL_TEXT: &str = r#"
import sys, docx
from docx.table import Table
from docx.text.paragraph import Paragraph
paper = docx.Document(sys.argv[1])
for element in paper.element.body.iterchildren():
    if element.tag.endswith("}p"):
        print(Paragraph(element, paper).text)
    elif element.tag.endswith("}tbl"):
        for row in Table(element, paper).rows:
            print(" | ".join(cell.text.replace("\n", " ") for cell in row.cells))
"#;

#[test]
fn a_visit_becomes_minutes_that_python_docx_and_markdown_readers_read() {
    let (book, visit) = visited(date(2026, 11, 20));
    book.letterhead("party");
    let folder = TempDir::new().unwrap();
    let paper = book.paper(visit);
    assert_eq!(paper.mark.as_deref(), Some("DỰ THẢO"));
    let markdown = std::fs::read_to_string(written(folder.path(), "bb.md", &paper)).unwrap();
    for part in ["BIÊN BẢN", "Lắp thêm 2 thùng rác", "Chưa kiểm tra"] {
        assert!(markdown.contains(part), "{part}\n{markdown}");
    }
    let aloud = paper_text(&paper);
    assert!(
        aloud.lines().all(|line| line.chars().count() <= 80),
        "{aloud}"
    );
    let Some(python) = desk::python("docx") else {
        return;
    };
    let docx = written(folder.path(), "bb.docx", &paper);
    in_order(&python.lines(ALL_TEXT, &docx).join("\n"));
}

#[test]
fn libreoffice_prints_the_minutes_of_each_regime_and_date_with_the_right_head() {
    let Some(office) = desk::office() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    for (word, day, right, number) in [
        ("party", date(2026, 11, 20), "ĐẢNG CỘNG SẢN VIỆT NAM", "Số "),
        (
            "state",
            date(2025, 11, 20),
            "Độc lập - Tự do - Hạnh phúc",
            "Số:",
        ),
    ] {
        let (book, visit) = visited(day);
        book.letterhead(word);
        let at = "2026-11-20T04:20:00Z".parse().unwrap();
        book.survey(SurveyRequest::Sign { visit, at });
        book.survey(SurveyRequest::AddAddendum(NewAddendum {
            visit,
            date: date(2026, 11, 25),
            reason: Some("Ghi sót".into()),
            text: "Số hộ tham gia đếm được là 36.".into(),
        }));
        let paper = book.paper(visit);
        assert_eq!(paper.mark, None);
        let pages = office.pages(&written(folder.path(), &format!("{word}.docx"), &paper));
        let first = &pages[0];
        assert!(first.contains(right) && first.contains(number), "{first}");
        let national = first.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        assert_eq!(national, word == "state", "{first}");
        let all = pages.join("\n");
        let words = all.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in ["Lắp thêm", "Dấu niêm nội dung", "kết thúc lúc 11 giờ 15"] {
            assert!(words.contains(part), "{part}\n{all}");
        }
        let last = &pages[pages.len() - 1];
        assert!(last.contains("PHỤ LỤC 1") && last.contains("36."), "{last}");
    }
}
