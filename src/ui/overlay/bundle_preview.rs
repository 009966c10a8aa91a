//! What taking a bundle in would do, before it does it.

use jiff::civil::DateTime;
use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::{Look, Press};
use super::Outcome;
use super::page::{Page, Paragraph, Tone};
use crate::i18n::Lang;
use crate::ledger::DeviceId;
use crate::phrases;
use crate::service::views::AbsorbView;
use crate::text;

phrases! {
    enum Words {
        Title { file: String } => "Nhận gói số liệu · {file}", "Take a bundle in · {file}";
        MadeBy => "Người lập", "Made by";
        MadeAt => "Lúc", "At";
        Books => "Sổ", "Books";
        Nothing => "Gói này không có gì mới: mọi thay đổi đã có trong sổ.", "Nothing is new in this bundle: the book has every change.";
        Ops => "Thay đổi mới", "New changes";
        Known => "Đã có trong sổ", "Known already";
        RecordsNew => "Hồ sơ mới", "New records";
        RecordsChanged => "Hồ sơ thay đổi", "Changed records";
        Conflicts => "Chỗ chưa khớp mới", "New conflicts";
        Waiting => "Chờ duyệt máy", "Waiting for approval";
        ConflictsKept => "Chỗ chưa khớp: sổ giữ cả hai giá trị, người chọn sau.", "Conflicts: the book keeps both values until somebody chooses.";
        WaitingKept => "Máy chưa được duyệt: thay đổi được giữ lại, chưa hiện ra.", "A device is not approved yet: its changes are kept and not shown.";
        Missing => "Còn thiếu", "Still missing";
        Range { from: u64, to: u64, device: String } => "thay đổi {from}–{to} của máy {device}", "changes {from}–{to} of the device {device}";
    }
}

/// Cells of the column of counts and of the facts.
const COUNTS: usize = 24;
const FACTS: usize = 12;

/// What a bundle says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BundleFacts {
    pub file: String,
    pub made_by: String,
    /// Local time.
    pub made_at: Option<DateTime>,
    pub books: Vec<String>,
}

/// The preview of a bundle.
#[derive(Debug, Clone)]
pub struct BundlePreview {
    page: Page,
}

impl BundlePreview {
    pub fn new(facts: BundleFacts, plan: &AbsorbView, lang: Lang) -> Self {
        let title = lang.say(&Words::Title { file: facts.file });
        let at = facts
            .made_at
            .map(|at| format!("{} {}", text::short_date(at.date()), text::clock(at.time())));
        let facts = [
            (Words::MadeBy, facts.made_by),
            (Words::MadeAt, at.unwrap_or_default()),
            (Words::Books, facts.books.join(", ")),
        ];
        let known = facts.into_iter().filter(|(_, fact)| !fact.is_empty());
        let mut lines: Vec<_> = known
            .map(|(words, fact)| {
                Paragraph::new(fact, Tone::Plain).led_by(lang.say(&words), Tone::Dim, FACTS)
            })
            .collect();
        lines.push(Paragraph::blank());
        lines.extend(counts(plan, lang));
        lines.extend(remarks(plan, lang));
        Self {
            page: Page::new(title, lines),
        }
    }

    pub fn apply(&mut self, press: &Press, room: Size) -> Outcome {
        self.page.ask(press, room)
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.page.view(frame, area, look);
    }
}

/// Enough of a device's name to tell it from the few others.
fn short_name(device: DeviceId) -> String {
    device.to_string().chars().take(8).collect()
}

fn counts(plan: &AbsorbView, lang: Lang) -> Vec<Paragraph> {
    if plan.ops_new == 0 {
        return vec![Paragraph::new(lang.say(&Words::Nothing), Tone::Good)];
    }
    let all = [
        (Words::Ops, plan.ops_new, Tone::Plain),
        (Words::Known, plan.ops_known, Tone::Dim),
        (Words::RecordsNew, plan.records_new, Tone::Plain),
        (Words::RecordsChanged, plan.records_changed, Tone::Plain),
        (Words::Conflicts, plan.conflicts_new, Tone::Warn),
        (Words::Waiting, plan.waiting_approval, Tone::Warn),
    ];
    let shown = all.into_iter().filter(|(_, count, _)| *count > 0);
    shown
        .map(|(words, count, tone)| {
            let count = text::count(i64::try_from(count).unwrap_or(i64::MAX));
            let number = text::fit(&count, 6, text::Align::Right);
            Paragraph::new(number, tone).led_by(lang.say(&words), Tone::Dim, COUNTS)
        })
        .collect()
}

fn remarks(plan: &AbsorbView, lang: Lang) -> Vec<Paragraph> {
    let mut lines = Vec::new();
    let told = [
        (Words::ConflictsKept, plan.conflicts_new),
        (Words::WaitingKept, plan.waiting_approval),
    ];
    for (words, _) in told.into_iter().filter(|(_, count)| *count > 0) {
        lines.push(Paragraph::blank());
        lines.push(Paragraph::new(lang.say(&words), Tone::Warn));
    }
    if !plan.missing.is_empty() {
        lines.push(Paragraph::blank());
        lines.push(Paragraph::new(lang.say(&Words::Missing), Tone::Heading));
    }
    lines.extend(plan.missing.iter().map(|range| {
        let words = Words::Range {
            from: range.from,
            to: range.to,
            device: short_name(range.device),
        };
        Paragraph::new(lang.say(&words), Tone::Plain)
    }));
    lines
}
