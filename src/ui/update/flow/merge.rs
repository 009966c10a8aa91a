//! Merging two models that are one and the same: which, whose values, yes.

use super::open;
use crate::domain::RecordId;
use crate::i18n::Phrase;
use crate::phrases;
use crate::service::request::Deed;
use crate::service::request::merge::{
    AlikeView, DifferingField, MergePlanView, MergeReply, MergeRequest,
};
use crate::service::{Reply, Request};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::keymap::{Action, Context};
use crate::ui::overlay::{Confirm, Danger, Overlay, Picker};
use crate::ui::purpose::merge::{MergeErrand, MergeInHand, MergePurpose};
use crate::ui::purpose::{Purpose, Subject};
use crate::ui::state::{Notice, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::words::field_title;

phrases! {
    enum Words {
        WhichIsTheSame { name: String } => "Mô hình nào là một với “{name}”?", "Which one is the same as “{name}”?";
        NoneAlike { name: String, mark: String, merge: String } => "Quanh đây không có mô hình nào tên gần giống “{name}”. Vẫn là một với mô hình khác thì đánh dấu cả hai bằng {mark} trong danh sách, rồi bấm {merge}", "No model around here has a name like “{name}”. If it is the same as another, mark both with {mark} in the list and press {merge}";
        WhichStays => "Hai mô hình này là một: tên nào ở lại?", "These two are one: which one stays?";
        MarkTwo { count: String } => "Đang đánh dấu {count} mô hình; đánh dấu đúng hai mô hình để gộp", "{count} models are marked; mark two to merge them";
        Counts { registrations: String, notes: String } => "{registrations} đăng ký, {notes} ghi chép", "{registrations} registrations, {notes} notes";
        WhoseValue { field: String } => "{field}: giữ bên nào?", "{field}: which one stays?";
        OfKept => "đang giữ", "of the one that stays";
        OfMerged => "của bên được gộp", "of the one that is merged";
        Merge { merged: String, kept: String } => "Gộp “{merged}” vào “{kept}”?", "Merge “{merged}” into “{kept}”?";
        WhatStays => "Đăng ký, ghi chép, cuộc khảo sát, khen thưởng, tệp và lịch sử của cả hai còn nguyên, đứng chung một mô hình. Hoàn tác một lần thì lại thành hai.", "Registrations, notes, visits, awards, files and the history of both stay, under one model. One undo makes them two again.";
    }
}

/// Looks for models that may be the same as this one.
pub fn begin(state: &mut State, model: Subject) -> Vec<Effect> {
    let request = MergeRequest::Alike { model: model.id };
    let errand = Errand::Merge(MergeErrand::Alike(model));
    vec![state.ask(errand, Request::Merge(request))]
}

/// Whether merging means the models that were marked in the list.
pub fn is_about_marked(state: &State) -> bool {
    let in_list = state.room == Room::Models && state.open_detail().is_none();
    in_list && !state.models.marked.is_empty()
}

/// Asks which of the two that were marked stays.
pub fn begin_marked(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let subjects = state.models.marked.iter().cloned();
    let subjects: Vec<Subject> = subjects.map(|(id, name)| Subject { id, name }).collect();
    let count = subjects.len();
    let Ok(pair) = <[Subject; 2]>::try_from(subjects) else {
        let count = text::count(count as i64);
        state.notice = Some(Notice::refused(&Words::MarkTwo { count }));
        return Vec::new();
    };
    let line = |(at, one): (usize, &Subject)| Choice::new(Pick::Nth(at), one.name.clone());
    let choices = pair.iter().enumerate().map(line).collect();
    let title = Words::WhichStays.text(lang);
    let picker = Picker::new(title, choices, &Pick::Nth(0));
    let purpose = Purpose::Merge(Box::new(MergePurpose::Stays(pair)));
    open::layer(state, Overlay::Picker(picker), purpose)
}

/// Asks what merging the two would bring together.
fn ask_plan(state: &mut State, kept: RecordId, merged: RecordId) -> Vec<Effect> {
    let request = MergeRequest::Plan { kept, merged };
    vec![state.ask(Errand::Merge(MergeErrand::Plan), Request::Merge(request))]
}

/// What was asked for is here.
pub fn answered(state: &mut State, errand: MergeErrand, reply: Reply) -> Vec<Effect> {
    match (errand, reply) {
        (MergeErrand::Alike(model), Reply::Merge(MergeReply::Alike(alike))) => {
            choose(state, model, alike)
        }
        (MergeErrand::Plan, Reply::Merge(MergeReply::Plan(plan))) => planned(state, plan),
        // An answer of another version to a question that it did not know.
        _ => Vec::new(),
    }
}

fn choose(state: &mut State, model: Subject, alike: Vec<AlikeView>) -> Vec<Effect> {
    let lang = state.lang;
    let name = text::visible(&model.name).into_owned();
    if alike.is_empty() {
        let key = |action| {
            state
                .key_in(Context::ModelsList, action)
                .unwrap_or_default()
        };
        let words = Words::NoneAlike {
            name,
            mark: key(Action::ModelMark),
            merge: key(Action::ModelMerge),
        };
        state.notice = Some(Notice::hint(&words));
        return Vec::new();
    }
    let line = |one: &AlikeView| {
        let counts = Words::Counts {
            registrations: text::count(one.registrations as i64),
            notes: text::count(i64::from(one.notes)),
        };
        let parts = [one.owner.clone(), one.unit.clone(), Some(counts.text(lang))];
        Choice {
            note: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            ..Choice::new(Pick::Record(one.id), one.name.clone())
        }
    };
    let choices = alike.iter().map(line).collect();
    let title = Words::WhichIsTheSame { name }.text(lang);
    let picker = Picker::new(title, choices, &Pick::Nothing);
    let purpose = Purpose::Merge(Box::new(MergePurpose::Choose(model, alike)));
    open::layer(state, Overlay::Picker(picker), purpose)
}

/// A line was chosen; its layer is gone.
pub fn picked(state: &mut State, purpose: MergePurpose, pick: Pick) -> Vec<Effect> {
    match (purpose, pick) {
        (MergePurpose::Choose(model, _), Pick::Record(merged)) => ask_plan(state, model.id, merged),
        (MergePurpose::Stays([first, second]), Pick::Nth(at)) => match at {
            0 => ask_plan(state, first.id, second.id),
            _ => ask_plan(state, second.id, first.id),
        },
        (MergePurpose::Field(mut hand, field), Pick::Nth(side)) => {
            if side > 0 {
                hand.take.push(field.field);
            }
            next(state, hand)
        }
        _ => Vec::new(),
    }
}

fn planned(state: &mut State, plan: MergePlanView) -> Vec<Effect> {
    next(state, MergeInHand::new(plan))
}

/// The next field where the two differ; after the last the question.
fn next(state: &mut State, mut hand: MergeInHand) -> Vec<Effect> {
    match hand.waiting.pop() {
        Some(field) => ask_about(state, hand, field),
        None => ask_before_merging(state, hand),
    }
}

fn ask_about(state: &mut State, hand: MergeInHand, field: DifferingField) -> Vec<Effect> {
    let lang = state.lang;
    let sides = [
        (&field.kept, Words::OfKept),
        (&field.merged, Words::OfMerged),
    ];
    let choices = sides
        .into_iter()
        .enumerate()
        .map(|(at, (words, whose))| Choice {
            note: whose.text(lang),
            ..Choice::new(Pick::Nth(at), text::tidy(words))
        });
    let title = Words::WhoseValue {
        field: field_title(&field.field, lang),
    };
    let picker = Picker::new(title.text(lang), choices.collect(), &Pick::Nth(0));
    let purpose = Purpose::Merge(Box::new(MergePurpose::Field(hand, field)));
    open::layer(state, Overlay::Picker(picker), purpose)
}

fn ask_before_merging(state: &mut State, hand: MergeInHand) -> Vec<Effect> {
    let lang = state.lang;
    let shown = |name: &str| text::visible(name).into_owned();
    let question = Words::Merge {
        merged: shown(&hand.plan.merged.name),
        kept: shown(&hand.plan.kept.name),
    };
    let said = vec![question.text(lang), Words::WhatStays.text(lang)];
    let confirm = Confirm::said(said, Danger::Harmless, lang);
    let purpose = Purpose::Merge(Box::new(MergePurpose::Confirm(hand)));
    open::layer(state, Overlay::Confirm(confirm), purpose)
}

/// Yes.
pub fn agreed(state: &mut State, purpose: MergePurpose) -> Vec<Effect> {
    let MergePurpose::Confirm(hand) = purpose else {
        return Vec::new();
    };
    state.models.marked.clear();
    let name = hand.plan.merged.name.clone();
    let request = MergeRequest::Merge {
        kept: hand.kept(),
        merged: hand.plan.merged.id,
        take: hand.take,
    };
    let errand = Errand::Change(Deed::Merge { name });
    vec![state.ask(errand, Request::Merge(request))]
}
