//! Our own forms (`oracles/own`), filled as JavaRosa and Web Forms filled them:
//! `oracles/recorded.json` holds what both answered, and `oracles/README.md`
//! tells how it was recorded. Where the two agree, so do we; where they differ
//! we follow JavaRosa. What we do otherwise stands in `ON_PURPOSE`, and its
//! reason in `forms::semantics`.

use std::collections::{BTreeMap, BTreeSet};

use kheo::forms::Session;
use serde::Deserialize;

use crate::agreement::{same_path, same_value};
use crate::tables::{session, value};

const FORMS: &[(&str, &str)] = &[
    ("choices", include_str!("oracles/own/choices.md")),
    ("functions", include_str!("oracles/own/functions.md")),
    ("repeats", include_str!("oracles/own/repeats.md")),
    ("rules", include_str!("oracles/own/rules.md")),
];

/// Form, what is compared, path, and why we differ from JavaRosa or from both.
const ON_PURPOSE: &[(&str, &str, &str, &str)] = &[
    (
        "choices: cascade",
        "value",
        "/ap_hai",
        "JavaRosa finds nothing by a place that follows another condition",
    ),
    (
        "repeats: counted",
        "value",
        "/dem",
        "JavaRosa leaves the first instance when nothing is counted",
    ),
    (
        "repeats: sum from within",
        "value",
        "/dau",
        "a path with a place in it is not worked out again in JavaRosa",
    ),
    (
        "repeats: sum from within",
        "value",
        "/ho/ca",
        "the earlier instance is stale in JavaRosa",
    ),
    (
        "repeats: sum from within",
        "value",
        "/ho/phan",
        "the earlier instance is stale in JavaRosa",
    ),
];

/// A form with its rounds of answers.
struct Form {
    name: String,
    tables: String,
    rounds: Vec<Vec<(String, String)>>,
}

#[derive(Deserialize)]
struct Recorded {
    form: String,
    rounds: Vec<Round>,
}

#[derive(Deserialize)]
struct Round {
    javarosa: Engine,
    web_forms: Engine,
}

/// What an engine made of a form, or why it refused it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Engine {
    Filled(Filled),
    #[allow(dead_code, reason = "read only to tell a refusal from a filled form")]
    Refused {
        error: String,
    },
}

#[derive(Deserialize)]
struct Filled {
    /// `ok`, `refused`, or why the question was not asked, an answer each.
    kept: Vec<String>,
    values: BTreeMap<String, String>,
    hidden: BTreeSet<String>,
    required: BTreeSet<String>,
    choices: BTreeMap<String, Vec<String>>,
}

fn forms() -> Vec<Form> {
    let parts = FORMS.iter().flat_map(|(topic, text)| {
        let parts = text.trim_start_matches("# ").split("\n# ");
        parts.map(move |part| (topic, part))
    });
    parts
        .map(|(topic, part)| {
            let (name, body) = part.split_once('\n').unwrap();
            Form {
                name: format!("{topic}: {name}"),
                tables: body.to_owned(),
                rounds: body.split("\n***").map(answers).collect(),
            }
        })
        .collect()
}

/// Lines such as `- /ten = An`.
fn answers(text: &str) -> Vec<(String, String)> {
    let given = text.lines().filter_map(|line| line.strip_prefix("- "));
    given
        .map(|line| line.split_once(" = ").unwrap())
        .map(|(path, answer)| (path.to_owned(), answer.to_owned()))
        .collect()
}

