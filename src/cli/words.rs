//! What the verbs say.

use crate::phrases;

phrases! {
    /// A command line that cannot be followed: exit code 2.
    pub enum UsageWords {
        NeedsVerb => "--json cần một việc, ví dụ kheo list --json", "--json needs a verb, for example kheo list --json";
        LevelNeedsPeriod => "--level và --period phải đi cùng nhau", "--level and --period go together";
        NoStatus { kind: String, kind_en: String } => "{kind} không có tình trạng để lọc; có --status: khen thưởng, danh hiệu địa bàn, thời hạn, ý kiến, kiến nghị, cuộc khảo sát, đăng ký", "a {kind_en} has no status to filter by; --status is for awards, area titles, deadlines, opinions, recommendations, visits and registrations";
        NotAnAssignment { typed: String } => "“{typed}” không có dạng MỤC=GIÁ TRỊ", "“{typed}” is not of the form FIELD=VALUE";
        TwiceAssigned { field: String } => "mục “{field}” được ghi hai lần", "the field “{field}” is given twice";
        TakeStartsAtOne => "--take đếm từ 1", "--take counts from 1";
        BadMap { typed: String, why: String } => "--map {typed}: {why}", "--map {typed}: {why}";
        BadRecipient { typed: String } => "--encrypt-to: “{typed}” không phải chìa khóa công khai của age (age1…)", "--encrypt-to: “{typed}” is no public key of age (age1…)";
        NoEncryption => "bản kheo này không có phần khóa gói (encrypt)", "this kheo was built without encryption";
        NoPassphrase => "--passphrase cần một cửa sổ dòng lệnh để gõ mật khẩu, hoặc biến KHEO_PASSPHRASE", "--passphrase needs a terminal to type it in, or the variable KHEO_PASSPHRASE";
        PassphrasesDiffer => "hai lần gõ mật khẩu không giống nhau", "the two passphrases differ";
        NotAnAddress { typed: String, part: String } => "“{typed}” không phải là nơi trao đổi được (sai ở phần {part}); ghi một thư mục, hoặc ssh://[user@]host[:port][/path]", "“{typed}” is no place to exchange with (see its {part}); give a folder, or ssh://[user@]host[:port][/path]";
    }
}

phrases! {
    /// What was brought in is refused: exit code 3.
    pub enum InputWords {
        NoConflict { field: String, record: String } => "Không có chỗ chưa khớp ở mục “{field}” của {record}", "There is no conflict in “{field}” of {record}";
        NoSuchValue { taken: usize, count: usize } => "Không có giá trị số {taken}; chỉ có từ 1 đến {count}", "There is no value {taken}; there are 1 to {count}";
        NotAModel { id: String } => "{id} không phải là mô hình", "{id} is not a model";
        OtherKind { id: String } => "{id} là mã của loại bản ghi khác", "{id} is the id of another kind of record";
        NotText => "lời ghi đưa vào không phải chữ UTF-8", "the text given is not UTF-8";
        NoDevice { typed: String } => "Sổ không có máy “{typed}”; xem kheo devices list", "The book knows no device “{typed}”; see kheo devices list";
        NoOfficer { typed: String } => "Sổ không có cán bộ nào là “{typed}”; xem kheo officers list", "The book has no officer “{typed}”; see kheo officers list";
        SeveralOfficers { typed: String, candidates: String } => "Nhiều cán bộ cùng tên “{typed}”; ghi tên đăng nhập hoặc mã:{candidates}", "Several officers are called “{typed}”; give the login or the id:{candidates}";
        NoFile { file: String } => "Không có tệp {file}", "There is no file {file}";
        StatusByAdvance => "Trạng thái đổi bằng `kheo advance`, để kiểm tra các bước và quyết định", "A status changes through `kheo advance`, where its steps and the decision are checked";
        Identity { field: String } => "Mục “{field}” làm nên đăng ký này, không sửa được; thêm đăng ký khác bằng `kheo advance … --to registered`", "“{field}” makes this registration what it is and cannot be corrected; add another one with `kheo advance … --to registered`";
    }
}

phrases! {
    /// Something went wrong: exit code 1.
    pub enum FailureWords {
        OddReply => "Sổ trả lời không đúng câu hỏi", "The book answered another question";
        NoDataFolder => "Không biết để sổ ở đâu trên máy này; ghi rõ bằng --store", "There is no data folder on this machine; name the store with --store";
        Reading { what: String, why: String } => "Không đọc được {what}: {why}", "Reading {what} failed: {why}";
        Writing { what: String, why: String } => "Không ghi được {what}: {why}", "Writing {what} failed: {why}";
        Output { why: String } => "Không ghi được ra đầu ra: {why}", "Writing to standard output failed: {why}";
        NoTerminal => "Màn hình cần một cửa sổ dòng lệnh; việc cho tập lệnh thì xem kheo --help", "The screens need a terminal; for scripts see kheo --help";
        NoSockets => "Máy này không dùng chung sổ qua kheo serve được; dùng --stdio", "This system cannot share a book by kheo serve; use --stdio";
        Line { why: String } => "Đường nối: {why}", "The line: {why}";
        Screen { why: String } => "Màn hình: {why}", "The screen: {why}";
    }
}

