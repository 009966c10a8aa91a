//! What goes wrong with bundles, in the words of the person who carries them.

use crate::i18n::Phrase;
use crate::ledger::SegmentFault;
use crate::phrases;

phrases! {
    /// Why a bundle is refused. Names of parts are fit to be shown.
    pub enum BundleFault {
        Empty => "Tệp rỗng, không có gì bên trong. Hãy chép lại từ máy gửi.",
            "The file is empty. Copy it again from the sender's machine.";
        NotABundle => "Tệp này không phải gói số liệu của kheo (*.kheo).",
            "This file is not a bundle of kheo (*.kheo).";
        Wrapped { bundle: String } => "Tệp này là một tệp nén bọc ngoài gói {bundle}. Hãy giải nén, rồi gộp {bundle}.",
            "This file is an archive around the bundle {bundle}. Unpack it, then import {bundle}.";
        TwiceEncrypted => "Gói số liệu này bị khóa hai lần (age trong age). Hãy mở lớp ngoài bằng công cụ age trước.",
            "This bundle is encrypted twice (age within age). Open the outer layer with the age tool first.";
        EncryptionLeftOut => "Gói số liệu này có khóa (age), mà bản kheo này không có phần mở khóa. Hãy dùng bản kheo đầy đủ, hoặc xin gói không khóa.",
            "This bundle is encrypted with age, and this kheo was built without encryption. Use a full kheo, or ask for a plain bundle.";
        CannotClose => "Bản kheo này không có phần khóa nên không ghi gói có khóa được. Hãy dùng bản kheo đầy đủ, hoặc ghi gói không khóa.",
            "This kheo was built without encryption, so it cannot write a closed bundle. Use a full kheo, or write a plain bundle.";
        NotAPublicKey { file: String, line: u64 } => "Dòng {line} của {file} không phải là chìa khóa công khai (age1…).", "Line {line} of {file} is no public key (age1…).";
        NoPublicKeys { file: String } => "Tệp {file} không có chìa khóa công khai nào (mỗi dòng một age1…).", "{file} holds no public key (one age1… a line).";
        NeedsPassphrase => "Gói số liệu này có khóa. Hãy cho biết mật khẩu mà người gửi đã đặt (hoặc KHEO_PASSPHRASE).",
            "This bundle is closed with a passphrase. Give the passphrase that its sender chose (or KHEO_PASSPHRASE).";
        WrongPassphrase => "Mật khẩu không đúng. Hãy hỏi lại người gửi.", "The passphrase is wrong. Ask the sender again.";
        NeedsIdentity => "Gói số liệu này khóa cho người giữ chìa khóa (age). Hãy chỉ tệp chìa khóa bằng --identity, hoặc để nó trong thư mục cấu hình của kheo (identity.txt).",
            "This bundle is encrypted for the holders of a key. Name your key file with --identity, or keep it in kheo's configuration folder (identity.txt).";
        NotForUs => "Gói số liệu này không khóa cho chìa khóa của máy này. Hãy xin người gửi khóa cho chìa khóa của mình.",
            "This bundle was not encrypted for this key. Ask the sender to encrypt it for yours.";
        IdentityUnreadable { file: String, why: String } => "Không đọc được tệp chìa khóa {file}: {why}.", "The key file {file} cannot be read: {why}.";
        TooMuchWork => "Mật khẩu của gói này được khóa quá nặng cho máy này nên không mở.", "Trying a passphrase on this bundle would take more work than is allowed, so it is not opened.";
        CutShort => "Gói số liệu bị cụt hoặc chép chưa xong. Hãy chép lại từ máy gửi.",
            "The bundle is cut short or was not copied whole. Copy it again from the sender's machine.";
        Broken => "Gói số liệu bị hỏng: các phần bên trong không khớp với mục lục. Hãy chép lại từ máy gửi.",
            "The bundle is damaged: what is inside does not agree with its directory. Copy it again from the sender's machine.";
        PartUnreadable { part: String } => "Gói số liệu bị hỏng: không giải nén được phần {part}. Hãy chép lại từ máy gửi.",
            "The bundle is damaged: part {part} cannot be unpacked. Copy it again from the sender's machine.";
        WrongHash { part: String } => "Phần {part} không đúng với bản kê của gói: đã bị sửa hoặc chép hỏng. Hãy xin lại gói từ máy gửi.",
            "Part {part} is not what the bundle's manifest says: it was altered or damaged. Ask the sender for the bundle again.";
        PartMissing { part: String } => "Gói số liệu thiếu phần {part}. Hãy xin lại gói từ máy gửi.",
            "The bundle lacks part {part}. Ask the sender for the bundle again.";
        PartNotListed { part: String } => "Trong gói có phần {part} mà bản kê không ghi: gói đã bị thêm vào. Hãy xin lại gói từ máy gửi.",
            "The bundle holds part {part}, which its manifest does not list: something was added. Ask the sender for the bundle again.";
        NoManifest { why: String } => "Không đọc được bản kê (manifest.json) của gói: {why}.",
            "The bundle's manifest (manifest.json) cannot be read: {why}.";
        ManifestDisagrees { part: String } => "Bản kê của gói tự mâu thuẫn ở phần {part}. Hãy xin lại gói từ máy gửi.",
            "The bundle's manifest contradicts itself about part {part}. Ask the sender for the bundle again.";
        NewerFormat { found: u64, known: u32 } => "Gói này do bản kheo mới hơn làm ra (dạng {found}, máy này đọc được đến dạng {known}). Hãy cập nhật kheo rồi gộp lại.",
            "This bundle was made by a newer kheo (format {found}; this one reads up to format {known}). Update kheo and import it again.";
        WrongSignature => "Chữ ký của gói không đúng: bản kê đã bị sửa sau khi ký. Hãy xin lại gói từ máy gửi.",
            "The bundle's signature does not hold: the manifest was changed after it was signed. Ask the sender for the bundle again.";
        WrongReceipt => "Giấy báo nhận trong gói không đúng chữ ký của máy đã viết. Hãy xin lại gói từ máy gửi.",
            "The receipt in the bundle does not bear its device's signature. Ask the sender for the bundle again.";
        BadLine { part: String, line: u64, vi: String, en: String } => "Thay đổi số {line} trong phần {part} không đọc được: {vi}.",
            "Change number {line} in part {part} cannot be read: {en}.";
        MisplacedLine { part: String, line: u64 } => "Thay đổi số {line} trong phần {part} không thuộc về chỗ ấy.",
            "Change number {line} in part {part} does not belong there.";
        WrongCount { part: String, expected: u64, found: u64 } => "Phần {part} có {found} thay đổi, trong khi bản kê ghi {expected}.",
            "Part {part} holds {found} changes where the manifest says {expected}.";
        BrokenChain { part: String } => "Chuỗi thay đổi trong phần {part} không liền mạch: đã bị sửa, thêm hoặc bớt.",
            "The chain of changes in part {part} does not hold: something was altered, added or taken out.";
        WrongDeviceSignature { part: String } => "Chữ ký của máy đã viết phần {part} không đúng.",
            "The signature of the device that wrote part {part} does not hold.";
        TooManyParts { found: u64, limit: u64 } => "Gói có quá nhiều phần ({found}; nhiều nhất là {limit}) nên không mở.",
            "The bundle has too many parts ({found}; at most {limit}) and is not opened.";
        PartTooLarge { part: String, limit: u64 } => "Phần {part} quá lớn (nhiều nhất là {limit} MiB) nên không mở.",
            "Part {part} is too large (at most {limit} MiB) and is not opened.";
        WholeTooLarge { limit: u64 } => "Gói quá lớn (nhiều nhất là {limit} GiB sau khi giải nén) nên không mở.",
            "The bundle is too large (at most {limit} GiB unpacked) and is not opened.";
        TooDense { limit: u64 } => "Gói phồng lên hơn {limit} lần khi giải nén, như một quả bom nén, nên không mở.",
            "The bundle swells more than {limit} times when unpacked, like a zip bomb, and is not opened.";
        TooDeep { limit: usize } => "Bản kê của gói lồng nhau quá sâu (nhiều nhất là {limit} tầng) nên không đọc.",
            "The bundle's manifest is nested too deep (at most {limit} levels) and is not read.";
    }
}

