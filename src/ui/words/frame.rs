//! What the frame of every screen says.

use crate::phrases;

phrases! {
    pub enum FrameWords {
        Program => "kheo", "kheo";
        Who { officer: String, day: String } => "{officer} · {day}", "{officer} · {day}";
        NoWriting => "không ghi được", "cannot save";
        Overview => "Tổng quan", "Overview";
        Models => "Mô hình", "Models";
        Survey => "Khảo sát", "Surveys";
        Recommendations => "Kiến nghị", "Recommendations";
        Reports => "Báo cáo", "Reports";
        Notes => "Ghi chép", "Notes";
        Bundles => "Gói số liệu", "Bundles";
        Conflicts => "Chỗ chưa khớp", "Conflicts";
        TooSmall => "cửa sổ nhỏ quá", "the window is too small";
        Needed { columns: u16, rows: u16 } => "cần ít nhất {columns}×{rows}", "at least {columns}×{rows} is needed";
        Is { columns: u16, rows: u16 } => "đang là {columns}×{rows}", "it is {columns}×{rows}";
        Running { what: String } => "{what}…", "{what}…";
        RunningPart { what: String, pace: String } => "{what}… {pace}", "{what}… {pace}";
        EscStops { what: String } => "{what}   Esc dừng", "{what}   Esc stops";
        BadKeymap { fault: String } => "Tệp phím riêng có lỗi nên dùng phím mặc định: {fault}", "Your own keys are at fault, so the default ones are used: {fault}";
        Company { others: String } => "{others} cũng đang mở mục này", "{others} also has this open";
        NoWritingWhy { why: String } => "Sổ đang chỉ xem được: {why}", "The book can only be read: {why}";
    }
}

