//! Survey visits of the sample book: one of the year before, signed, whose
//! *kiến nghị* come along; one that is signed; one half filled in.

use jiff::civil::{Date, Time, date, time};
use jiff::tz::Offset;
use serde_json::{Value, json};

use super::answers;
use super::models::unit;
use super::sample::SampleFault;
use crate::domain::RecordId;
use crate::domain::survey::{Direction, FindingDegree, PartyRole, RecommendationStep};
use crate::forms::{keeping, template};
use crate::service::request::{
    Deed, FieldWrite, NewFinding, NewFollowUp, NewParty, NewRecommendation, NewRound, NewVisit,
    RecordWrite, SurveyDeed, SurveyReply, SurveyRequest,
};
use crate::service::request::{OutlineReply, OutlineRequest};
use crate::service::{Client, Refusal, Reply, Request};

/// Code of the commune of a sample visit, and the named models it saw.
struct Place {
    code: &'static str,
    models: &'static [usize],
}

const BINH_AN: Place = Place {
    code: "30808",
    models: &[0],
};
const KIEN_LUONG: Place = Place {
    code: "30787",
    models: &[1],
};
const HON_NGHE: Place = Place {
    code: "30814",
    models: &[6],
};

/// The named models of Kiên Lương, which the round of 2023 is to see.
const IN_KIEN_LUONG: std::ops::Range<usize> = 0..8;

/// Parts of a member of a visit, with what stands in them.
type Parts<'a> = &'a [(&'a str, &'a str)];

/// Opens, fills in and signs the sample visits.
///
/// # Errors
/// The book's refusal.
pub fn write(client: &Client, models: &[RecordId]) -> Result<(), SampleFault> {
    let outline = outline(client)?;
    let writer = Writer {
        client,
        models,
        outline,
    };
    let before = writer.round("Khảo sát năm 2022, huyện Kiên Lương", 2022, 6..7)?;
    writer.hon_nghe_2022(before)?;
    let round = writer.round(
        "Khảo sát giữa kỳ năm 2023, huyện Kiên Lương",
        2023,
        IN_KIEN_LUONG,
    )?;
    writer.binh_an(round)?;
    writer.kien_luong(round)?;
    writer.hon_nghe_2023(round)
}

/// Takes our own outline into the book.
fn outline(client: &Client) -> Result<RecordId, SampleFault> {
    let ours = template::outline().ok();
    let ours = ours.and_then(|ours| keeping::kept(&ours).ok());
    let request = OutlineRequest::Import(ours.ok_or(Refusal::Gone)?);
    match client.ask(Request::Outlines(request))? {
        Reply::Outlines(OutlineReply::Imported(change)) => Ok(change.record),
        _ => Err(Refusal::Gone),
    }
}

struct Writer<'a> {
    client: &'a Client,
    models: &'a [RecordId],
    /// Our own outline, which every sample visit is filled through.
    outline: RecordId,
}