phrases! {
    /// Headings of tables and names of parts.
    pub enum Heading {
        Model => "Mô hình", "Model";
        Owner => "Chủ thể", "Owner";
        Place => "Nơi", "Place";
        Registrations => "Đăng ký", "Registrations";
        Id => "Mã", "Id";
        Unit => "Đơn vị", "Unit";
        Kind => "Loại", "Type";
        Code => "Mã HC", "Code";
        From => "Từ ngày", "From";
        To => "Đến ngày", "To";
        Level => "Cấp", "Level";
        Period => "Kỳ", "Period";
        Status => "Trạng thái", "Status";
        Decision => "Quyết định", "Decision";
        Notes => "Ghi chép", "Notes";
        History => "Đã thay đổi", "History";
        Officer => "Cán bộ", "Officer";
        Login => "Tên đăng nhập", "Login";
        Role => "Quyền", "Role";
        Fingerprint => "Dấu máy", "Fingerprint";
        Value => "Giá trị", "Value";
        By => "Người ghi", "By";
        At => "Lúc", "At";
        Device => "Máy", "Device";
        Number => "Số", "No.";
        Attachments => "Tệp đính kèm", "Attachments";
        File => "Tệp", "File";
        Size => "Độ dài", "Size";
        Report => "Biểu", "Report";
        Name => "Tên", "Name";
        Waiting => "Đang chờ", "Waiting";
    }
}

