//! Where the parts of a bundle lie in its ZIP. Whoever unpacks a bundle and
//! packs it again with what the system offers gets a folder around everything,
//! backslashes between the names (Windows), or files of the system's own
//! (macOS): the parts are the same, and the same signature stands over them.

use std::collections::BTreeMap;

use crate::exchange::manifest::MANIFEST;

/// What systems put into a folder or an archive of their own accord.
const LITTER: [&str; 4] = [".DS_Store", "desktop.ini", "Desktop.ini", "Thumbs.db"];
/// The folder where macOS keeps what other systems have no place for.
const LITTER_FOLDER: &str = "__MACOSX";

/// The parts of a ZIP: their names in the manifest, and their places in the ZIP.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout(BTreeMap<String, usize>);

impl Layout {
    /// Of the names in the order of the ZIP. Without a manifest, or with
    /// several in folders, each stays as it is. `None` when two entries would
    /// be the same part.
    pub fn of(names: impl IntoIterator<Item = String>) -> Option<Self> {
        let names: Vec<String> = names
            .into_iter()
            .map(|name| name.replace('\\', "/"))
            .collect();
        let of_parts = || {
            names
                .iter()
                .enumerate()
                .filter(|(_, name)| !is_litter(name))
        };
        let around = folder_around(of_parts().map(|(_, name)| name.as_str()));
        let mut places = BTreeMap::new();
        for (place, name) in of_parts() {
            let Some(part) = part_name(name, &around) else {
                continue;
            };
            if places.insert(part.to_owned(), place).is_some() {
                return None;
            }
        }
        Some(Self(places))
    }

    /// Where a part lies in the ZIP.
    pub fn place(&self, part: &str) -> Option<usize> {
        self.0.get(part).copied()
    }

    /// All parts with their places; the names of folders end in `/`.
    pub fn parts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(name, place)| (name.as_str(), *place))
    }
}

fn is_litter(name: &str) -> bool {
    let mut folders = name.split('/');
    let last = folders.next_back().unwrap_or_default();
    LITTER.contains(&last) || last.starts_with("._") || folders.any(|name| name == LITTER_FOLDER)
}

/// What stands before the manifest: nothing, or the folder that it lies in.
fn folder_around<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut folders = names
        .filter_map(|name| name.strip_suffix(MANIFEST))
        .filter(|folder| folder.is_empty() || folder.ends_with('/'));
    match (folders.next(), folders.next()) {
        (Some(folder), None) => folder.to_owned(),
        _ => String::new(),
    }
}

/// The name without the folder around everything; `None` for that folder
/// itself. What lies outside of it keeps its name, which no manifest lists.
fn part_name<'a>(name: &'a str, around: &str) -> Option<&'a str> {
    let is_around = name.ends_with('/') && around.starts_with(name);
    let inside = name.strip_prefix(around).unwrap_or(name);
    (!is_around).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(names: &[&str]) -> Vec<String> {
        let layout = Layout::of(names.iter().map(|name| (*name).to_owned())).unwrap();
        layout.parts().map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn what_systems_add_is_taken_off() {
        let plain = ["manifest.json", "manifest.sig", "segments/a/1-2.jsonl"];
        assert_eq!(parts(&plain), plain);
        for packed in [
            &[
                "gói/",
                "gói/manifest.json",
                "gói/manifest.sig",
                "gói/segments/a/1-2.jsonl",
            ][..],
            &[
                r"a\b\manifest.json",
                r"a\b\manifest.sig",
                r"a\b\segments\a\1-2.jsonl",
                "a/",
                r"a\desktop.ini",
            ],
            &[
                "manifest.json",
                "manifest.sig",
                "segments/a/1-2.jsonl",
                "__MACOSX/._manifest.json",
                "segments/.DS_Store",
            ],
        ] {
            assert_eq!(parts(packed), plain, "{packed:?}");
        }
    }

    #[test]
    fn what_nobody_can_be_certain_of_keeps_its_name() {
        let two = ["a/manifest.json", "b/manifest.json"];
        assert_eq!(parts(&two), two);
        let beside = ["a/manifest.json", "la.txt"];
        assert_eq!(parts(&beside), ["la.txt", "manifest.json"]);
        assert_eq!(parts(&["xmanifest.json"]), ["xmanifest.json"]);
        assert_eq!(Layout::of([r"a\x", "a/x"].map(str::to_owned)), None);
    }
}
