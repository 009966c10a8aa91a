//! Attached files: each kept once, by its content, in pieces. A file counts
//! only once all of it was hashed here; pieces that never became a file are
//! written over when it comes again.

use redb::{ReadTransaction, ReadableTable};

use super::fault::StoreFault;
use super::open::Store;
use super::tables::{FILE_PIECES, FILES};
use crate::domain::{FileHash, LARGEST_FILE};

/// Length of all pieces of a file but the last, in bytes.
pub const PIECE: usize = 512 << 10;

/// What became of a file whose pieces were all put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Whole,
    /// The pieces are not that file; they are gone.
    Other,
}

fn piece_key(file: FileHash, number: u32) -> [u8; 36] {
    let mut key = [0; 36];
    key[..32].copy_from_slice(&file.0);
    key[32..].copy_from_slice(&number.to_be_bytes());
    key
}

/// How many pieces a file of `bytes` has.
fn pieces(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(PIECE as u64)).unwrap_or(u32::MAX)
}

impl Store {
    /// Length of a file that is here whole, in bytes.
    ///
    /// # Errors
    /// What the disk says.
    pub fn file(&self, file: FileHash) -> Result<Option<u64>, StoreFault> {
        length_of(&*self.read()?, file)
    }

    /// Every file that is here whole.
    ///
    /// # Errors
    /// What the disk says.
    pub fn held_files(&self) -> Result<Vec<FileHash>, StoreFault> {
        let read = self.read()?;
        let files = read.open_table(FILES)?;
        let mut held = Vec::new();
        for entry in files.iter()? {
            held.extend(entry?.0.value().try_into().ok().map(FileHash));
        }
        Ok(held)
    }

    /// Puts a piece in. `None` when it is longer than a piece or beyond the
    /// largest file.
    ///
    /// # Errors
    /// What the disk says; nothing was changed.
    pub fn put_piece(
        &mut self,
        file: FileHash,
        number: u32,
        bytes: &[u8],
    ) -> Result<Option<()>, StoreFault> {
        if bytes.len() > PIECE || number >= pieces(LARGEST_FILE) {
            return Ok(None);
        }
        let write = self.begin()?;
        if write.open_table(FILES)?.get(file.0.as_slice())?.is_none() {
            write
                .open_table(FILE_PIECES)?
                .insert(piece_key(file, number).as_slice(), bytes)?;
        }
        write.commit()?;
        Ok(Some(()))
    }

    /// All pieces of a file of `bytes` are in: hashes them, and keeps the file
    /// when it is the one that it is called.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_file(&mut self, file: FileHash, bytes: u64) -> Result<Kept, StoreFault> {
        let write = self.begin()?;
        let kept = {
            let mut files = write.open_table(FILES)?;
            let mut put = write.open_table(FILE_PIECES)?;
            let is_kept = files.get(file.0.as_slice())?.is_some();
            if is_kept || (bytes <= LARGEST_FILE && hash_of(&put, file, bytes)? == Some(file)) {
                if !is_kept {
                    files.insert(file.0.as_slice(), bytes.to_le_bytes().as_slice())?;
                }
                Kept::Whole
            } else {
                for number in 0..pieces(LARGEST_FILE) {
                    put.remove(piece_key(file, number).as_slice())?;
                }
                Kept::Other
            }
        };
        write.commit()?;
        Ok(kept)
    }

    /// A piece of a file that is here whole; `None` when there is no such.
    ///
    /// # Errors
    /// What the disk says.
    pub fn file_piece(&self, file: FileHash, number: u32) -> Result<Option<Vec<u8>>, StoreFault> {
        let read = self.read()?;
        if length_of(&read, file)?.is_none() {
            return Ok(None);
        }
        let put = read.open_table(FILE_PIECES)?;
        let piece = put.get(piece_key(file, number).as_slice())?;
        Ok(piece.map(|bytes| bytes.value().to_vec()))
    }

    /// Re-hashes every file; names those whose content is not what it is called.
    ///
    /// # Errors
    /// What the disk says.
    pub fn check_files(&self) -> Result<Vec<String>, StoreFault> {
        let read = self.read()?;
        let mut faults = Vec::new();
        let (files, put) = (read.open_table(FILES)?, read.open_table(FILE_PIECES)?);
        for entry in files.iter()? {
            let (key, length) = entry?;
            let file = key.value().try_into().ok().map(FileHash);
            let length = length.value().try_into().ok().map(u64::from_le_bytes);
            let found = match (file, length) {
                (Some(file), Some(length)) => hash_of(&put, file, length)?,
                _ => None,
            };
            if file.is_none() || found != file {
                let name = file.map(|file| file.to_string()).unwrap_or_default();
                faults.push(format!("file {name}: the content is another"));
            }
        }
        Ok(faults)
    }
}

