//! Rows that hold only a title and give something to the rows below them: a
//! unit (“I. Xã Đông Yên”), a kind (“A. Tập thể”), a level, a field of work,
//! a year.

use crate::domain::period::Period;
use crate::domain::period_labels::PeriodLabels;
use crate::domain::units::split_type;
use crate::domain::vocabulary::{Field, Level, ModelKind, RegistrationType, Word};
use crate::text;

use super::enumerator::{self, Enumerator};
use super::paper::LONGEST_LABEL;
use super::places::{Capitals, after_unit_label, is_proper_name, is_territory_name, without_count};

/// What a section gives to the rows below it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    Unit(String),
    Kind(ModelKind),
    Level(Level),
    Field(Field),
    Period(Period),
    /// The year in the title of the paper: of those rows that say their level.
    TitlePeriod(Period),
    Registration(RegistrationType),
}

/// A section with the place it stands in, such as `A9`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Section {
    pub(super) given: Vec<Given>,
    pub(super) place: String,
    /// How many models it says it has: “Xã Đông Yên: 07 mô hình”.
    pub(super) announced: Option<i64>,
    depth: Depth,
}

/// Sections of the same depth end each other.
#[derive(Debug, Clone, PartialEq)]
enum Depth {
    /// Over the whole sheet, whatever its title says: it never ends.
    Paper(std::mem::Discriminant<Given>),
    Counted(Enumerator),
    /// Not counted: as deep as the others that give the same.
    Giving(Option<std::mem::Discriminant<Given>>),
}

impl Section {
    /// What holds for every row of a sheet, said at `place`.
    pub(super) fn over_all(given: Given, place: &str) -> Self {
        Self {
            depth: Depth::Paper(std::mem::discriminant(&given)),
            given: vec![given],
            place: place.to_owned(),
            announced: None,
        }
    }

    /// Whether an open section ends where this one begins. What both give tells
    /// that they stand side by side even where their counting does not: after
    /// `H` comes `I`, which is also the first of the Roman numbers.
    fn ends(&self, open: &Self) -> bool {
        let given = |here: &Given| self.given.iter().any(|other| here.excludes(other));
        open.depth == self.depth
            || !matches!(open.depth, Depth::Paper(_)) && open.given.iter().any(given)
    }
}

impl Given {
    /// Whether nothing stands under both: a commune lies in no other, and no
    /// model has two kinds. A unit that does not say what it is may lie in
    /// another, and a year in a period.
    fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unit(one), Self::Unit(other)) => {
                match (split_type(one).0, split_type(other).0) {
                    (Some(one), Some(other)) => {
                        one == other || one.is_commune_level() && other.is_commune_level()
                    }
                    _ => false,
                }
            }
            (Self::Kind(_), Self::Kind(_))
            | (Self::Level(_), Self::Level(_))
            | (Self::Field(_), Self::Field(_))
            | (Self::Registration(_), Self::Registration(_)) => true,
            _ => false,
        }
    }
}

/// A row that may be a section: all that it holds besides numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Title<'a> {
    pub(super) text: &'a str,
    /// What stands in the column of row numbers beside the text.
    pub(super) row_number: Option<&'a str>,
    /// Whether the text stands where the models' names do.
    pub(super) among_names: AmongNames,
    pub(super) place: &'a str,
    pub(super) labels: &'a PeriodLabels,
}

/// Where a title stands and what may stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmongNames {
    /// In another column: no model begins there.
    No,
    /// In the column of names of a list whose models are numbered.
    Numbered,
    /// In the column of names of a list without numbers.
    Unnumbered,
}

/// The section that a title is; `None` when it is a model with little known.
pub(super) fn read(title: Title<'_>) -> Option<Section> {
    let beside = title.row_number.and_then(enumerator::whole);
    let inside = enumerator::split(title.text);
    let (counted, bare) = match (beside, inside) {
        (Some(beside), _) => (Some(beside), title.text),
        (None, Some((inside, rest))) => (Some(inside), rest),
        (None, None) => (None, title.text),
    };
    let given = match words_of_the_field(bare, title.labels) {
        Some(given) => given,
        None => match after_unit_label(bare) {
            Some(unit) => vec![Given::Unit(without_count(unit))],
            None if is_unit(title, counted, bare) => vec![Given::Unit(without_count(bare))],
            None => return None,
        },
    };
    let depth = counted.map_or_else(
        || Depth::Giving(given.first().map(std::mem::discriminant)),
        Depth::Counted,
    );
    Some(Section {
        given,
        place: title.place.to_owned(),
        announced: announced(bare),
        depth,
    })
}