phrases! {
    /// What was done and what there is.
    pub enum Said {
        Serving { socket: String } => "Đang giữ sổ; gọi ở {socket}", "Answering for the book at {socket}";
        ServingKeeper { socket: String } => "Đang giữ sổ; gọi ở {socket}. Máy này không có nhóm người dùng kheo, nên chỉ người chạy lệnh này gọi được", "Answering for the book at {socket}. This machine has no group of users kheo, so only the user who runs this may call";
        OfficerAdded { name: String, login: String, role: String } => "Đã cho {name} vào sổ; tên đăng nhập {login}, quyền “{role}”", "Admitted {name}; login {login}, role “{role}”";
        RoleSet { name: String, role: String } => "{name} nay có quyền “{role}”", "{name} has the role “{role}” now";
        Opened { book: String, officer: String } => "Đã lập “{book}”, người giữ sổ: {officer}", "Opened “{book}” for {officer}";
        ModelAdded { name: String, id: String } => "Đã thêm mô hình “{name}”: {id}", "Added the model “{name}”: {id}";
        Corrected { name: String } => "Đã sửa “{name}”", "Corrected “{name}”";
        NothingCorrected { name: String } => "“{name}” đã đúng như vậy; không đổi gì", "“{name}” is so already; nothing was changed";
        Advanced { name: String, status: String } => "“{name}”: {status}", "“{name}”: {status}";
        AdvancedAll { count: String, status: String } => "{count} đăng ký: {status}", "{count} registrations: {status}";
        NoteWritten { name: String } => "Đã lưu ghi chép về “{name}”", "Saved the note on “{name}”";
        Undone { deed: String } => "Đã hoàn tác: {deed}", "Taken back: {deed}";
        LeftAlone { fields: String } => "Giữ nguyên vì sau đó có người đã sửa: {fields}", "Left as they are, since somebody changed them later: {fields}";
        Settled { field: String, name: String } => "Đã chọn giá trị cho “{field}” của “{name}”", "Settled “{field}” of “{name}”";
        ModelsShown { shown: String, total: String } => "{shown} / {total} mô hình", "{shown} / {total} models";
        Formerly { name: String, formerly: String } => "{name} (trước là {formerly})", "{name} (formerly {formerly})";
        NoModels => "Không có mô hình nào như vậy", "There is no such model";
        NoUnits => "Sổ chưa có đơn vị nào; nhập bằng `kheo units import`", "The book has no units yet; bring them in with `kheo units import`";
        NoNotes => "Chưa có ghi chép", "There are no notes";
        NoConflicts => "Không có chỗ chưa khớp", "There are no conflicts";
        ListRead { rows: String, file: String } => "{file}: {rows} dòng", "{file}: {rows} rows";
        ListCounts { new: String, changed: String, same: String, registrations: String } => "Mô hình mới {new}, thay đổi {changed}, như cũ {same}; đăng ký mới {registrations}", "Models: {new} new, {changed} changed, {same} the same; {registrations} new registrations";
        UnitCounts { new: String, changed: String, same: String } => "Đơn vị mới {new}, thay đổi {changed}, như cũ {same}", "Units: {new} new, {changed} changed, {same} the same";
        RecordCounts { kind: String, new: String, changed: String, same: String } => "{kind}: mới {new}, thay đổi {changed}, như cũ {same}", "{kind}: {new} new, {changed} changed, {same} the same";
        NothingOdd => "Không thấy chỗ nào không khớp", "Nothing was found that does not fit";
        TableWritten { file: String } => "Đã ghi biểu ra {file}", "Wrote the table to {file}";
        NoLetterhead =>
            "Chưa chọn mẫu đầu giấy nên không in tên hệ nào; chọn bằng: kheo set committee letterhead=party (hoặc state, own)",
            "No letterhead is chosen, so no national title is printed; choose one: kheo set committee letterhead=party (or state, own)";
        UnitsNew { names: String } => "Lập đơn vị mới: {names}", "New units: {names}";
        TitlePeriod { period: String } => "Kỳ lấy theo tiêu đề của danh sách: {period}", "The period is taken from the list's title: {period}";
        HiddenRows { count: String, rows: String } => "{count} dòng bị ẩn trong bảng tính cũng được đọc: dòng {rows}", "{count} rows that the sheet hides are read too: rows {rows}";
        HiddenColumns { columns: String } => "Cột bị ẩn trong bảng tính cũng được đọc: {columns}", "Columns that the sheet hides are read too: {columns}";
        UnitsAsAbove { rows: String } => "{rows} dòng để trống đơn vị: lấy theo dòng trên", "{rows} rows leave the unit blank: taken from the row above";
        RestoredFrom { font: String } => "Chữ {font} trong tệp đã đổi sang Unicode; xem lại vài tên cho chắc", "The file is typed in {font}; its letters were made Unicode: look at a few names to be sure";
        OtherSheets { sheets: String } => "Tệp còn trang tính khác có danh sách, chưa đọc: {sheets}; đọc từng trang bằng --sheet", "Other sheets of the file hold a list and were not read: {sheets}; read each with --sheet";
        UnknownColumns { columns: String } => "Cột lạ, giữ lại trong ghi chú: {columns}", "Unknown columns, kept as remarks: {columns}";
        NearDuplicate { row: String, name: String, like: String } => "Dòng {row}: “{name}” gần giống {like}", "Row {row}: “{name}” is much like {like}";
        DryRun => "Chỉ xem trước; chưa nhập gì", "Only a preview; nothing was imported";
        Imported => "Đã nhập", "Imported";
        SheetOfFile { file: String, sheet: String } => "{file}, trang tính “{sheet}”", "{file}, sheet “{sheet}”";
        UnitsMayBeMade => "Đơn vị nào chưa có trong sổ thì --new-units \"huyện …\" lập thành xã của đơn vị ấy", "Units that the book does not know become communes with --new-units \"huyện …\"";
        FaultsInList { file: String, count: String } => "{file}: {count} chỗ sai; chưa nhập gì", "{file}: {count} faults; nothing was imported";
        CheckWell { ops: String, chains: String, records: String } => "Sổ lành: {ops} thay đổi, {chains} chuỗi, {records} bản ghi", "The book is sound: {ops} ops, {chains} chains, {records} records";
        CheckIll { count: String } => "Sổ có {count} chỗ hỏng", "The book has {count} faults";
        BackedUp { file: String, bytes: String } => "Đã lưu cả sổ ra {file} ({bytes} byte), đọc lại đúng", "Backed the whole book up to {file} ({bytes} bytes) and read it back";
        Restored { ops: String, at: String } => "Đã lấy lại sổ lưu lúc {at}: {ops} thay đổi, đã kiểm tra", "Restored the book backed up at {at}: {ops} ops, checked";
        KeptOld { file: String } => "Sổ trước đó còn ở {file}", "The book that was here is kept in {file}";
        BundleWritten { file: String, ops: String } => "Đã xuất {ops} thay đổi ra {file}", "Wrote {ops} ops to {file}";
        BundleOpen => "Gói này không khóa: ai nhặt được cũng đọc được. Khóa bằng --encrypt-to hoặc --passphrase.", "This bundle is not encrypted: whoever finds it can read it. Close it with --encrypt-to or --passphrase.";
        BundleMade { by: String, at: String } => "Gói số liệu do {by} làm lúc {at}", "A bundle made by {by} at {at}";
        BundleHolds { ops: String, records: String, attachments: String } => "{ops} thay đổi của {records} bản ghi, {attachments} tệp kèm", "{ops} ops of {records} records, {attachments} attachments";
        BundleBook { name: String } => "Sổ “{name}”", "Book “{name}”";
        SignatureValid => "Chữ ký đúng, máy đã biết", "The signature is valid and the device is known";
        SignatureUnknown => "Chữ ký đúng, nhưng là của máy chưa biết", "The signature is valid, but the device is not known";
        SignatureInvalid => "Chữ ký KHÔNG đúng", "The signature is NOT valid";
        BundleMerged { new: String, known: String } => "Đã gộp: {new} thay đổi mới, {known} đã có", "Merged: {new} new ops, {known} known already";
        BundleWouldMerge { new: String, known: String } => "Sẽ gộp: {new} thay đổi mới, {known} đã có", "Would merge: {new} new ops, {known} known already";
        BundleRecords { new: String, changed: String, conflicts: String } => "Bản ghi mới {new}, thay đổi {changed}; chỗ chưa khớp mới {conflicts}", "Records: {new} new, {changed} changed; {conflicts} new conflicts";
        BundleWaiting { count: String } => "{count} thay đổi của máy chưa duyệt đang chờ", "{count} ops of devices not approved are waiting";
        BundleForked { count: String } => "{count} thay đổi do một bản chép khác của cùng máy ghi; giữ cả hai", "{count} ops were written by another copy of the same device; both are kept";
        ApproveHow { officer: String, id: String, words: String } => "Máy của {officer} chưa duyệt. Gọi cho người ấy, nghe đọc đúng mười từ này:\n  {words}\nrồi: kheo devices approve {id}", "The device of {officer} is not approved. Call them; when they read these ten words:\n  {words}\nthen: kheo devices approve {id}";
        DeviceApproved { officer: String, ops: String, words: String } => "Đã duyệt máy của {officer} ({words}); {ops} thay đổi hiện ra", "Approved the device of {officer} ({words}); {ops} ops came into view";
        DeviceRevoked { officer: String } => "Đã thôi nhận máy của {officer}: những gì đã duyệt còn nguyên, từ nay không hiện nữa", "Revoked the device of {officer}: what was approved stays, what comes from now on is not shown";
        CheckFork { device: String, from: u64, ops: u64 } => "  máy {device} có hai bản chép cùng ghi từ thay đổi số {from} ({ops} thay đổi ghi riêng); giữ cả hai", "  two copies of device {device} wrote from op {from} on ({ops} ops stand beside); both are kept";
        BundleMissing { device: String, from: u64, to: u64 } => "Còn thiếu {from}–{to} của máy {device}", "Missing: {from}–{to} of device {device}";
        BundleRange { device: String, from: u64, to: u64 } => "  {from}–{to} của máy {device}", "  {from}–{to} of device {device}";
        BundleTakenOut => "Đã rút gói số liệu vừa gộp ra khỏi sổ", "Took the last merged bundle out again";
        KeysWell { file: String } => "{file}: bàn phím đặt đúng", "{file}: the keymap is sound";
        SampleBook => "Sổ mẫu: cứ thử mọi thứ, đóng lại là bỏ hết", "A sample book: try anything, nothing is kept";
        DemoFilled { models: String } => "Sổ mẫu có {models} mô hình", "The sample book has {models} models";
    }
}

