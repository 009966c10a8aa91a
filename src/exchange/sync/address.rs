//! Where to exchange: a folder, or `ssh://[user@]host[:port][/path]`.

use std::fmt;
use std::path::PathBuf;

/// A place to exchange with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Folder(PathBuf),
    Ssh(SshAddress),
}

/// Another machine, as `ssh` is told of it. Every part was checked: none can
/// be taken for an option of `ssh` or for more than one word of a shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SshAddress {
    pub(super) user: Option<String>,
    pub(super) host: String,
    pub(super) port: Option<u16>,
    /// The book on that machine, when it is not the usual one.
    pub(super) path: Option<String>,
}

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnAddress {
    Empty,
    /// Another scheme than `ssh`.
    Scheme,
    User,
    Host,
    Port,
    Path,
}

const SCHEME: &str = "ssh://";

impl Address {
    /// Reads what a person typed.
    ///
    /// # Errors
    /// The part that cannot be used.
    pub fn parse(typed: &str) -> Result<Self, NotAnAddress> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(NotAnAddress::Empty);
        }
        match typed.split_once("://") {
            Some(("ssh", rest)) => SshAddress::parse(rest).map(Self::Ssh),
            Some((scheme, _)) if is_scheme(scheme) => Err(NotAnAddress::Scheme),
            _ => Ok(Self::Folder(PathBuf::from(typed))),
        }
    }
}

fn is_scheme(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

impl SshAddress {
    fn parse(rest: &str) -> Result<Self, NotAnAddress> {
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let (user, place) = match authority.rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, authority),
        };
        let (host, port) = host_and_port(place)?;
        let user = user.map(|user| word(user, "._-", NotAnAddress::User));
        let path = match path {
            "" | "/" => None,
            path => Some(word(path, "/._-~+@=,", NotAnAddress::Path)?),
        };
        Ok(Self {
            user: user.transpose()?,
            host,
            port,
            path,
        })
    }
}

/// `host`, `host:port`, or `[IPv6]:port`.
fn host_and_port(place: &str) -> Result<(String, Option<u16>), NotAnAddress> {
    let (host, port, letters) = match place.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']').ok_or(NotAnAddress::Host)?;
            let port = match after {
                "" => None,
                after => Some(after.strip_prefix(':').ok_or(NotAnAddress::Port)?),
            };
            (host, port, ":.%")
        }
        None => match place.split_once(':') {
            Some((host, port)) => (host, Some(port), "._-"),
            None => (place, None, "._-"),
        },
    };
    let number = |port: &str| match port.parse() {
        Ok(0) | Err(_) => Err(NotAnAddress::Port),
        Ok(port) => Ok(port),
    };
    Ok((
        word(host, letters, NotAnAddress::Host)?,
        port.map(number).transpose()?,
    ))
}

/// A word of letters, digits and `others` that does not begin like an option.
fn word(typed: &str, others: &str, fault: NotAnAddress) -> Result<String, NotAnAddress> {
    let fits = |letter: char| letter.is_alphanumeric() || others.contains(letter);
    let is_option = typed.starts_with('-') || typed.contains("/-");
    if typed.is_empty() || is_option || !typed.chars().all(fits) {
        return Err(fault);
    }
    Ok(typed.to_owned())
}

/// As it is shown, and typed again.
impl fmt::Display for SshAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SCHEME)?;
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        match self.host.contains(':') {
            true => write!(f, "[{}]", self.host)?,
            false => f.write_str(&self.host)?,
        }
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(self.path.as_deref().unwrap_or_default())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Ssh(host) => host.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ssh(typed: &str) -> Result<SshAddress, NotAnAddress> {
        match Address::parse(typed)? {
            Address::Ssh(host) => Ok(host),
            Address::Folder(path) => panic!("{}", path.display()),
        }
    }

    #[test]
    fn an_address_reads_back_as_typed() {
        for typed in [
            "ssh://huyen",
            "ssh://kheo@huyen.example:2222",
            "ssh://kheo@10.0.0.7/srv/kheo",
            "ssh://[fe80::1%eth0]:22/srv/so-2026",
        ] {
            assert_eq!(ssh(typed).unwrap().to_string(), typed);
        }
        let whole = ssh("ssh://kheo@huyen:2222/srv/kheo").unwrap();
        assert_eq!(whole.user.as_deref(), Some("kheo"));
        assert_eq!((whole.host.as_str(), whole.port), ("huyen", Some(2222)));
        assert_eq!(whole.path.as_deref(), Some("/srv/kheo"));
        assert_eq!(ssh("ssh://huyen/").unwrap().path, None);
    }

    #[test]
    fn a_path_is_a_folder() {
        for typed in ["/media/usb/kheo", "./kheo", "D:\\kheo", "usb", "a:b"] {
            assert_eq!(Address::parse(typed), Ok(Address::Folder(typed.into())));
        }
    }

    #[test]
    fn nothing_gets_through_to_ssh_or_a_shell() {
        for (typed, fault) in [
            ("ssh://-oProxyCommand=x", NotAnAddress::Host),
            ("ssh://-oProxyCommand=x@huyen", NotAnAddress::User),
            ("ssh://a@-b", NotAnAddress::Host),
            ("ssh://", NotAnAddress::Host),
            ("ssh://@huyen", NotAnAddress::User),
            ("ssh://huyen;reboot", NotAnAddress::Host),
            ("ssh://hu yen", NotAnAddress::Host),
            ("ssh://$(x)@huyen", NotAnAddress::User),
            ("ssh://huyen:0", NotAnAddress::Port),
            ("ssh://huyen:99999", NotAnAddress::Port),
            ("ssh://huyen:-p", NotAnAddress::Port),
            ("ssh://huyen/a b", NotAnAddress::Path),
            ("ssh://huyen/`x`", NotAnAddress::Path),
            ("ssh://huyen/$HOME", NotAnAddress::Path),
            ("ssh://huyen/-x", NotAnAddress::Path),
            ("ssh://huyen/a\nb", NotAnAddress::Path),
            ("ssh://[::1", NotAnAddress::Host),
            ("ssh://[::1]x", NotAnAddress::Port),
            ("http://huyen", NotAnAddress::Scheme),
            ("  ", NotAnAddress::Empty),
        ] {
            assert_eq!(Address::parse(typed), Err(fault), "{typed:?}");
        }
    }
}
