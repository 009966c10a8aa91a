//! Files that people bring and take away: named, read, looked through, applied.

use std::path::{Path, PathBuf};

use super::{closing, exchange, faults, minutes, open, reports, survey, trust};
use crate::domain::RecordId;
use crate::domain::list::UnitList;
use crate::domain::schema::{FieldShape, FieldSpec};
use crate::i18n::Phrase;
use crate::office;
use crate::service::request::{FieldWrite, NewUnits};
use crate::service::views::{AbsorbView, ListPlanView, UnitPlanView};
use crate::service::{Refusal, Request};
use crate::text;
use crate::ui::effect::{Closers, Effect, Kept, LockedBundle, Paper, PaperKind, PaperWork};
use crate::ui::keymap::{Action, Context};
use crate::ui::overlay::{
    Answers, BundleFacts, BundlePreview, Confirm, Danger, Form, ListPreview, Message, Overlay,
    PathPrompt, Picker, Told,
};
use crate::ui::purpose::{Purpose, TrustDeed, Wanted};
use crate::ui::state::{Notice, Running, State, Stop};
use crate::ui::ticket::{Errand, ListErrand, Ticket};
use crate::ui::update::load;
use crate::ui::update::reply::done;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::{AskWords, Bilingual, NoticeWords, WorkWords};

/// Asks which file.
pub fn ask_for(state: &mut State, wanted: Wanted) -> Vec<Effect> {
    let typed = match wanted {
        Wanted::BundleToWrite => "./",
        _ => "",
    };
    ask_for_named(state, wanted, typed)
}

/// Asks which file, with a name typed already.
pub fn ask_for_named(state: &mut State, wanted: Wanted, typed: &str) -> Vec<Effect> {
    let title = match wanted {
        Wanted::ModelList => AskWords::ListFile,
        Wanted::UnitList => AskWords::UnitFile,
        Wanted::BundleToWrite => AskWords::BundleOut,
        Wanted::BundleToRead => AskWords::BundleIn,
        Wanted::ReportToWrite => AskWords::ReportOut,
        Wanted::MinutesToWrite(_) => AskWords::MinutesOut,
        Wanted::SyncPlace => AskWords::SyncPlace,
        Wanted::ToAttach(_) => AskWords::FileToAttach,
    };
    let answers = match wanted {
        Wanted::SyncPlace | Wanted::BundleToWrite => Answers::FolderToo,
        Wanted::ReportToWrite | Wanted::MinutesToWrite(_) => Answers::NewFile,
        _ => Answers::File,
    };
    let prompt = PathPrompt::new(title.text(state.lang), typed).taking(answers);
    ask_path(state, prompt, Purpose::File(wanted))
}

/// Opens the question for a file, and asks for what is in its folder.
pub(super) fn ask_path(state: &mut State, prompt: PathPrompt, purpose: Purpose) -> Vec<Effect> {
    let folder = prompt.folder();
    let mut effects = open::layer(state, Overlay::PathPrompt(prompt), purpose);
    effects.push(state.work(Errand::Folder, PaperWork::ListFolder(folder)));
    effects
}

/// A file was named: the work on it begins.
pub fn named(state: &mut State, path: &str) -> Vec<Effect> {
    let Some(layer) = state.layers.pop() else {
        return Vec::new();
    };
    let path = PathBuf::from(path);
    let wanted = match layer.purpose {
        Purpose::File(wanted) => wanted,
        Purpose::CloseForKeyFile(bundle) => {
            return closing::export(state, bundle, Closers::InFile(path));
        }
        Purpose::OpenWithKey(bundle) => return closing::unlock_with_key(state, bundle, path),
        _ => return Vec::new(),
    };
    let file = shown_path(&path);
    let (words, work) = match wanted {
        Wanted::ModelList => (WorkWords::ReadingList { file }, PaperWork::ReadModels(path)),
        Wanted::UnitList => (WorkWords::ReadingList { file }, PaperWork::ReadUnits(path)),
        Wanted::ReportToWrite => return reports::write_to(state, path),
        Wanted::MinutesToWrite(visit) => return minutes::write_to(state, visit, path),
        Wanted::BundleToWrite => return closing::ask_who(state, path),
        Wanted::BundleToRead => (
            WorkWords::ReadingBundle,
            PaperWork::PlanBundle(LockedBundle::new(path)),
        ),
        Wanted::SyncPlace => return exchange::sync(state, &path.to_string_lossy()),
        Wanted::ToAttach(record) => (
            WorkWords::Attaching { file },
            PaperWork::Attach { record, path },
        ),
    };
    vec![start_work(state, words, work)]
}

