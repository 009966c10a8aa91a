//! *Thể thức*: how the head of a paper looks, and the measures of its page.
//!
//! Which system a paper belongs to is chosen by its committee and never
//! guessed (DOMAIN A9: offices do put the wrong head on their papers). Which
//! rules of the Party are in force follows from the date of the paper.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::domain::Letterhead as Chosen;
use crate::text;

/// The system a letterhead belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Regime {
    /// *Hệ Đảng*: “ĐẢNG CỘNG SẢN VIỆT NAM”.
    Party,
    /// *Hệ hành chính*, used by the State and the Fatherland Front: Quốc hiệu.
    State,
    /// The committee's own words, or its name alone.
    Own,
}

/// The rules in force for a paper (DOMAIN A9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rules {
    /// Before 09/01/2026: QĐ 66-QĐ/TW (06/02/2017), HD 36-HD/VPTW (03/4/2018).
    Party2018,
    /// From 09/01/2026: QĐ 399-QĐ/TW, still with HD 36-HD/VPTW.
    Party2026,
    /// From 27/5/2026: QĐ 399-QĐ/TW, HD 05-HD/VPTW.
    PartyOffice2026,
    /// NĐ 30/2020/NĐ-CP, whatever the date.
    State,
    /// The committee's own manner.
    Own,
}

impl Rules {
    /// The rules that a paper of `regime` dated `on` follows.
    pub fn of(regime: Regime, on: Date) -> Self {
        const DECISION_399: Date = date(2026, 1, 9);
        const GUIDANCE_05: Date = date(2026, 5, 27);
        match regime {
            Regime::State => Self::State,
            Regime::Own => Self::Own,
            Regime::Party if on < DECISION_399 => Self::Party2018,
            Regime::Party if on < GUIDANCE_05 => Self::Party2026,
            Regime::Party => Self::PartyOffice2026,
        }
    }

    pub fn regime(self) -> Regime {
        match self {
            Self::Party2018 | Self::Party2026 | Self::PartyOffice2026 => Regime::Party,
            Self::State => Regime::State,
            Self::Own => Regime::Own,
        }
    }

    /// What the rules are called; for screens, never for the paper itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Party2018 => "QĐ 66-QĐ/TW, HD 36-HD/VPTW",
            Self::Party2026 => "QĐ 399-QĐ/TW, HD 36-HD/VPTW",
            Self::PartyOffice2026 => "QĐ 399-QĐ/TW, HD 05-HD/VPTW",
            Self::State => "NĐ 30/2020/NĐ-CP",
            Self::Own => "",
        }
    }

    /// What closes the last sentence of the text.
    pub fn end_mark(self) -> &'static str {
        match self {
            Self::State => "./.",
            _ => ".",
        }
    }

    /// Whether minutes carry a place-and-date line: HD 05 and the form of
    /// minutes of NĐ 30 have none, since their text begins with hour and day.
    fn dates_minutes(self) -> bool {
        matches!(self, Self::Party2018 | Self::Party2026 | Self::Own)
    }
}

/// Margins of the sheet, in millimetres: 20/20/30/15 (HD 05-HD/VPTW; within
/// what NĐ 30 allows: 20–25, 20–25, 30–35, 15–20).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margins {
    pub top: u16,
    pub bottom: u16,
    pub left: u16,
    pub right: u16,
}

/// The margins of every paper.
pub const MARGINS: Margins = Margins {
    top: 20,
    bottom: 20,
    left: 30,
    right: 15,
};
/// Size of body text, in points.
pub const BODY_POINTS: u16 = 14;
/// Exact distance of lines, in points; HD 05 asks for 18 to 19.
pub const LINE_POINTS: u16 = 18;
/// Indent of a paragraph's first line, in millimetres.
pub const FIRST_LINE_MM: u16 = 10;

/// What kind of paper the head is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// *Biên bản*.
    Minutes,
    /// *Báo cáo*, *biểu*: anything that is dated at its head.
    Report,
}

impl PaperKind {
    /// How the kind is written in the number of a paper: “07-BC/BCĐ”.
    fn sign(self) -> &'static str {
        match self {
            Self::Minutes => "BB",
            Self::Report => "BC",
        }
    }
}

/// Who sends papers: what a committee has chosen about its letterhead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sender {
    /// `None` while nobody has chosen: then no national title is printed.
    pub chosen: Option<Chosen>,
    /// The body above it, as “HUYỆN ỦY KIÊN HẢI”.
    pub superior: Option<String>,
    /// The committee's name.
    pub name: String,
    /// How the name is written in numbers of papers: “BCĐ”.
    pub sign: Option<String>,
    /// Where papers are dated: “Kiên Hải”.
    pub place: Option<String>,
    /// Lines of the committee's own letterhead; a `|` divides left and right.
    pub own_text: Option<String>,
}

/// What one paper has at its head besides its sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperMark {
    pub kind: PaperKind,
    /// Its day; decides the rules.
    pub date: Date,
    /// Running number; room is left for one written by hand when unknown.
    pub number: Option<u32>,
}

/// The head of a paper, ready to be set in two columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    pub rules: Rules,
    pub left: Vec<HeadLine>,
    pub right: Vec<HeadLine>,
}

/// One line of a head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadLine {
    pub text: String,
    pub style: HeadStyle,
}

/// How a line of a head is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadStyle {
    Plain,
    Bold,
    /// Bold, with a rule under it.
    Ruled,
    Italic,
}

