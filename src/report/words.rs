//! Headings and notes that several tables share.

use super::table::{Column, ColumnKind, Words};
use crate::domain::{Field, Level, ModelKind, Word};

crate::phrases! {
    pub enum Heading {
        Unit => "Đơn vị", "Unit";
        Field => "Lĩnh vực", "Field";
        Level => "Cấp", "Level";
        Total => "Cộng", "Total";
        Collective => "Tập thể", "Collective";
        Individual => "Cá nhân", "Individual";
        Previous => "Kỳ trước", "Previous";
        Current => "Kỳ này", "Current";
        Change => "Tăng, giảm", "Change";
        ChangePercent => "Tăng, giảm (%)", "Change (%)";
        NoField => "Chưa ghi lĩnh vực", "No field given";
        HowMany => "Số", "Number";
        Percent => "%", "%";
        AtLevel { level: String } => "Cấp {level}", "{level} level";
    }
}

crate::phrases! {
    pub enum Note {
        CountsModels => "Đơn vị tính: mô hình; trong kỳ mỗi mô hình tính một lần ở mỗi cấp", "Counted in models: each counts once a level within the period";
        CountsRegistrations => "Đơn vị tính: lượt đăng ký", "Counted in registrations";
        WithinPeriod => "Tính các đăng ký có kỳ nằm trọn trong kỳ báo cáo", "Registrations whose period lies wholly within that of the report";
        SumOfLevels { number: String } => "Kỳ trước và tăng, giảm tính trên tổng của các cấp; kỳ này cộng các cấp là {number}", "Previous and change are of the levels added up, which are {number} now";
        SumInBook { number: String } => "Kỳ trước và tăng, giảm tính trên tổng của các cấp theo số trong sổ, không kể số công bố; kỳ này là {number}", "Previous and change are of the levels added up in the book, without published figures; {number} now";
        KindUnknown { count: String } => "{count} mô hình chưa ghi tập thể hay cá nhân, chỉ tính vào cột cộng", "{count} models do not say whether collective or individual and stand in the totals alone";
        RateOfRegistered => "Tỷ lệ % so với số đăng ký của cùng cấp", "Percentages are of those registered at the same level";
        RateAcrossLevels => "Tỷ lệ % ở dòng cộng là giữa các cấp khác nhau, tính theo yêu cầu", "The percentages of the total are between different levels, as asked for";
        NoRateAcrossLevels => "Không tính tỷ lệ ở dòng cộng vì số liệu thuộc nhiều cấp khác nhau", "No percentages in the total: its figures are of different levels";
        Published { what: String, source: String } => "{what}: số công bố, nguồn: {source}", "{what}: published figure, source: {source}";
    }
}

/// A column whose heading is a sentence of the program.
pub fn column(id: impl Into<String>, label: Heading, kind: ColumnKind) -> Column {
    Column {
        id: id.into(),
        label: Words::of(&label),
        group: None,
        kind,
    }
}

/// “Cấp cơ sở”.
pub fn level_words(level: Level) -> Words {
    let of = |label: &str| Heading::AtLevel {
        level: label.to_lowercase(),
    };
    Words {
        vi: Words::of(&of(level.vi())).vi,
        en: capitalised(&Words::of(&of(level.en())).en),
    }
}

/// With its first letter a capital.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A field of work as a heading: its label, the list's own word, or none.
pub fn field_label(word: Option<&str>) -> Words {
    let known = Field::ALL.iter().find(|field| Some(field.code()) == word);
    match (known, word) {
        (Some(field), _) => Words::label(*field),
        (None, Some(own)) => Words::own(own),
        (None, None) => Words::of(&Heading::NoField),
    }
}

/// The columns “tập thể, cá nhân, cộng” of one group.
pub fn kind_columns(id: &str, group: &Words) -> [Column; 3] {
    KINDS.map(|(name, kind)| Column {
        group: Some(group.clone()),
        ..column(
            format!("{id}.{name}"),
            kind_heading(kind),
            ColumnKind::Count,
        )
    })
}

/// Last part of a column's id, and the kind that it counts.
pub const KINDS: [(&str, Option<ModelKind>); 3] = [
    ("collective", Some(ModelKind::Collective)),
    ("individual", Some(ModelKind::Individual)),
    ("total", None),
];

/// The heading of a column of a kind, or of all kinds.
pub fn kind_heading(kind: Option<ModelKind>) -> Heading {
    match kind {
        Some(ModelKind::Collective) => Heading::Collective,
        Some(ModelKind::Individual) => Heading::Individual,
        None => Heading::Total,
    }
}