phrases! {
    /// What went to and fro.
    pub enum SyncWords {
        Sent { count: String } => "Đã gửi {count} thay đổi", "Sent {count} ops";
        Files { received: String, sent: String } => "Tệp đính kèm: nhận {received}, gửi {sent}", "Attachments: {received} received, {sent} sent";
    }
}

phrases! {
    /// What is said of attachments.
    pub enum AttachWords {
        Attached { name: String, about: String, id: String } => "Đã đính kèm “{name}” vào “{about}”: {id}", "Attached “{name}” to “{about}”: {id}";
        None => "Chưa có tệp đính kèm", "There are no attachments";
        StillElsewhere { by: String } => "chưa có tệp, còn ở máy của {by}", "not here yet, on the device of {by}";
        Total { count: String } => "{count} tệp đính kèm", "{count} attachments";
        Written { name: String, kind: String, size: String, file: String } => "“{name}” ({kind}, {size}) đã ghi ra {file}", "“{name}” ({kind}, {size}) was written to {file}";
        Shown { name: String } => "Đang mở “{name}”", "Opening “{name}”";
    }
}

phrases! {
    /// How a machine stands with this book.
    pub enum DeviceWords {
        Own => "máy này", "this machine";
        Approved => "đã duyệt", "approved";
        NobodyKnown => "người chưa biết", "an unknown person";
        Waiting => "chờ duyệt", "waiting";
        Revoked => "đã thôi nhận", "revoked";
    }
}
