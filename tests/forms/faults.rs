//! Bad workbooks: every fault by row and column, nothing half read.

use crate::tables::{faults, outline, session, value};

fn survey(rows: &str) -> String {
    let rows: String = rows
        .lines()
        .map(|row| format!("| | {} |\n", row.trim()))
        .collect();
    format!("| survey | | | | |\n| | type | name | label | calculation | relevant |\n{rows}")
}

/// Each wanted line stands in what is said about the outline.
fn says(written: &str, wanted: &[&str]) {
    let said = faults(written);
    for wanted in wanted {
        assert!(said.contains(wanted), "“{wanted}” is not in:\n{said}");
    }
    assert_eq!(said.lines().count(), wanted.len(), "{said}");
}

#[test]
fn a_circle_is_named_whole() {
    says(
        &survey(
            "calculate | a | | ${b} + 1 | \n calculate | b | | ${c} | \n calculate | c | | ${a} | ",
        ),
        &["survey, row 2, column calculation: circular: a → b → c → a"],
    );
    says(
        &survey("text | a | A | | ${b} = 'x'\n text | b | B | | ${a} = 'x'"),
        &["survey, row 2, column relevant: circular: a → b → a"],
    );
    says(
        &survey("calculate | a | | ${a} + 1 | "),
        &["survey, row 2, column calculation: circular: a → a"],
    );
}

#[test]
fn a_mistyped_type_hides_no_other_fault_and_makes_none() {
    says(
        &survey(
            "interger | a | A | | ${so_ho} > 1\n text | b | B | | ${a} = 'x'\n \
             select_one | c | C | | \n text | d | D | | ${c} = 'x'",
        ),
        &[
            "survey, row 2, column type: there is no type “interger”; is “integer” meant?",
            "survey, row 2, column relevant: there is no question “so_ho”",
            "survey, row 4, column type: the name of the choice list is missing",
        ],
    );
}

#[test]
fn a_choice_list_that_is_missing_and_a_word_that_is_no_question_are_told() {
    says(
        &survey("select_one co_khong | a | A | | "),
        &[
            "survey, row 2, column type: there is no choice list “co_khong”: the outline has none yet",
        ],
    );
    let said = said(&outline(&survey("text | a | A | | có")).warnings);
    assert!(
        said.contains("“có” is no question, so it is always blank"),
        "{said}"
    );
}

#[test]
fn unknown_names_are_told_with_what_is_most_like_them() {
    says(
        &survey("integer | so_ho | Số hộ | | \n calculate | b | | cuont(${so_hoo}) | "),
        &["row 3, column calculation: there is no function “cuont()”; is “count()” meant?"],
    );
    says(
        &survey(
            "integer | so_ho | Số hộ | | \n calculate | b | | ${so_hoo} + 1 | \n interger | c | C | | ",
        ),
        &[
            "row 3, column calculation: there is no question “so_hoo”; is “so_ho” meant?",
            "row 4, column type: there is no type “interger”; is “integer” meant?",
        ],
    );
    says(
        &survey("text | a | Chào ${teen} | | \n text | ten | Tên | | "),
        &["row 2, column label: there is no question “teen”; is “ten” meant?"],
    );
}

#[test]
fn names_are_unique_and_are_names() {
    says(
        &survey("text | a | A | | \n text | a | A | | \n text | số hộ | B | | \n text | | C | | "),
        &[
            "row 3, column name: the name “a” is already used in row 2",
            "row 4, column name: “số hộ” cannot be a name",
            "row 5, column name: the name is missing",
        ],
    );
    says(
        &survey(
            "begin_group | g | G | | \n text | a | A | | \n end_group | | | | \n text | a | A | | \n note | n | ${a} | | ",
        ),
        &["row 6, column label: the name “a” stands in several rows (3, 5)"],
    );
}

#[test]
fn groups_are_closed_once_and_rightly() {
    says(
        &survey("begin_group | g | G | | \n text | a | A | | "),
        &["row 2, column type: “g” is opened here and never closed; add a row end_group"],
    );
    says(
        &survey("text | a | A | | \n end_repeat | | | | "),
        &["row 3, column type: “end_repeat” without a matching begin above"],
    );
    says(
        &survey("begin_repeat | r | R | | \n text | a | A | | \n end_group | | | | "),
        &["row 4, column type: “end_group” closes the wrong one: “r”, opened in row 2"],
    );
}