fn length_of(read: &ReadTransaction, file: FileHash) -> Result<Option<u64>, StoreFault> {
    let files = read.open_table(FILES)?;
    let stored = files.get(file.0.as_slice())?;
    Ok(stored.and_then(|bytes| bytes.value().try_into().ok().map(u64::from_le_bytes)))
}

/// The hash of the pieces of a file of `bytes`; `None` when one is missing or
/// of another length.
fn hash_of(
    put: &impl ReadableTable<&'static [u8], &'static [u8]>,
    file: FileHash,
    bytes: u64,
) -> Result<Option<FileHash>, StoreFault> {
    let mut hasher = blake3::Hasher::new();
    let mut left = bytes;
    for number in 0..pieces(bytes) {
        let Some(piece) = put.get(piece_key(file, number).as_slice())? else {
            return Ok(None);
        };
        if piece.value().len() as u64 != left.min(PIECE as u64) {
            return Ok(None);
        }
        hasher.update(piece.value());
        left -= piece.value().len() as u64;
    }
    Ok(Some(FileHash(*hasher.finalize().as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("a.redb"), [1; 32]).unwrap();
        (folder, store)
    }

    fn put(store: &mut Store, file: FileHash, bytes: &[u8]) -> Kept {
        for (number, piece) in (0..).zip(bytes.chunks(PIECE)) {
            assert_eq!(store.put_piece(file, number, piece), Ok(Some(())));
        }
        store.keep_file(file, bytes.len() as u64).unwrap()
    }

    #[test]
    fn a_file_is_here_only_when_all_of_it_was_hashed() {
        let (_folder, mut store) = store();
        let bytes: Vec<u8> = (0..PIECE * 2 + 9).map(|at| (at % 251) as u8).collect();
        let file = FileHash::of(&bytes);
        assert_eq!(
            store.put_piece(file, 1, &bytes[PIECE..2 * PIECE]),
            Ok(Some(()))
        );
        assert_eq!(store.file(file), Ok(None));
        assert_eq!(store.file_piece(file, 1), Ok(None));
        assert_eq!(put(&mut store, file, &bytes), Kept::Whole);
        assert_eq!(store.file(file), Ok(Some(bytes.len() as u64)));
        assert_eq!(
            store.file_piece(file, 2),
            Ok(Some(bytes[2 * PIECE..].to_vec()))
        );
        assert_eq!(store.file_piece(file, 3), Ok(None));
        // It stays what it is, whatever is put in its name.
        assert_eq!(store.put_piece(file, 0, b"other"), Ok(Some(())));
        assert_eq!(store.check_files(), Ok(Vec::new()));
    }

    #[test]
    fn other_content_is_not_kept_and_does_not_stand_in_the_way() {
        let (_folder, mut store) = store();
        let file = FileHash::of(b"true");
        assert_eq!(put(&mut store, file, b"false"), Kept::Other);
        assert_eq!(store.keep_file(file, 0), Ok(Kept::Other));
        assert_eq!(store.keep_file(file, LARGEST_FILE + 1), Ok(Kept::Other));
        assert_eq!(store.put_piece(file, 0, &vec![0; PIECE + 1]), Ok(None));
        assert_eq!(store.put_piece(file, u32::MAX, b"x"), Ok(None));
        assert_eq!(put(&mut store, file, b"true"), Kept::Whole);
        assert_eq!(put(&mut store, FileHash::of(b""), b""), Kept::Whole);
    }
}
