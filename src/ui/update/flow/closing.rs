//! Who may open a bundle that is written, and opening one that is closed.

use std::path::PathBuf;

use super::{files, open};
use crate::domain::schema::{FieldShape, FieldSpec};
use crate::exchange::{CAN_ENCRYPT, Closing, NotARecipient, Passphrase, Recipient};
use crate::i18n::Phrase;
use crate::service::request::FieldWrite;
use crate::text;
use crate::ui::effect::{Closers, Effect, LockedBundle, PaperWork};
use crate::ui::overlay::{Form, Overlay, PathPrompt, Picker};
use crate::ui::purpose::Purpose;
use crate::ui::state::{Notice, State};
use crate::ui::widgets::choice::{Choice, ClosingWay, Pick};
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::{ClosingWords, WorkWords};

const PASSPHRASE: FieldSpec = FieldSpec {
    name: "passphrase",
    shape: FieldShape::Line,
    vi: "Mật khẩu",
    en: "Passphrase",
};
/// Nobody can open a bundle whose words were mistyped: they are typed twice.
const AGAIN: FieldSpec = FieldSpec {
    name: "again",
    shape: FieldShape::Line,
    vi: "Gõ lại",
    en: "Again",
};
const KEYS: FieldSpec = FieldSpec {
    name: "keys",
    shape: FieldShape::Line,
    vi: "Chìa khóa",
    en: "Keys",
};

/// Asks who may open the bundle that is to be written to `path`. That it may
/// be found and read by anybody is said here, before it is written.
pub fn ask_who(state: &mut State, path: PathBuf) -> Vec<Effect> {
    let lang = state.lang;
    let choice = |way, words: ClosingWords, note: Option<ClosingWords>| Choice {
        note: note.map(|note| note.text(lang)).unwrap_or_default(),
        ..Choice::new(Pick::Closing(way), words.text(lang))
    };
    let closed = [
        choice(
            ClosingWay::Passphrase,
            ClosingWords::Passphrase,
            Some(ClosingWords::PassphraseNote),
        ),
        choice(
            ClosingWay::Keys,
            ClosingWords::Keys,
            Some(ClosingWords::KeysNote),
        ),
        choice(ClosingWay::KeyFile, ClosingWords::KeyFile, None),
    ];
    let mut choices: Vec<_> = closed.into_iter().filter(|_| CAN_ENCRYPT).collect();
    choices.push(choice(ClosingWay::Nobody, ClosingWords::Nobody, None));
    let title = match CAN_ENCRYPT {
        true => ClosingWords::Who,
        false => ClosingWords::LeftOut,
    };
    let picker = Picker::new(title.text(lang), choices, &Pick::Nothing);
    open::layer(state, Overlay::Picker(picker), Purpose::ChooseClosing(path))
}

/// It is chosen who may open it.
pub fn way_chosen(state: &mut State, path: PathBuf, way: ClosingWay) -> Vec<Effect> {
    match way {
        ClosingWay::Nobody => export(state, path, Closers::Known(Closing::Open)),
        ClosingWay::Passphrase => ask(
            state,
            &ClosingWords::NewPassphrase,
            &[PASSPHRASE, AGAIN],
            Purpose::CloseBundle(path),
        ),
        ClosingWay::Keys => ask(
            state,
            &ClosingWords::PublicKeys,
            &[KEYS],
            Purpose::CloseForKeys(path),
        ),
        ClosingWay::KeyFile => {
            let title = ClosingWords::PublicKeyFile.text(state.lang);
            let prompt = PathPrompt::new(title, "");
            files::ask_path(state, prompt, Purpose::CloseForKeyFile(path))
        }
    }
}

/// Asks for the words that open the bundle at `path`.
pub fn ask_to_open(state: &mut State, path: PathBuf) -> Vec<Effect> {
    let purpose = Purpose::OpenBundle(path);
    ask(state, &ClosingWords::OpenBundle, &[PASSPHRASE], purpose)
}

/// Asks for the file with the key that opens the bundle at `path`.
pub fn ask_for_key(state: &mut State, path: PathBuf) -> Vec<Effect> {
    let prompt = PathPrompt::new(ClosingWords::OpenWithKey.text(state.lang), "");
    files::ask_path(state, prompt, Purpose::OpenWithKey(path))
}

fn ask(
    state: &mut State,
    title: &ClosingWords,
    specs: &[FieldSpec],
    purpose: Purpose,
) -> Vec<Effect> {
    let sources = Sources {
        lang: state.lang,
        ..Sources::default()
    };
    let fields = Fields::new(specs, &sources)
        .require(&[PASSPHRASE.name, AGAIN.name, KEYS.name])
        .mask(&[PASSPHRASE.name, AGAIN.name]);
    let form = Form::new(title.text(state.lang), fields);
    open::layer(state, Overlay::Form(Box::new(form)), purpose)
}

/// The words were typed twice: the bundle is written when they are the same.
pub fn passphrase_chosen(state: &mut State, path: PathBuf, filled: &[FieldWrite]) -> Vec<Effect> {
    let words = passphrase(filled, PASSPHRASE);
    if words != passphrase(filled, AGAIN) {
        state.notice = Some(Notice::refused(&ClosingWords::Differ));
        return Vec::new();
    }
    let Some(words) = words else {
        return Vec::new();
    };
    state.layers.pop();
    export(state, path, Closers::Known(Closing::Passphrase(words)))
}

/// Public keys were typed or pasted, with blanks or commas between.
pub fn keys_chosen(state: &mut State, path: PathBuf, filled: &[FieldWrite]) -> Vec<Effect> {
    let typed = value(filled, KEYS).unwrap_or_default();
    let words = typed.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let mut recipients = Vec::new();
    for word in words {
        match Recipient::parse(word) {
            Ok(recipient) => recipients.push(recipient),
            Err(NotARecipient::NotAKey | NotARecipient::LeftOut) => {
                let typed = text::visible(word).into_owned();
                state.notice = Some(Notice::refused(&ClosingWords::NotAKey { typed }));
                return Vec::new();
            }
        }
    }
    state.layers.pop();
    export(state, path, Closers::Known(Closing::Recipients(recipients)))
}

/// The bundle is written.
pub fn export(state: &mut State, path: PathBuf, closers: Closers) -> Vec<Effect> {
    let work = PaperWork::ExportBundle(path, closers);
    vec![files::start_work(state, WorkWords::Exporting, work)]
}

/// The bundle is opened with the words that were given.
pub fn unlock(state: &mut State, path: PathBuf, filled: &[FieldWrite]) -> Vec<Effect> {
    state.layers.pop();
    read(
        state,
        LockedBundle {
            passphrase: passphrase(filled, PASSPHRASE),
            ..LockedBundle::new(path)
        },
    )
}

/// The bundle is opened with the keys in a file.
pub fn unlock_with_key(state: &mut State, path: PathBuf, key: PathBuf) -> Vec<Effect> {
    read(
        state,
        LockedBundle {
            identity: Some(key),
            ..LockedBundle::new(path)
        },
    )
}

fn read(state: &mut State, bundle: LockedBundle) -> Vec<Effect> {
    let work = PaperWork::PlanBundle(bundle);
    vec![files::start_work(state, WorkWords::ReadingBundle, work)]
}

fn value(filled: &[FieldWrite], spec: FieldSpec) -> Option<&str> {
    let write = filled.iter().find(|write| write.field == spec.name)?;
    write.value.as_str()
}

fn passphrase(filled: &[FieldWrite], spec: FieldSpec) -> Option<Passphrase> {
    value(filled, spec).and_then(Passphrase::new)
}
