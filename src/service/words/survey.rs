//! What a survey's refusals and deeds are called.

use crate::domain::Word;
use crate::domain::survey::{ConclusionGuard, RecommendationGuard};
use crate::i18n::Lang;
use crate::phrases;
use crate::service::refusal::SurveyRefusal;
use crate::service::request::SurveyDeed;

phrases! {
    enum Words {
        Frozen { visit: String } => "Biên bản “{visit}” đã ký nên không sửa được; ghi chỗ cần sửa vào phụ lục", "The minutes of “{visit}” are signed and cannot be changed; write the correction as an addendum";
        NotSigned { visit: String } => "Biên bản “{visit}” chưa ký: cứ sửa thẳng, chưa cần phụ lục", "The minutes of “{visit}” are not signed: correct them directly, no addendum is needed";
        AlreadySigned { visit: String } => "Biên bản “{visit}” đã ký rồi", "The minutes of “{visit}” are signed already";
        Unsettled { visit: String, fields: usize } => "“{visit}” còn {fields} chỗ chưa khớp; chọn xong rồi mới ký", "“{visit}” has {fields} conflicts; settle them before signing";
        NoLead { visit: String } => "“{visit}” chưa ghi trưởng đoàn; biên bản phải có người ký", "“{visit}” names no head of the delegation; somebody must sign the minutes";
        VisitThere { visit: String, id: String } => "Đã có cuộc khảo sát này: {visit} ({id})", "This visit is there already: {visit} ({id})";
        NoEarlierVisit => "Đơn vị này chưa có lần khảo sát nào trước đó", "This unit was not visited before";
        NotSeen { model: String } => "Cuộc khảo sát này chưa xem mô hình “{model}”", "This visit did not see the model “{model}”";
        OnlyByItsStep { field: String } => "Mục “{field}” chỉ đổi qua việc của nó, để kiểm tra các bước", "“{field}” changes only through its own step, where the rules are checked";
        NoRecommendationStep { from: String, to: String, allowed: String } => "Kiến nghị “{from}” không chuyển sang “{to}”; từ đó chỉ đến: {allowed}", "A recommendation that is “{from}” does not become “{to}”; from there it goes to: {allowed}";
        RecommendationClosed { from: String } => "Kiến nghị này đã khép: {from}", "This recommendation is closed: {from}";
        MootNeedsReason => "“Không còn phù hợp” phải ghi lý do", "“No longer applicable” needs a reason";
        OnlyTheDelegation => "Chỉ đoàn khảo sát mới xác nhận: thành viên của đoàn đã kiến nghị, hoặc tại một cuộc khảo sát sau", "Only the delegation confirms: a member of the one that asked, or at a later visit";
        NotAConclusion { to: String, allowed: String } => "Cuộc khảo sát không kết luận “{to}” được; chỉ kết luận: {allowed}", "A visit does not conclude “{to}”; it concludes: {allowed}";
        RejectionNeedsReason => "“Chưa đạt” phải ghi lý do", "“Rejected” needs its reason";
        SupplementNeedsDeadline => "“Yêu cầu bổ sung hồ sơ” phải có hạn", "“Incomplete” needs a deadline";
    }
}

phrases! {
    enum DeedWords {
        MakeRound { name: String } => "lập đợt khảo sát “{name}”", "make the round “{name}”";
        OpenVisit { name: String } => "mở “{name}”", "open “{name}”";
        Fill { name: String } => "ghi “{name}”", "fill in “{name}”";
        CopyLast { name: String } => "chép lại lần trước vào “{name}”", "copy the last visit into “{name}”";
        AddFinding { name: String } => "ghi tồn tại ở “{name}”", "write a finding of “{name}”";
        AddRecommendation { name: String } => "ghi kiến nghị {name}", "write the recommendation {name}";
        StepRecommendation { name: String } => "chuyển trạng thái kiến nghị {name}", "change the status of the recommendation {name}";
        AddFollowUp { name: String } => "ghi khắc phục của kiến nghị {name}", "write a follow-up of the recommendation {name}";
        Conclude { name: String } => "kết luận về “{name}”", "conclude about “{name}”";
        Sign { name: String } => "ký biên bản “{name}”", "sign the minutes of “{name}”";
        AddAddendum { name: String } => "ghi phụ lục của “{name}”", "write an addendum to “{name}”";
    }
}

