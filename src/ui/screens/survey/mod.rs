//! *Khảo sát*: rounds, the itinerary of one, and the page of a visit that is
//! filled in through its outline.

mod answering;
mod apply;
mod draft;
mod errand;
mod line;
mod outbox;
mod purpose;
mod page;
mod rounds;
mod route;
mod view;
mod words;

pub use answering::{Answering, Field, Typed};
pub use draft::{WantedForm, answer_draft, answer_key, answered_place};
pub use errand::{OutlinesFor, SurveyErrand};
pub use line::{Fold, PageLine, Tail};
pub use page::{Sheet, VisitPage};
pub use purpose::SurveyPurpose;
pub use rounds::{Floor, Survey};
pub use route::RouteRow;
pub use view::{draw, field_room, list_rows, settle_page, target_words};
pub use words::SurveyWords;
