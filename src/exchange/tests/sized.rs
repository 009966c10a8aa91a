//! Bundles that are larger than they look.

use std::io::{Cursor, Seek, SeekFrom, Write};

use zip::CompressionMethod;
use zip::write::{PreparedZipFile, SimpleFileOptions};

use crate::exchange::bundle::read::Bundle;
use crate::exchange::bundle::write::Packer;
use crate::exchange::fixture::{Chain, opening, pack, rezip, seal, texts, unzip};
use crate::exchange::{BundleFault, ExchangeFault, FileFault, Incoming, Keys, Watch};

fn read(bytes: &[u8]) -> Result<(), ExchangeFault> {
    Incoming::from_stream(bytes, "a.kheo", &Keys::none(), &Watch::nobody()).map(|_| ())
}

#[test]
fn a_bomb_is_refused_by_what_it_declares() {
    let ours = Chain::of(1, texts(1));
    let mut parts = unzip(&pack(&ours.key, vec![ours.segment(1, 1)], &[]));
    parts.push(("bomb".into(), vec![0; 4 << 20]));
    assert_eq!(
        read(&rezip(&parts)),
        Err(BundleFault::TooDense { limit: 200 }.into())
    );
}

#[test]
fn a_bomb_that_declares_little_is_stopped_while_it_swells() {
    // 1 MiB of blanks behind a manifest; both of its headers say 4,000 bytes.
    let manifest = [b"{".as_slice(), &[b' '; 1 << 20]].concat();
    let mut bytes = rezip(&[("manifest.json".into(), manifest.clone())]);
    let true_size = (manifest.len() as u32).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..*at + 4] == true_size)
        .collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + 4].copy_from_slice(&4000u32.to_le_bytes());
    }
    let unreadable = BundleFault::PartUnreadable {
        part: "manifest.json".into(),
    };
    assert_eq!(read(&bytes), Err(unreadable.into()));
}

#[test]
fn a_text_of_one_letter_is_written_so_that_it_can_be_read() {
    let same = "a".repeat(900_000);
    let ours = Chain::of(1, [same]);
    let bundle = pack(&ours.key, vec![ours.segment(1, 1)], &[]);
    assert!(
        bundle.len() > 900_000,
        "stored, as packing would look like a bomb"
    );
    assert_eq!(read(&bundle), Ok(()));
}

#[test]
fn nobody_writes_what_nobody_may_read() {
    let mut packer = Packer::new(Cursor::new(Vec::new()), "a.kheo");
    let large = vec![7; (64 << 20) + 1];
    let fault = packer.add_part("large".into(), &large).unwrap_err();
    assert_eq!(
        fault,
        BundleFault::PartTooLarge {
            part: "large".into(),
            limit: 64
        }
        .into()
    );
    let mut ours = Chain::of(1, texts(2)).segment(1, 2);
    ours.lines[10] ^= 1;
    assert!(packer.add(ours).is_err());
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let ours = Chain::of(1, texts(3));
    let make = || pack(&ours.key, vec![ours.segment(1, 2), ours.segment(3, 3)], &[]);
    assert_eq!(make(), make());
}

#[test]
fn overlapping_parts_are_refused() {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_prepared_file(PreparedZipFile::from_data("manifest.json", options, b"{}").unwrap())
        .unwrap();
    zip.shallow_copy_file("manifest.json", "manifest.sig")
        .unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let opened = Bundle::open(Cursor::new(bytes), "a.kheo", &Watch::nobody());
    assert_eq!(opened.err(), Some(BundleFault::Broken.into()));
}

/// A stick with room for so many bytes.
struct Stick {
    room: u64,
    content: Cursor<Vec<u8>>,
}

impl Write for Stick {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.content.position() + bytes.len() as u64 > self.room {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.content.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for Stick {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.content.seek(to)
    }
}

#[test]
fn a_stick_that_fills_up_says_so_wherever_it_does() {
    let ours = Chain::of(1, texts(3));
    let write = |room| {
        let mut packer = Packer::new(
            Stick {
                room,
                content: Cursor::default(),
            },
            "a.kheo",
        );
        packer.add(ours.segment(1, 3))?;
        packer.finish(opening(&ours.key), |manifest| Ok(seal(&ours.key, manifest)))
    };
    let whole = write(u64::MAX).unwrap().0.content.into_inner().len() as u64;
    assert!(write(whole).is_ok());
    for room in 0..whole {
        let full = FileFault::DiskFull {
            file: "a.kheo".into(),
        };
        assert_eq!(write(room).err(), Some(full.into()), "room for {room}");
    }
}
