//! What a key can do: one closed list, the one source of footer, which-key box,
//! F1 help, command palette and `kheo keys doc`.

use crate::i18n::Phrase;

/// Where an action is offered besides its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// In the palette and the menu of every screen, and in the footer where bound.
    Anywhere,
    /// In the palette and the menu of every screen, but never in the footer:
    /// seldom needed, or already on screen.
    Palette,
    /// In the palette and the footer of the contexts that bind it.
    Here,
    /// In the footer of the contexts that bind it: answers to a question just asked.
    Footer,
    /// Only in the help and the which-key box: movements of the hand.
    Keys,
}

/// Declares [`Action`]: id, where it is offered, description and footer label,
/// each in Vietnamese and English.
macro_rules! actions {
    ($(
        $variant:ident $id:literal $offer:ident
            ($vi:literal, $en:literal) ($label_vi:literal, $label_en:literal);
    )*) => {
        /// Something that a key, the palette or the menu can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $( #[doc = $en] $variant ),* }

        impl Action {
            /// Every action, in the order in which help lists them.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// The word of the keymap file. Ids that scripts may rely on are in CLI.md.
            pub const fn id(self) -> &'static str {
                match self { $( Self::$variant => $id ),* }
            }

            /// Where it is offered besides its keys.
            pub const fn offer(self) -> Offer {
                match self { $( Self::$variant => Offer::$offer ),* }
            }

            /// The one or two words for the foot of the screen.
            pub const fn label(self) -> Label {
                match self {
                    $( Self::$variant => Label { vi: $label_vi, en: $label_en } ),*
                }
            }
        }

        impl Phrase for Action {
            fn vi(&self) -> String {
                match self { $( Self::$variant => $vi ),* }.to_owned()
            }
            fn en(&self) -> String {
                match self { $( Self::$variant => $en ),* }.to_owned()
            }
        }
    };
}

/// A short name of an action, for the footer and the which-key box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    vi: &'static str,
    en: &'static str,
}

impl Phrase for Label {
    fn vi(&self) -> String {
        self.vi.to_owned()
    }
    fn en(&self) -> String {
        self.en.to_owned()
    }
}

impl Action {
    /// The action that a keymap file calls `id`.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.id() == id)
    }
}

