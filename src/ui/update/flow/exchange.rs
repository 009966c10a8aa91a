//! Exchanging both ways, and attached files.

use std::path::Path;

use super::{files, open};
use crate::exchange::attachments::kind_in_words;
use crate::exchange::sync::{Address, Synced};
use crate::i18n::Phrase;
use crate::service::views::AttachmentView;
use crate::text;
use crate::ui::effect::{Effect, PaperWork};
use crate::ui::overlay::{Message, Overlay, Picker, Told};
use crate::ui::purpose::{Purpose, Subject, Wanted};
use crate::ui::state::{Notice, State};
use crate::ui::update::reply::done;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::words::{AskWords, NoticeWords, WorkWords};

/// A place to exchange with was named.
pub fn sync(state: &mut State, typed: &str) -> Vec<Effect> {
    match Address::parse(typed) {
        Ok(address) => {
            let place = text::visible(&address.to_string()).into_owned();
            let words = WorkWords::Exchanging { place };
            vec![files::start_work(state, words, PaperWork::Sync(address))]
        }
        Err(_) => {
            let place = text::visible(typed).into_owned();
            state.notice = Some(Notice::refused(&NoticeWords::NoSuchPlace { place }));
            Vec::new()
        }
    }
}

/// What went to and fro; files that were passed over are listed.
pub fn synced(state: &mut State, synced: &Synced) -> Vec<Effect> {
    let count = |count: u64| text::count(i64::try_from(count).unwrap_or(i64::MAX));
    let words = NoticeWords::Synced {
        received: count(synced.absorbed.ops_new),
        sent: count(synced.sent),
        conflicts: count(synced.absorbed.conflicts_new),
    };
    let mut effects = done(state, &words);
    if !synced.misfits.is_empty() {
        let lang = state.lang;
        let misfits = synced.misfits.iter();
        let told = Told {
            title: AskWords::Misfits.text(lang),
            wrong: misfits
                .map(|misfit| format!("{}: {}", misfit.file, misfit.why.text(lang)))
                .collect(),
            ..Told::default()
        };
        let overlay = Overlay::Message(Message::new(told, lang));
        effects.extend(open::layer(state, overlay, Purpose::Itself));
    }
    effects
}

/// Which file is attached to the model at hand.
pub fn ask_what_to_attach(state: &mut State, model: Subject) -> Vec<Effect> {
    files::ask_for(state, Wanted::ToAttach(model.id))
}

/// Which of the model's files is opened: the only one at once.
pub fn choose_attachment(state: &mut State, _model: Subject) -> Vec<Effect> {
    let record = state.open_detail().and_then(|page| page.record.as_ref());
    let files: Vec<AttachmentView> = record
        .map(|record| record.attachments.clone())
        .unwrap_or_default();
    match files.as_slice() {
        [] => {
            state.notice = Some(Notice::hint(&NoticeWords::NoAttachments));
            Vec::new()
        }
        [only] => open_attachment(state, only.clone()),
        several => {
            let choice = |one: &AttachmentView| {
                let name = text::visible(&one.name).into_owned();
                Choice::new(Pick::Record(one.id), name)
            };
            let choices = several.iter().map(choice).collect();
            let title = AskWords::WhichAttachment.text(state.lang);
            let picker = Picker::new(title, choices, &Pick::Nothing);
            open::layer(state, Overlay::Picker(picker), Purpose::Attachment(files))
        }
    }
}

/// Opens an attachment, or writes it where it can be found.
pub fn open_attachment(state: &mut State, attachment: AttachmentView) -> Vec<Effect> {
    let name = text::visible(&attachment.name).into_owned();
    let work = PaperWork::OpenAttachment(Box::new(attachment));
    vec![files::start_work(
        state,
        WorkWords::OpeningFile { file: name },
        work,
    )]
}

/// The file is attached to the record.
pub fn attached(state: &mut State, name: &str) -> Vec<Effect> {
    let name = text::visible(name).into_owned();
    done(state, &NoticeWords::Attached { name })
}

/// The attachment is seen.
pub fn opened(state: &mut State, name: &str) -> Vec<Effect> {
    let name = text::visible(name).into_owned();
    state.notice = Some(Notice::hint(&NoticeWords::FileShown { name }));
    Vec::new()
}

/// Nothing here can show the attachment: what it is, and where it is now.
pub fn written_out(state: &mut State, attachment: &AttachmentView, file: &Path) -> Vec<Effect> {
    let lang = state.lang;
    let facts = [
        text::visible(&attachment.name).into_owned(),
        kind_in_words(attachment, lang).to_owned(),
        text::size(attachment.bytes),
    ];
    let told = Told {
        title: AskWords::FileWritten.text(lang),
        wrong: vec![facts.join(" · ")],
        place: text::visible(&file.display().to_string()).into_owned(),
        ..Told::default()
    };
    let overlay = Overlay::Message(Message::new(told, lang));
    open::layer(state, overlay, Purpose::Itself)
}
