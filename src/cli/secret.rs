//! Words that nobody may read over the shoulder: from the environment, or
//! typed on the terminal unseen.

use std::env;

use super::fault::CliFault;
use super::session::Session;
use super::words::UsageWords;
use crate::exchange::Passphrase;
use crate::i18n::Lang;
use crate::phrases;

const VARIABLE: &str = "KHEO_PASSPHRASE";

phrases! {
    enum Words {
        Passphrase => "Mật khẩu: ", "Passphrase: ";
        Again => "Gõ lại mật khẩu: ", "The passphrase again: ";
    }
}

/// The passphrase of a bundle that is opened; `None` when there is none and
/// nobody at a terminal to ask.
pub fn passphrase(lang: Lang) -> Option<Passphrase> {
    from_environment().or_else(|| Passphrase::new(&terminal::ask(&lang.say(&Words::Passphrase))?))
}

/// The passphrase for a bundle that is written, typed twice.
///
/// # Errors
/// None is given, or the two differ.
pub fn new_passphrase(session: &Session) -> Result<Passphrase, CliFault> {
    if let Some(words) = from_environment() {
        return Ok(words);
    }
    let ask = |words: &Words| Passphrase::new(&terminal::ask(&session.say(words))?);
    let first = ask(&Words::Passphrase).ok_or(UsageWords::NoPassphrase)?;
    match ask(&Words::Again) {
        Some(second) if second == first => Ok(first),
        _ => Err(UsageWords::PassphrasesDiffer.into()),
    }
}

fn from_environment() -> Option<Passphrase> {
    Passphrase::new(&env::var(VARIABLE).ok()?)
}

#[cfg(unix)]
mod terminal {
    use std::fs::{File, OpenOptions};
    use std::io::{Read, Write};

    use rustix::termios::{
        LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
    };

    const INTERRUPT: u8 = 3;
    const END: u8 = 4;
    const ERASE: [u8; 2] = [0x08, 0x7f];
    const ERASE_ALL: u8 = 0x15;

    /// Asks on the terminal of this session, whatever standard input is. `None`
    /// when there is no terminal, or Ctrl-C was pressed.
    pub fn ask(question: &str) -> Option<String> {
        let mut terminal = OpenOptions::new()
            .read(true)
            .write(true)
            .open("/dev/tty")
            .ok()?;
        let unseen = Unseen::begin(terminal.try_clone().ok()?)?;
        terminal.write_all(question.as_bytes()).ok()?;
        let typed = read_line(&mut terminal);
        let _ = terminal.write_all(b"\n");
        drop(unseen);
        String::from_utf8(typed?).ok()
    }

    fn read_line(terminal: &mut File) -> Option<Vec<u8>> {
        let mut typed: Vec<u8> = Vec::new();
        let mut key = [0];
        while terminal.read(&mut key).ok()? == 1 {
            match key {
                [b'\r' | b'\n' | END] => return Some(typed),
                [INTERRUPT] => return None,
                [ERASE_ALL] => typed.clear(),
                [key] if ERASE.contains(&key) => {
                    // A letter of several bytes goes whole.
                    while typed.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
                }
                [key] => typed.push(key),
            }
        }
        None
    }

    /// The terminal shows nothing of what is typed while this lives.
    struct Unseen {
        terminal: File,
        before: Termios,
    }

    impl Unseen {
        fn begin(terminal: File) -> Option<Self> {
            let before = tcgetattr(&terminal).ok()?;
            let mut quiet = before.clone();
            quiet.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
            quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
            quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
            tcsetattr(&terminal, OptionalActions::Flush, &quiet).ok()?;
            Some(Self { terminal, before })
        }
    }

    impl Drop for Unseen {
        fn drop(&mut self) {
            let _ = tcsetattr(&self.terminal, OptionalActions::Flush, &self.before);
        }
    }
}

#[cfg(not(unix))]
mod terminal {
    /// Typing unseen is not possible here: the variable has to be set.
    pub fn ask(_: &str) -> Option<String> {
        None
    }
}
