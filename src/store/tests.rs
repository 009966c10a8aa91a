//! What holds of a store before anything is in it.

use std::path::Path;

use super::{Store, StoreFault};

#[cfg(target_os = "linux")]
#[test]
fn a_place_where_no_store_can_be_is_not_called_empty() {
    let made = Store::create(Path::new("/proc/none/kheo.redb"), [7; 32]);
    assert!(matches!(made, Err(StoreFault::Io(_))), "{:?}", made.err());
}
