//! What refusals and deeds are called, in both languages.

mod survey;

use super::refusal::{BackupTrouble, Refusal};
use super::request::Deed;
use crate::domain::lifecycle::DecisionPart;
use crate::domain::{StatusGuard, Word};
use crate::i18n::{Lang, Phrase, describe_value_fault, kind_words};
use crate::phrases;
use crate::text;

phrases! {
    enum RefusalWords {
        InUse => "Sổ đang mở ở một cửa sổ khác; đóng cửa sổ đó rồi làm lại", "The book is open in another window; close that one and try again";
        NoBook => "Chưa có sổ nào ở đây; lập sổ trước đã (kheo init)", "There is no book here; open one first (kheo init)";
        BookExists { book: String } => "Ở đây đã có sổ “{book}”", "There is a book here already: “{book}”";
        NewerStore { found: u32, known: u32 } => "Sổ này do bản chương trình mới hơn ghi (dạng {found}, bản này đọc đến dạng {known}); hãy dùng bản mới", "This book was written by a newer version (form {found}; this one reads up to {known}); use the newer version";
        Damaged { why: String } => "Tệp này không phải là sổ, hoặc đã hỏng: {why}", "The file is not a book, or is damaged: {why}";
        DiskFull => "Đĩa đã đầy; chưa ghi gì. Dọn bớt chỗ rồi làm lại", "The disk is full; nothing was written. Make room and try again";
        ReadOnly { why: String } => "Không ghi được vào sổ: {why}", "The book takes no changes: {why}";
        Storage { why: String } => "Đọc hoặc ghi sổ không được: {why}", "Reading or writing the book failed: {why}";
        NoRecord { id: String } => "Không có “{id}” trong sổ", "The book has no “{id}”";
        NoUnit { typed: String } => "Sổ không có đơn vị nào tên “{typed}”", "The book has no unit called “{typed}”";
        NoUnitButNear { typed: String, nearest: String } => "Sổ không có đơn vị nào tên “{typed}”; gần giống: {nearest}", "The book has no unit called “{typed}”; close to it: {nearest}";
        SeveralUnits { typed: String, candidates: String } => "“{typed}” là tên của nhiều đơn vị; ghi rõ hơn, hoặc dùng mã:{candidates}", "“{typed}” is the name of several units; say more, or give the id:{candidates}";
        Value { field: String, fault: String } => "{field}: {fault}", "{field}: {fault}";
        NoField { field: String, known: String } => "Không có mục “{field}”; các mục có: {known}", "There is no field “{field}”; the fields are: {known}";
        Status { why: String } => "{why}", "{why}";
        NotRegistered { model: String } => "“{model}” chưa đăng ký ở cấp và kỳ này", "“{model}” is not registered at that level for that period";
        OfModel { model: String, why: String } => "“{model}”: {why}", "“{model}”: {why}";
        AlreadyRegistered { model: String } => "“{model}” đã đăng ký ở cấp và kỳ này", "“{model}” is registered at that level for that period already";
        ThereAlready { kind: String, name: String } => "Sổ đã có {kind} “{name}” ghi y như thế; sửa mục ấy, hoặc ghi thêm điều phân biệt", "The book has just this {kind} already, “{name}”; correct that one, or say what tells this one apart";
        NotEntered { kind: String } => "{kind} không thêm, sửa hay bỏ bằng biểu này", "A {kind} is not written by this form";
        FinishedAlready { name: String, day: String } => "“{name}” đã xong ngày {day}", "“{name}” was done on {day} already";
        MergedAlready { model: String } => "“{model}” đã là một với mô hình ấy rồi", "“{model}” is one with that model already";
        Survey { why: String } => "{why}", "{why}";
        NothingToUndo => "Không có việc nào để hoàn tác", "There is nothing to take back";
        LaterChanges { changes: String } => "Sau đó đã có thay đổi khác nên không rút ra được: {changes}", "Later changes stand in the way: {changes}";
        UnreadLine { number: u64, why: String } => "Gói số liệu không đúng: thay đổi số {number} không đọc được, {why}. Hãy xin lại gói từ máy gửi", "The bundle does not verify: change number {number} cannot be read, {why}. Ask the sender for the bundle again";
        Segment { why: String } => "Gói số liệu không đúng: {why}", "The bundle does not verify: {why}";
        NotABackup => "Tệp này không phải là bản lưu do “kheo backup” ghi. Tệp sổ chép tay thì mở thẳng bằng --store", "The file is not a backup written by “kheo backup”. A store that was copied by hand is opened with --store";
        BackupCutShort => "Bản lưu bị cụt hoặc chép chưa xong; sổ đang có vẫn nguyên. Hãy dùng bản lưu khác", "The backup is cut short or was not copied whole; the book that is here is untouched. Use another backup";
        BackupBroken => "Bản lưu không còn như lúc ghi: có chỗ đã bị sửa hoặc hỏng; sổ đang có vẫn nguyên. Hãy dùng bản lưu khác", "The backup is not as it was written: something was changed or damaged; the book that is here is untouched. Use another backup";
        BackupNewer { found: u32, known: u32 } => "Bản lưu này do bản kheo mới hơn ghi (dạng {found}, bản này đọc đến dạng {known}); hãy cập nhật kheo", "This backup was written by a newer kheo (form {found}; this one reads up to {known}); update kheo";
        BackupOlder { found: u32, known: u32 } => "Bản lưu này theo dạng {found}, có từ trước khi kheo phát hành; bản này chỉ đọc dạng {known}. Sổ đang có vẫn nguyên. Hãy lấy lại bằng bản kheo đã ghi nó rồi xuất gói số liệu để gộp", "This backup is of form {found}, from before kheo was released; this one reads form {known}. The book that is here is untouched. Restore it with the kheo that wrote it, and export a bundle to take in";
        BackupIll { faults: String } => "Sổ trong bản lưu này đã hỏng từ trước khi lưu; sổ đang có vẫn nguyên:{faults}", "The book in this backup was damaged before it was backed up; the book that is here is untouched:{faults}";
        File { why: String } => "{why}", "{why}";
        OwnDevice => "Đây là máy này; không cần duyệt, không thể thôi nhận", "This is the machine itself; it needs no approval and cannot be revoked";
        ListFaults { faults: usize } => "Danh sách còn {faults} chỗ sai; chưa nhập gì", "The list has {faults} faults; nothing was imported";
        UnknownUser { login: String } => "Người dùng “{login}” chưa được vào sổ này; hãy hỏi người quản trị máy chủ", "The user “{login}” was not admitted to this book; ask whoever looks after the server";
        UnknownUserAsk { login: String, ask: String } => "Người dùng “{login}” chưa được vào sổ này; hãy hỏi {ask}", "The user “{login}” was not admitted to this book; ask {ask}";
        NotAllowed { role: String, needed: String } => "Việc này cần quyền “{needed}”; bạn có quyền “{role}”", "This needs the role “{needed}”; yours is “{role}”";
        NotAllowedAsk { role: String, needed: String, ask: String } => "Việc này cần quyền “{needed}”; bạn có quyền “{role}”. Muốn thêm quyền, hãy hỏi {ask}", "This needs the role “{needed}”; yours is “{role}”. For more, ask {ask}";
        KeeperOnly => "Việc này chỉ người giữ sổ trên máy này làm được", "Only whoever keeps the book on this machine can do this";
        SocketShut { path: String } => "Máy chủ ở {path} chưa cho bạn vào; nhờ người quản trị máy thêm bạn vào nhóm kheo, hoặc mở sổ riêng bằng --store", "The server at {path} does not let you in; have the administrator add you to the group kheo, or open a book of your own with --store";
        Busy => "Máy chủ đang có quá nhiều người làm việc; chờ một lát rồi thử lại", "Too many sessions are open; wait a little and try again";
        LoginTaken { login: String, officer: String } => "“{login}” đã là tên đăng nhập của {officer}", "“{login}” is the login of {officer} already";
        OtherVersion { theirs: u32, ours: u32 } => "Bên kia dùng bản chương trình khác (cách nói chuyện {theirs}, bên này {ours}); hãy cập nhật cho giống nhau", "The other side runs another version (protocol {theirs}, here {ours}); update so that they are the same";
        OtherProgram { why: String } => "Bên kia không phải là kheo: {why}", "The other side is not kheo: {why}";
        TooLarge { bytes: usize, longest: usize } => "Nhiều quá, không gửi được một lần: {bytes} byte, tối đa {longest}", "Too much to send at once: {bytes} bytes, at most {longest}";
        NobodyThere { path: String } => "Không có máy chủ ở {path}; xem kheo serve", "There is no server at {path}; see kheo serve";
        Gone => "Chương trình giữ sổ đã dừng", "The owner of the book went away";
    }
}

