//! A ZIP package (XLSX, ODS), unpacked once against its limits before any
//! reader trusts it: what a package declares about its sizes may be a lie.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fault::{FileFault, Limit};

/// Bytes of all parts together once unpacked.
const UNPACKED: u64 = 512 * 1024 * 1024;
/// Unpacked bytes per packed byte.
const RATIO: u64 = 200;
/// Parts below this size are harmless at any ratio.
const SMALL_PART: u64 = 1024 * 1024;
/// Parts of a package; a workbook has dozens.
const PARTS: usize = 10_000;

/// A package whose directory was read.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Package<'a> {
    /// Reads the directory of the package.
    ///
    /// # Errors
    /// `Damaged` when there is none, `TooLarge` when it has too many parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FileFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > PARTS {
            return Err(FileFault::TooLarge {
                limit: Limit::Unpacked,
            });
        }
        let names = archive
            .file_names()
            .flatten()
            .map(std::borrow::Cow::into_owned)
            .collect();
        Ok(Self { archive, names })
    }

    pub(super) fn holds(&self, name: &str) -> bool {
        self.names
            .iter()
            .any(|part| part.eq_ignore_ascii_case(name))
    }

    pub(super) fn holds_folder(&self, folder: &str) -> bool {
        let starts = |part: &String| {
            part.get(..folder.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(folder))
        };
        self.names.iter().any(starts)
    }

    /// The `mimetype` part of an OpenDocument file, or nothing.
    pub(super) fn mime_type(&self) -> String {
        self.head_of("mimetype", 256)
    }

    /// Whether an OpenDocument file says that its parts are encrypted.
    pub(super) fn is_encrypted(&self) -> bool {
        self.head_of("META-INF/manifest.xml", SMALL_PART)
            .contains("encryption-data")
    }

    fn head_of(&self, name: &str, bytes: u64) -> String {
        let mut head = Vec::new();
        if let Ok(part) = self.archive.clone().by_name(name) {
            // A damaged part is found later, when all are unpacked.
            let _ = part.take(bytes).read_to_end(&mut head);
        }
        String::from_utf8_lossy(&head).into_owned()
    }

    /// Unpacks every XML part once, counting, and hands each to `look`.
    ///
    /// # Errors
    /// `TooLarge` past the limits, `PasswordProtected` for an encrypted part,
    /// `Damaged` for a broken one, and what `look` answers.
    pub(super) fn unpack(
        &mut self,
        mut look: impl FnMut(&str, &[u8]) -> Result<(), FileFault>,
    ) -> Result<(), FileFault> {
        let mut left = UNPACKED;
        let mut part_bytes = Vec::new();
        for index in 0..self.archive.len() {
            let part = self
                .archive
                .by_index(index)
                .map_err(|error| damaged(&error))?;
            let name = part.name().map_err(|error| damaged(&error))?.into_owned();
            if !["xml", "rels"].iter().any(|end| {
                name.rsplit('.')
                    .next()
                    .is_some_and(|ext| ext.eq_ignore_ascii_case(end))
            }) {
                continue;
            }
            let allowed = left.min(part.compressed_size().saturating_mul(RATIO).max(SMALL_PART));
            part_bytes.clear();
            part.take(allowed + 1)
                .read_to_end(&mut part_bytes)
                .map_err(|error| FileFault::Damaged {
                    detail: format!("{name}: {error}"),
                })?;
            let unpacked = part_bytes.len() as u64;
            if unpacked > allowed {
                return Err(FileFault::TooLarge {
                    limit: Limit::Unpacked,
                });
            }
            left -= unpacked;
            look(&name, &part_bytes)?;
        }
        Ok(())
    }
}

fn damaged(error: &ZipError) -> FileFault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileFault::PasswordProtected,
        other => FileFault::Damaged {
            detail: other.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_that_unpacks_past_the_ratio_is_refused() {
        let bomb = package(&[("xl/worksheets/sheet1.xml", &vec![b' '; 40 * 1024 * 1024])]);
        assert!(bomb.len() < 200 * 1024);
        let answer = Package::open(&bomb).unwrap().unpack(|_, _| Ok(()));
        assert_eq!(
            answer,
            Err(FileFault::TooLarge {
                limit: Limit::Unpacked
            })
        );
    }

    #[test]
    fn a_package_cut_short_is_damaged() {
        let whole = package(&[("xl/workbook.xml", b"<workbook/>")]);
        assert!(Package::open(&whole).is_ok());
        let answer = Package::open(&whole[..whole.len() / 2]).map(|_| ());
        assert!(
            matches!(answer, Err(FileFault::Damaged { .. })),
            "{answer:?}"
        );
    }

    #[test]
    fn every_xml_part_is_looked_at_and_nothing_else() {
        let whole = package(&[
            ("xl/workbook.xml", b"<w/>"),
            ("xl/media/a.png", b"png"),
            ("_rels/.rels", b"<r/>"),
        ]);
        let mut seen = Vec::new();
        Package::open(&whole)
            .unwrap()
            .unpack(|name, bytes| {
                seen.push((name.to_owned(), bytes.len()));
                Ok(())
            })
            .unwrap();
        assert_eq!(
            seen,
            [
                ("xl/workbook.xml".to_owned(), 4),
                ("_rels/.rels".to_owned(), 4)
            ]
        );
    }
}
