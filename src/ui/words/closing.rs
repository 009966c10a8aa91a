//! What is said around closing a bundle and opening one.

use crate::phrases;

phrases! {
    pub enum ClosingWords {
        Who => "Ai được mở gói này?", "Who may open this bundle?";
        LeftOut => "Bản kheo này không có phần khóa; ai nhặt được gói cũng đọc được", "This kheo was built without encryption; whoever finds the bundle can read it";
        Passphrase => "Người biết mật khẩu", "Whoever knows the passphrase";
        PassphraseNote => "gõ bây giờ, báo cho người nhận", "typed now, told to the receiver";
        Keys => "Người giữ chìa khóa: dán chìa khóa công khai", "Holders of keys: paste their public keys";
        KeysNote => "age1…", "age1…";
        KeyFile => "Người giữ chìa khóa: lấy từ tệp", "Holders of keys: take them from a file";
        Nobody => "Không khóa: ai nhặt được cũng đọc được", "Not closed: whoever finds it can read it";
        NewPassphrase => "Khóa gói bằng mật khẩu", "Close the bundle with a passphrase";
        Differ => "Hai lần gõ mật khẩu không giống nhau", "The two passphrases differ";
        PublicKeys => "Khóa gói cho người giữ các chìa khóa này", "Close the bundle for the holders of these keys";
        PublicKeyFile => "Tệp có các chìa khóa công khai (mỗi dòng một age1…)", "A file of public keys (one age1… a line)";
        NotAKey { typed: String } => "“{typed}” không phải là chìa khóa công khai (age1…)", "“{typed}” is no public key (age1…)";
        OpenBundle => "Gói có khóa: mật khẩu của người gửi", "The bundle is closed: the sender's passphrase";
        OpenWithKey => "Gói khóa cho người giữ chìa: tệp chìa khóa của mình (AGE-SECRET-KEY…)", "The bundle is closed for a key: your key file (AGE-SECRET-KEY…)";
    }
}