phrases! {
    enum GuardWords {
        NoStep { from: String, to: String, allowed: String } => "Không chuyển được từ “{from}” sang “{to}”; từ đó chỉ đến: {allowed}", "There is no step from “{from}” to “{to}”; from there it goes to: {allowed}";
        DeadEnd { from: String, to: String } => "Không chuyển được từ “{from}” sang “{to}”: “{from}” là trạng thái cuối", "There is no step from “{from}” to “{to}”: “{from}” is an end";
        NotConcluded => "“Đủ điều kiện” phải có kết luận của một cuộc khảo sát; nếu qua bình xét thì ghi số, ngày biên bản bình xét và cơ quan lập", "“Eligible” needs the conclusion of a visit; after a review, give the number, date and body of its record";
        DecisionIncomplete { missing: String } => "Công nhận phải có quyết định đủ số, ngày và cơ quan ban hành; còn thiếu: {missing}", "Recognition needs a decision with number, date and issuing body; missing: {missing}";
    }
}

phrases! {
    enum PartWords {
        Number => "số quyết định", "number";
        Date => "ngày quyết định", "date";
        Body => "cơ quan ban hành", "issuing body";
    }
}

phrases! {
    enum DeedWords {
        AddModel { name: String } => "thêm mô hình “{name}”", "add the model “{name}”";
        Correct { name: String } => "sửa “{name}”", "correct “{name}”";
        AddRegistration { name: String } => "thêm đăng ký của “{name}”", "add a registration of “{name}”";
        Advance { name: String } => "chuyển trạng thái của “{name}”", "change the status of “{name}”";
        AdvanceAll { count: usize } => "chuyển trạng thái của {count} đăng ký", "change the status of {count} registrations";
        WriteNote { name: String } => "ghi chép về “{name}”", "write a note on “{name}”";
        Merge { name: String } => "gộp mô hình “{name}”", "merge the model “{name}”";
        AddRecord { kind: String, name: String } => "thêm {kind} “{name}”", "add the {kind} “{name}”";
        TakeOut { kind: String, name: String } => "bỏ {kind} “{name}” ra khỏi sổ", "take the {kind} “{name}” out of the book";
        Finish { name: String } => "ghi “{name}” đã xong", "mark “{name}” as done";
        Attach { name: String } => "đính kèm tệp “{name}”", "attach the file “{name}”";
        ImportList { file: String } => "nhập danh sách {file}", "import the list {file}";
        ImportUnits { file: String } => "nhập danh mục đơn vị {file}", "import the units {file}";
        ImportOutline { name: String } => "nhập đề cương “{name}”", "import the outline “{name}”";
        Absorb { file: String } => "gộp gói số liệu {file}", "merge the bundle {file}";
        AddOfficer { name: String } => "cho {name} vào sổ", "admit {name}";
        SetRole { name: String } => "đổi quyền của {name}", "change the role of {name}";
        Settle { name: String } => "chọn giá trị cho chỗ chưa khớp của “{name}”", "settle a conflict of “{name}”";
    }
}