phrases! {
    /// Why a file cannot be read or written. Names are fit to be shown.
    pub enum FileFault {
        NotThere { file: String } => "Không có tệp {file}.", "There is no file {file}.";
        CannotRead { file: String, why: String } => "Không đọc được {file}: {why}.", "{file} cannot be read: {why}.";
        DiskFull { file: String } => "Hết chỗ trống, chưa ghi được {file}. Hãy xóa bớt hoặc dùng thẻ nhớ khác.",
            "No space is left, {file} was not written. Free some space or use another stick.";
        NotWritable { file: String } => "Nơi này không cho ghi {file}. Hãy chọn thư mục khác, hoặc gạt khóa chống ghi của thẻ nhớ.",
            "{file} cannot be written here. Choose another folder, or release the stick's write lock.";
        NoSuchPlace { file: String } => "Không có thư mục để ghi {file}.", "There is no folder to write {file} in.";
        NotAFile { file: String } => "{file} không phải là tệp thường nên không ghi đè.", "{file} is not an ordinary file and is not replaced.";
        NotReplaced { file: String } => "Đã có tệp {file} và nó không phải là bản lưu của kheo nên không ghi đè. Hãy chọn tên khác.",
            "There is a file {file} already and it is not a backup of kheo, so it is not replaced. Choose another name.";
        NoBundleThere { file: String } => "Đã có tệp {file} và nó không phải là gói số liệu nên không ghi đè. Hãy chọn tên khác.",
            "There is a file {file} already and it is not a bundle, so it is not replaced. Choose another name.";
        CannotWrite { file: String, why: String } => "Không ghi được {file}: {why}.", "{file} cannot be written: {why}.";
        NotAsWritten { file: String } => "Đã ghi {file} nhưng đọc lại không đúng: thẻ nhớ hoặc ổ đĩa có lỗi. Hãy dùng thẻ khác.",
            "{file} was written but does not read back the same: the stick or disk is failing. Use another one.";
        NotAttachable { file: String } => "{file} không phải là tệp thường nên không đính kèm được.", "{file} is not an ordinary file and cannot be attached.";
        TooLargeToAttach { file: String, limit: u64 } => "{file} quá lớn: mỗi tệp đính kèm nhiều nhất là {limit} MiB.", "{file} is too large: an attachment has at most {limit} MiB.";
        StillElsewhere { file: String, by: String, device: String } => "Chưa có tệp “{file}”: còn ở máy {device} của {by}. Hãy gộp gói số liệu của máy ấy.",
            "The file “{file}” is not here yet: it is still on the device {device} of {by}. Import a bundle of that device.";
        AnotherContent { file: String } => "Nội dung của tệp {file} không đúng dấu của nó.", "The content of the file {file} is not what its hash says.";
        NothingToCarry => "Không có thay đổi nào để mang đi.", "There are no changes to carry away.";
    }
}

