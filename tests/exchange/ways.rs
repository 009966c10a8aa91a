//! Ways for lines to get from one laptop to another. A shared folder and ssh
//! join here: each is one more variant.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use kheo::exchange::{
    Closing, ExchangeFault, Incoming, Keys, Lines, Order, Place, Watch, WithFiles, export,
    read_manifest,
};

use crate::laptop::Laptop;

/// How lines travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A bundle of everything.
    Whole,
    /// A bundle of what the other did not say it holds.
    ForThem,
    /// A bundle of what an earlier one lacks.
    SinceEarlier,
}

pub const WAYS: [Way; 3] = [Way::Whole, Way::ForThem, Way::SinceEarlier];

/// A bundle on a stick.
#[derive(Debug, Clone)]
pub struct Stick {
    pub file: PathBuf,
}

impl Way {
    /// What leaves `from` for `to`; nothing when there is nothing to carry.
    /// `earlier` is a bundle that `to` may have had.
    pub fn leave(
        self,
        from: &Laptop,
        to: &Laptop,
        earlier: Option<&Stick>,
        file: &Path,
    ) -> Option<Stick> {
        let lines = match (self, earlier) {
            (Self::ForThem, _) => Lines::LackingOf(to.device()),
            (Self::SinceEarlier, Some(stick)) => {
                Lines::Since(Box::new(read_manifest(&stick.file, &Keys::none()).unwrap()))
            }
            (Self::Whole | Self::SinceEarlier, _) => Lines::All,
        };
        let order = Order {
            place: Place::File(file.to_owned()),
            lines,
            addressee: Some(to.device()),
            made_at: Timestamp::from_millisecond(from.now).unwrap(),
            closing: Closing::Open,
            files: WithFiles::No,
        };
        match export(from, order, &Watch::nobody()) {
            Ok(exported) => Some(Stick {
                file: exported.path,
            }),
            // A new laptop has nothing to say yet.
            Err(ExchangeFault::File(_)) => None,
            Err(other) => panic!("{other:?}"),
        }
    }
}

impl Stick {
    /// Reads it and takes it in. Answers whether anything was new.
    pub fn arrive(&self, to: &Laptop) -> bool {
        let incoming = Incoming::from_file(&self.file, &Keys::none(), &Watch::nobody()).unwrap();
        incoming.absorb(to, &Watch::nobody()).unwrap().ops_new > 0
    }

    /// Cut short on the way: it must be refused, and change nothing.
    pub fn arrive_cut(&self, length: usize) -> Result<(), String> {
        let mut bytes = std::fs::read(&self.file).unwrap();
        bytes.truncate(length % bytes.len());
        let cut = self.file.with_extension("cut");
        std::fs::write(&cut, bytes).unwrap();
        match Incoming::from_file(&cut, &Keys::none(), &Watch::nobody()) {
            Err(_) => Ok(()),
            Ok(_) => Err(format!("a bundle cut to {length} bytes was taken")),
        }
    }
}