phrases! {
    /// What is said on the message line after something was done or refused.
    pub enum NoticeWords {
        Undone { deed: String } => "Đã hoàn tác: {deed}", "Undone: {deed}";
        UndonePartly { deed: String, left: String } => "Đã hoàn tác: {deed}; để nguyên chỗ đã có người sửa sau: {left}", "Undone: {deed}; left as changed since: {left}";
        Redone { deed: String } => "Đã làm lại: {deed}", "Done again: {deed}";
        DraftKept => "Đã giữ bản nháp", "The draft is kept";
        NothingTyped => "Chưa ghi gì nên không lưu", "Nothing was written, so nothing was saved";
        DraftsWaiting { count: String, key: String } => "Còn {count} bản nháp chưa xong; {key} viết tiếp", "Unfinished drafts: {count}; {key} to go on";
        BookOpened { book: String } => "Đã mở sổ “{book}”", "The book “{book}” is open";
        Exported { file: String, count: String } => "Đã ghi {count} thay đổi vào {file}", "{count} changes were written to {file}";
        TableWritten { file: String } => "Đã ghi biểu vào {file}", "The table is written to {file}";
        MinutesWritten { file: String } => "Đã ghi biên bản vào {file}", "The minutes are written to {file}";
        Absorbed { count: String, conflicts: String } => "Đã gộp {count} thay đổi; {conflicts} chỗ chưa khớp", "{count} changes were taken in; {conflicts} conflicts";
        Synced { received: String, sent: String, conflicts: String } => "Đã nhận {received} thay đổi, gửi {sent}; {conflicts} chỗ chưa khớp", "{received} changes received, {sent} sent; {conflicts} conflicts";
        NoSuchPlace { place: String } => "“{place}” không phải là nơi trao đổi được: ghi một thư mục, hoặc ssh://máy", "“{place}” is no place to exchange with: give a folder, or ssh://host";
        Attached { name: String } => "Đã đính kèm “{name}”", "Attached “{name}”";
        NoAttachments => "Mô hình này chưa có tệp đính kèm", "This model has no attachments";
        FileShown { name: String } => "Đang mở “{name}”", "Opening “{name}”";
        NoneWaiting => "Không có máy nào chờ duyệt", "No device is waiting for approval";
        NoneApproved => "Không có máy nào khác đã duyệt", "No other device is approved";
        DeviceApproved { officer: String, count: String, conflicts: String } => "Đã duyệt máy của {officer}: {count} thay đổi hiện ra, {conflicts} chỗ chưa khớp", "Approved the device of {officer}: {count} changes came into view, {conflicts} conflicts";
        DeviceRevoked { officer: String } => "Đã thôi nhận máy của {officer}; những gì đã hiện còn nguyên", "Revoked the device of {officer}; what was shown stays";
        AbsorbUndone => "Đã bỏ lần gộp gói vừa rồi", "The last bundle was taken out again";
        ListImported { file: String, key: String } => "Đã nhập danh sách {file}; {key} hoàn tác", "The list {file} is imported; {key} to undo";
        UnitsImported { file: String } => "Đã nhập đơn vị từ {file}", "Units of {file} are imported";
        Stopped => "Đã dừng, không có gì thay đổi", "Stopped; nothing was changed";
        SyncStopped => "Đã dừng; những gì đã trao đổi vẫn còn, làm lại sẽ đi tiếp từ đó", "Stopped; what was exchanged stays, doing it again goes on from there";
        NothingChanged => "Không có gì thay đổi", "Nothing was changed";
        Marked { count: String, merge: String, advance: String } => "Đã đánh dấu {count}: {merge} gộp hai mô hình làm một, {advance} một quyết định cho cả", "{count} marked: {merge} merges two into one, {advance} one decision for all";
        ListOnItsWay => "Danh sách vừa tìm chưa tới: hãy bấm lại khi thấy", "The list asked for is not here yet: press again when it is";
        ChooseModelFirst => "Hãy chọn một mô hình trước", "Choose a model first";
        NoNeighbourPeriod => "Không còn kỳ nào phía đó", "There is no period that way";
        NoOtherPeriod => "Không có kỳ khác để so sánh", "There is no other period to compare with";
        NoFurtherStep => "Đăng ký này không còn bước tiếp theo", "This registration has no further step";
        NoRegistration => "Mô hình này chưa có đăng ký", "This model has no registration";
        NotHere => "Việc này không làm được ở đây", "This cannot be done here";
        UnknownField => "Mục này của phiên bản mới hơn; chỉ chọn được A hoặc B", "This field is of a newer version; only A or B can be taken";
        Theme { name: String } => "Màu giao diện: {name}", "Colours: {name}";
        Saved { deed: String } => "Đã lưu: {deed}", "Saved: {deed}";
        ChooseModelForNote { key: String } => "Chọn một mô hình rồi bấm {key} để ghi", "Choose a model, then press {key} to write";
        NewUnitsPossible => "Tab: lập các đơn vị chưa có thành xã mới", "Tab: make communes of the units that are not known";
        MayOnlyLook => "Bạn được xem sổ này; muốn ghi thì nhờ người quản trị sổ cho thêm quyền", "You may look at this book; for writing, have its administrator give you another role";
        LineLost => "Máy giữ sổ tạm thời không trả lời; đang nối lại, những gì vừa gõ vẫn còn", "The keeper of the book does not answer for the moment; calling again, what was typed is kept";
        LineBack => "Đã nối lại với sổ", "In touch with the book again";
    }
}

phrases! {
    /// Long work, as the message line names it.
    pub enum WorkWords {
        ReadingList { file: String } => "Đang đọc {file}", "Reading {file}";
        PlanningList { file: String } => "Đang đối chiếu {file} với sổ", "Comparing {file} with the book";
        ImportingList { file: String } => "Đang nhập {file}", "Importing {file}";
        Exporting => "Đang xuất gói số liệu", "Exporting the bundle";
        WritingTable => "Đang ghi biểu", "Writing the table";
        ReadingMinutes => "Đang soạn biên bản", "Composing the minutes";
        WritingMinutes => "Đang ghi biên bản", "Writing the minutes";
        ReadingBundle => "Đang đọc gói số liệu", "Reading the bundle";
        Absorbing => "Đang gộp gói số liệu", "Taking the bundle in";
        Exchanging { place: String } => "Đang trao đổi với {place}", "Exchanging with {place}";
        Attaching { file: String } => "Đang đính kèm {file}", "Attaching {file}";
        OpeningFile { file: String } => "Đang mở {file}", "Opening {file}";
        Renewing => "Đang sắp lại sổ cho bản chương trình mới", "Putting the book in order for this program";
        TakingOut => "Đang bỏ lần gộp vừa rồi", "Taking the last bundle out";
    }
}