impl Phrase for Refusal {
    fn vi(&self) -> String {
        refusal_in(self, Lang::Vi)
    }

    fn en(&self) -> String {
        refusal_in(self, Lang::En)
    }
}

impl Phrase for Deed {
    fn vi(&self) -> String {
        deed_words(self, Lang::Vi)
    }

    fn en(&self) -> String {
        deed_words(self, Lang::En)
    }
}

/// What the deed is called, to name it in “Đã hoàn tác: …”.
pub fn describe(deed: &Deed, lang: Lang) -> String {
    lang.say(deed)
}

fn refusal_in(refusal: &Refusal, lang: Lang) -> String {
    lang.say(&refusal_words(refusal, lang))
}

fn refusal_words(refusal: &Refusal, lang: Lang) -> RefusalWords {
    use RefusalWords as Words;
    match refusal.clone() {
        Refusal::InUse => Words::InUse,
        Refusal::NoBook => Words::NoBook,
        Refusal::BookExists { book } => Words::BookExists { book },
        Refusal::NewerStore { found, known } => Words::NewerStore { found, known },
        Refusal::Damaged { why } => Words::Damaged { why },
        Refusal::DiskFull => Words::DiskFull,
        Refusal::ReadOnly { why } => Words::ReadOnly { why },
        Refusal::Storage { why } => Words::Storage { why },
        Refusal::NoRecord { id } => Words::NoRecord { id },
        Refusal::NoUnit { typed, nearest } if nearest.is_empty() => Words::NoUnit { typed },
        Refusal::NoUnit { typed, nearest } => Words::NoUnitButNear {
            typed,
            nearest: nearest.join(", "),
        },
        Refusal::SeveralUnits { typed, candidates } => {
            let lines: Vec<_> = candidates
                .iter()
                .map(|(id, name)| format!("\n  {name}  {id}"))
                .collect();
            Words::SeveralUnits {
                typed,
                candidates: lines.concat(),
            }
        }
        Refusal::Value { field, fault } => Words::Value {
            field,
            fault: describe_value_fault(&fault, lang),
        },
        Refusal::NoField { field, known } => Words::NoField {
            field,
            known: known.join(", "),
        },
        Refusal::Status(guard) => Words::Status {
            why: lang.say(&guard_words(&guard, lang)),
        },
        Refusal::NotRegistered { model } => Words::NotRegistered { model },
        Refusal::OfModel { model, why } => Words::OfModel {
            model,
            why: refusal_in(&why, lang),
        },
        Refusal::ThereAlready { kind, name } => Words::ThereAlready {
            kind: kind_words(kind, lang),
            name,
        },
        Refusal::NotEntered { kind } => Words::NotEntered {
            kind: kind_words(kind, lang),
        },
        Refusal::FinishedAlready { name, day } => Words::FinishedAlready {
            name,
            day: text::short_date(day),
        },
        Refusal::MergedAlready { model } => Words::MergedAlready { model },
        Refusal::AlreadyRegistered { model } => Words::AlreadyRegistered { model },
        Refusal::Survey(refusal) => Words::Survey {
            why: survey::refusal_words(&refusal, lang),
        },
        Refusal::NothingToUndo => Words::NothingToUndo,
        Refusal::LaterChanges { changes } => Words::LaterChanges {
            changes: changes.join("; "),
        },
        Refusal::Segment { why } => Words::Segment { why },
        Refusal::UnreadLine { number, fault } => Words::UnreadLine {
            number,
            why: lang.say(&fault.words()),
        },
        Refusal::Backup(trouble) => backup_words(trouble),
        Refusal::OwnDevice => Words::OwnDevice,
        Refusal::ListFaults { faults } => Words::ListFaults { faults },
        Refusal::File(refusal) => Words::File {
            why: lang.say(&refusal),
        },
        Refusal::UnknownUser { login, ask } if ask.is_empty() => Words::UnknownUser { login },
        Refusal::UnknownUser { login, ask } => Words::UnknownUserAsk {
            login,
            ask: ask.join(", "),
        },
        Refusal::NotAllowed { role, needed, ask } => {
            let (role, needed) = (word_in(role, lang).into(), word_in(needed, lang).into());
            match ask.join(", ") {
                nobody if nobody.is_empty() => Words::NotAllowed { role, needed },
                ask => Words::NotAllowedAsk { role, needed, ask },
            }
        }
        Refusal::KeeperOnly => Words::KeeperOnly,
        Refusal::SocketShut { path } => Words::SocketShut { path },
        Refusal::NobodyThere { path } => Words::NobodyThere { path },
        Refusal::Busy => Words::Busy,
        Refusal::LoginTaken { login, officer } => Words::LoginTaken { login, officer },
        Refusal::OtherVersion { theirs, ours } => Words::OtherVersion { theirs, ours },
        Refusal::OtherProgram { why } => Words::OtherProgram { why },
        Refusal::TooLarge { bytes, longest } => Words::TooLarge { bytes, longest },
        Refusal::Gone => Words::Gone,
    }
}

