//! Bundles as they are made, carried, damaged and forged.

mod carried;
mod damaged;
mod forged;
mod measured;
mod real;
mod shown;
mod sized;
