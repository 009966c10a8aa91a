//! An officer's desk: a folder with a book in it and the files that lie beside
//! it. Verbs of the command line prepare what a test is not about.

use std::path::{Path, PathBuf};
use std::process::Command;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::terminal::{Start, Terminal};

/// The list that most tests begin with; the marker stands on the first model.
pub const MODELS: &str = "\
Tên mô hình,Xã,Chủ thể,Cấp,Năm,Lĩnh vực
\"Ghe về bến, rác về bờ\",Hòn Nghệ,Đoàn xã,\"Cơ sở, Huyện\",2026,Kinh tế
Hũ gạo tình thương,Nam Du,Hội LHPN,Cơ sở,2026,Văn hóa - xã hội
Tổ tự quản đường biển,Nam Du,Hội Nông dân,Cơ sở,2026,Quốc phòng - an ninh
";

pub struct Desk {
    folder: TempDir,
    store: PathBuf,
}

impl Desk {
    /// A desk without a book.
    pub fn bare() -> Self {
        let folder = TempDir::new().unwrap();
        let store = folder.path().join("sổ.redb");
        Self { folder, store }
    }

    /// A desk with the empty book of `officer`.
    pub fn of(officer: &str) -> Self {
        let desk = Self::bare();
        desk.run(&[
            "init",
            "--officer",
            officer,
            "--title",
            "Cán bộ",
            "--committee",
            "Ban Chỉ đạo huyện Kiên Hải",
        ]);
        desk
    }

    /// A desk with a book that holds [`MODELS`].
    pub fn with_models(officer: &str) -> Self {
        let desk = Self::of(officer);
        desk.import(MODELS);
        desk
    }

    /// A desk with a book of `count` models, named by their numbers.
    pub fn with_many_models(count: usize) -> Self {
        let desk = Self::of("Nguyễn Văn An");
        let rows = (1..=count).map(|number| format!("Mô hình số {number:04},Nam Du,Cơ sở,2026\n"));
        desk.import(&format!(
            "Tên mô hình,Xã,Cấp,Năm\n{}",
            rows.collect::<String>()
        ));
        desk
    }

    /// Takes a list of models in, with communes of Kiên Hải.
    pub fn import(&self, list: &str) {
        let file = self.file("danh-sach.csv", list);
        let file = file.to_str().unwrap();
        self.run(&["import", file, "--new-units", "Huyện Kiên Hải"]);
    }

    /// Runs a verb, which must go well.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_kheo"))
            .env_clear()
            .env("HOME", self.path())
            .env("KHEO_STORE", &self.store)
            .args(arguments)
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file beside the book.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let file = self.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        file
    }

    /// Writes a workbook beside the book, as Excel writes it.
    pub fn workbook(&self, name: &str, rows: &[&[&str]]) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
        workbook.save(self.path().join(name)).unwrap();
    }

    /// How the program is started on this book.
    pub fn start(&self) -> Start<'_> {
        Start::book(&self.store)
    }

    /// The program, once it shows what stands in the book.
    #[track_caller]
    pub fn open(&self) -> Terminal {
        let mut terminal = self.start().open();
        terminal.sees("Cần làm");
        terminal
    }

    /// The program on the list of models.
    #[track_caller]
    pub fn open_models(&self) -> Terminal {
        let mut terminal = self.open();
        // The marker stands on the overview too: the list is there when both are.
        terminal.text("2").until("to see the list", |screen| {
            screen.contains("Chủ thể") && screen.contains('▌')
        });
        terminal
    }

    /// The program with an empty note on the first model.
    #[track_caller]
    pub fn open_note(&self) -> Terminal {
        let mut terminal = self.open_models();
        terminal
            .key("f6")
            .sees("Ghi chép · Ghe về bến")
            .sees("Tại:");
        terminal
    }
}