impl Writer<'_> {
    fn ask(&self, request: SurveyRequest) -> Result<RecordId, SampleFault> {
        match self.client.ask(Request::Survey(request))? {
            Reply::Survey(SurveyReply::Changed(change)) => Ok(change.record),
            _ => Err(Refusal::Gone),
        }
    }

    fn named(&self, numbers: impl IntoIterator<Item = usize>) -> Vec<RecordId> {
        let models = numbers.into_iter().filter_map(|at| self.models.get(at));
        models.copied().collect()
    }

    fn round(
        &self,
        name: &str,
        year: i16,
        models: std::ops::Range<usize>,
    ) -> Result<RecordId, SampleFault> {
        let person = |name: &str, title: &str, role| NewParty {
            name: name.into(),
            title: Some(title.into()),
            role,
        };
        self.ask(SurveyRequest::MakeRound(NewRound {
            name: name.into(),
            plan_no: Some("07-KH/BCĐ".into()),
            plan_date: Some(date(year, 4, 10)),
            notice_no: Some("12-TB/BCĐ".into()),
            notice_date: Some(date(year, 5, 5)),
            from: Some(date(year, 5, 12)),
            to: Some(date(year, 5, 19)),
            outline: Some(self.outline.to_string()),
            delegation: vec![
                person("Phạm Thị Hoa", "Phó Trưởng Ban Chỉ đạo", PartyRole::Lead),
                person("Trần Ngọc Hạnh", "Cán bộ khối vận", PartyRole::Member),
                person(
                    "Lê Minh Khảo",
                    "Chuyên viên Ban Dân vận",
                    PartyRole::Secretary,
                ),
            ],
            units: Vec::new(),
            models: self.named(models),
        }))
    }

    fn visit(
        &self,
        round: RecordId,
        place: &Place,
        date: Date,
        start: Time,
    ) -> Result<Filled<'_>, SampleFault> {
        let visit = self.ask(SurveyRequest::OpenVisit(NewVisit {
            round: Some(round),
            unit: unit(place.code),
            date,
            start: Some(start),
            place: Some("Hội trường UBND".into()),
            models: self.named(place.models.iter().copied()),
        }))?;
        Ok(Filled {
            writer: self,
            visit,
            model: self.named(place.models.iter().copied()).first().copied(),
        })
    }

    fn hon_nghe_2022(&self, round: RecordId) -> Result<(), SampleFault> {
        let day = date(2022, 5, 12);
        let visit = self.visit(round, &HON_NGHE, day, time(8, 0, 0, 0))?;
        visit.received_by("Huỳnh Văn Đảo", "Phó Bí thư Đảng ủy xã")?;
        visit.target("Lượng rác đưa về bờ", "kg/tháng", ["400", "380", "350"])?;
        visit.answer(answers::HON_NGHE_BEFORE)?;
        visit.fill(vec![
            ("end", "11g15"),
            ("copies", "3"),
            (
                "conclusion",
                "Ghi nhận cách làm; xã khắc phục các tồn tại đã nêu.",
            ),
        ])?;
        visit.found(
            "Chưa có sổ ghi lượng rác từng chuyến",
            FindingDegree::Supplement,
        )?;
        let book = visit.asked("Mở sổ ghi lượng rác từng chuyến", Some(date(2022, 7, 31)))?;
        visit.asked("Lắp thêm 2 thùng rác ở cầu cảng", Some(date(2022, 9, 30)))?;
        visit.sign(day.at(11, 20, 0, 0))?;
        self.ask(SurveyRequest::AddFollowUp(NewFollowUp {
            recommendation: book,
            date: date(2022, 7, 20),
            text: "Đã mở sổ từ ngày 15/7, Đoàn xã giữ".into(),
            by: Some("Đoàn xã Hòn Nghệ".into()),
            step: Some(RecommendationStep::Reported),
        }))?;
        Ok(())
    }

    fn binh_an(&self, round: RecordId) -> Result<(), SampleFault> {
        let day = date(2023, 5, 16);
        let visit = self.visit(round, &BINH_AN, day, time(7, 40, 0, 0))?;
        visit.received_by("Danh Thị Lài", "Chủ tịch UBND xã, Trưởng BCĐ")?;
        visit.target("Số mắt camera", "mắt", ["12", "12", "12"])?;
        visit.target("Nhân dân đóng góp", "triệu đồng", ["30", "31", "31"])?;
        visit.answer(answers::BINH_AN)?;
        visit.fill(vec![
            ("end", "10g30"),
            ("copies", "3"),
            ("report", "Tuyến lộ ấp lắp 12 mắt camera, Nhân dân góp 31 triệu đồng, công khai thu - chi tại nhà văn hóa ấp."),
            ("document.so", "Sổ thu - chi công khai"),
            ("document.bb", "Biên bản họp dân ngày 12/3/2022"),
            ("discussion", "Xã đề nghị hỗ trợ tiền điện duy trì; đoàn ghi nhận, chuyển huyện xem xét."),
            ("conclusion", "Mô hình duy trì tốt; xã sửa 2 mắt mất nguồn trước 30/5."),
        ])?;
        visit.found(
            "2 mắt camera ở đầu cầu mất nguồn do mưa",
            FindingDegree::Reminder,
        )?;
        visit.asked("Sửa 2 mắt camera ở đầu cầu", Some(date(2023, 5, 30)))?;
        visit.asked_upward("Hỗ trợ tiền điện duy trì camera", "UBND huyện Kiên Lương")?;
        visit.sign(day.at(10, 40, 0, 0))
    }

    fn kien_luong(&self, round: RecordId) -> Result<(), SampleFault> {
        let day = date(2023, 5, 16);
        let visit = self.visit(round, &KIEN_LUONG, day, time(13, 30, 0, 0))?;
        visit.received_by("Lâm Thị Sen", "Phó Chủ tịch UBND thị trấn")?;
        visit.target("Chiều dài đường hoa", "m", ["800", "800", "650"])?;
        visit.answer(answers::KIEN_LUONG)?;
        visit.found(
            "Báo cáo ghi 800 m, đếm tại chỗ 650 m",
            FindingDegree::Recognition,
        )?;
        visit.asked(
            "Ghi lại chiều dài cho khớp thực tế",
            Some(date(2023, 6, 15)),
        )?;
        Ok(())
    }

    /// Still being filled in: what nobody looked at is not there.
    fn hon_nghe_2023(&self, round: RecordId) -> Result<(), SampleFault> {
        let day = date(2023, 5, 19);
        let visit = self.visit(round, &HON_NGHE, day, time(7, 40, 0, 0))?;
        visit.target("Lượng rác đưa về bờ", "kg/tháng", ["400", "520", ""])?;
        visit.answer(answers::HON_NGHE)?;
        visit.target("Số hộ tham gia", "hộ", ["38", "41", "36"])
    }
}

