//! A compound file (the old XLS, and whatever Office encrypts), walked once
//! with every chain bounded: a damaged one may point in circles, and the
//! reader that follows trusts it.

use super::fault::FileFault;

const HEADER: usize = 512;
const DIRECTORY_ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;
/// Streams shorter than this live in the mini stream.
const MINI_CUTOFF: usize = 4096;
/// Sector numbers from here on are signs (end of chain, free, table).
const FIRST_SIGN: u32 = 0xFFFF_FFFA;

/// A compound file whose directory was read.
pub(super) struct Compound<'a> {
    pub(super) bytes: &'a [u8],
    sector: usize,
    chains: Vec<u32>,
    mini_chains: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    bytes: usize,
}

impl<'a> Compound<'a> {
    /// Reads header, sector chains and directory.
    ///
    /// # Errors
    /// `Damaged` when something points outside the file or in circles.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FileFault> {
        Self::walk(bytes).ok_or_else(|| FileFault::Damaged {
            detail: "compound file".to_owned(),
        })
    }

    fn walk(bytes: &'a [u8]) -> Option<Self> {
        let sector = match short(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            chains: Vec::new(),
            mini_chains: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.chains = file.chain_table()?;
        let directory = file.sectors(long(bytes, 48)?)?;
        file.entries = directory
            .chunks_exact(DIRECTORY_ENTRY)
            .filter_map(|entry| file.entry(entry))
            .collect();
        let root = file.entries.first()?;
        if long(bytes, 64)? > 0 {
            file.mini_stream = file.sectors(root.start)?;
            file.mini_chains = numbers(&file.sectors(long(bytes, 60)?)?);
        }
        Some(file)
    }

    /// Whether the directory has a stream or storage of this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    ///
    /// # Errors
    /// `Damaged` when its chain is.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, FileFault> {
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
            .and_then(|entry| self.content(entry))
            .ok_or_else(|| FileFault::Damaged {
                detail: format!("stream {name}"),
            })
    }

    fn content(&self, entry: &Entry) -> Option<Vec<u8>> {
        if entry.bytes > self.bytes.len() {
            return None;
        }
        let mut content = if entry.bytes < MINI_CUTOFF {
            let mut content = Vec::new();
            for id in follow(entry.start, &self.mini_chains)? {
                let start = id as usize * MINI_SECTOR;
                content.extend_from_slice(self.mini_stream.get(start..start + MINI_SECTOR)?);
            }
            content
        } else {
            self.sectors(entry.start)?
        };
        content.truncate(entry.bytes);
        Some(content)
    }

    /// The table that says which sector follows which.
    fn chain_table(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector + 1;
        let mut table_sectors = numbers(self.bytes.get(76..HEADER)?);
        let mut next = long(self.bytes, 68)?;
        let mut walked = 0;
        while next < FIRST_SIGN {
            walked += 1;
            let mut more = numbers(self.sector_bytes(next)?);
            next = more.pop()?;
            table_sectors.extend(more);
            if walked > most || table_sectors.len() > most + HEADER {
                return None;
            }
        }
        let mut table = Vec::new();
        for id in table_sectors.into_iter().filter(|id| *id < FIRST_SIGN) {
            table.extend(numbers(self.sector_bytes(id)?));
        }
        Some(table)
    }

    fn sectors(&self, start: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        for id in follow(start, &self.chains)? {
            content.extend_from_slice(self.sector_bytes(id)?);
        }
        Some(content)
    }

    /// One sector; the last of a file may be short.
    fn sector_bytes(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty())
    }

    fn entry(&self, bytes: &[u8]) -> Option<Entry> {
        let letters = bytes
            .get(..64)?
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name: Vec<u16> = letters.take_while(|letter| *letter != 0).collect();
        let length = match self.sector {
            512 => u64::from(long(bytes, 120)?),
            _ => u64::from(long(bytes, 120)?) | u64::from(long(bytes, 124)?) << 32,
        };
        Some(Entry {
            name: String::from_utf16_lossy(&name),
            start: long(bytes, 116)?,
            bytes: usize::try_from(length).ok()?,
        })
    }
}