actions! {
    AppQuit "app.quit" Anywhere ("Thoát chương trình", "Leave the program") ("thoát", "quit");
    AppSuspend "app.suspend" Palette ("Tạm về dòng lệnh, gõ fg để trở lại", "Go to the shell for a while; fg comes back") ("tạm dừng", "suspend");
    AppRedraw "app.redraw" Palette ("Vẽ lại màn hình", "Draw the screen again") ("vẽ lại", "redraw");
    HelpOpen "help.open" Anywhere ("Xem các phím dùng được ở đây", "Show the keys that work here") ("giúp", "help");
    PaletteOpen "palette.open" Footer ("Tìm một lệnh theo tên", "Find a command by its name") ("lệnh", "commands");
    MenuOpen "menu.open" Footer ("Mở danh mục các việc làm được", "Open the menu of what can be done") ("danh mục", "menu");
    LanguageSwitch "language.switch" Palette ("Đổi tiếng Việt, tiếng Anh", "Switch between Vietnamese and English") ("English", "tiếng Việt");
    ThemeSwitch "theme.switch" Palette ("Đổi màu giao diện", "Switch the colours") ("màu", "colours");

    ScreenOverview "screen.overview" Palette ("Sang Tổng quan", "Go to Overview") ("tổng quan", "overview");
    ScreenModels "screen.models" Palette ("Sang Mô hình", "Go to Models") ("mô hình", "models");
    ScreenSurvey "screen.survey" Palette ("Sang Khảo sát", "Go to Surveys") ("khảo sát", "surveys");
    ScreenRecommendations "screen.recommendations" Palette ("Sang Kiến nghị", "Go to Recommendations") ("kiến nghị", "recommendations");
    ScreenReports "screen.reports" Palette ("Sang Báo cáo", "Go to Reports") ("báo cáo", "reports");
    ScreenBundles "screen.bundles" Palette ("Sang Gói số liệu", "Go to Bundles") ("gói số liệu", "bundles");
    ScreenNotes "screen.notes" Palette ("Sang Ghi chép", "Go to Notes") ("ghi chép", "notes");
    ScreenConflicts "screen.conflicts" Palette ("Sang Chỗ chưa khớp", "Go to Conflicts") ("chưa khớp", "conflicts");
    ScreenNext "screen.next" Keys ("Sang phần kế tiếp", "Go to the next screen") ("phần sau", "next screen");
    ScreenPrevious "screen.previous" Keys ("Về phần trước", "Go to the previous screen") ("phần trước", "previous screen");

    ListNext "list.next" Keys ("Xuống dòng dưới", "Go to the next line") ("xuống", "down");
    ListPrevious "list.previous" Keys ("Lên dòng trên", "Go to the previous line") ("lên", "up");
    ListFirst "list.first" Keys ("Về dòng đầu", "Go to the first line") ("đầu", "first");
    ListLast "list.last" Keys ("Đến dòng cuối", "Go to the last line") ("cuối", "last");
    ListPageDown "list.page_down" Keys ("Xuống một trang", "Go down one page") ("trang sau", "page down");
    ListPageUp "list.page_up" Keys ("Lên một trang", "Go up one page") ("trang trước", "page up");
    ItemOpen "item.open" Footer ("Mở mục đang chọn", "Open the selected item") ("mở", "open");
    ItemClose "item.close" Footer ("Đóng, về chỗ trước", "Close and go back") ("trở lại", "back");

    SearchFocus "search.focus" Anywhere ("Tìm mô hình, gõ không dấu cũng được", "Search models, with or without diacritics") ("tìm", "search");
    SearchAll "search.all" Palette ("Tìm mọi mục: khen thưởng, ý kiến, văn bản, biên bản", "Search all records: awards, opinions, papers, minutes") ("mọi mục", "all records");
    SearchModels "search.models" Here ("Tìm chữ này trong các mô hình", "Search the models for these words") ("mô hình", "models");
    SearchClear "search.clear" Here ("Xóa chữ đang tìm", "Clear the search") ("bỏ tìm", "clear search");
    FilterOpen "filter.open" Here ("Lọc theo địa bàn, cấp, kỳ, trạng thái", "Filter by place, level, period, status") ("lọc", "filter");
    FilterClear "filter.clear" Here ("Bỏ mọi điều kiện lọc", "Remove every filter") ("bỏ lọc", "clear filter");

    StatusChoose "status.choose" Here ("Chọn tình trạng: đang chờ, quá hạn, đã xong", "Choose the status: open, overdue, done") ("tình trạng", "status");

    SortNext "sort.next" Here ("Đổi thứ tự các dòng", "Put the lines in another order") ("thứ tự", "sort");

    NoteNew "note.new" Anywhere ("Viết ghi chép mới", "Write a new note") ("ghi chép", "note");
    DraftOpen "draft.open" Anywhere ("Viết tiếp bản nháp còn dở", "Go on with the unfinished draft") ("bản nháp", "draft");
    ModelAdd "model.add" Anywhere ("Thêm mô hình", "Add a model") ("thêm", "add");
    ModelEdit "model.edit" Here ("Sửa mô hình", "Correct the model") ("sửa", "edit");
    RecordAdd "record.add" Anywhere ("Thêm khen thưởng, diễn đàn, ý kiến, văn bản, mục khác", "Add an award, forum, opinion, paper or other record") ("thêm", "add");
    RecordEdit "record.edit" Here ("Sửa mục này", "Correct the record") ("sửa", "edit");
    RecordTakeOut "record.take_out" Here ("Bỏ mục này ra khỏi sổ; hoàn tác được", "Take the record out of the book; it can be undone") ("bỏ", "take out");
    DraftDiscard "draft.discard" Footer ("Bỏ hẳn những gì đã điền, cả bản nháp", "Drop what was filled in, and its draft") ("bỏ bản nháp", "drop draft");
    ModelMark "model.mark" Here ("Đánh dấu mô hình, hoặc bỏ dấu; đủ hai thì gộp được", "Mark the model, or take its mark away; two can be merged") ("đánh dấu", "mark");
    ModelMarkAll "model.mark_all" Here ("Đánh dấu mọi mô hình trong danh sách đang lọc, hoặc bỏ hết dấu", "Mark every model of the list, or take all marks away") ("dấu hết", "mark all");
    ModelMerge "model.merge" Here ("Gộp hai mô hình đã đánh dấu, hoặc một mô hình trùng vào đây", "Merge the two marked models, or a duplicate into this one") ("gộp trùng", "merge");
    RegistrationAdd "registration.add" Here ("Thêm đăng ký ở một cấp, một kỳ", "Add a registration for a level and period") ("đăng ký", "register");
    RegistrationAdvance "registration.advance" Here ("Ghi bước tiếp theo của đăng ký", "Record the next step of the registration") ("bước tiếp", "next step");
    RegistrationAdvanceMarked "registration.advance_marked" Here ("Một quyết định cho mọi mô hình đã đánh dấu", "One decision for all marked models") ("quyết định", "decision");
    AttachmentAdd "attachment.add" Here ("Đính kèm ảnh, tài liệu vào mô hình", "Attach a picture or document to the model") ("đính kèm", "attach");
    AttachmentOpen "attachment.open" Here ("Mở tệp đính kèm", "Open an attachment") ("mở tệp", "open file");
    HistoryToggle "history.toggle" Here ("Xem hoặc gấp lịch sử thay đổi", "Show or fold the history of changes") ("lịch sử", "history");
    ChangeUndo "change.undo" Here ("Hoàn tác thay đổi vừa rồi", "Undo the last change") ("hoàn tác", "undo");
    ChangeRedo "change.redo" Here ("Làm lại thay đổi vừa hoàn tác", "Redo the change just undone") ("làm lại", "redo");

    DeadlineFinish "deadline.finish" Here ("Ghi là việc này đã xong hôm nay", "Mark it as done today") ("đã xong", "done");

    FindingAdd "finding.add" Here ("Ghi hoặc sửa tồn tại", "Write or correct a finding") ("tồn tại", "finding");
    RecommendationAdd "recommendation.add" Here ("Ghi kiến nghị mới", "Write a new recommendation") ("kiến nghị", "recommend");
    RecommendationStep "recommendation.step" Here ("Chuyển trạng thái kiến nghị", "Move the recommendation on") ("bước tiếp", "next step");
    RecommendationEdit "recommendation.edit" Here ("Sửa kiến nghị của biên bản chưa ký", "Correct a recommendation of minutes not signed") ("sửa", "edit");
    FollowUpAdd "follow_up.add" Here ("Ghi khắc phục", "Write what was done about it") ("khắc phục", "follow up");
    ScopeNext "scope.next" Keys ("Xem nhóm kiến nghị kế tiếp", "Look at the next group") ("nhóm sau", "next group");
    ScopePrevious "scope.previous" Keys ("Xem nhóm kiến nghị trước", "Look at the group before") ("nhóm trước", "group before");
    MinutesOpen "minutes.open" Here ("Đọc biên bản; ký, kết luận, ghi tệp từ đó", "Read the minutes; sign, conclude, write a file from there") ("biên bản", "minutes");
    MinutesWrite "minutes.write" Footer ("Ghi biên bản vào tệp Word, văn bản", "Write the minutes to a Word or text file") ("ghi tệp", "write");
    MinutesSign "minutes.sign" Footer ("Ký biên bản: nội dung khóa lại", "Sign the minutes: they are frozen") ("ký", "sign");
    MinutesConclude "minutes.conclude" Footer ("Kết luận về từng mô hình", "Conclude about each model") ("kết luận", "conclude");
    MinutesAddend "minutes.addend" Footer ("Ghi phụ lục của biên bản đã ký", "Write an addendum to signed minutes") ("phụ lục", "addendum");

    ChoiceTake "choice.take" Footer ("Lấy dòng này", "Take this line") ("chọn", "choose");

    ListImport "list.import" Anywhere ("Nhập danh sách mô hình từ bảng tính", "Import a list of models from a spreadsheet") ("nhập d.sách", "import list");
    UnitAdd "unit.add" Palette ("Thêm một đơn vị", "Add a unit") ("thêm đơn vị", "add unit");
    UnitsImport "units.import" Palette ("Nhập danh sách đơn vị", "Import a list of units") ("nhập đơn vị", "import units");
    BundleExport "bundle.export" Anywhere ("Xuất gói số liệu", "Export a bundle") ("xuất gói", "export");
    BundleImport "bundle.import" Anywhere ("Nhận và gộp gói số liệu", "Take in a bundle") ("nhận gói", "import");
    BundleSync "bundle.sync" Anywhere ("Trao đổi hai chiều: thẻ nhớ, thư mục chung, ssh", "Exchange both ways: stick, shared folder, ssh") ("trao đổi", "sync");
    BundleUndo "bundle.undo" Here ("Hoàn tác lần gộp gói vừa rồi", "Undo the last bundle taken in") ("bỏ lần gộp", "undo import");

    DeviceApprove "device.approve" Anywhere ("Duyệt máy đang chờ, sau khi so mười từ", "Approve a waiting device, after comparing ten words") ("duyệt máy", "approve");
    DeviceRevoke "device.revoke" Palette ("Thôi nhận số liệu của một máy", "Take nothing more from a device") ("thôi nhận", "revoke");

    PeriodNext "period.next" Keys ("Sang kỳ sau", "Go to the next period") ("kỳ sau", "next period");
    PeriodPrevious "period.previous" Keys ("Về kỳ trước", "Go to the previous period") ("kỳ trước", "previous period");
    CompareNext "compare.next" Here ("Đổi kỳ đem so sánh", "Change the period compared with") ("so với", "compare");
    UnitChoose "unit.choose" Here ("Chọn địa bàn", "Choose the place") ("địa bàn", "place");

    PeriodChoose "period.choose" Here ("Chọn kỳ", "Choose the period") ("kỳ", "period");
    BasisNext "basis.next" Here ("Đổi địa giới tính: lúc đó, hiện nay, khối tương đương", "Change the boundaries: then, now, equivalent blocks") ("địa giới", "boundaries");
    ColumnNext "column.next" Keys ("Sang cột bên phải", "Go to the column on the right") ("cột phải", "right");
    ColumnPrevious "column.previous" Keys ("Sang cột bên trái", "Go to the column on the left") ("cột trái", "left");
    ReportWords "report.words" Here ("Xem và chép đoạn số liệu bằng lời", "Read and copy the figures in words") ("đoạn văn", "in words");
    ReportWrite "report.write" Here ("Ghi biểu vào tệp Excel, Word, CSV", "Write the table to Excel, Word, CSV") ("ghi tệp", "write");

    RoundAdd "round.add" Here ("Lập đợt khảo sát mới", "Make a new round of surveys") ("lập đợt", "new round");
    RoundUnits "round.units" Here ("Chọn xã, đơn vị để đến", "Choose the units to go to") ("đơn vị", "units");
    RoundModels "round.models" Here ("Chọn mô hình để xem ở đơn vị này", "Choose the models to see in this unit") ("mô hình", "models");
    VisitOpen "visit.open" Here ("Bắt đầu một cuộc khảo sát mới ở đơn vị này", "Begin a new visit to this unit") ("khảo sát mới", "new visit");
    VisitEdit "visit.edit" Here ("Sửa ngày giờ, thành phần, kết luận của cuộc khảo sát", "Correct times, people and conclusion of the visit") ("sửa", "edit");
    OutlineChoose "outline.choose" Here ("Chọn đề cương, hoặc chuyển sang bản đề cương mới", "Choose the outline, or move to its new version") ("đề cương", "outline");
    AnswerBegin "answer.begin" Here ("Trả lời câu đang chọn; mở hoặc gấp một nhóm", "Answer the selected question; open or fold a group") ("điền", "answer");
    AnswerKeep "answer.keep" Footer ("Ghi câu trả lời, sang câu sau", "Keep the answer and go on") ("ghi, câu sau", "keep, next");
    AnswerLeave "answer.leave" Footer ("Rời câu này; chữ đã gõ được ghi", "Leave the question; what was typed is kept") ("rời câu", "leave");
    AnswerClear "answer.clear" Here ("Xóa câu trả lời; bỏ một lần của nhóm lặp", "Clear the answer; take out a repeat") ("xóa", "clear");
    AnswerCopyLast "answer.copy_last" Here ("Chép lại câu trả lời của lần khảo sát trước", "Copy the answer of the visit before") ("chép lần trước", "copy last");
    AnswerNextOpen "answer.next_open" Here ("Đến câu chưa trả lời kế tiếp", "Go to the next question without an answer") ("câu chưa hỏi", "next open");

    ConflictTakeFirst "conflict.take_first" Here ("Lấy giá trị A", "Take value A") ("lấy A", "take A");
    ConflictTakeSecond "conflict.take_second" Here ("Lấy giá trị B", "Take value B") ("lấy B", "take B");
    ConflictWriteThird "conflict.write_third" Here ("Ghi giá trị khác cả hai", "Write another value") ("ghi số khác", "write another");

    FieldNext "field.next" Keys ("Sang ô kế tiếp", "Go to the next field") ("ô sau", "next field");
    FieldPrevious "field.previous" Keys ("Về ô trước", "Go to the previous field") ("ô trước", "previous field");
    ChoiceNext "choice.next" Keys ("Chọn giá trị kế tiếp", "Choose the next value") ("giá trị sau", "next value");
    ChoicePrevious "choice.previous" Keys ("Chọn giá trị trước", "Choose the previous value") ("giá trị trước", "previous value");
    SecretLook "secret.look" Footer ("Xem hoặc che mật khẩu đang gõ", "Show or hide the passphrase that is typed") ("xem/che", "show/hide");
    FormSave "form.save" Footer ("Lưu những gì vừa nhập", "Save what was filled in") ("lưu", "save");
    FormCancel "form.cancel" Footer ("Bỏ qua, không lưu", "Leave without saving") ("bỏ qua", "cancel");
    PathComplete "path.complete" Footer ("Điền nốt tên tệp", "Complete the file name") ("điền nốt", "complete");
    ConfirmYes "confirm.yes" Footer ("Đồng ý", "Yes, do it") ("đồng ý", "yes");
    ConfirmNo "confirm.no" Footer ("Không, để nguyên", "No, leave it") ("không", "no");

    EditorSave "editor.save" Footer ("Lưu ghi chép", "Save the note") ("lưu", "save");
    EditorCancel "editor.cancel" Footer ("Rời đi, giữ lại bản nháp", "Leave and keep the draft") ("để sau", "later");
    EditorUndo "editor.undo" Footer ("Hoàn tác chữ vừa gõ", "Undo the typing") ("hoàn tác", "undo");
    EditorRedo "editor.redo" Footer ("Làm lại chữ vừa hoàn tác", "Redo the typing") ("làm lại", "redo");
    EditorDeleteWord "editor.delete_word" Keys ("Xóa từ đứng trước con trỏ", "Delete the word before the cursor") ("xóa từ", "delete word");
    EditorNewline "editor.newline" Keys ("Xuống dòng mới", "Begin a new line") ("xuống dòng", "new line");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_are_distinct_and_lead_back_to_their_action() {
        let ids: HashSet<_> = Action::ALL.iter().map(|action| action.id()).collect();
        assert_eq!(ids.len(), Action::ALL.len());
        for action in Action::ALL {
            assert_eq!(Action::from_id(action.id()), Some(*action));
        }
    }

    #[test]
    fn ids_promised_to_scripts_exist() {
        for id in [
            "app.quit",
            "help.open",
            "palette.open",
            "search.focus",
            "list.next",
            "list.previous",
            "item.open",
            "note.new",
            "editor.save",
            "editor.cancel",
        ] {
            assert!(Action::from_id(id).is_some(), "{id}");
        }
    }
}
