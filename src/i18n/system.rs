//! What the operating system says is English; in a Vietnamese sentence the
//! cases that officers meet are said in Vietnamese.

use std::io::{Error, ErrorKind};

/// How the system's own words end: `Is a directory (os error 21)`.
const NUMBER: &str = " (os error ";

/// The sentence with the system's words in it said in Vietnamese; those of
/// rarer cases stay, for whoever looks after the machine.
pub(super) fn in_vietnamese(said: String) -> String {
    let Some(error) = error_in(&said) else {
        return said;
    };
    match words(error.kind()) {
        Some(words) => said.replace(&error.to_string(), words),
        None => said,
    }
}

fn error_in(said: &str) -> Option<Error> {
    let (_, rest) = said.split_once(NUMBER)?;
    let (number, _) = rest.split_once(')')?;
    number.parse().ok().map(Error::from_raw_os_error)
}

fn words(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "không có tệp hay thư mục này",
        ErrorKind::PermissionDenied => "không được phép",
        ErrorKind::AlreadyExists => "đã có tệp tên này",
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp",
        ErrorKind::NotADirectory => "đây không phải là thư mục",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "đĩa đã đầy",
        ErrorKind::ReadOnlyFilesystem => "đĩa chỉ cho đọc",
        ErrorKind::ConnectionRefused => "không có ai trả lời",
        ErrorKind::InvalidFilename => "tên tệp dài quá hoặc không dùng được",
        _ => return None,
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_usual_cases_are_said_in_vietnamese_and_the_rest_stays() {
        const EISDIR: i32 = 21;
        let folder = Error::from_raw_os_error(EISDIR);
        assert_eq!(
            in_vietnamese(format!("Không đọc được a.xlsx: {folder}.")),
            "Không đọc được a.xlsx: đây là thư mục, không phải tệp."
        );
        for other in ["Không có sổ", "a (os error x)", "b (os error"] {
            assert_eq!(in_vietnamese(other.to_owned()), other);
        }
        let rare = Error::from_raw_os_error(4).to_string();
        assert_eq!(in_vietnamese(rare.clone()), rare);
    }
}