#[test]
fn lists_must_be_there() {
    says(
        "| survey | | | |
         | | type | name | label |
         | | select_one xa | x | Xã |
         | | select_one | y | Y |
         | | select_multiple h | z | Z |
         | choices | | | |
         | | list_name | name | label |
         | | h | a b | A |
         | | h | c | C |
         | | h | c | C |
         | | | d | D |
         | | h | | E |",
        &[
            "row 3, column type: the name of the choice list is missing",
            "row 2, column type: there is no choice list “xa” on the sheet choices; there are: h",
            "row 4, column type: the choice name “a b” holds a blank",
            "choices, row 4, column name: the choice “c” is already in the list “h” in row 3",
            "choices, row 5, column list_name: the choice has no list_name",
            "choices, row 6, column name: the choice has no name",
        ],
    );
    says(
        &survey("select_one_from_file xa.csv | a | A | | "),
        &["row 2, column type: there is no file “xa.csv” beside the outline"],
    );
}

#[test]
fn deep_and_long_expressions_end_in_a_fault_not_in_a_crash() {
    let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
    says(
        &survey(&format!("calculate | a | | {deep} | ")),
        &["row 2, column calculation: the expression is nested deeper than"],
    );
    let long = format!("1{}", " + 1".repeat(20_000));
    says(
        &survey(&format!("calculate | a | | {long} | ")),
        &["row 2, column calculation: the expression is longer than"],
    );
    let flat = format!("1{}", " + 1".repeat(5_000));
    let form = outline(&survey(&format!("calculate | a | | {flat} | ")));
    let form = kheo::forms::Session::begin(form.into(), crate::tables::surroundings());
    assert_eq!(crate::tables::value(&form, "/a"), "5001");
    let minus = format!("{}1", "-".repeat(10_000));
    outline(&survey(&format!("calculate | a | | {minus} | ")));
}

#[test]
fn groups_nest_only_so_deep() {
    let mut rows = String::new();
    for depth in 0..500 {
        rows.push_str(&format!("begin_group | g{depth} | G | | \n"));
    }
    rows.push_str("text | a | A | | \n");
    for _ in 0..500 {
        rows.push_str("end_group | | | | \n");
    }
    let said = faults(&survey(rows.trim_end()));
    assert!(
        said.contains("row 32, column type") || said.contains("nested deeper"),
        "{said}"
    );
}

#[test]
fn patterns_are_checked_when_read() {
    says(
        &survey("text | a | A | regex(., '(a') | "),
        &["row 2, column calculation: the regex pattern “(a” cannot be used"],
    );
}

#[test]
fn many_rows_are_read_and_too_many_refused() {
    let many: Vec<String> = (0..10_000)
        .map(|at| match at % 10 {
            9 => format!("calculate | q{at} | | ${{q{}}} + 1 | ", at - 1),
            _ => format!("integer | q{at} | Câu {at} | | "),
        })
        .collect();
    let form = outline(&survey(&many.join("\n")));
    assert_eq!(form.questions(), 9_000);
    let too_many = vec!["note | | N | | "; 20_001].join("\n");
    says(
        &survey(&too_many),
        &["there are 20001 rows, more than 20000"],
    );
}

