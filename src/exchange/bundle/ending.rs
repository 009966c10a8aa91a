//! The two ends of a file: whether it begins like a bundle, and whether it is
//! all there. Looked at before anything is allocated for what the file claims
//! to hold.

use std::io::{self, Read, Seek, SeekFrom};

use super::limits::check_count;
use crate::exchange::encryption::is_encrypted;
use crate::exchange::fault::ExchangeFault;
use crate::exchange::words::{BundleFault, FileFault};

const FIRST_ENTRY: &[u8] = b"PK\x03\x04";
const END: &[u8] = b"PK\x05\x06";
const END_64_LOCATOR: &[u8] = b"PK\x06\x07";
const END_64: &[u8] = b"PK\x06\x06";
const DIRECTORY_ENTRY: &[u8; 4] = b"PK\x01\x02";

/// Lengths of the end record, of the locator before it, of the large end
/// record before that, and of the smallest directory entry, in bytes.
const END_LENGTH: u64 = 22;
const LOCATOR_LENGTH: u64 = 20;
const END_64_LENGTH: u64 = 56;
const DIRECTORY_ENTRY_LENGTH: u64 = 46;

/// Checks both ends; gives the length in bytes. The end record must be the
/// last thing in the file and the directory must end where it begins, so that
/// every program finds the same one.
///
/// # Errors
/// Another kind of file, cut short, too many parts, or not readable.
pub fn check<R: Read + Seek>(reader: &mut R, file: &str) -> Result<u64, ExchangeFault> {
    let unreadable = |fault: io::Error| of_reading(file, &fault);
    let length = reader.seek(SeekFrom::End(0)).map_err(unreadable)?;
    let mut beginning = [0; 40];
    let seen = read_at(reader, 0, &mut beginning).map_err(unreadable)?;
    check_beginning(beginning.get(..seen).unwrap_or_default())?;

    let directory = find_directory(reader, length).map_err(unreadable)??;
    directory.check()?;
    let mut first = [0; 4];
    read_at(reader, directory.start, &mut first).map_err(unreadable)?;
    if first == *DIRECTORY_ENTRY {
        Ok(length)
    } else {
        Err(BundleFault::Broken.into())
    }
}

/// The system could not read, or what is encrypted does not come out.
fn of_reading(file: &str, fault: &io::Error) -> ExchangeFault {
    match fault.raw_os_error() {
        Some(_) => FileFault::reading(file, fault).into(),
        None => BundleFault::Broken.into(),
    }
}

/// Whether a file that begins so may be a bundle at all.
///
/// # Errors
/// Empty, encrypted, or another kind of file.
pub fn check_beginning(beginning: &[u8]) -> Result<(), BundleFault> {
    if beginning.is_empty() {
        Err(BundleFault::Empty)
    } else if is_encrypted(beginning) {
        Err(BundleFault::TwiceEncrypted)
    } else if beginning.starts_with(FIRST_ENTRY) {
        Ok(())
    } else if FIRST_ENTRY.starts_with(beginning) {
        Err(BundleFault::CutShort)
    } else {
        Err(BundleFault::NotABundle)
    }
}

/// What the end record says of the directory.
struct Directory {
    count: u64,
    /// In bytes.
    size: u64,
    start: u64,
    /// Where the end record begins.
    end: u64,
}

impl Directory {
    fn check(&self) -> Result<(), BundleFault> {
        check_count(self.count)?;
        let ends_at_record = self.start.checked_add(self.size) == Some(self.end);
        let has_room = self.size >= self.count * DIRECTORY_ENTRY_LENGTH;
        if ends_at_record && has_room {
            Ok(())
        } else {
            Err(BundleFault::Broken)
        }
    }
}

/// Reads the end record at the end of `length` bytes, and the large one before
/// it when the usual one has no room for the numbers.
fn find_directory<R: Read + Seek>(
    reader: &mut R,
    length: u64,
) -> io::Result<Result<Directory, BundleFault>> {
    let Some(end_at) = length.checked_sub(END_LENGTH) else {
        return Ok(Err(BundleFault::CutShort));
    };
    let mut end = [0; END_LENGTH as usize];
    read_at(reader, end_at, &mut end)?;
    let has_comment = number::<2>(&end, 20) != 0;
    if !end.starts_with(END) || has_comment {
        return Ok(Err(BundleFault::CutShort));
    }
    let is_large = number::<2>(&end, 10) == 0xffff
        || number::<4>(&end, 12) == 0xffff_ffff
        || number::<4>(&end, 16) == 0xffff_ffff;
    let directory = if is_large {
        read_large_end(reader, end_at)?
    } else {
        small_end(&end, end_at)
    };
    Ok(directory.ok_or(BundleFault::Broken))
}