/// What is said about each path: `value /ten` is `An`.
type Said = BTreeMap<(&'static str, String), String>;

fn ours(form: &Form, given: &[(String, String)], asked: &[String]) -> Said {
    let mut filled: Session = session(&form.tables);
    let mut said = Said::new();
    for ((path, answer), asked) in given.iter().zip(asked) {
        if matches!(asked.as_str(), "ok" | "refused") {
            let kept = filled.answer(path, &answer.as_str().into()).is_ok();
            let word = if kept { "ok" } else { "refused" };
            said.insert(("kept", same_path(path)), word.to_owned());
        }
    }
    let ids: Vec<_> = filled.questions().collect();
    for id in ids {
        let path = filled.path(id);
        let plain = same_path(&path);
        let mut say = |what, word: String| said.insert((what, plain.clone()), word);
        say("hidden", (!filled.is_relevant(id)).to_string());
        let Some(kind) = filled.node(id).question() else {
            continue;
        };
        say("required", filled.is_required(id).to_string());
        say("value", same_value(&value(&filled, &path)));
        if kind.is_select() && filled.is_relevant(id) {
            say("choices", filled.choice_names(id).join(" "));
        }
    }
    said
}

/// What an engine says about what we speak of.
fn theirs(engine: &Filled, given: &[(String, String)], ours: &Said) -> Said {
    let mut said = Said::new();
    for (what, path) in ours.keys() {
        let word = match *what {
            "hidden" => engine.hidden.contains(path).to_string(),
            "required" => engine.required.contains(path).to_string(),
            "value" => same_value(engine.values.get(path).map_or("", String::as_str)),
            "choices" => match engine.choices.get(path) {
                Some(names) => names.join(" "),
                None => continue,
            },
            _ => {
                let answers = given.iter().zip(&engine.kept).rev();
                let mut last = answers.filter(|((given, _), _)| same_path(given) == *path);
                last.next().map(|(_, kept)| kept.clone()).unwrap()
            }
        };
        said.insert((*what, path.clone()), word);
    }
    said
}

#[derive(Debug, Default)]
struct Counts {
    compared: usize,
    engines_differ: usize,
}

/// Compares one round; the differences that have no reason.
fn compare(
    form: &Form,
    given: &[(String, String)],
    round: &Round,
    counts: &mut Counts,
    used: &mut BTreeSet<usize>,
) -> Vec<String> {
    let lead = match (&round.javarosa, &round.web_forms) {
        (Engine::Filled(javarosa), _) => javarosa,
        (_, Engine::Filled(web_forms)) => web_forms,
        _ => return vec![format!("{}: neither engine fills it", form.name)],
    };
    let ours = ours(form, given, &lead.kept);
    let led = theirs(lead, given, &ours);
    let other = match &round.web_forms {
        Engine::Filled(web_forms) => theirs(web_forms, given, &ours),
        Engine::Refused { .. } => Said::new(),
    };
    let mut differences = Vec::new();
    for (key, word) in &ours {
        let (what, path) = key;
        let Some(wanted) = led.get(key) else {
            continue;
        };
        counts.compared += 1;
        counts.engines_differ += usize::from(other.get(key).is_some_and(|other| other != wanted));
        if word == wanted {
            continue;
        }
        let reason = ON_PURPOSE
            .iter()
            .position(|(known, about, at, _)| *known == form.name && about == what && at == path);
        match reason {
            Some(reason) => {
                used.insert(reason);
            }
            None => differences.push(format!(
                "{} {what} {path}: {word:?}, JavaRosa {wanted:?}, Web Forms {:?}",
                form.name,
                other.get(key)
            )),
        }
    }
    differences
}

#[test]
fn own_forms_come_out_as_both_engines_fill_them() {
    let recorded: Vec<Recorded> =
        serde_json::from_str(include_str!("oracles/recorded.json")).unwrap();
    let forms = forms();
    assert_eq!(
        forms.iter().map(|form| &form.name).collect::<Vec<_>>(),
        recorded.iter().map(|form| &form.form).collect::<Vec<_>>(),
        "the forms are not those that were recorded; record them again"
    );
    let (mut counts, mut used) = (Counts::default(), BTreeSet::new());
    let mut differences = Vec::new();
    for (form, recorded) in forms.iter().zip(&recorded) {
        assert_eq!(form.rounds.len(), recorded.rounds.len(), "{}", form.name);
        for (given, round) in form.rounds.iter().zip(&recorded.rounds) {
            differences.extend(compare(form, given, round, &mut counts, &mut used));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(used.len(), ON_PURPOSE.len(), "a reason that nothing needs");
    assert!(forms.len() >= 30 && counts.compared > 1000, "{counts:?}");
    // The two engines themselves differ, so that following one is a choice.
    assert!(counts.engines_differ > 0, "{counts:?}");
}
