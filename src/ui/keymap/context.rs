//! Where keys are looked up, and what must hold for one to work.

use crate::i18n::Phrase;

/// Declares a closed enum whose variants have an id for the keymap file and a
/// name in both languages.
macro_rules! named {
    (
        $(#[$meta:meta])*
        enum $name:ident { $( $variant:ident $id:literal $vi:literal, $en:literal; )* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( #[doc = $en] $variant ),* }

        impl $name {
            /// All of them, in the order in which help lists them.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// The word of the keymap file.
            pub const fn id(self) -> &'static str {
                match self { $( Self::$variant => $id ),* }
            }

            /// The one that a keymap file calls `id`.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.id() == id)
            }
        }

        impl Phrase for $name {
            fn vi(&self) -> String {
                match self { $( Self::$variant => $vi ),* }.to_owned()
            }
            fn en(&self) -> String {
                match self { $( Self::$variant => $en ),* }.to_owned()
            }
        }
    };
}

named! {
    /// A place that gives keys their meaning. Keys are looked up from the
    /// innermost place outwards along [`Context::chain`].
    enum Context {
        Overview "overview" "Tổng quan", "Overview";
        ModelsList "models.list" "Danh sách mô hình", "List of models";
        ModelsSearch "models.search" "Ô tìm mô hình", "Model search box";
        ModelsDetail "models.detail" "Một mô hình", "One model";
        FinderList "finder.list" "Danh sách mọi mục", "List of all records";
        FinderSearch "finder.search" "Ô tìm mọi mục", "Search box of all records";
        RecordDetail "record.detail" "Một mục", "One record";
        RecommendationsList "recommendations.list" "Danh sách kiến nghị", "List of recommendations";
        RecommendationsSearch "recommendations.search" "Ô tìm kiến nghị", "Recommendation search box";
        RecommendationsDetail "recommendations.detail" "Một kiến nghị", "One recommendation";
        ReportsList "reports.list" "Danh sách biểu", "List of reports";
        ReportsTable "reports.table" "Một biểu", "One report";
        ReportsBehind "reports.behind" "Danh sách sau một ô", "The list behind a cell";
        SurveyRounds "survey.rounds" "Các đợt khảo sát", "Rounds of surveys";
        SurveyItinerary "survey.itinerary" "Lịch trình một đợt", "The itinerary of a round";
        SurveyVisit "survey.visit" "Một cuộc khảo sát", "A visit";
        SurveyAnswer "survey.answer" "Khi trả lời một câu", "Answering a question";
        NotesList "notes.list" "Danh sách ghi chép", "List of notes";
        Bundles "bundles" "Gói số liệu", "Bundles";
        Conflicts "conflicts" "Chỗ chưa khớp", "Conflicts";
        Form "form" "Biểu nhập", "Form";
        Entry "entry" "Biểu ghi một mục", "The form of a record";
        Editor "editor" "Khi viết ghi chép", "Writing a note";
        Confirm "confirm" "Khi được hỏi lại", "Answering a question";
        Menu "menu" "Danh mục", "Menu";
        Palette "palette" "Tìm lệnh", "Command palette";
        Checklist "checklist" "Đánh dấu nhiều dòng", "Ticking lines";
        Help "help" "Trang giúp", "Help";
        Filter "filter" "Bộ lọc", "Filter";
        Path "path" "Ô tên tệp", "File name box";
        FirstRun "first_run" "Mở sổ lần đầu", "Opening a book";
        Minutes "minutes" "Biên bản", "Minutes";
        Preview "preview" "Xem trước khi nhập", "Preview of an import";
        Screen "screen" "Mọi phần", "Every screen";
        Global "global" "Mọi nơi", "Everywhere";
    }
}

named! {
    /// What must hold for a binding to work; its phrase says why it was refused.
    enum Condition {
        HasSelection "has_selection" "Chưa chọn dòng nào", "Nothing is selected";
        HasUndo "has_undo" "Không có thay đổi nào để hoàn tác", "There is nothing to undo";
        HasRedo "has_redo" "Không có gì để làm lại", "There is nothing to redo";
        HasDraft "has_draft" "Không có bản nháp nào còn dở", "There is no unfinished draft";
        HasConflict "has_conflict" "Không có chỗ nào chưa khớp", "There is no conflict";
        HasQuestion "has_question" "Chưa chọn câu hỏi nào", "No question is selected";
        HasSearch "has_search" "Chưa gõ chữ nào để tìm", "There is no search";
        HasFilter "has_filter" "Chưa đặt điều kiện lọc nào", "There is no filter";
        HasRegistration "has_registration" "Mô hình này chưa có đăng ký", "This model has no registration";
        HasDuty "has_duty" "Ở đây không có thời hạn nào đang chờ", "No deadline is waiting here";
        HasForm "has_form" "Ở đây không có bản nháp của biểu nào", "There is no draft of a form here";
        HasRelated "has_related" "Trang này không có mục nào để mở", "There is nothing to open on this page";
        HasImport "has_import" "Chưa gộp gói số liệu nào", "No bundle was taken in";
        HasWaiting "has_waiting" "Không có máy nào chờ duyệt", "No device is waiting for approval";
        Importable "importable" "Còn chỗ phải sửa, chưa nhập được", "There are faults to mend first";
        Unsigned "unsigned" "Biên bản đã ký: chỗ cần sửa ghi vào phụ lục", "The minutes are signed: corrections go into an addendum";
        Signed "signed" "Biên bản chưa ký: cứ sửa thẳng, chưa cần phụ lục", "The minutes are not signed: correct them directly";
        OnChoice "on_choice" "Ô này để gõ chữ", "This field is for typing";
        HasSecret "has_secret" "Ở đây không có mật khẩu", "There is no passphrase here";
        Writable "writable" "Sổ này đang chỉ xem được", "This book can only be read now";
    }
}

impl Context {
    /// Where a key pressed here is looked up, innermost first. A question or a
    /// form stands between the hand and the screen beneath, so its chain leaves
    /// the screen out.
    pub const fn chain(self) -> &'static [Self] {
        use Context::*;
        match self {
            Overview => &[Overview, Screen, Global],
            ModelsList => &[ModelsList, Screen, Global],
            ModelsSearch => &[ModelsSearch, ModelsList, Screen, Global],
            ModelsDetail => &[ModelsDetail, Screen, Global],
            FinderList => &[FinderList, Screen, Global],
            FinderSearch => &[FinderSearch, FinderList, Screen, Global],
            RecordDetail => &[RecordDetail, Screen, Global],
            RecommendationsList => &[RecommendationsList, Screen, Global],
            RecommendationsSearch => &[RecommendationsSearch, RecommendationsList, Screen, Global],
            RecommendationsDetail => &[RecommendationsDetail, Screen, Global],
            ReportsList => &[ReportsList, Screen, Global],
            ReportsTable => &[ReportsTable, Screen, Global],
            ReportsBehind => &[ReportsBehind, Screen, Global],
            SurveyRounds => &[SurveyRounds, Screen, Global],
            SurveyItinerary => &[SurveyItinerary, Screen, Global],
            SurveyVisit => &[SurveyVisit, Screen, Global],
            SurveyAnswer => &[SurveyAnswer, Global],
            NotesList => &[NotesList, Screen, Global],
            Bundles => &[Bundles, Screen, Global],
            Conflicts => &[Conflicts, Screen, Global],
            Form => &[Form, Global],
            Entry => &[Entry, Form, Global],
            Editor => &[Editor, Global],
            Confirm => &[Confirm, Global],
            Menu => &[Menu, Global],
            Palette => &[Palette, Global],
            Checklist => &[Checklist, Global],
            Help => &[Help, Global],
            Filter => &[Filter, Global],
            Path => &[Path, Global],
            FirstRun => &[FirstRun, Global],
            Minutes => &[Minutes, Global],
            Preview => &[Preview, Global],
            Screen => &[Screen, Global],
            Global => &[Global],
        }
    }

    /// Whether letters pressed here are text. Such a place may not bind a bare
    /// letter, and keys that edit text do not reach the places around it.
    pub const fn takes_text(self) -> bool {
        matches!(
            self,
            Self::ModelsSearch
                | Self::FinderSearch
                | Self::RecommendationsSearch
                | Self::Form
                | Self::Entry
                | Self::Editor
                | Self::SurveyVisit
                | Self::SurveyAnswer
                | Self::Palette
                | Self::Checklist
                | Self::Path
                | Self::FirstRun
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chain_begins_here_and_ends_everywhere() {
        for context in Context::ALL {
            assert_eq!(context.chain().first(), Some(context));
            assert_eq!(context.chain().last(), Some(&Context::Global));
        }
    }

    #[test]
    fn ids_lead_back() {
        for context in Context::ALL {
            assert_eq!(Context::from_id(context.id()), Some(*context));
        }
        for condition in Condition::ALL {
            assert_eq!(Condition::from_id(condition.id()), Some(*condition));
        }
    }
}