phrases! {
    /// Titles of forms and lists, and questions.
    pub enum AskWords {
        WhichRegistration => "Bước tiếp của đăng ký nào?", "Which registration moves on?";
        NextStep { from: String } => "“{from}” chuyển sang", "From “{from}” to";
        Decision { name: String } => "Quyết định công nhận “{name}”", "The decision that recognises “{name}”";
        ThirdValue { name: String } => "Ghi giá trị khác cho “{name}”", "Write another value for “{name}”";
        ChooseUnit => "Chọn địa bàn", "Choose a place";
        AllUnits => "Mọi đơn vị", "All units";
        LeaveProgram => "Thoát và bỏ những gì vừa nhập vào biểu?", "Leave, and lose what was filled in?";
        CloseForm => "Bỏ những gì vừa nhập?", "Lose what was filled in?";
        ListFile => "Nhập danh sách mô hình (Excel, ODS, CSV)", "Import a list of models (Excel, ODS, CSV)";
        UnitFile => "Nhập danh sách đơn vị", "Import a list of units";
        BundleOut => "Ghi gói số liệu vào", "Write the bundle to";
        BundleIn => "Nhận gói số liệu", "Take a bundle in";
        ReportOut => "Ghi biểu vào tệp (.xlsx .docx .csv .md .json .txt)", "Write the table to (.xlsx .docx .csv .md .json .txt)";
        MinutesOut => "Ghi biên bản vào tệp (.docx .txt .md)", "Write the minutes to (.docx .txt .md)";
        Replace { file: String } => "{file} đã có. Ghi đè?", "{file} is there already. Replace it?";
        SyncPlace => "Trao đổi với thư mục chung, thẻ nhớ hoặc ssh://máy", "Exchange with a shared folder, a stick or ssh://host";
        Misfits => "Đã trao đổi; có tệp trong thư mục phải bỏ qua", "Exchanged; some files in the folder were passed over";
        FileToAttach => "Đính kèm ảnh hoặc tài liệu", "Attach a picture or document";
        FileWritten => "Không có chương trình nào ở đây để xem tệp; đã ghi tệp ra", "No program here can show the file; it was written out";
        WhichAttachment => "Mở tệp nào?", "Which file?";
        BookRefused => "Không mở được sổ", "The book cannot be opened";
        FileRefused => "Không làm được với tệp này", "This cannot be done with the file";
        ChooseParent => "Lập thành xã thuộc", "New communes under";
        FirstUnit => "Sổ chưa có đơn vị nào: lập thành xã thuộc", "The book has no units yet: new communes under";
        UnitFaults { file: String } => "{file} còn chỗ phải sửa", "{file} has faults";
        ImportUnits { file: String, new: String, changed: String, same: String } => "Nhập {file}: {new} đơn vị mới, {changed} thay đổi, {same} như cũ?", "Import {file}: {new} new units, {changed} changed, {same} the same?";
        TakeBundleOut => "Bỏ gói số liệu vừa gộp ra khỏi sổ?", "Take the last bundle out of the book again?";
    }
}

phrases! {
    /// Deciding about a device.
    pub enum TrustWords {
        Waits { officer: String, count: String } => "Máy của {officer} chưa được duyệt; {count} thay đổi đang chờ, chưa hiện ra.", "The device of {officer} is not approved; {count} changes wait and are not shown.";
        Compare => "Gọi cho người ấy. Trên máy ấy, phần Gói số liệu ghi mười từ của máy; nghe đọc phải đúng như sau:", "Call them. On that device the room Bundles shows ten words; they must be these:";
        Approve => "Đúng cả mười từ thì duyệt. Sai một từ: không duyệt.", "Approve when all ten are the same. With one word wrong, do not.";
        Revoke { officer: String } => "Từ nay không nhận thêm gì của máy của {officer}? Những gì đã hiện vẫn còn.", "Take nothing more from the device of {officer}? What is shown stays.";
        WhichToApprove => "Duyệt máy nào?", "Approve which device?";
        WhichToRevoke => "Thôi nhận máy nào?", "Take nothing more from which device?";
        Nobody => "người chưa biết", "an unknown person";
    }
}
