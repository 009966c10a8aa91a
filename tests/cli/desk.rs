//! An officer's desk: a folder with a book and the lists to be read, and the
//! program run on it.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Units of An Biên, before and after 01/07/2025.
const UNITS: &str = "\
code,name,type,parent,organization,valid_from,valid_to,successors,order
89,An Giang,Tỉnh,,,2025-07-01,,,
ab,An Biên,Huyện,,,1976-01-01,2025-06-30,,1
30985,Thứ Ba,Thị trấn,ab,,1976-01-01,2025-06-30,30985@2025-07-01,1
30997,Hưng Yên,Xã,ab,,1976-01-01,2025-06-30,30985@2025-07-01,5
31009,Đông Yên,Xã,ab,,1976-01-01,2025-06-30,30985@2025-07-01,9
30985,An Biên,Xã,89,,2025-07-01,,,
";

/// A folder with one book.
pub struct Desk {
    folder: TempDir,
}

/// What a run of the program left.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// A desk without a book.
    pub fn bare() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// A desk with a book of `officer` and the units of An Biên.
    pub fn of(officer: &str) -> Self {
        let desk = Self::bare();
        desk.run(&[
            "init",
            "--officer",
            officer,
            "--title",
            "Cán bộ",
            "--committee",
            "BCĐ huyện An Biên",
        ])
        .done();
        let units = desk.file("don-vi.csv", UNITS);
        desk.run(&["units", "import", path(&units)]).done();
        desk
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file beside the book.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let file = self.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    }

    /// The program with nothing of the machine's own settings.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("kheo").unwrap();
        for variable in [
            "KHEO_STORE",
            "KHEO_LANG",
            "KHEO_LOG",
            "LC_ALL",
            "LC_MESSAGES",
            "LANG",
        ] {
            command.env_remove(variable);
        }
        for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            command.env(variable, self.path());
        }
        command
            .current_dir(self.path())
            .arg("--store")
            .arg(self.path())
            .args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// The one JSON document that a run answers.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        run.json()
    }

    /// Approves every device that waits, as after a telephone call.
    pub fn approve_all(&self) {
        let devices = self.json(&["devices", "list"]);
        for device in devices.as_array().unwrap() {
            if device["status"] == "waiting" {
                self.run(&["devices", "approve", &text(&device["id"])])
                    .done();
            }
        }
    }

    /// Ids of the models that a search finds.
    pub fn find(&self, search: &str) -> Vec<String> {
        let models = self.json(&["list", "--search", search]);
        models
            .as_array()
            .unwrap()
            .iter()
            .map(|model| text(&model["id"]))
            .collect()
    }

    /// The id of the one model that a search finds.
    pub fn only(&self, search: &str) -> String {
        match self.find(search).as_slice() {
            [one] => one.clone(),
            several => panic!("{search}: {several:?}"),
        }
    }
}

impl Run {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// It went well.
    pub fn done(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.err);
        self
    }

    /// It went wrong with that exit code, and said why.
    pub fn refused(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        assert!(!self.err.trim().is_empty(), "no reason given");
        self
    }

    /// Standard output as exactly one JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|fault| panic!("{fault}: {}", self.out))
    }
}

pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