/// The directory by the usual end record; `None` for archives of several disks.
fn small_end(end: &[u8], end_at: u64) -> Option<Directory> {
    let is_one_disk = number::<4>(end, 4) == 0 && number::<2>(end, 8) == number::<2>(end, 10);
    let directory = Directory {
        count: number::<2>(end, 10),
        size: number::<4>(end, 12),
        start: number::<4>(end, 16),
        end: end_at,
    };
    is_one_disk.then_some(directory)
}

/// The directory by the large end record, which archives of many parts have
/// before the usual one. A fault in it must not be passed over: a reader that
/// goes on looking elsewhere would find another directory than was checked.
fn read_large_end<R: Read + Seek>(reader: &mut R, end_at: u64) -> io::Result<Option<Directory>> {
    let Some(locator_at) = end_at.checked_sub(LOCATOR_LENGTH) else {
        return Ok(None);
    };
    let mut locator = [0; LOCATOR_LENGTH as usize];
    read_at(reader, locator_at, &mut locator)?;
    let at = number::<8>(&locator, 8);
    if !locator.starts_with(END_64_LOCATOR) || at.checked_add(END_64_LENGTH) != Some(locator_at) {
        return Ok(None);
    }
    let mut end = [0; END_64_LENGTH as usize];
    read_at(reader, at, &mut end)?;
    let is_one_disk = number::<4>(&locator, 4) == 0
        && number::<4>(&locator, 16) <= 1
        && number::<8>(&end, 16) == 0
        && number::<8>(&end, 24) == number::<8>(&end, 32);
    let is_whole = end.starts_with(END_64) && number::<8>(&end, 4) == END_64_LENGTH - 12;
    let directory = Directory {
        count: number::<8>(&end, 32),
        size: number::<8>(&end, 40),
        start: number::<8>(&end, 48),
        end: at,
    };
    Ok((is_one_disk && is_whole).then_some(directory))
}

/// Fills `into` from `at` as far as the file goes; gives how much was read.
fn read_at<R: Read + Seek>(reader: &mut R, at: u64, into: &mut [u8]) -> io::Result<usize> {
    reader.seek(SeekFrom::Start(at))?;
    let mut filled = 0;
    while let Some(rest) = into.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(filled)
}

/// The little-endian number of `WIDTH` bytes at `at`, a place within the record.
fn number<const WIDTH: usize>(record: &[u8], at: usize) -> u64 {
    let field = record.iter().skip(at).take(WIDTH);
    field
        .rev()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(parts: u32) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for part in 0..parts {
            let stored =
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            zip.start_file(part.to_string(), stored).unwrap();
            zip.write_all(b"x").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn checked(bytes: &[u8]) -> Result<u64, ExchangeFault> {
        check(&mut Cursor::new(bytes), "a.kheo")
    }

    #[test]
    fn other_files_are_told_apart() {
        assert_eq!(check_beginning(b""), Err(BundleFault::Empty));
        assert_eq!(
            check_beginning(b"age-encryption.org/v1\n-> X25519"),
            Err(BundleFault::TwiceEncrypted)
        );
        assert_eq!(
            check_beginning(b"-----BEGIN AGE ENCRYPTED FILE-----\n"),
            Err(BundleFault::TwiceEncrypted)
        );
        assert_eq!(check_beginning(b"%PDF-1.7"), Err(BundleFault::NotABundle));
        assert_eq!(check_beginning(b"PK"), Err(BundleFault::CutShort));
    }

    #[test]
    fn the_end_must_be_the_end() {
        let good = archive(3);
        assert_eq!(checked(&good), Ok(good.len() as u64));
        for cut in 4..good.len() {
            assert!(checked(&good[..cut]).is_err(), "cut at {cut}");
        }
        let mut longer = good.clone();
        longer.push(0);
        assert_eq!(checked(&longer), Err(BundleFault::CutShort.into()));
        for at in good.len() - 22..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert!(checked(&bad).is_err(), "byte {at}");
        }
    }

    #[test]
    fn many_parts_are_counted_in_the_large_record() {
        let good = archive(0x1_0001);
        assert_eq!(checked(&good), Ok(good.len() as u64));
        let end = good.len() - 22;
        let locator = end - 20;
        let large = locator - 56;
        for at in (large..large + 56).chain(locator..locator + 16) {
            // What versions made it is told there and read by nobody.
            if !(12..16).contains(&(at - large)) {
                let mut bad = good.clone();
                bad[at] ^= 0x40;
                assert!(checked(&bad).is_err(), "byte {}", at - large);
            }
        }
        let mut bomb = good;
        bomb[large + 24..large + 32].copy_from_slice(&100_001u64.to_le_bytes());
        bomb[large + 32..large + 40].copy_from_slice(&100_001u64.to_le_bytes());
        let refused = BundleFault::TooManyParts {
            found: 100_001,
            limit: 100_000,
        };
        assert_eq!(checked(&bomb), Err(refused.into()));
    }
}
