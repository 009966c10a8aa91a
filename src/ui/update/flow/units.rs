//! A unit written by hand: a book that no list was taken into has none, and no
//! model can be added without one.

use super::{entry, forms, open};
use crate::domain::list::{CellFault, UnitList, UnitRow};
use crate::domain::{RecordId, RecordKind};
use crate::i18n::{Lang, Phrase};
use crate::office;
use crate::phrases;
use crate::service::Request;
use crate::service::request::{Deed, FieldWrite};
use crate::service::views::{UnitPlanView, UnitView};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::layer::Stage;
use crate::ui::overlay::{Form, Overlay};
use crate::ui::purpose::entry::{EntryAim, HeldTo};
use crate::ui::purpose::{AfterUnit, Opening, Purpose};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::reply::done;
use crate::ui::widgets::choice;
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::NoticeWords;

phrases! {
    enum Words {
        Title => "Thêm đơn vị", "Add a unit";
        FirstUnit => "Sổ chưa có đơn vị nào: thêm nơi có mô hình này trước", "The book has no units yet: add the one that this model is of first";
        ThereAlready => "Sổ đã có đơn vị này", "The book has this unit already";
    }
}

/// Why the row is no unit.
struct Fault<'a>(&'a CellFault);

impl Phrase for Fault<'_> {
    fn vi(&self) -> String {
        office::describe_cell_fault(self.0, Lang::Vi)
    }

    fn en(&self) -> String {
        office::describe_cell_fault(self.0, Lang::En)
    }
}

/// What is asked for. All else of a unit comes with a list.
const ASKED: &[&str] = &["name", "type", "parent", "code"];

/// Adds a unit, below those that there are.
pub fn begin(state: &mut State) -> Vec<Effect> {
    if let Some(why) = entry::why_not(state, RecordKind::Unit) {
        state.notice = Some(why);
        return Vec::new();
    }
    open::after_units(state, Opening::NewUnit)
}

/// There is no unit yet, and a model is to be added: its unit first.
pub fn begin_first(state: &mut State) -> Vec<Effect> {
    if let Some(why) = entry::why_not(state, RecordKind::Unit) {
        state.notice = Some(why);
        return Vec::new();
    }
    state.notice = Some(Notice::hint(&Words::FirstUnit));
    form(state, &[], AfterUnit::AddModel)
}

/// The units are here: the form opens.
pub fn form(state: &mut State, units: &[UnitView], after: AfterUnit) -> Vec<Effect> {
    let sources = Sources {
        units: choice::units(units, state.lang),
        lang: state.lang,
        ..Sources::default()
    };
    let specs = forms::specs(RecordKind::Unit, ASKED);
    let fields = Fields::new(&specs, &sources).require(&["name", "type"]);
    let form = Form::new(Words::Title.text(state.lang), fields);
    open::layer(
        state,
        Overlay::Form(Box::new(form)),
        Purpose::NewUnit(after),
    )
}

/// The form was filled in. It goes the way of a list of one row, so that the
/// unit is the same one when it comes with a list.
pub fn written(state: &mut State, after: AfterUnit, filled: &[FieldWrite]) -> Vec<Effect> {
    let named: Option<String> = forms::read(filled, "name");
    let Some((name, sort)) = named.zip(forms::read(filled, "type")) else {
        return Vec::new();
    };
    let parent: Option<RecordId> = forms::read(filled, "parent");
    let row = UnitRow {
        parent: parent.map(|id| id.to_string()),
        code: forms::read(filled, "code"),
        ..UnitRow::new(1, name.as_str(), sort)
    };
    let list = UnitList {
        rows: vec![row],
        ..UnitList::default()
    };
    state.wait_for_book();
    let errand = Errand::AddUnit(text::tidy(&name), after);
    vec![state.ask(errand, Request::ApplyUnits { list })]
}

/// The unit is in the book, or why not.
pub fn added(state: &mut State, name: &str, after: AfterUnit, plan: &UnitPlanView) -> Vec<Effect> {
    let refused = match plan.faults.first() {
        Some(fault) => Some(Notice::refused(&Fault(&fault.fault))),
        None if plan.units_new + plan.units_changed == 0 => {
            Some(Notice::refused(&Words::ThereAlready))
        }
        None => None,
    };
    if refused.is_some() {
        state.notice = refused;
        if let Some(layer) = state.layers.last_mut() {
            layer.stage = Stage::Open;
        }
        return Vec::new();
    }
    state.layers.pop();
    let deed = Deed::AddRecord {
        kind: RecordKind::Unit,
        name: name.to_owned(),
    };
    let saved = NoticeWords::Saved {
        deed: deed.text(state.lang),
    };
    let mut effects = done(state, &saved);
    if after == AfterUnit::AddModel {
        let aim = EntryAim::New {
            kind: RecordKind::Model,
            about: None,
        };
        effects.extend(entry::begin(state, aim, HeldTo::default()));
    }
    effects
}