/// The sectors from `start` to the end of its chain; `None` when it leads
/// outside the table or in circles.
fn follow(start: u32, chains: &[u32]) -> Option<Vec<u32>> {
    let mut path = Vec::new();
    let mut next = start;
    while next < FIRST_SIGN {
        if path.len() >= chains.len() {
            return None;
        }
        path.push(next);
        next = *chains.get(next as usize)?;
    }
    Some(path)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at + 2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at + 4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const END: u32 = 0xFFFF_FFFE;

    /// A compound file with one chain table sector, one directory sector and
    /// one long stream of the given name after them.
    pub(in crate::office) fn compound_with(name: &str, content: &[u8]) -> Vec<u8> {
        let content_sectors = content.len().max(MINI_CUTOFF).div_ceil(512) as u32;
        let mut bytes = vec![0; HEADER];
        bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        bytes[26..28].copy_from_slice(&3_u16.to_le_bytes());
        bytes[28..30].copy_from_slice(&0xFFFE_u16.to_le_bytes());
        bytes[30..32].copy_from_slice(&9_u16.to_le_bytes());
        bytes[32..34].copy_from_slice(&6_u16.to_le_bytes());
        bytes[44..48].copy_from_slice(&1_u32.to_le_bytes());
        bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
        bytes[56..60].copy_from_slice(&4096_u32.to_le_bytes());
        bytes[60..64].copy_from_slice(&END.to_le_bytes());
        bytes[68..72].copy_from_slice(&END.to_le_bytes());
        bytes[76..].fill(0xFF);
        bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
        let mut table = vec![0xFFFF_FFFD, END];
        table.extend(
            (0..content_sectors).map(|n| if n + 1 == content_sectors { END } else { n + 3 }),
        );
        table.resize(128, 0xFFFF_FFFF);
        bytes.extend(table.iter().flat_map(|next| next.to_le_bytes()));
        let long_content = content.len().max(MINI_CUTOFF);
        for (entry, start, length) in [
            ("Root Entry", END, 0),
            (name, 2, long_content),
            ("", 0, 0),
            ("", 0, 0),
        ] {
            let mut directory = [0; DIRECTORY_ENTRY];
            for (at, letter) in entry.encode_utf16().enumerate() {
                directory[at * 2..at * 2 + 2].copy_from_slice(&letter.to_le_bytes());
            }
            directory[116..120].copy_from_slice(&start.to_le_bytes());
            directory[120..124].copy_from_slice(&(length as u32).to_le_bytes());
            bytes.extend(directory);
        }
        bytes.extend(content);
        bytes.resize(HEADER + 512 * (2 + content_sectors as usize), 0);
        bytes
    }

    #[test]
    fn a_stream_is_found_by_name_and_read_along_its_chain() {
        let content: Vec<u8> = (0..5000_u32).map(|n| n as u8).collect();
        let bytes = compound_with("Workbook", &content);
        let file = Compound::open(&bytes).unwrap();
        assert!(file.holds("workbook"));
        assert!(!file.holds("WordDocument"));
        assert_eq!(file.stream("Workbook").unwrap(), content);
        assert!(file.stream("Book").is_err());
    }

    #[test]
    fn a_chain_in_circles_is_damage() {
        let mut bytes = compound_with("Workbook", b"x");
        bytes[HEADER + 4..HEADER + 8].copy_from_slice(&1_u32.to_le_bytes());
        assert!(matches!(
            Compound::open(&bytes),
            Err(FileFault::Damaged { .. })
        ));
    }

    #[test]
    fn any_cut_is_an_answer_and_no_panic() {
        let bytes = compound_with("Workbook", &[7; 5000]);
        for end in (0..bytes.len()).step_by(97) {
            if let Ok(file) = Compound::open(&bytes[..end]) {
                let _ = file.stream("Workbook");
            }
        }
    }
}