pub(super) fn start_work(state: &mut State, words: WorkWords, work: PaperWork) -> Effect {
    let stop = match work {
        PaperWork::ExportBundle(..)
        | PaperWork::PlanBundle(_)
        | PaperWork::AbsorbBundle(_)
        | PaperWork::Sync(_)
        | PaperWork::Attach { .. }
        | PaperWork::OpenAttachment(_) => Stop::Possible,
        _ => Stop::Impossible,
    };
    let effect = state.work(Errand::Paper, work);
    follow(state, &effect, words, stop);
    effect
}

fn start_asking(state: &mut State, words: WorkWords, errand: Errand, request: Request) -> Effect {
    let effect = state.ask(errand, request);
    follow(state, &effect, words, Stop::Impossible);
    effect
}

/// Shows the progress of a wish on the message line.
fn follow(state: &mut State, effect: &Effect, words: WorkWords, stop: Stop) {
    let ticket: Option<&Ticket> = match effect {
        Effect::Ask { ticket, .. } | Effect::Work { ticket, .. } => Some(ticket),
        _ => None,
    };
    state.running = ticket.map(|ticket| Running {
        ticket: ticket.clone(),
        what: Bilingual::of(&words),
        pace: None,
        stop,
    });
}

/// The file is there already: people decide.
fn ask_before_replacing(state: &mut State, path: PathBuf, kind: PaperKind) -> Vec<Effect> {
    let file = shown_path(&path);
    let question = AskWords::Replace { file }.text(state.lang);
    let overlay = Overlay::Confirm(Confirm::new(question, Danger::Loses, state.lang));
    open::layer(state, overlay, Purpose::ReplaceFile(path, kind))
}

/// Yes, replace it.
pub fn replace(state: &mut State, path: PathBuf, kind: PaperKind) -> Vec<Effect> {
    match kind {
        PaperKind::Table => reports::replace(state, path),
        PaperKind::Minutes(visit) => minutes::replace(state, visit, path),
    }
}

fn shown_path(path: &Path) -> String {
    text::visible(&path.display().to_string()).into_owned()
}

/// What came of work on files.
pub fn taken(state: &mut State, paper: Paper) -> Vec<Effect> {
    match paper {
        Paper::Models(list) => plan_list(
            state,
            ListErrand {
                list: *list,
                new_units: None,
            },
        ),
        Paper::Units(list) => plan_units(state, *list),
        Paper::Exported { file, changes } => done(
            state,
            &NoticeWords::Exported {
                file: shown_path(&file),
                count: text::count(changes as i64),
            },
        ),
        Paper::BundlePlan {
            bundle,
            facts,
            plan,
        } => bundle_planned(state, bundle, facts, &plan),
        Paper::NeedsPassphrase { path } => closing::ask_to_open(state, path),
        Paper::NeedsIdentity { path } => closing::ask_for_key(state, path),
        Paper::Synced(synced) => exchange::synced(state, &synced),
        Paper::Attached { name } => {
            let mut effects = survey::attached(state, &name);
            effects.extend(exchange::attached(state, &name));
            effects
        }
        Paper::AttachmentOpened { name } => exchange::opened(state, &name),
        Paper::AttachmentWritten { attachment, file } => {
            exchange::written_out(state, &attachment, &file)
        }
        Paper::Absorbed { plan } => absorbed(state, &plan),
        Paper::Minutes { visit, minutes } => minutes::read(state, visit, &minutes),
        Paper::Written { file, kind } => {
            let file = shown_path(&file);
            state.notice = Some(Notice::done(&match kind {
                PaperKind::Table => NoticeWords::TableWritten { file },
                PaperKind::Minutes(_) => NoticeWords::MinutesWritten { file },
            }));
            Vec::new()
        }
        Paper::Exists { file, kind } => ask_before_replacing(state, file, kind),
        Paper::Folder { folder, entries } => {
            if let Some(Overlay::PathPrompt(prompt)) =
                state.layers.last_mut().map(|layer| &mut layer.overlay)
            {
                prompt.set_entries(&folder, entries);
            }
            Vec::new()
        }
        Paper::Stopped { kept } => {
            state.notice = Some(Notice::hint(&match kept {
                Kept::Nothing => NoticeWords::Stopped,
                Kept::Exchanged => NoticeWords::SyncStopped,
            }));
            Vec::new()
        }
    }
}

/// Work on files was refused: a message tells what is wrong and what would be right.
pub fn refused(state: &mut State, why: &Bilingual) -> Vec<Effect> {
    tell(state, &AskWords::FileRefused, why)
}

