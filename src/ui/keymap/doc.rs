//! The table of all keys: `kheo keys doc`, and F1 for the part that works here.

use serde_json::{Value, json as object};

use super::offers::anywhere;
use super::{Action, Context, Keymap, Sequence, Target};
use crate::i18n::{Lang, Phrase};
use crate::phrases;

/// One action in one context and all the keys that ask for it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub context: Context,
    pub action: Action,
    /// In order of usefulness; empty when only the palette offers it.
    pub keys: Vec<Sequence>,
}

phrases! {
    enum Heading {
        Keys => "Phím", "Keys";
        Description => "Làm gì", "What it does";
        Action => "Lệnh", "Action";
    }
}

impl Keymap {
    /// Every binding, by context, then what only the palette offers.
    pub fn doc(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for context in Context::ALL.iter().copied() {
            let own = self.bindings().iter().filter(|own| own.context == context);
            for binding in own {
                if let Target::Do { action, .. } = binding.target {
                    add(&mut rows, context, action, &binding.keys);
                }
            }
        }
        let unbound: Vec<_> = Action::ALL
            .iter()
            .copied()
            .filter(|action| anywhere(*action) && rows.iter().all(|row| row.action != *action))
            .map(|action| Row {
                context: Context::Palette,
                action,
                keys: Vec::new(),
            })
            .collect();
        rows.extend(unbound);
        rows
    }

    /// What the keys do where the user is, innermost context first.
    pub fn help(&self, contexts: &[Context]) -> Vec<Row> {
        let mut rows = Vec::new();
        for reached in self.reached(contexts) {
            add(&mut rows, reached.context, reached.action, reached.keys);
        }
        rows
    }
}

fn add(rows: &mut Vec<Row>, context: Context, action: Action, keys: &Sequence) {
    let known = rows
        .iter_mut()
        .find(|row| row.context == context && row.action == action);
    match known {
        Some(row) => row.keys.push(keys.clone()),
        None => rows.push(Row {
            context,
            action,
            keys: vec![keys.clone()],
        }),
    }
}

/// The rows as CLI.md promises them to scripts; descriptions in `lang`.
pub fn json(rows: &[Row], lang: Lang) -> Value {
    let row = |row: &Row| {
        let keys: Vec<_> = row.keys.iter().map(ToString::to_string).collect();
        object!({
            "context": row.context.id(),
            "action": row.action.id(),
            "keys": keys,
            "description": lang.say(&row.action),
        })
    };
    rows.iter().map(row).collect()
}

/// The rows as Markdown: a heading and a table for each context.
pub fn markdown(rows: &[Row], lang: Lang) -> String {
    let sections: Vec<_> = rows
        .chunk_by(|one, next| one.context == next.context)
        .map(|rows| section(rows, lang))
        .collect();
    sections.join("\n")
}

fn section(rows: &[Row], lang: Lang) -> String {
    let context = rows.first().map(|row| row.context);
    let title = context.map_or_else(String::new, |context| lang.say(&context));
    let id = context.map_or("", Context::id);
    let [keys, what, action] =
        [Heading::Keys, Heading::Description, Heading::Action].map(|heading| heading.text(lang));
    let mut text =
        format!("## {title} (`{id}`)\n\n| {keys} | {what} | {action} |\n|---|---|---|\n");
    for row in rows {
        let keys: Vec<_> = row.keys.iter().map(|keys| code(&keys.shown())).collect();
        let what = lang.say(&row.action);
        let id = row.action.id();
        text.push_str(&format!("| {} | {what} | `{id}` |\n", keys.join(", ")));
    }
    text
}

/// A key as Markdown code inside a table, where a bar would end the cell.
fn code(key: &str) -> String {
    let key = key.replace('|', "\\|");
    if key.contains('`') {
        format!("`` {key} ``")
    } else {
        format!("`{key}`")
    }
}