fn backup_words(trouble: BackupTrouble) -> RefusalWords {
    use RefusalWords as Words;
    match trouble {
        BackupTrouble::NotABackup => Words::NotABackup,
        BackupTrouble::CutShort => Words::BackupCutShort,
        BackupTrouble::Broken => Words::BackupBroken,
        BackupTrouble::Newer { found, known } => Words::BackupNewer { found, known },
        BackupTrouble::Older { found, known } => Words::BackupOlder { found, known },
        BackupTrouble::Ill { faults } => Words::BackupIll {
            faults: faults.iter().map(|fault| format!("\n  {fault}")).collect(),
        },
    }
}

fn guard_words(guard: &StatusGuard, lang: Lang) -> GuardWords {
    match guard {
        StatusGuard::NoStep { from, to, allowed } if allowed.is_empty() => GuardWords::DeadEnd {
            from: word_in(*from, lang).into(),
            to: word_in(*to, lang).into(),
        },
        StatusGuard::NoStep { from, to, allowed } => {
            let allowed: Vec<_> = allowed
                .iter()
                .map(|status| word_in(*status, lang))
                .collect();
            GuardWords::NoStep {
                from: word_in(*from, lang).into(),
                to: word_in(*to, lang).into(),
                allowed: allowed.join(", "),
            }
        }
        StatusGuard::NotConcluded => GuardWords::NotConcluded,
        StatusGuard::DecisionIncomplete { missing } => {
            let missing: Vec<_> = missing
                .iter()
                .map(|part| lang.say(&part_words(*part)))
                .collect();
            GuardWords::DecisionIncomplete {
                missing: missing.join(", "),
            }
        }
    }
}