phrases! {
    /// Why a line to another machine cannot be used.
    pub enum LineFault {
        NoSsh { why: String } => "Máy này không chạy được chương trình ssh: {why}.", "The program ssh cannot be run on this machine: {why}.";
        UnknownHost { host: String } => "Chưa từng gặp máy {host}. Hãy gõ ssh đến máy ấy một lần, so dấu của máy qua điện thoại rồi nhận.",
            "The machine {host} has not been met before. Run ssh to it once, compare its key over the telephone, and accept it.";
        OtherHost { host: String } => "{host} không còn là máy đã gặp (khóa của máy đã đổi). Đừng gửi gì; hãy hỏi người giữ máy chủ.",
            "{host} is not the machine it was: its key has changed. Send nothing; ask whoever keeps the server.";
        NotLetIn { host: String, why: String } => "{host} không cho vào: {why}. Hãy nhờ người giữ máy chủ thêm khóa của mình.",
            "{host} did not let you in: {why}. Ask whoever keeps the server to add your key.";
        NotInstalled { host: String } => "Trên {host} chưa cài kheo, hoặc không tìm thấy. Hãy nhờ người giữ máy chủ.",
            "kheo is not installed on {host}, or is not found there. Ask whoever keeps the server.";
        NoBook { host: String } => "Trên {host} chưa có sổ nào ở chỗ ấy. Hãy nhờ người giữ máy chủ lập sổ (kheo init).",
            "There is no book on {host} at that place. Ask whoever keeps the server to open one (kheo init).";
        NotReached { host: String, why: String } => "Không tới được {host}: {why}. Những gì đã trao đổi vẫn còn; làm lại sẽ tiếp tục từ đó.",
            "{host} could not be reached: {why}. What was exchanged stays; doing it again goes on from there.";
        Ended { host: String, why: String } => "Đường nối với {host} bị ngắt: {why}. Những gì đã trao đổi vẫn còn; làm lại sẽ tiếp tục từ đó.",
            "The line to {host} ended: {why}. What was exchanged stays; doing it again goes on from there.";
    }
}

