//! What the system tells of a running program.

use std::time::{Duration, Instant};

fn proc_file(process: u32, name: &str) -> String {
    std::fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default()
}

/// Resident memory in KiB; 0 where the system does not tell.
pub fn resident(process: u32) -> usize {
    let status = proc_file(process, "status");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap_or("0");
    line.split_whitespace()
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// Processor time in ticks of 10 ms.
pub fn cpu_ticks(process: u32) -> u64 {
    let stat = proc_file(process, "stat");
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let number = |at: usize| {
        fields
            .get(at)
            .and_then(|field| field.parse::<u64>().ok())
            .unwrap_or(0)
    };
    number(11) + number(12)
}

/// Calls of `write` so far.
pub fn write_calls(process: u32) -> u64 {
    let io = proc_file(process, "io");
    io.lines()
        .find_map(|line| line.strip_prefix("syscw: "))
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// Waits until a process computes nothing for half a second: until what it
/// reads in the background is read.
///
/// # Panics
/// When it is never at rest.
pub fn at_rest(process: u32) {
    const AT_MOST: Duration = Duration::from_secs(120);
    let begun = Instant::now();
    let mut ticks = u64::MAX;
    loop {
        let now = cpu_ticks(process);
        if now == ticks {
            return;
        }
        assert!(begun.elapsed() < AT_MOST, "it is never at rest");
        ticks = now;
        std::thread::sleep(Duration::from_millis(500));
    }
}
