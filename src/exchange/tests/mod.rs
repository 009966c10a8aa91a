//! Bundles as they are made, carried, damaged and forged.

mod carried;
#[cfg(feature = "encrypt")]
mod closed;
mod damaged;
mod forged;
mod measured;
mod real;
mod shown;
mod sized;
