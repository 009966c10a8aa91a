//! Names of attachments as names of files: what a colleague called a file is
//! shown and never obeyed.

use crate::domain::MediaKind;
use crate::text;

/// Longest stem, in bytes; with its ending and a number it fits everywhere.
const LONGEST: usize = 120;
/// Letters that some file system or shell takes for something else.
const SPECIAL: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|', '$', '`'];
/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// A stem and an ending for a file of `kind` that somebody called `name`. The
/// ending is one of the kind's own, so that no program takes it for another
/// kind; files of no known kind keep theirs behind `.bin`.
pub fn parts(name: &str, kind: &MediaKind) -> (String, String) {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, given) = last.rsplit_once('.').unwrap_or((last, ""));
    let given = given.to_lowercase();
    let usual = kind.endings.first().copied().unwrap_or("bin");
    let (stem, ending) = if kind.endings.contains(&given.as_str()) {
        (stem, given.as_str())
    } else {
        (last, usual)
    };
    (clean(stem), ending.to_owned())
}

fn clean(stem: &str) -> String {
    let harmless = |letter: char| {
        if letter.is_control() || SPECIAL.contains(&letter) || is_unseen(letter) {
            '_'
        } else {
            letter
        }
    };
    let name: String = text::tidy(stem).chars().map(harmless).collect();
    let end = (0..=LONGEST.min(name.len()))
        .rev()
        .find(|end| name.is_char_boundary(*end));
    let name = name.get(..end.unwrap_or_default()).unwrap_or_default();
    let name = name.trim_matches(['.', '-', ' ', '~', '_']);
    let is_device = DEVICES.contains(&name.to_lowercase().as_str());
    if name.is_empty() || is_device {
        "tep".to_owned()
    } else {
        name.to_owned()
    }
}

/// Marks that turn the direction of writing or join letters unseen.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::media::sniff;

    fn of(name: &str, content: &[u8]) -> String {
        let (stem, ending) = parts(name, sniff(content, content));
        format!("{stem}.{ending}")
    }

    const JPEG: &[u8] = b"\xff\xd8\xff\xe0";

    #[test]
    fn a_good_name_stays() {
        assert_eq!(of("Hũ gạo, ấp 3.JPG", JPEG), "Hũ gạo, ấp 3.jpg");
        assert_eq!(of("biên bản.pdf", b"%PDF-1.7"), "biên bản.pdf");
    }

    #[test]
    fn a_name_is_no_path_and_its_ending_tells_the_truth() {
        assert_eq!(
            of("../../.ssh/authorized_keys", JPEG),
            "authorized_keys.jpg"
        );
        assert_eq!(of("C:\\Windows\\ảnh.jpg", JPEG), "ảnh.jpg");
        assert_eq!(of("anh.jpg.desktop", JPEG), "anh.jpg.desktop.jpg");
        assert_eq!(of("chay.exe", b"MZ\x90\0"), "chay.exe.bin");
        assert_eq!(of("anh\u{202e}gpj.exe", JPEG), "anh_gpj.exe.jpg");
        for name in ["", "..", "-", "con", ".jpg", "\u{1b}[2J", "/"] {
            let made = of(name, JPEG);
            assert!(
                !made.starts_with(['.', '-']) && !made.contains('\u{1b}'),
                "{name:?}: {made}"
            );
        }
        assert_eq!(of("con.jpg", JPEG), "tep.jpg");
        assert!(of(&"ấ".repeat(400), JPEG).len() < 200);
    }
}