/// A message that stays until it is closed.
fn tell(state: &mut State, title: &AskWords, why: &impl Phrase) -> Vec<Effect> {
    tell_for(state, title, why, Purpose::Itself)
}

/// The book cannot be opened at all: when that is read, nothing is left to do.
pub fn no_book(state: &mut State, refusal: &Refusal) -> Vec<Effect> {
    state.no_book = Some(refusal.clone());
    tell_for(state, &AskWords::BookRefused, refusal, Purpose::NoBook)
}

fn tell_for(
    state: &mut State,
    title: &AskWords,
    why: &impl Phrase,
    purpose: Purpose,
) -> Vec<Effect> {
    let told = Told {
        title: title.text(state.lang),
        wrong: vec![why.text(state.lang)],
        ..Told::default()
    };
    let overlay = Overlay::Message(Message::new(told, state.lang));
    open::layer(state, overlay, purpose)
}

fn plan_list(state: &mut State, errand: ListErrand) -> Vec<Effect> {
    let words = WorkWords::PlanningList {
        file: shown(&errand.list.file),
    };
    let request = Request::PlanList {
        list: errand.list.clone(),
        new_units: errand.new_units.clone(),
    };
    vec![start_asking(
        state,
        words,
        Errand::PlanList(Box::new(errand)),
        request,
    )]
}

/// Shows what importing the list would do.
pub fn list_planned(state: &mut State, errand: Box<ListErrand>, plan: ListPlanView) -> Vec<Effect> {
    let lang = state.lang;
    let words = faults::in_words(&plan.faults, lang);
    let preview = ListPreview::new(&errand.list.file, &plan, &words, lang);
    let effects = open::layer(
        state,
        Overlay::ListPreview(preview),
        Purpose::ListPlan(errand),
    );
    if faults::have_unknown_units(&plan.faults) {
        state.notice = Some(Notice::hint(&NoticeWords::NewUnitsPossible));
    }
    effects
}

/// Which unit the new communes lie under. In a book without units its first
/// one is named instead.
pub fn choose_parent(
    state: &mut State,
    errand: Box<ListErrand>,
    units: Vec<Choice<Pick>>,
) -> Vec<Effect> {
    if units.is_empty() {
        const FIRST: FieldSpec = FieldSpec {
            name: "name",
            shape: FieldShape::Line,
            vi: "Huyện",
            en: "District",
        };
        let sources = Sources {
            lang: state.lang,
            ..Sources::default()
        };
        let fields = Fields::new(&[FIRST], &sources).require(&["name"]);
        let form = Form::new(AskWords::FirstUnit.text(state.lang), fields);
        return open::layer(
            state,
            Overlay::Form(Box::new(form)),
            Purpose::NameFirstUnit(errand),
        );
    }
    let picker = Picker::new(
        AskWords::ChooseParent.text(state.lang),
        units,
        &Pick::Nothing,
    );
    open::layer(
        state,
        Overlay::Picker(picker),
        Purpose::ChooseParent(errand),
    )
}

/// The parent is chosen: the list is held against the book again.
pub fn parent_chosen(state: &mut State, errand: ListErrand, parent: RecordId) -> Vec<Effect> {
    plan_again(state, errand, NewUnits::Under(parent))
}

/// The first unit is named.
pub fn first_unit_named(
    state: &mut State,
    errand: ListErrand,
    filled: &[FieldWrite],
) -> Vec<Effect> {
    let name = filled.iter().find_map(|write| write.value.as_str());
    match name {
        Some(name) => plan_again(state, errand, NewUnits::UnderFirst(name.to_owned())),
        None => Vec::new(),
    }
}

fn plan_again(state: &mut State, errand: ListErrand, new_units: NewUnits) -> Vec<Effect> {
    // The preview below is replaced by that of the new plan.
    if matches!(
        state.layers.last().map(|layer| &layer.purpose),
        Some(Purpose::ListPlan(_))
    ) {
        state.layers.pop();
    }
    plan_list(
        state,
        ListErrand {
            new_units: Some(new_units),
            ..errand
        },
    )
}

/// Imports the list that was looked through.
pub fn apply_list(state: &mut State, errand: ListErrand) -> Vec<Effect> {
    let words = WorkWords::ImportingList {
        file: shown(&errand.list.file),
    };
    let request = Request::ApplyList {
        list: errand.list.clone(),
        new_units: errand.new_units.clone(),
    };
    let errand = Errand::ApplyList(Box::new(errand));
    vec![start_asking(state, words, errand, request)]
}