impl Letterhead {
    /// The head of a paper of `sender`.
    pub fn of(sender: &Sender, paper: &PaperMark) -> Self {
        let regime = match sender.chosen {
            Some(Chosen::Party) => Regime::Party,
            Some(Chosen::State) => Regime::State,
            Some(Chosen::Own) => Regime::Own,
            None => return Self::bare(&sender.name, Regime::Own),
        };
        let rules = Rules::of(regime, paper.date);
        match regime {
            Regime::Party => party(sender, paper, rules),
            Regime::State => state(sender, paper, rules),
            Regime::Own => own(sender),
        }
    }

    /// The sender's name alone.
    pub fn bare(name: &str, regime: Regime) -> Self {
        Self {
            rules: match regime {
                Regime::Party => Rules::PartyOffice2026,
                Regime::State => Rules::State,
                Regime::Own => Rules::Own,
            },
            left: vec![line(capitals(name), HeadStyle::Bold)],
            right: Vec::new(),
        }
    }

    /// Capacity of whoever answers for a paper of the committee: “T/M” on
    /// papers of the Party, “TM.” on those of the State (DOMAIN A9).
    pub fn head_signer(&self) -> &'static str {
        match self.rules.regime() {
            Regime::Party => "T/M BAN CHỈ ĐẠO",
            Regime::State => "TM. BAN CHỈ ĐẠO",
            Regime::Own => "TRƯỞNG BAN",
        }
    }

    /// Capacities of those who sign minutes, from left to right: who wrote
    /// them, whom they are about, who presided (DOMAIN A9, 2.4).
    pub fn minutes_signers(&self) -> [&'static str; 3] {
        let unit = "ĐẠI DIỆN ĐƠN VỊ";
        match self.rules.regime() {
            Regime::Party => ["NGƯỜI GHI BIÊN BẢN", unit, "CHỦ TRÌ HỘI NGHỊ"],
            Regime::State => ["THƯ KÝ", unit, "CHỦ TỌA"],
            Regime::Own => ["THƯ KÝ", unit, "TRƯỞNG ĐOÀN"],
        }
    }
}

fn party(sender: &Sender, paper: &PaperMark, rules: Rules) -> Letterhead {
    let number = running(paper.number);
    let sign = sender
        .sign
        .as_ref()
        .map_or(String::new(), |sign| format!("/{sign}"));
    let mut left = above(sender);
    left.push(line(capitals(&sender.name), HeadStyle::Bold));
    left.push(line("*".to_owned(), HeadStyle::Plain));
    left.push(line(
        format!("Số {number}-{}{sign}", paper.kind.sign()),
        HeadStyle::Plain,
    ));
    let mut right = vec![line("ĐẢNG CỘNG SẢN VIỆT NAM".to_owned(), HeadStyle::Ruled)];
    right.extend(dated(sender, paper, rules));
    Letterhead { rules, left, right }
}

fn state(sender: &Sender, paper: &PaperMark, rules: Rules) -> Letterhead {
    let number = running(paper.number);
    let sign = sender
        .sign
        .as_ref()
        .map_or(String::new(), |sign| format!("-{sign}"));
    let mut left = above(sender);
    left.push(line(capitals(&sender.name), HeadStyle::Ruled));
    left.push(line(
        format!("Số: {number}/{}{sign}", paper.kind.sign()),
        HeadStyle::Plain,
    ));
    let mut right = vec![
        line(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(),
            HeadStyle::Bold,
        ),
        line("Độc lập - Tự do - Hạnh phúc".to_owned(), HeadStyle::Ruled),
    ];
    right.extend(dated(sender, paper, rules));
    Letterhead { rules, left, right }
}

fn own(sender: &Sender) -> Letterhead {
    let typed = sender.own_text.as_deref().unwrap_or(&sender.name);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for typed in typed.lines() {
        let (here, there) = typed.split_once('|').unwrap_or((typed, ""));
        for (side, words) in [(&mut left, here.trim()), (&mut right, there.trim())] {
            if !words.is_empty() {
                side.push(line(words.to_owned(), HeadStyle::Bold));
            }
        }
    }
    Letterhead {
        rules: Rules::Own,
        left,
        right,
    }
}

fn above(sender: &Sender) -> Vec<HeadLine> {
    let superior = sender.superior.iter();
    superior
        .map(|superior| line(capitals(superior), HeadStyle::Plain))
        .collect()
}

/// “Kiên Hải, ngày 05 tháng 02 năm 2026”, where the paper has such a line.
fn dated(sender: &Sender, paper: &PaperMark, rules: Rules) -> Option<HeadLine> {
    if paper.kind == PaperKind::Minutes && !rules.dates_minutes() {
        return None;
    }
    let day = text::long_date(paper.date);
    let words = match &sender.place {
        Some(place) => format!("{place}, {day}"),
        None => day,
    };
    Some(line(words, HeadStyle::Italic))
}

/// Numbers run through the term and have two digits at least.
fn running(number: Option<u32>) -> String {
    number.map_or_else(
        || "     ".to_owned(),
        |number| text::padded(i64::from(number)),
    )
}

fn line(text: String, style: HeadStyle) -> HeadLine {
    HeadLine { text, style }
}

/// In capitals, with the tone of “ỦY” where papers put it (HD 05-HD/VPTW).
fn capitals(name: &str) -> String {
    name.to_uppercase().replace("UỶ", "ỦY")
}

#[cfg(test)]
mod tests;
