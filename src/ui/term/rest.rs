//! What a session at rest gives back to the system.
//!
//! For every page of the program that is touched the kernel maps the sixteen
//! around it, so that a first screen, which needs a tenth of the code, holds
//! half of it. All sessions share those pages; but each is counted with them,
//! and a small server can take back sooner what nobody has mapped.

#[cfg(target_os = "linux")]
pub use linux::give_back_code;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::give_back_code;

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::ops::Range;
    use std::ptr::with_exposed_provenance_mut;

    use rustix::mm::{Advice, madvise};

    /// Lets go of the program's own code and constants. What is needed next
    /// comes back out of the page cache by itself, in microseconds. Where the
    /// system does not tell what is mapped, nothing is done.
    pub fn give_back_code() {
        let here = give_back_code as *const () as usize;
        let Ok(told) = fs::read_to_string("/proc/self/smaps") else {
            return;
        };
        for pages in unaltered(&told, here) {
            let start = with_exposed_provenance_mut(pages.start);
            // SAFETY: these pages are a private mapping of the running program,
            // which nobody may write to and of which none differs from the
            // file; the mapping stays as long as the process. Whoever reads
            // them next is given the same bytes out of the file again.
            // A system that refuses keeps them; nothing depends on it.
            let _ = unsafe { madvise(start, pages.len(), Advice::LinuxDontNeed) };
        }
    }

    /// The mappings of the file that `here` lies in that nobody may write to
    /// and that are as they stand in the file, out of what proc_pid_smaps(5)
    /// tells.
    fn unaltered(told: &str, here: usize) -> Vec<Range<usize>> {
        let all: Vec<_> = mappings(told).collect();
        let program = all.iter().find(|one| one.pages.contains(&here));
        let Some(file) = program.map(|one| one.file) else {
            return Vec::new();
        };
        all.iter()
            .filter(|one| one.file == file && one.is_read_only && one.is_as_in_file())
            .map(|one| one.pages.clone())
            .collect()
    }

    /// One mapping of the process.
    struct Mapping<'a> {
        pages: Range<usize>,
        /// Private, and nobody may write to it.
        is_read_only: bool,
        /// Device and inode.
        file: (&'a str, &'a str),
        /// KiB that are no longer as in the file, in memory and swapped out;
        /// `None` when that is not told.
        altered: [Option<u64>; 2],
    }

    /// What tells of [`Mapping::altered`].
    const ALTERED: [&str; 2] = ["Anonymous:", "Swap:"];

    fn mappings(told: &str) -> impl Iterator<Item = Mapping<'_>> {
        let mut lines = told.lines().peekable();
        std::iter::from_fn(move || {
            let mut mapping = lines.by_ref().find_map(Mapping::begin)?;
            while let Some(line) = lines.next_if(|line| Mapping::begin(line).is_none()) {
                for (name, altered) in ALTERED.iter().zip(&mut mapping.altered) {
                    if let Some(told) = line.strip_prefix(name) {
                        *altered = told.split_whitespace().next().and_then(|n| n.parse().ok());
                    }
                }
            }
            Some(mapping)
        })
    }

    impl<'a> Mapping<'a> {
        /// Out of its first line: `start-end mode offset device inode path`.
        fn begin(line: &'a str) -> Option<Self> {
            let mut words = line.split_whitespace();
            let (start, end) = words.next()?.split_once('-')?;
            let address = |hex| usize::from_str_radix(hex, 16).ok();
            let mode = words.next()?;
            let file = (words.nth(1)?, words.next()?);
            Some(Self {
                pages: address(start)?..address(end)?,
                is_read_only: matches!(mode, "r--p" | "r-xp"),
                file,
                altered: [None; 2],
            })
        }

        /// Constants that were relocated are not, even while they are swapped
        /// out.
        fn is_as_in_file(&self) -> bool {
            self.altered == [Some(0); 2]
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        const TOLD: &str = "\
5600000-5602000 r--p 00000000 08:01 77 /usr/bin/kheo
Rss:                   8 kB
Anonymous:             0 kB
Swap:                  0 kB
SwapPss:               0 kB
VmFlags: rd mr mw me
5602000-5605000 r-xp 00002000 08:01 77 /usr/bin/kheo (deleted)
Anonymous:             0 kB
Swap:                  0 kB
5605000-5606000 r--p 00005000 08:01 77 /usr/bin/kheo
Anonymous:             4 kB
Swap:                  0 kB
5606000-5607000 r--p 00006000 08:01 77 /usr/bin/kheo
Anonymous:             0 kB
Swap:                  4 kB
5607000-5608000 rw-p 00007000 08:01 77 /usr/bin/kheo
Anonymous:             0 kB
Swap:                  0 kB
5608000-5609000 r--p 00008000 08:01 77 /usr/bin/kheo
Anonymous:             0 kB
7f00000-7f01000 r-xp 00000000 08:01 78 /usr/lib/libc.so.6
Anonymous:             0 kB
Swap:                  0 kB
7f02000-7f03000 rw-p 00000000 00:00 0
Anonymous:             0 kB
Swap:                  0 kB
";

        #[test]
        fn only_what_is_as_in_the_programs_file() {
            let own = vec![0x560_0000..0x560_2000, 0x560_2000..0x560_5000];
            assert_eq!(unaltered(TOLD, 0x560_2abc), own);
            assert_eq!(unaltered(TOLD, 0x7f0_0abc), vec![0x7f0_0000..0x7f0_1000]);
            assert!(unaltered(TOLD, 0x100).is_empty());
            assert!(unaltered("what is this?", 0x100).is_empty());
        }

        #[test]
        fn code_that_was_given_back_is_there_again() {
            let resident = || {
                let status = fs::read_to_string("/proc/self/status").unwrap();
                let line = status.lines().find(|l| l.starts_with("RssFile:")).unwrap();
                let number = line.split_whitespace().nth(1).unwrap();
                number.parse::<u64>().unwrap()
            };
            let said = TOLD.to_owned();
            let before = resident();
            give_back_code();
            assert!(resident() < before, "{before} KiB still");
            assert_eq!(TOLD, said);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    /// Does nothing: other systems count a program's pages differently.
    pub fn give_back_code() {}
}
