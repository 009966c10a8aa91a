//! Bundles that only some may open, written and opened by the keys of the
//! terminal alone.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::desk::Desk;
use crate::terminal::Terminal;

/// A key pair made for tests alone.
const PUBLIC: &str = "age1027xs89w3h66czu7kqnsmqc2s7gpml7m40z6967ha5gyk9eahp9qps2qda";
const SECRET: &str = "AGE-SECRET-KEY-1CR0T2ELSYDFHP0N0N9RSYTCRZ3FNLEUHLTAYLPZ2942C7ZWTDVNQZSC7C5";

/// Two officers and the stick between them.
struct Stick {
    folder: TempDir,
    an: Desk,
    binh: Desk,
}

impl Stick {
    fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            an: Desk::with_models("Nguyễn Văn An"),
            binh: Desk::of("Lê Thị Bình"),
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bundle(&self) -> PathBuf {
        self.file("a.kheo")
    }

    /// Up to the question who may open what An writes.
    fn an_is_asked_who(&self) -> Terminal {
        let mut terminal = self.an.open();
        terminal.text("6").sees("Số liệu đang giữ").key("f5");
        terminal.sees("Ghi gói số liệu vào");
        terminal.key("backspace").key("backspace");
        name(&mut terminal, &self.bundle());
        terminal.sees("Ai được mở gói này?");
        terminal
    }

    /// Up to what Bình is asked when he takes it in.
    fn binh_takes_it(&self) -> Terminal {
        let mut terminal = self.binh.open();
        terminal.text("6").sees("Số liệu đang giữ").key("f7");
        terminal.sees("Nhận gói số liệu");
        name(&mut terminal, &self.bundle());
        terminal
    }

    fn is_closed(&self) {
        let bytes = std::fs::read(self.bundle()).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1"));
    }
}

fn name(terminal: &mut Terminal, file: &Path) {
    terminal.text(file.to_str().unwrap()).key("enter");
}

/// The preview is there; the bundle goes in.
fn look_through(terminal: &mut Terminal) {
    terminal.sees("Người lập").sees("Nguyễn Văn An");
    terminal.key("enter").sees("Máy của Nguyễn Văn An");
}

#[test]
fn for_the_holder_of_a_key() {
    let stick = Stick::new();
    std::fs::write(stick.file("khoa-chung.txt"), format!("# Bình\n{PUBLIC}\n")).unwrap();
    std::fs::write(stick.file("khoa-rieng.txt"), format!("{SECRET}\n")).unwrap();
    let mut terminal = stick.an_is_asked_who();
    terminal.key("down").key("down").key("enter");
    terminal.sees("Tệp có các chìa khóa công khai");
    name(&mut terminal, &stick.file("khoa-chung.txt"));
    terminal.sees("Đã ghi");
    drop(terminal);
    stick.is_closed();

    let mut terminal = stick.binh_takes_it();
    terminal.sees("tệp chìa khóa của mình");
    name(&mut terminal, &stick.file("khoa-rieng.txt"));
    look_through(&mut terminal);
}

#[test]
fn for_whoever_knows_the_words() {
    let stick = Stick::new();
    let mut terminal = stick.an_is_asked_who();
    terminal.key("enter").sees("Khóa gói bằng mật khẩu");
    terminal.text("cay gao").sees("•••••••").key("down");
    terminal.text("cay gao").key("f4").sees("cay gao").key("f2");
    terminal.sees("Đã ghi");
    drop(terminal);
    stick.is_closed();

    let mut terminal = stick.binh_takes_it();
    terminal.sees("mật khẩu của người gửi");
    terminal.text("cay gao").sees("•••••••").key("f2");
    look_through(&mut terminal);
}
