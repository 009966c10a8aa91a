//! How many random cases there are.

use proptest::prelude::ProptestConfig;

/// `default` cases, times `KHEO_CASES`. Seeds are enough to repeat a failure,
/// so nothing is written to disk.
pub fn cases(default: u32) -> ProptestConfig {
    let times: u32 = std::env::var("KHEO_CASES")
        .ok()
        .and_then(|times| times.parse().ok())
        .unwrap_or(1);
    ProptestConfig {
        cases: default.saturating_mul(times),
        failure_persistence: None,
        max_shrink_iters: 64,
        ..ProptestConfig::default()
    }
}
