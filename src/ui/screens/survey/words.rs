//! What *Khảo sát* says.

use crate::phrases;

phrases! {
    pub enum SurveyWords {
        Loading => "Đang mở…", "Opening…";
        Rounds { count: String } => "Các đợt khảo sát ({count})", "Rounds of surveys ({count})";
        NoRounds => "Chưa có đợt khảo sát nào.", "There is no round of surveys yet.";
        ToAddRound { key: String } => "{key}  lập đợt: kế hoạch, ngày, thành phần đoàn, đề cương", "{key}  make one: plan, dates, delegation, outline";
        ThenRoute => "Rồi chọn xã, chọn mô hình để đến xem.", "Then choose the units and the models to see.";
        Dates { from: String, to: String } => "{from} – {to}", "{from} – {to}";
        SeenOf { seen: String, all: String } => "xem {seen} / {all} mô hình", "{seen} / {all} models seen";
        NoStops => "Đợt này chưa chọn nơi nào để đến.", "This round has no unit to go to yet.";
        ToChooseUnits { key: String } => "{key}  chọn xã, đơn vị", "{key}  choose the units";
        ToChooseModels { key: String } => "{key}  chọn mô hình để xem ở đơn vị đang chọn", "{key}  choose the models to see in the selected unit";
        NoModels => "chưa chọn mô hình nào", "no model chosen";
        NotVisited => "chưa đến", "not visited";
        Unseen => "chưa xem", "not seen";
        Seen => "đã xem", "seen";
        Draft => "dự thảo", "draft";
        Signed => "đã ký", "signed";
        Altered => "đã ký, nội dung nay khác bản ký", "signed; it now says something else";
        VisitOn { day: String } => "Khảo sát {day}", "Visit of {day}";
        Counts { findings: String, asked: String } => "{findings} tồn tại, {asked} kiến nghị", "{findings} findings, {asked} recommendations";
        Delegation { count: String } => "đoàn: {count} người", "delegation: {count}";
        Questions { answered: String, asked: String } => "{answered} / {asked} câu", "{answered} / {asked} questions";
        Model { name: String } => "Mô hình: {name}", "Model: {name}";
        ModelAt { at: String, all: String } => "{at} / {all} điểm", "{at} / {all} sites";
        Unit { name: String } => "Đơn vị: {name}", "Unit: {name}";
        SavedAt { clock: String } => "đã ghi {clock}", "saved {clock}";
        DraftAt { clock: String } => "đã giữ bản nháp {clock}", "draft kept {clock}";
        DraftOpened { at: String } => "Viết tiếp chữ đang gõ dở lúc {at}", "Going on with what was being typed at {at}";
        DraftHasNoPlace { text: String } => "Đề cương không còn câu này; bản nháp vẫn giữ: “{text}”", "The outline has no such question now; the draft is kept: “{text}”";
        Saving => "đang ghi…", "saving…";
        NotSaved { why: String } => "CHƯA ghi: {why}", "NOT saved: {why}";
        Unchecked => "Chưa kiểm tra", "Not checked";
        Blank => "–", "–";
        Registered => "đăng ký", "registered";
        Reported => "báo cáo", "reported";
        Counted => "đếm tại chỗ", "counted";
        NoName => "(chưa ghi tên)", "(no name yet)";
        Add { what: String } => "+ thêm: {what}", "+ add: {what}";
        Conflict => "chưa khớp", "conflict";
        Remark => "ghi", "note";
        EarlierHead => "Kiến nghị lần trước còn mở", "Open recommendations of earlier visits";
        FindingsHead => "Tồn tại đã ghi", "Findings written down";
        AskedHead => "Kiến nghị của cuộc này", "Recommendations of this visit";
        LeftOverHead => "Câu trả lời không có chỗ trong đề cương này (còn nguyên)", "Answers without a place in this outline (kept)";
        LastTime { day: String, number: String, text: String, status: String } => "Lần trước ({day}): {number} “{text}” · {status}", "Before ({day}): {number} “{text}” · {status}";
        NoOutline => "Cuộc khảo sát này chưa có đề cương.", "This visit has no outline yet.";
        ToChooseOutline { key: String } => "{key}  chọn đề cương", "{key}  choose an outline";
        OutlineLacking => "Đề cương của cuộc này chưa có trong sổ, hoặc của phiên bản mới hơn.", "The outline of this visit is not in the book, or is of a newer version.";
        AnswersKept { count: String } => "{count} câu trả lời vẫn còn nguyên trong sổ.", "Its {count} answers are kept in the book.";
        Frozen => "Biên bản đã ký: chỉ ghi thêm được phụ lục", "The minutes are signed: only an addendum can be added";
        NothingToAnswer => "Dòng này không phải câu hỏi", "This line is no question";
        WorkedOut => "Số này do đề cương tính", "The outline works this out";
        AllAnswered => "Không còn câu nào chưa trả lời", "Every question has an answer";
        NotTaken { why: String } => "Chưa nhận: {why}", "Not taken: {why}";
        TakeOut { what: String } => "Bỏ “{what}” cùng mọi câu trả lời trong đó?", "Take out “{what}” with every answer in it?";
        NoneBefore => "Đơn vị này chưa khảo sát lần nào trước đó", "This unit was not visited before";
        CopyAll => "Chép mọi câu chưa trả lời từ lần khảo sát trước?", "Copy every unanswered question from the visit before?";
        ChooseUnits => "Đến những đơn vị nào? (dấu cách đánh dấu, Enter xong)", "Which units? (blank ticks, Enter is done)";
        ChooseModels { unit: String } => "Xem mô hình nào ở {unit}? (dấu cách đánh dấu, Enter xong)", "Which models in {unit}? (blank ticks, Enter is done)";
        ChooseStopFirst { key: String } => "Chọn đơn vị trước: {key}", "Choose a unit first: {key}";
        NewRound => "Lập đợt khảo sát", "Make a round of surveys";
        NewVisit { unit: String } => "Bắt đầu khảo sát {unit}", "Begin the visit to {unit}";
        EditVisit => "Thông tin cuộc khảo sát", "Facts of the visit";
        SeeFile { name: String } => "tệp {name}", "file {name}";
        RemarkOn { question: String } => "Ghi chép: {question}", "Note: {question}";
        ChooseOutline => "Chọn đề cương", "Choose the outline";
        Template => "Đề cương mẫu 29 mục, kèm theo chương trình", "The 29-item template that comes with the program";
        Role { who: String } => "Không rõ vai của “{who}”; vai là: trưởng đoàn, thành viên, thư ký", "The role of “{who}” is unclear; roles are: head, member, secretary";
        NameTwice { who: String } => "“{who}” ghi hai lần", "“{who}” stands twice";
    }
}