/// Why not, in words.
pub fn refusal_words(refusal: &SurveyRefusal, lang: Lang) -> String {
    let words = match refusal.clone() {
        SurveyRefusal::Frozen { visit } => Words::Frozen { visit },
        SurveyRefusal::NotSigned { visit } => Words::NotSigned { visit },
        SurveyRefusal::AlreadySigned { visit } => Words::AlreadySigned { visit },
        SurveyRefusal::Unsettled { visit, fields } => Words::Unsettled { visit, fields },
        SurveyRefusal::NoLead { visit } => Words::NoLead { visit },
        SurveyRefusal::VisitThere { id, visit } => Words::VisitThere {
            visit,
            id: id.to_string(),
        },
        SurveyRefusal::NoEarlierVisit => Words::NoEarlierVisit,
        SurveyRefusal::NotSeen { model } => Words::NotSeen { model },
        SurveyRefusal::OnlyByItsStep { field } => Words::OnlyByItsStep { field },
        SurveyRefusal::Recommendation(guard) => recommendation_words(&guard, lang),
        SurveyRefusal::Conclusion(guard) => conclusion_words(&guard, lang),
    };
    lang.say(&words)
}

fn recommendation_words(guard: &RecommendationGuard, lang: Lang) -> Words {
    match guard {
        RecommendationGuard::NoStep { from, allowed, .. } if allowed.is_empty() => {
            Words::RecommendationClosed {
                from: label(*from, lang),
            }
        }
        RecommendationGuard::NoStep { from, to, allowed } => Words::NoRecommendationStep {
            from: label(*from, lang),
            to: label(*to, lang),
            allowed: labels(allowed, lang),
        },
        RecommendationGuard::NoReason => Words::MootNeedsReason,
        RecommendationGuard::NotTheDelegation => Words::OnlyTheDelegation,
    }
}

fn conclusion_words(guard: &ConclusionGuard, lang: Lang) -> Words {
    match guard {
        ConclusionGuard::NotAConclusion { to, allowed } => Words::NotAConclusion {
            to: label(*to, lang),
            allowed: labels(allowed, lang),
        },
        ConclusionGuard::NoReason => Words::RejectionNeedsReason,
        ConclusionGuard::NoDeadline => Words::SupplementNeedsDeadline,
    }
}

fn label<W: Word>(word: W, lang: Lang) -> String {
    super::word_in(word, lang).to_owned()
}

fn labels<W: Word>(words: &[W], lang: Lang) -> String {
    let labels: Vec<_> = words
        .iter()
        .map(|word| super::word_in(*word, lang))
        .collect();
    labels.join(", ")
}

/// What the deed is called.
pub fn deed_words(deed: &SurveyDeed, lang: Lang) -> String {
    let words = match deed.clone() {
        SurveyDeed::MakeRound { name } => DeedWords::MakeRound { name },
        SurveyDeed::OpenVisit { name } => DeedWords::OpenVisit { name },
        SurveyDeed::Fill { name } => DeedWords::Fill { name },
        SurveyDeed::CopyLast { name } => DeedWords::CopyLast { name },
        SurveyDeed::AddFinding { name } => DeedWords::AddFinding { name },
        SurveyDeed::AddRecommendation { name } => DeedWords::AddRecommendation { name },
        SurveyDeed::StepRecommendation { name } => DeedWords::StepRecommendation { name },
        SurveyDeed::AddFollowUp { name } => DeedWords::AddFollowUp { name },
        SurveyDeed::Conclude { name } => DeedWords::Conclude { name },
        SurveyDeed::Sign { name } => DeedWords::Sign { name },
        SurveyDeed::AddAddendum { name } => DeedWords::AddAddendum { name },
    };
    lang.say(&words)
}