/// The section that a title just above a header is: it names a commune, or is
/// counted and made of the field's words. Any other title there is a heading
/// of the whole paper.
pub(super) fn read_above_header(text: &str, place: &str, labels: &PeriodLabels) -> Option<Section> {
    let title = Title {
        text,
        row_number: None,
        among_names: AmongNames::No,
        place,
        labels,
    };
    let section = read(title)?;
    let counted = matches!(section.depth, Depth::Counted(_));
    let sure = |given: &Given| match given {
        Given::Unit(unit) => is_territory_name(unit),
        _ => counted,
    };
    section.given.iter().all(sure).then_some(section)
}

/// Whether a title that is none of the field's words names a unit.
fn is_unit(title: Title<'_>, counted: Option<Enumerator>, bare: &str) -> bool {
    let typed = is_territory_name(bare);
    match (title.among_names, counted) {
        (_, _) if typed => true,
        (_, Some(Enumerator::Roman | Enumerator::Letter | Enumerator::SmallLetter)) => true,
        (AmongNames::No, Some(Enumerator::Number)) => title.row_number.is_none(),
        (AmongNames::No, _) => true,
        (_, Some(Enumerator::Number)) => false,
        (AmongNames::Numbered, _) => is_proper_name(bare, Capitals::Count),
        (AmongNames::Unnumbered, _) => is_proper_name(bare, Capitals::SayNothing),
    }
}

/// The number of models that a title says are below it: the number stands
/// right before *mô hình* or *MH*.
fn announced(title: &str) -> Option<i64> {
    let at = title.find(['(', ':'])?;
    let words: Vec<&str> = title.get(at + 1..)?.split_whitespace().collect();
    let counts = |pair: &[&str]| match pair {
        [number, noun] if ["mo", "mh"].contains(&text::fold_words(noun).first()?.as_str()) => {
            text::parse_count(number)
        }
        _ => None,
    };
    words.windows(2).find_map(counts)
}

/// Reads a title made of the field's own words and of nothing else: “Mô hình
/// tập thể cấp huyện” is a kind and a level. `None` when another word is left.
fn words_of_the_field(title: &str, labels: &PeriodLabels) -> Option<Vec<Given>> {
    let words = text::fold_words(title);
    let mut given: Vec<Given> = Vec::new();
    let mut left = words.as_slice();
    while !left.is_empty() {
        let (length, meaning) = (1..=left.len().min(LONGEST_LABEL))
            .rev()
            .find_map(|length| {
                let phrase = left.get(..length)?.join(" ");
                Some((length, phrase_meaning(&phrase, labels)?))
            })?;
        given.extend(meaning);
        left = left.get(length..)?;
    }
    (!words.is_empty()).then(|| without_contradictions(given))
}

/// What a folded phrase says: something, or nothing of its own; `None` when
/// it is not one of the field's.
fn phrase_meaning(phrase: &str, labels: &PeriodLabels) -> Option<Option<Given>> {
    const SAY_NOTHING: [&str; 22] = [
        "mo hinh",
        "dien hinh",
        "cac",
        "nhung",
        "ve",
        "linh vuc",
        "dang ky",
        "duoc",
        "cong nhan",
        "va",
        "thuc hien",
        "doi voi",
        "nhom",
        "danh sach",
        "mo hinh dien hinh",
        "dan van kheo",
        "phan",
        "trong",
        "tren",
        "co",
        "gom",
        "doi tuong",
    ];
    if SAY_NOTHING.contains(&phrase) {
        return Some(None);
    }
    let kind = match phrase {
        "tap the" => Some(ModelKind::Collective),
        "ca nhan" => Some(ModelKind::Individual),
        _ => None,
    };
    let level = || match phrase.strip_prefix("cap ") {
        Some(level) => Level::parse(level),
        None => Level::parse(phrase).filter(|_| matches!(phrase, "co so" | "trung uong")),
    };
    let period = || {
        let said = ["nam ", "giai doan ", "quy ", "nhiem ky "]
            .iter()
            .any(|word| phrase.starts_with(word))
            || phrase.len() == 4;
        Period::parse(phrase).ok().filter(|_| said)
    };
    let field = || Field::parse(phrase).filter(|_| phrase.len() > 2);
    let registration = || RegistrationType::parse(phrase).filter(|_| phrase.len() > 3);
    kind.map(Given::Kind)
        .or_else(|| level().map(Given::Level))
        .or_else(|| period().map(Given::Period))
        .or_else(|| field().map(Given::Field))
        .or_else(|| registration().map(Given::Registration))
        .or_else(|| labels.called(phrase).map(Given::Period))
        .map(Some)
        .or_else(|| {
            phrase
                .chars()
                .all(|letter| letter.is_ascii_digit())
                .then_some(None)
        })
}