/// A visit that is being filled in.
struct Filled<'a> {
    writer: &'a Writer<'a>,
    visit: RecordId,
    model: Option<RecordId>,
}

impl Filled<'_> {
    fn fill(&self, fields: Vec<(&str, &str)>) -> Result<(), SampleFault> {
        let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let fields = fields.map(|(field, value)| (field.to_owned(), json!(value)));
        self.write(fields.collect())
    }

    fn write(&self, fields: Vec<(String, Value)>) -> Result<(), SampleFault> {
        let fields = fields
            .into_iter()
            .map(|(field, value)| FieldWrite {
                field,
                value,
                over: Vec::new(),
            })
            .collect();
        let records = vec![RecordWrite {
            record: self.visit,
            fields,
        }];
        let deed = Deed::Survey(SurveyDeed::Fill {
            name: "sổ mẫu".into(),
        });
        self.writer.client.ask(Request::Write { deed, records })?;
        Ok(())
    }

    fn answer(&self, answers: &[(&'static str, &'static str)]) -> Result<(), SampleFault> {
        self.write(answers::fields(answers, self.model))
    }

    fn member(&self, family: &str, name: &str, parts: Parts<'_>) -> Result<(), SampleFault> {
        let key = crate::domain::survey::member_key(name);
        let parts = parts.iter().filter(|(_, value)| !value.is_empty());
        let fields = parts.map(|(part, value)| (format!("{family}.{key}.{part}"), json!(value)));
        self.write(fields.collect())
    }

    fn received_by(&self, name: &str, title: &str) -> Result<(), SampleFault> {
        let role = "representative";
        self.member(
            "host",
            name,
            &[("name", name), ("title", title), ("role", role)],
        )
    }

    /// A target of the visit's model: registered, reported, counted on site.
    fn target(&self, name: &str, measure: &str, columns: [&str; 3]) -> Result<(), SampleFault> {
        let [registered, reported, counted] = columns;
        let model = self.model.map(|model| model.to_string());
        self.member(
            "target",
            name,
            &[
                ("name", name),
                ("model", &model.unwrap_or_default()),
                ("measure", measure),
                ("registered", registered),
                ("reported", reported),
                ("counted", counted),
            ],
        )
    }

    fn found(&self, text: &str, degree: FindingDegree) -> Result<RecordId, SampleFault> {
        self.writer.ask(SurveyRequest::AddFinding(NewFinding {
            visit: self.visit,
            model: self.model,
            text: text.into(),
            degree,
            objective_cause: None,
            subjective_cause: Some("Chưa phân công người theo dõi".into()),
            responsible: Some("Ban Chỉ đạo xã".into()),
        }))
    }

    fn asked(&self, text: &str, due: Option<Date>) -> Result<RecordId, SampleFault> {
        self.recommend(NewRecommendation {
            due,
            product: Some("Báo cáo kèm ảnh".into()),
            ..self.recommendation(text)
        })
    }

    fn asked_upward(&self, text: &str, to: &str) -> Result<RecordId, SampleFault> {
        self.recommend(NewRecommendation {
            direction: Direction::ToSuperior,
            to: Some(to.into()),
            ..self.recommendation(text)
        })
    }

    fn recommendation(&self, text: &str) -> NewRecommendation {
        NewRecommendation {
            visit: self.visit,
            finding: None,
            model: self.model,
            direction: Direction::ToUnit,
            to: None,
            text: text.into(),
            due: None,
            product: None,
        }
    }

    fn recommend(&self, asked: NewRecommendation) -> Result<RecordId, SampleFault> {
        self.writer.ask(SurveyRequest::AddRecommendation(asked))
    }

    fn sign(&self, at: jiff::civil::DateTime) -> Result<(), SampleFault> {
        let at = Offset::constant(7).to_timestamp(at).unwrap_or_default();
        let visit = self.visit;
        self.writer.ask(SurveyRequest::Sign { visit, at })?;
        Ok(())
    }
}
