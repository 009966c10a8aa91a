//! Bundles closed with a key or a passphrase, and those who try to open them.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::exchange::fixture::{Chain, Memory, texts};
use crate::exchange::{
    BundleFault, Closing, ExchangeFault, IdentityFile, Incoming, Keys, Lines, NotARecipient, Order,
    Passphrase, Place, Recipient, Watch, WithFiles, export, show,
};

/// A key pair made for these tests alone.
const PUBLIC: &str = "age1027xs89w3h66czu7kqnsmqc2s7gpml7m40z6967ha5gyk9eahp9qps2qda";
const SECRET: &str = "AGE-SECRET-KEY-1CR0T2ELSYDFHP0N0N9RSYTCRZ3FNLEUHLTAYLPZ2942C7ZWTDVNQZSC7C5";

struct Desk {
    folder: tempfile::TempDir,
    memory: Memory,
}

impl Desk {
    fn new() -> Self {
        Self::with_lines(200)
    }

    fn with_lines(lines: usize) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            memory: Memory::new(Chain::of(1, texts(lines))),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, closing: Closing) -> PathBuf {
        let made_at: Timestamp = "2026-11-20T01:05:13Z".parse().unwrap();
        let order = Order {
            place: Place::File(self.path("a.kheo")),
            lines: Lines::All,
            addressee: None,
            made_at,
            closing,
            files: WithFiles::Yes,
        };
        export(&self.memory, order, &Watch::nobody()).unwrap().path
    }
}

fn words(typed: &str) -> Passphrase {
    Passphrase::new(typed).unwrap()
}

fn with_passphrase(path: &Path, typed: Option<&str>) -> Result<Incoming, ExchangeFault> {
    let passphrase = || typed.map(words);
    let keys = Keys {
        identity: &IdentityFile::Nowhere,
        passphrase: &passphrase,
    };
    Incoming::from_file(path, &keys, &Watch::nobody())
}

fn with_identity(path: &Path, identity: IdentityFile) -> Result<Incoming, ExchangeFault> {
    let keys = Keys {
        identity: &identity,
        passphrase: &|| None,
    };
    Incoming::from_file(path, &keys, &Watch::nobody())
}

#[test]
fn words_close_it_and_only_they_open_it() {
    let desk = Desk::new();
    let open = with_passphrase(&desk.write(Closing::Open), None).unwrap();
    let path = desk.write(Closing::Passphrase(words("cây gạo đầu làng")));
    assert!(
        fs::read(&path)
            .unwrap()
            .starts_with(b"age-encryption.org/v1")
    );
    assert_eq!(with_passphrase(&path, Some("cây gạo đầu làng")), Ok(open));
    assert_eq!(
        with_passphrase(&path, Some("cây đa")),
        Err(BundleFault::WrongPassphrase.into())
    );
    assert_eq!(
        with_passphrase(&path, None),
        Err(BundleFault::NeedsPassphrase.into())
    );
    let shown = show(&path, &[], &Keys::none(), &Watch::nobody());
    assert_eq!(shown, Err(BundleFault::NeedsPassphrase.into()));
}

#[test]
fn a_key_opens_what_was_closed_for_it() {
    let desk = Desk::new();
    let open = with_passphrase(&desk.write(Closing::Open), None).unwrap();
    let recipient = Recipient::parse(PUBLIC).unwrap();
    let path = desk.write(Closing::Recipients(vec![recipient]));
    fs::write(desk.path("keys"), format!("# của Cô Hoa\n{SECRET}\n")).unwrap();
    let named = IdentityFile::Named(desk.path("keys"));
    assert_eq!(with_identity(&path, named), Ok(open));

    let usual = IdentityFile::Usual(desk.path("nothing"));
    assert_eq!(
        with_identity(&path, usual),
        Err(BundleFault::NeedsIdentity.into())
    );
    let missing = with_identity(&path, IdentityFile::Named(desk.path("nothing")));
    assert!(matches!(
        missing,
        Err(ExchangeFault::Bundle(
            BundleFault::IdentityUnreadable { .. }
        ))
    ));
    fs::write(desk.path("keys"), "not a key").unwrap();
    let odd = with_identity(&path, IdentityFile::Named(desk.path("keys")));
    assert!(matches!(
        odd,
        Err(ExchangeFault::Bundle(
            BundleFault::IdentityUnreadable { .. }
        ))
    ));
}

#[test]
fn a_recipient_is_a_public_key() {
    for typed in ["", "age1abc", SECRET, "ssh-ed25519 AAAA"] {
        assert_eq!(
            Recipient::parse(typed),
            Err(NotARecipient::NotAKey),
            "{typed}"
        );
    }
}

#[test]
fn any_flipped_byte_and_any_cut_of_a_closed_bundle_is_refused() {
    let desk = Desk::with_lines(1);
    let recipient = Recipient::parse(PUBLIC).unwrap();
    let path = desk.write(Closing::Recipients(vec![recipient]));
    let good = fs::read(&path).unwrap();
    fs::write(desk.path("keys"), SECRET).unwrap();
    let refused = |bytes: &[u8], what: &str| {
        fs::write(desk.path("bad.kheo"), bytes).unwrap();
        let named = IdentityFile::Named(desk.path("keys"));
        let read = with_identity(&desk.path("bad.kheo"), named);
        assert!(
            matches!(read, Err(ExchangeFault::Bundle(_))),
            "{what}: {read:?}"
        );
    };
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1;
        refused(&bad, &format!("byte {at}"));
        refused(&good[..at], &format!("cut at {at}"));
    }
    refused(&[&good, b"x".as_slice()].concat(), "longer");
    let endless = [b"age-encryption.org/v1\n".as_slice(), &vec![b'x'; 200_000]].concat();
    refused(&endless, "an endless header");
}