phrases! {
    /// Why a file in a shared folder is passed over.
    pub enum MisfitWords {
        Misnamed => "tên lạ, có lẽ do chương trình khác tạo ra; bỏ qua", "not a name of ours, perhaps made by another program; passed over";
        Empty => "tệp rỗng; bỏ qua", "the file is empty; passed over";
        OtherContent => "nội dung không đúng với tên: chép dở hoặc bị sửa; bỏ qua", "the content is not what the name says: cut short or altered; passed over";
        TooLarge => "quá lớn; bỏ qua", "too large; passed over";
        Unreadable => "không đọc được; bỏ qua", "cannot be read; passed over";
        BadHead => "phần đầu không khớp với tên; bỏ qua", "its head does not agree with its name; passed over";
        Unverified => "chữ ký hoặc chuỗi thay đổi không đúng; bỏ qua", "its signature or chain does not hold; passed over";
    }
}

impl MisfitWords {
    /// The word for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Misnamed => "misnamed",
            Self::Empty => "empty",
            Self::OtherContent => "other_content",
            Self::TooLarge => "too_large",
            Self::Unreadable => "unreadable",
            Self::BadHead => "bad_head",
            Self::Unverified => "unverified",
        }
    }
}

phrases! {
    /// What else is said around an exchange.
    pub(super) enum ExchangeWords {
        Cancelled => "Đã dừng theo yêu cầu, không có gì thay đổi.", "Stopped as asked; nothing was changed.";
        CancelledMidway => "Đã dừng theo yêu cầu. Những gì đã trao đổi vẫn còn; làm lại sẽ tiếp tục từ đó.",
            "Stopped as asked. What was exchanged stays; doing it again goes on from there.";
    }
}

impl BundleFault {
    /// A part's lines do not verify. `part` is fit to be shown.
    pub(super) fn in_segment(part: String, fault: &SegmentFault) -> Self {
        match fault {
            SegmentFault::Line { number, fault } => {
                let why = fault.words();
                Self::BadLine {
                    part,
                    line: *number,
                    vi: why.vi(),
                    en: why.en(),
                }
            }
            SegmentFault::Misplaced { number } => Self::MisplacedLine {
                part,
                line: *number,
            },
            SegmentFault::Count { expected, found } => Self::WrongCount {
                part,
                expected: *expected,
                found: *found,
            },
            SegmentFault::CutShort | SegmentFault::WrongHash => Self::BrokenChain { part },
            SegmentFault::WrongKey | SegmentFault::WrongSignature => {
                Self::WrongDeviceSignature { part }
            }
        }
    }
}