/// The list is in the book; the key that takes it out again is said. A book
/// that has changed since the preview may find faults now: then nothing was
/// imported, and they are shown.
pub fn list_applied(state: &mut State, errand: Box<ListErrand>, plan: ListPlanView) -> Vec<Effect> {
    if !plan.faults.is_empty() {
        return list_planned(state, errand, plan);
    }
    let key = state
        .key_in(Context::ModelsList, Action::ChangeUndo)
        .unwrap_or_default();
    let mut effects = done(
        state,
        &NoticeWords::ListImported {
            file: shown(&errand.list.file),
            key,
        },
    );
    effects.extend(load::enter(state, crate::ui::state::Room::Models));
    effects
}

fn plan_units(state: &mut State, list: UnitList) -> Vec<Effect> {
    let words = WorkWords::PlanningList {
        file: shown(&list.file),
    };
    let errand = Errand::PlanUnits(Box::new(list.clone()));
    vec![start_asking(
        state,
        words,
        errand,
        Request::PlanUnits { list },
    )]
}

/// Says what importing the units would do; with faults, what is to be corrected.
pub fn units_planned(state: &mut State, list: Box<UnitList>, plan: &UnitPlanView) -> Vec<Effect> {
    let lang = state.lang;
    if !plan.faults.is_empty() {
        let wrong = plan
            .faults
            .iter()
            .map(|fault| office::describe_fault(fault, lang))
            .collect();
        let title = AskWords::UnitFaults {
            file: shown(&list.file),
        }
        .text(lang);
        let overlay = Overlay::Message(Message::new(
            Told {
                title,
                wrong,
                ..Told::default()
            },
            lang,
        ));
        return open::layer(state, overlay, Purpose::Itself);
    }
    let count = |count: usize| text::count(count as i64);
    let question = AskWords::ImportUnits {
        file: shown(&list.file),
        new: count(plan.units_new),
        changed: count(plan.units_changed),
        same: count(plan.units_same),
    };
    let overlay = Overlay::Confirm(Confirm::new(question.text(lang), Danger::Harmless, lang));
    open::layer(state, overlay, Purpose::UnitPlan(list))
}

/// Imports the units.
pub fn apply_units(state: &mut State, list: UnitList) -> Vec<Effect> {
    let words = WorkWords::ImportingList {
        file: shown(&list.file),
    };
    let errand = Errand::ApplyUnits(Box::new(list.clone()));
    vec![start_asking(
        state,
        words,
        errand,
        Request::ApplyUnits { list },
    )]
}

/// The units are in the book; or, where it has changed since they were looked
/// through, their faults are shown and nothing was imported.
pub fn units_applied(state: &mut State, list: Box<UnitList>, plan: &UnitPlanView) -> Vec<Effect> {
    if !plan.faults.is_empty() {
        return units_planned(state, list, plan);
    }
    done(
        state,
        &NoticeWords::UnitsImported {
            file: shown(&list.file),
        },
    )
}

fn bundle_planned(
    state: &mut State,
    bundle: LockedBundle,
    facts: BundleFacts,
    plan: &AbsorbView,
) -> Vec<Effect> {
    let preview = BundlePreview::new(facts, plan, state.lang);
    open::layer(
        state,
        Overlay::BundlePreview(preview),
        Purpose::BundlePlan(bundle),
    )
}

/// Takes the bundle in that was looked through.
pub fn absorb(state: &mut State, bundle: LockedBundle) -> Vec<Effect> {
    vec![start_work(
        state,
        WorkWords::Absorbing,
        PaperWork::AbsorbBundle(bundle),
    )]
}

fn absorbed(state: &mut State, plan: &AbsorbView) -> Vec<Effect> {
    let words = NoticeWords::Absorbed {
        count: text::count(plan.ops_new as i64),
        conflicts: text::count(plan.conflicts_new as i64),
    };
    let mut effects = done(state, &words);
    if plan.waiting_approval > 0 {
        effects.extend(trust::begin(state, TrustDeed::Approve));
    }
    effects
}

/// Taking a bundle out again is asked for twice.
pub fn ask_before_taking_out(state: &mut State) -> Vec<Effect> {
    let question = AskWords::TakeBundleOut.text(state.lang);
    let overlay = Overlay::Confirm(Confirm::new(question, Danger::Harmless, state.lang));
    open::layer(state, overlay, Purpose::TakeBundleOut)
}

/// Takes the last bundle out.
pub fn take_out(state: &mut State) -> Vec<Effect> {
    vec![start_asking(
        state,
        WorkWords::TakingOut,
        Errand::UndoAbsorb,
        Request::UndoAbsorb,
    )]
}

fn shown(name: &str) -> String {
    text::visible(name).into_owned()
}
