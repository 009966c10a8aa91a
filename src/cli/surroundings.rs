//! Where the book is and which language the run speaks.

use std::env;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::fault::CliFault;
use super::words::FailureWords;
use crate::i18n::Lang;
use crate::service::{Client, Guard, Patience};
#[cfg(unix)]
use crate::service::{Place, Refusal, WELL_KNOWN};

const STORE_FILE: &str = "kheo.redb";

/// Where the book is, as the command line and the machine tell.
#[derive(Debug, Clone, Default)]
pub struct Whereabouts {
    store: Option<PathBuf>,
    socket: Option<PathBuf>,
}

impl Whereabouts {
    pub fn of(store: Option<PathBuf>, socket: Option<PathBuf>) -> Self {
        let named = |path: Option<PathBuf>| path.filter(|path| !path.as_os_str().is_empty());
        Self {
            store: named(store),
            socket: named(socket),
        }
    }

    /// The store that is named, or the one in the data folder of this account.
    ///
    /// # Errors
    /// None is named and the platform has no data folder.
    pub fn store(&self) -> Result<PathBuf, FailureWords> {
        store_path(self.store.as_deref())
    }

    /// Where a server is to be called.
    #[cfg(unix)]
    pub fn socket_to_make(&self) -> PathBuf {
        self.socket.clone().unwrap_or_else(|| WELL_KNOWN.into())
    }

    /// Whoever answers for the book: on the socket that is named, beside the
    /// store that is named, on the socket of this machine's server where it
    /// has one, else beside this account's own store.
    ///
    /// # Errors
    /// None is named and the platform has no data folder, or a socket is named
    /// where nothing can be. A server that is only just coming back has none for
    /// a moment either, and is waited for.
    #[cfg(unix)]
    pub fn client(&self, patience: Patience) -> Result<Client, CliFault> {
        let server = Path::new(WELL_KNOWN);
        let is_nowhere = |socket: &&PathBuf| {
            let folder = socket.parent();
            folder.is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        };
        if let Some(socket) = self.socket.as_ref().filter(is_nowhere) {
            return Err(CliFault::Book(Refusal::NobodyThere {
                path: socket.display().to_string(),
            }));
        }
        let place = match (&self.socket, &self.store) {
            (Some(socket), _) => Place::Socket(socket.clone()),
            (None, None) if server.exists() => Place::Socket(server.to_owned()),
            (None, _) => Place::Store(self.store()?, guard()),
        };
        Ok(Client::open(place, patience)?)
    }

    /// Whoever answers for the book: this process.
    ///
    /// # Errors
    /// None is named and the platform has no data folder.
    #[cfg(not(unix))]
    pub fn client(&self, _patience: Patience) -> Result<Client, CliFault> {
        Ok(Client::guarded(self.store()?, guard()))
    }
}

/// The store that `named` means, or the one in the data folder of this
/// account. A folder means the store in it.
///
/// # Errors
/// None is named and the platform has no data folder.
fn store_path(named: Option<&Path>) -> Result<PathBuf, FailureWords> {
    match named {
        Some(folder) if folder.is_dir() => Ok(folder.join(STORE_FILE)),
        Some(file) => Ok(file.to_owned()),
        None => project()
            .map(|project| project.data_dir().join(STORE_FILE))
            .ok_or(FailureWords::NoDataFolder),
    }
}

/// The officer's own keymap, whether it is there or not.
pub fn keymap_path() -> Option<PathBuf> {
    project().map(|project| project.config_dir().join("keys.toml"))
}

/// The officer's own secret keys, whether they are there or not.
pub fn identity_path() -> Option<PathBuf> {
    project().map(|project| project.config_dir().join("identity.txt"))
}

/// The file of the log that `KHEO_LOG` asks for.
pub fn log_path() -> Option<PathBuf> {
    state_folder().map(|folder| folder.join("kheo.log"))
}

/// Where the account keeps what belongs to this machine alone.
pub fn state_folder() -> Option<PathBuf> {
    project().map(|project| {
        let folder = project
            .state_dir()
            .unwrap_or_else(|| project.data_local_dir());
        folder.to_owned()
    })
}

/// What notices that a store was copied or restored.
pub fn guard() -> Guard {
    Guard::in_state_folder(state_folder())
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "kheo")
}

/// The language: as `named`, else `KHEO_LANG`, else English where the locale
/// is English, else Vietnamese.
pub fn language(named: Option<Lang>) -> Lang {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(variable)
    };
    choose_language(named, variable("KHEO_LANG").as_deref(), locale().as_deref())
}

fn choose_language(named: Option<Lang>, wish: Option<&str>, locale: Option<&str>) -> Lang {
    named
        .or_else(|| wish.and_then(spoken))
        .or_else(|| locale.and_then(spoken))
        .unwrap_or_default()
}

/// The language of `vi`, `en`, `en_US.UTF-8`; none of another locale.
pub fn spoken(name: &str) -> Option<Lang> {
    let name = name.to_ascii_lowercase();
    match name.split(['_', '-', '.']).next() {
        Some("en") => Some(Lang::En),
        Some("vi") => Some(Lang::Vi),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_comes_before_the_locale_and_vietnamese_is_the_rest() {
        assert_eq!(
            choose_language(Some(Lang::Vi), Some("en"), Some("en_US.UTF-8")),
            Lang::Vi
        );
        assert_eq!(
            choose_language(None, Some("vi"), Some("en_US.UTF-8")),
            Lang::Vi
        );
        assert_eq!(choose_language(None, None, Some("en_US.UTF-8")), Lang::En);
        assert_eq!(choose_language(None, None, Some("C.UTF-8")), Lang::Vi);
        assert_eq!(choose_language(None, Some("fr"), None), Lang::Vi);
    }

    #[test]
    fn a_folder_means_the_store_in_it() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            store_path(Some(folder.path())).unwrap(),
            folder.path().join(STORE_FILE)
        );
        let file = folder.path().join("sổ.redb");
        assert_eq!(store_path(Some(&file)).unwrap(), file);
    }
}
