//! What stands behind the form: earlier *kiến nghị*, findings, *kiến nghị* of
//! the visit, and answers without a place.

use super::super::line::Tail;
use super::super::page::VisitPage;
use super::super::words::SurveyWords;
use super::lay::Laid;
use crate::i18n::Phrase;
use crate::service::views::RecommendationView;
use crate::text;
use crate::ui::state::State;
use crate::ui::words::label;

/// Rows of an entry that are shown at most.
const ROWS: usize = 3;

pub fn heading(tail: Tail, room: usize, state: &State) -> Laid {
    let words = match tail {
        Tail::Earlier => SurveyWords::EarlierHead,
        Tail::Findings => SurveyWords::FindingsHead,
        Tail::Recommendations => SurveyWords::AskedHead,
        Tail::LeftOver => SurveyWords::LeftOverHead,
    };
    let mut laid = Laid::default();
    laid.wrapped(
        &words.text(state.lang),
        state.palette().title,
        0,
        room,
        ROWS,
    );
    laid
}

pub fn entry(page: &VisitPage, tail: Tail, at: usize, room: usize, state: &State) -> Laid {
    let mut laid = Laid::default();
    let palette = state.palette();
    let style = match tail {
        Tail::LeftOver => palette.dim,
        _ => palette.ground,
    };
    if let Some(words) = words(page, tail, at, state) {
        laid.wrapped(&words, style, 2, room, ROWS);
    }
    laid
}

fn words(page: &VisitPage, tail: Tail, at: usize, state: &State) -> Option<String> {
    let view = page.view.as_ref()?;
    let lang = state.lang;
    Some(match tail {
        Tail::Earlier => asked(&view.earlier.get(at)?.recommendation, state),
        Tail::Recommendations => asked(view.recommendations.get(at)?, state),
        Tail::Findings => {
            let found = view.findings.get(at)?;
            let mut words = vec![found.finding.text.clone()];
            words.extend(
                found
                    .finding
                    .degree
                    .map(|degree| label(lang, degree).to_owned()),
            );
            words.extend(found.model.clone());
            words.join(" · ")
        }
        Tail::LeftOver => {
            let (path, value) = page.filling()?.left_over().nth(at)?;
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            format!("{path}: {value}")
        }
    })
}

/// “KN02 Lắp thêm 2 thùng rác · đã báo cáo · 30/09/2022”.
pub fn asked(asked: &RecommendationView, state: &State) -> String {
    let mut words = vec![
        format!("{} {}", asked.number, asked.text),
        label(state.lang, asked.status).to_owned(),
    ];
    words.extend(asked.due.map(text::short_date));
    words.join(" · ")
}