#[test]
fn what_is_unsupported_is_named_by_row_and_refuses_nothing() {
    let form = outline(
        "| survey | | | | | |
         | | type | name | label | calculation | bind::odk:length |
         | | geotrace | duong | Đường | | |
         | | text | a | A | | 5 |
         | | calculate | dt | | area(${duong}) | |
         | | calculate | cu | | ${last-saved#a} | |
         | entities | | | | | |
         | | dataset | label | | | |
         | | ho | x | | | |",
    );
    let named: Vec<String> = form
        .unsupported
        .iter()
        .map(|fault| format!("{}:{:?}", fault.place.sheet, fault.place.row))
        .collect();
    assert_eq!(
        named,
        [
            "survey:Some(2)",
            "survey:Some(3)",
            "survey:Some(4)",
            "survey:Some(5)",
            "entities:Some(2)"
        ]
    );
}

/// Sheet, row and sentence of what is said beside the faults.
fn said(found: &[kheo::forms::OutlineFault]) -> String {
    crate::tables::sentences(found)
}

#[test]
fn what_lies_outside_an_outline_is_unsupported_by_row() {
    let form = outline(
        "| survey | | | | | |
         | | type | name | label | calculation | flat |
         | | xml-external | may_chu | | | |
         | | text | a | A | | |
         | | calculate | b | | instance('may_chu')/root/item[name = ${a}]/label | |
         | | calculate | c | | jr:itext('a') | |
         | | calculate | d | | concat(${instanceID}, 'x') | |
         | | calculate | e | | /data/meta/instanceID | |
         | | begin_group | g | G | | yes |
         | | end_group | | | | |",
    );
    let said = said(&form.unsupported);
    for (row, what) in [
        (2, "xml-external"),
        (4, "instance('may_chu')"),
        (5, "jr:itext()"),
        (6, "${instanceID}"),
        (7, "/meta/…"),
        (8, "flat"),
    ] {
        let wanted = format!("row {row}");
        let is_named = |line: &str| line.contains(&wanted) && line.contains(what);
        assert!(said.lines().any(is_named), "{row} {what}: {said}");
    }
}

#[test]
fn a_path_to_no_question_is_blank_and_told() {
    let form = outline(&survey(
        "integer | tuoi | Tuổi | | \n calculate | b | | if(${tuoi} > 3, 'x', null) | \n text | c | C | | /data/tuooi = ''",
    ));
    let said = said(&form.warnings);
    assert!(
        said.contains("row 3, column calculation: “null” is no question, so it is always blank")
    );
    assert!(said.contains("row 4, column relevant: the path to “tuooi” leads to no question"));
    assert!(said.contains("is “tuoi” meant?"), "{said}");
    // Leaving the form altogether is a fault still.
    says(
        &survey("calculate | a | | ../../b | "),
        &["row 2, column calculation: there is no question “..”"],
    );
}

#[test]
fn what_the_engines_take_differently_is_told() {
    let form = outline(&survey(
        "decimal | a | A | | \n calculate | b | | floor(${a}) + ceiling(${a}) | \n calculate | c | | position(/data) | \n begin_repeat | r | R | | \n integer | n | N | | \n end_repeat | | | | \n calculate | d | | count(${r}[n > ${a}]) | \n calculate | e | | count(${r}[${n} > 3]) | ",
    ));
    let said = said(&form.warnings);
    assert!(said.contains(
        "row 3, column calculation: ODK's programs understand this differently: floor()"
    ));
    assert!(
        said.contains("ceiling()") && !said.contains("row 4"),
        "{said}"
    );
}

#[test]
fn a_default_that_fits_no_type_is_told_and_not_given() {
    let written = "
        | survey | | | | |
        | | type | name | label | default |
        | | integer | a | A | năm |
        | | date | b | B | hôm qua |
        | | integer | c | C | 1.240 |
        | | select_one lop | lop | Lớp | 1-1 |
        | choices | | | |
        | | list_name | name | label |
        | | lop | 1-1 | Lớp 1-1 |";
    let said = said(&outline(written).warnings);
    assert!(
        said.contains("row 2, column default: the default “năm” does not fit the type integer")
    );
    assert!(
        said.contains("row 3, column default: the default “hôm qua”"),
        "{said}"
    );
    let form = session(written);
    let values: Vec<String> = ["/a", "/b", "/c", "/lop"]
        .map(|path| value(&form, path))
        .into();
    assert_eq!(values, ["", "", "1240", "1-1"]);
}

#[test]
fn blanks_within_a_cell_are_one_unless_the_settings_keep_them() {
    let survey = "
        | survey | | | |
        | | type | name | calculation |
        | | calculate | a | string-length('x   y') |";
    assert_eq!(value(&session(survey), "/a"), "3");
    let kept = "| settings | |\n| | clean_text_values |\n| | no |";
    assert_eq!(value(&session(&format!("{survey}\n{kept}")), "/a"), "5");
}
