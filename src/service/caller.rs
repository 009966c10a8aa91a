//! Who asks.

use serde::{Deserialize, Serialize};

use crate::domain::{RecordId, Role};

/// Who asks, as the machine knows it and not as they say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Caller {
    /// Whoever the store belongs to on this machine: on a laptop its only
    /// officer, on a server the service's own user. Everything is theirs to do.
    Keeper,
    /// Another Unix user of the machine.
    Login(String),
}

impl Caller {
    /// What tells this caller from others.
    pub fn name(&self) -> &str {
        match self {
            Self::Keeper => "",
            Self::Login(login) => login,
        }
    }
}

/// An officer of the book who asks, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub officer: RecordId,
    pub role: Role,
}
