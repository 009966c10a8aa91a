//! The programs that open what was written.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::needs;

/// Python with the modules that officials' scripts use; `None` says why not.
pub fn python(module: &str) -> Option<Python> {
    let there = needs::program("python3") && {
        let found = Command::new("/usr/bin/python3")
            .args(["-c", &format!("import {module}")])
            .output();
        found.is_ok_and(|output| output.status.success())
            || needs::skipped(&format!("no Python module {module}"))
    };
    there.then_some(Python)
}

pub struct Python;

impl Python {
    /// Runs a script over a file and gives the lines it prints.
    pub fn lines(&self, script: &str, file: &Path) -> Vec<String> {
        let output = Command::new("/usr/bin/python3")
            .args(["-c", script])
            .arg(file)
            .env("PYTHONIOENCODING", "utf-8")
            .output()
            .unwrap();
        printed(output)
    }
}

/// LibreOffice without a window; `None` says why not.
pub fn office() -> Option<Office> {
    (needs::program("soffice") && needs::program("pdftotext")).then(|| Office {
        profile: TempDir::new().unwrap(),
    })
}

pub struct Office {
    profile: TempDir,
}

impl Office {
    /// Converts a file, as opening it and saving it again does.
    pub fn convert(&self, file: &Path, to: &str) -> PathBuf {
        let folder = file.parent().unwrap().join("converted");
        let output = Command::new("timeout")
            .args(["120", "soffice", "--headless", "--norestore"])
            .arg(format!(
                "-env:UserInstallation=file://{}",
                self.profile.path().display()
            ))
            .args(["--convert-to", to, "--outdir"])
            .arg(&folder)
            .arg(file)
            .output()
            .unwrap();
        let extension = to.split(':').next().unwrap();
        let converted = folder
            .join(file.file_stem().unwrap())
            .with_extension(extension);
        assert!(converted.is_file(), "not converted: {output:?}");
        converted
    }

    /// The words of each page of a file.
    pub fn pages(&self, file: &Path) -> Vec<String> {
        let pdf = self.convert(file, "pdf");
        let output = Command::new("pdftotext")
            .args(["-layout", "-enc", "UTF-8"])
            .arg(pdf)
            .arg("-")
            .output()
            .unwrap();
        let text = printed(output).join("\n");
        let pages = text.split('\u{c}').map(str::to_owned);
        pages.filter(|page| !page.trim().is_empty()).collect()
    }
}

fn printed(output: Output) -> Vec<String> {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}