/// “Tập thể, cá nhân” tells nothing about a row.
fn without_contradictions(given: Vec<Given>) -> Vec<Given> {
    let like = |one: &Given| {
        given
            .iter()
            .filter(|other| std::mem::discriminant(*other) == std::mem::discriminant(one))
            .count()
    };
    given.iter().filter(|one| like(one) == 1).cloned().collect()
}

/// The sections that a row stands under, outermost first.
#[derive(Debug, Clone, Default)]
pub(super) struct Sections(Vec<Section>);

impl Sections {
    /// Opens a section; it ends the last one of its depth, or that gives the
    /// same, with all inside it.
    /// Answers how many are open around it.
    pub(super) fn open(&mut self, mut section: Section) -> usize {
        if let Some(at) = self.0.iter().position(|open| section.ends(open)) {
            let ended = self.0.drain(at..).next();
            // It stands where the other did, however it is counted.
            section.depth = ended.map_or(section.depth, |ended| ended.depth);
        }
        self.0.push(section);
        self.0.len() - 1
    }

    /// Everything given, from the innermost section outward.
    pub(super) fn innermost(&self) -> impl Iterator<Item = &Given> {
        self.0.iter().rev().flat_map(|section| section.given.iter())
    }

    /// The innermost thing given of which `pick` makes something, with the
    /// place of its section.
    pub(super) fn find<T>(&self, pick: impl Fn(&Given) -> Option<T>) -> Option<(T, &str)> {
        let sections = self.0.iter().rev();
        let mut given = sections.flat_map(|section| {
            section
                .given
                .iter()
                .map(move |given| (given, section.place.as_str()))
        });
        given.find_map(|(given, place)| pick(given).map(|found| (found, place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title<'a>(
        text: &'a str,
        row_number: Option<&'a str>,
        among_names: AmongNames,
    ) -> Option<Vec<Given>> {
        read(Title {
            text,
            row_number,
            among_names,
            place: "A9",
            labels: &PeriodLabels::default(),
        })
        .map(|section| section.given)
    }

    fn unit(name: &str) -> Option<Vec<Given>> {
        Some(vec![Given::Unit(name.into())])
    }

    #[test]
    fn a_unit_is_known_with_and_without_its_number() {
        use AmongNames::{No, Numbered, Unnumbered};
        assert_eq!(title("TT. Thứ Ba", None, No), unit("TT. Thứ Ba"));
        assert_eq!(title("I. Xã Đông Yên", None, Numbered), unit("Xã Đông Yên"));
        assert_eq!(
            title("Xã Đông Yên", Some("I"), Numbered),
            unit("Xã Đông Yên")
        );
        assert_eq!(title("1. TT Thứ Ba", None, Unnumbered), unit("TT Thứ Ba"));
        assert_eq!(title("Tây Yên A", None, Unnumbered), unit("Tây Yên A"));
        assert_eq!(title("B- Xã Đông Yên", None, Numbered), unit("Xã Đông Yên"));
        for labelled in [
            "Đơn vị: xã Đông Yên",
            "ĐƠN VỊ XÃ ĐÔNG YÊN:",
            "1. Tên đơn vị: Xã Đông Yên (7 mô hình)",
        ] {
            let given = title(labelled, None, Numbered).unwrap();
            let [Given::Unit(name)] = given.as_slice() else {
                panic!("{labelled}: {given:?}");
            };
            assert_eq!(text::fold_key(name), text::fold_key("xã Đông Yên"));
        }
        assert_eq!(title("Đơn vị tính: mô hình", None, Numbered), None);
        assert_eq!(title("ĐÔNG YÊN", None, Numbered), unit("ĐÔNG YÊN"));
        assert_eq!(
            title("Xã Đông Yên (7 mô hình)", None, No),
            unit("Xã Đông Yên")
        );
        assert_eq!(
            title("Đông Yên: 07 mô hình", None, Unnumbered),
            unit("Đông Yên")
        );
        assert_eq!(
            title("Vĩnh Phú (Giang Thành)", None, No),
            unit("Vĩnh Phú (Giang Thành)")
        );
    }

    #[test]
    fn a_title_may_say_how_many_models_it_has() {
        for (title, count) in [
            ("Xã Đông Yên: 07 mô hình", Some(7)),
            ("Xã Đông Yên (12 MH)", Some(12)),
            ("Tập thể (có 1.240 mô hình)", Some(1240)),
            ("Xã Đông Yên: 3 ấp", None),
            ("Giai đoạn 2021-2023", None),
            ("Xã Đông Yên (2023)", None),
        ] {
            assert_eq!(announced(title), count, "{title}");
        }
    }

    #[test]
    fn a_model_with_nothing_but_a_name_is_no_section() {
        use AmongNames::{Numbered, Unnumbered};
        assert_eq!(title("Hũ gạo tình thương", None, Unnumbered), None);
        assert_eq!(title("Hũ gạo tình thương", Some("5"), Numbered), None);
        assert_eq!(title("Đông Yên", Some("5"), Numbered), None);
        assert_eq!(title("Xã không rác thải nhựa", Some("5"), Numbered), None);
        assert_eq!(title("HŨ GẠO TÌNH THƯƠNG", None, Unnumbered), None);
    }

    #[test]
    fn the_words_of_the_field_give_their_value() {
        use AmongNames::No;
        let kind = Given::Kind(ModelKind::Collective);
        assert_eq!(title("A. Tập thể", None, No), Some(vec![kind.clone()]));
        assert_eq!(
            title("Mô hình tập thể (20 mô hình)", None, No),
            Some(vec![kind.clone()])
        );
        assert_eq!(
            title("II. Lĩnh vực kinh tế", None, No),
            Some(vec![Given::Field(Field::Economy)])
        );
        assert_eq!(
            title("Cấp huyện", None, No),
            Some(vec![Given::Level(Level::District)])
        );
        assert_eq!(
            title("Giai đoạn 2021-2023", None, No),
            Some(vec![Given::Period(Period::Span {
                from: 2021,
                to: 2023
            })])
        );
        assert_eq!(
            title("Mô hình tập thể đăng ký cấp huyện", None, No),
            Some(vec![kind, Given::Level(Level::District)])
        );
        assert_eq!(title("Tập thể, cá nhân", None, No), Some(vec![]));
    }

    #[test]
    fn a_section_ends_those_of_its_depth() {
        let open = |sections: &mut Sections, text| {
            sections.open(
                read(Title {
                    text,
                    row_number: None,
                    among_names: AmongNames::No,
                    place: "A1",
                    labels: &PeriodLabels::default(),
                })
                .unwrap(),
            );
        };
        let kind = |sections: &Sections| {
            sections
                .find(|given| {
                    if let Given::Kind(kind) = given {
                        Some(*kind)
                    } else {
                        None
                    }
                })
                .map(|found| found.0)
        };
        let unit = |sections: &Sections| {
            sections
                .find(|given| {
                    if let Given::Unit(unit) = given {
                        Some(unit.clone())
                    } else {
                        None
                    }
                })
                .map(|found| found.0)
        };
        let mut sections = Sections::default();
        for text in ["I. Xã Đông Yên", "1. Tập thể", "2. Cá nhân"] {
            open(&mut sections, text);
        }
        assert_eq!(kind(&sections), Some(ModelKind::Individual));
        open(&mut sections, "II. Xã Tây Yên");
        assert_eq!(
            (kind(&sections), unit(&sections).as_deref()),
            (None, Some("Xã Tây Yên"))
        );

        let mut sections = Sections::default();
        for text in ["Tập thể", "Đông Yên", "Tây Yên"] {
            open(&mut sections, text);
        }
        assert_eq!(
            (kind(&sections), unit(&sections).as_deref()),
            (Some(ModelKind::Collective), Some("Tây Yên"))
        );
        open(&mut sections, "Cá nhân");
        assert_eq!(
            (kind(&sections), unit(&sections)),
            (Some(ModelKind::Individual), None)
        );
    }
}