fn part_words(part: DecisionPart) -> PartWords {
    match part {
        DecisionPart::Number => PartWords::Number,
        DecisionPart::Date => PartWords::Date,
        DecisionPart::Body => PartWords::Body,
    }
}

fn deed_words(deed: &Deed, lang: Lang) -> String {
    let words = match deed.clone() {
        Deed::AddModel { name } => DeedWords::AddModel { name },
        Deed::Correct { name } => DeedWords::Correct { name },
        Deed::AddRegistration { name } => DeedWords::AddRegistration { name },
        Deed::Advance { name } => DeedWords::Advance { name },
        Deed::AdvanceAll { count } => DeedWords::AdvanceAll { count },
        Deed::WriteNote { name } => DeedWords::WriteNote { name },
        Deed::Merge { name } => DeedWords::Merge { name },
        Deed::AddRecord { kind, name } => DeedWords::AddRecord {
            kind: kind_words(kind, lang),
            name,
        },
        Deed::TakeOut { kind, name } => DeedWords::TakeOut {
            kind: kind_words(kind, lang),
            name,
        },
        Deed::Finish { name } => DeedWords::Finish { name },
        Deed::Attach { name } => DeedWords::Attach { name },
        Deed::ImportList { file } => DeedWords::ImportList { file },
        Deed::ImportUnits { file } => DeedWords::ImportUnits { file },
        Deed::ImportOutline { name } => DeedWords::ImportOutline { name },
        Deed::Absorb { file } => DeedWords::Absorb { file },
        Deed::AddOfficer { name } => DeedWords::AddOfficer { name },
        Deed::SetRole { name } => DeedWords::SetRole { name },
        Deed::Settle { name } => DeedWords::Settle { name },
        Deed::Survey(deed) => return survey::deed_words(&deed, lang),
    };
    lang.say(&words)
}

fn word_in<W: Word>(word: W, lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => word.vi(),
        Lang::En => word.en(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Status;
    use crate::domain::lifecycle::{Decision, check_step};

    #[test]
    fn a_guard_names_what_is_missing_in_both_languages() {
        let guard =
            check_step(Status::Eligible, Status::Recognized, &Decision::default()).unwrap_err();
        let refusal = Refusal::Status(guard);
        assert!(
            refusal
                .vi()
                .contains("số quyết định, ngày quyết định, cơ quan ban hành"),
            "{}",
            refusal.vi()
        );
        assert!(
            refusal.en().contains("number, date, issuing body"),
            "{}",
            refusal.en()
        );
    }

    #[test]
    fn a_refused_step_names_the_steps_there_are() {
        let guard =
            check_step(Status::Recognized, Status::Underway, &Decision::default()).unwrap_err();
        let words = Refusal::Status(guard).vi();
        assert!(
            words.contains("Được công nhận") && words.contains("Thu hồi công nhận"),
            "{words}"
        );
    }

    #[test]
    fn several_units_are_listed_with_their_ids() {
        let id = crate::domain::RecordId::fresh(crate::domain::RecordKind::Unit);
        let refusal = Refusal::SeveralUnits {
            typed: "Vĩnh Phú".into(),
            candidates: vec![(id, "xã Vĩnh Phú (Thoại Sơn)".into())],
        };
        assert!(refusal.vi().contains("Thoại Sơn") && refusal.vi().contains(&id.to_string()));
    }

    #[test]
    fn a_deed_is_named_as_the_officer_knows_it() {
        let deed = Deed::Advance {
            name: "Hũ gạo tình thương".into(),
        };
        assert_eq!(
            describe(&deed, Lang::Vi),
            "chuyển trạng thái của “Hũ gạo tình thương”"
        );
    }
}
