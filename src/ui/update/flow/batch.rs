//! Many registrations moved on by one decision: the models are marked in the
//! list, one by one or all that it shows, and the decision is typed once.

use super::{forms, models::sources, open};
use crate::domain::{Decision, RecordId, RecordKind, Status, Word};
use crate::i18n::Phrase;
use crate::phrases;
use crate::service::request::batch::AdvanceAll;
use crate::service::request::{Deed, FieldWrite, ModelQuery};
use crate::service::views::{FieldView, ModelPage};
use crate::service::{Reply, Request};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::overlay::{Form, Overlay};
use crate::ui::purpose::Purpose;
use crate::ui::purpose::batch::MarkedAndHeld;
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::widgets::form::Form as Fields;

/// Models that one decision is about at most.
const MOST: usize = 1_000;

phrases! {
    enum Words {
        Title { count: String } => "Một quyết định cho {count} mô hình; số giấy chứng nhận chạy tiếp", "One decision for {count} models; certificate numbers run on";
        MarkFirst => "Đánh dấu các mô hình trước: từng mô hình, hoặc cả danh sách đang lọc", "Mark the models first: one by one, or all of the list";
        TooMany { count: String, most: String } => "Danh sách có {count} mô hình; mỗi lần nhiều nhất {most}, lọc bớt đã", "The list has {count} models; {most} at most at a time, narrow it first";
        Marked { count: String } => "Đã đánh dấu {count} mô hình", "{count} models are marked";
        Unmarked => "Đã bỏ mọi dấu", "No model is marked any more";
    }
}

/// Marks every model of the list; takes all marks away where some are.
pub fn mark_all(state: &mut State) -> Vec<Effect> {
    if !state.models.marked.is_empty() {
        state.models.marked.clear();
        state.notice = Some(Notice::hint(&Words::Unmarked));
        return Vec::new();
    }
    let query = ModelQuery {
        limit: MOST,
        ..state.models.query(0)
    };
    vec![state.ask(Errand::MarkAll, Request::Models(query))]
}

/// The models of the list are here.
pub fn marked_all(state: &mut State, page: ModelPage) {
    if page.matching > MOST {
        let [count, most] = [page.matching, MOST].map(|count| text::count(count as i64));
        state.notice = Some(Notice::refused(&Words::TooMany { count, most }));
        return;
    }
    let lines = page.lines.into_iter();
    state.models.marked = lines.map(|line| (line.id, line.name)).collect();
    let count = text::count(state.models.marked.len() as i64);
    state.notice = Some(Notice::hint(&Words::Marked { count }));
}

/// Asks for the step and its decision.
pub fn begin(state: &mut State) -> Vec<Effect> {
    let models: Vec<RecordId> = state.models.marked.iter().map(|(id, _)| *id).collect();
    if models.is_empty() {
        state.notice = Some(Notice::refused(&Words::MarkFirst));
        return Vec::new();
    }
    let filter = &state.models.filter;
    let held = MarkedAndHeld {
        models,
        level: filter.level,
        period: filter.period,
    };
    let known = [
        held.level.map(|level| view("level", level.code())),
        held.period
            .map(|period| view("period", &period.to_string())),
    ];
    let known: Vec<FieldView> = known.into_iter().flatten().collect();
    let specs = forms::specs(
        RecordKind::Registration,
        &[
            "level",
            "period",
            "status",
            "decision_no",
            "decision_date",
            "decision_by",
            "certificate_no",
        ],
    );
    let fields = Fields::of_record(&specs, &known, &sources(state, Vec::new()))
        .require(&["level", "period", "status"]);
    let title = Words::Title {
        count: text::count(held.models.len() as i64),
    };
    let form = Form::new(title.text(state.lang), fields);
    open::layer(
        state,
        Overlay::Form(Box::new(form)),
        Purpose::AdvanceMarked(Box::new(held)),
    )
}

/// A field as the form would find it in a record.
fn view(name: &str, value: &str) -> FieldView {
    FieldView {
        name: name.to_owned(),
        value: value.into(),
        words: value.to_owned(),
        live: Vec::new(),
    }
}

/// The form was filled in: all take the step, or none.
pub fn written(state: &mut State, held: &MarkedAndHeld, filled: &[FieldWrite]) -> Vec<Effect> {
    let level = forms::read(filled, "level").or(held.level);
    let period = forms::read(filled, "period").or(held.period);
    let to: Option<Status> = forms::read(filled, "status");
    let Some(((level, period), to)) = level.zip(period).zip(to) else {
        return Vec::new();
    };
    let steps = AdvanceAll {
        models: held.models.clone(),
        level,
        period,
        to,
        decision: Decision {
            number: forms::read(filled, "decision_no"),
            date: forms::read(filled, "decision_date"),
            body: forms::read(filled, "decision_by"),
        },
        first_certificate: forms::read(filled, "certificate_no"),
    };
    state.wait_for_book();
    let deed = Deed::AdvanceAll {
        count: held.models.len(),
    };
    vec![state.ask(Errand::Change(deed), Request::AdvanceAll(steps))]
}

/// What was asked for is here.
pub fn answered(state: &mut State, reply: Reply) -> Vec<Effect> {
    if let Reply::Models(page) = reply {
        marked_all(state, page);
    }
    Vec::new()
}
