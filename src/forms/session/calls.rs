//! The functions of expressions.

use std::borrow::Cow;

use super::super::outline::{ChoiceSource, NodeId};
use super::super::xpath::{Expr, Function, Start, pattern};
use super::moment::{
    exact_days, formatted, local, of_days, of_exact_days, parse_moment, part_of_day,
};
use super::surroundings::next_bits;
use super::tree::InstanceId;
use super::value::{Spot, Value, rounded};
use super::world::{Context, Problem, World};

type Worked<'a> = Result<Value<'a>, Problem>;

/// Works out a call.
///
/// # Errors
/// Why it has no value.
pub fn call<'a>(
    world: &World<'a>,
    function: Function,
    arguments: &'a [Expr],
    context: Context,
) -> Worked<'a> {
    let call = Call {
        world,
        function,
        arguments,
        context,
    };
    call.value()
}

struct Call<'w, 'a> {
    world: &'w World<'a>,
    function: Function,
    arguments: &'a [Expr],
    context: Context,
}

/// Whether a date keeps its time of day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Day,
    Time,
}

impl<'a> Call<'_, 'a> {
    /// An argument; a path stays a set of nodes. Blank when it is not there.
    fn raw(&self, at: usize) -> Worked<'a> {
        match self.arguments.get(at) {
            Some(expr) => self.world.eval(expr, self.context),
            None => Ok(Value::BLANK),
        }
    }

    fn one(&self, at: usize) -> Worked<'a> {
        self.world.single(self.raw(at)?)
    }

    fn number(&self, at: usize) -> Result<f64, Problem> {
        Ok(self.one(at)?.number())
    }

    fn exact(&self, at: usize) -> Result<f64, Problem> {
        Ok(self.one(at)?.exact_number())
    }

    fn text(&self, at: usize) -> Result<Cow<'a, str>, Problem> {
        Ok(self.one(at)?.into_text())
    }

    fn truth(&self, at: usize) -> Result<bool, Problem> {
        Ok(self.one(at)?.truth())
    }

    /// A whole number between bounds that any list or text has.
    fn whole(&self, at: usize) -> Result<i64, Problem> {
        // Saturates; no number is 0.
        Ok(self.number(at)? as i64)
    }

    fn nodes(&self, at: usize) -> Result<Vec<Spot>, Problem> {
        match self.raw(at)? {
            Value::Nodes(nodes) => Ok(nodes),
            _ => Err(Problem::NotNodes {
                name: self.function.name().to_owned(),
            }),
        }
    }

    /// The arguments from `from` on; a single path gives each of its nodes.
    fn all(&self, from: usize) -> Result<Vec<Value<'a>>, Problem> {
        if self.arguments.len() == from + 1
            && let Value::Nodes(nodes) = self.raw(from)?
        {
            return Ok(nodes
                .into_iter()
                .map(|node| self.world.node_value(node))
                .collect());
        }
        (from..self.arguments.len())
            .map(|at| self.one(at))
            .collect()
    }

    fn value(&self) -> Worked<'a> {
        let number = |number: f64| Ok(Value::Number(number));
        let truth = |yes: bool| Ok(Value::Boolean(yes));
        match self.function {
            Function::True => truth(true),
            Function::False => truth(false),
            Function::Boolean => truth(self.truth(0)?),
            Function::BooleanFromString => {
                let text = self.text(0)?;
                truth(text.eq_ignore_ascii_case("true") || text == "1")
            }
            Function::Not => truth(!self.truth(0)?),
            Function::Number => number(self.number(0)?),
            Function::Int => number(self.number(0)?.trunc()),
            Function::Round => number(rounded(self.number(0)?, self.places()?)),
            Function::Floor => number(self.number(0)?.floor()),
            Function::Ceiling => number(self.number(0)?.ceil()),
            Function::Abs => number(self.exact(0)?.abs()),
            Function::Pow => number(self.exact(0)?.powf(self.exact(1)?)),
            Function::Sqrt => number(self.exact(0)?.sqrt()),
            Function::Exp => number(self.exact(0)?.exp()),
            Function::Exp10 => number(10_f64.powf(self.exact(0)?)),
            Function::Log => number(self.exact(0)?.ln()),
            Function::Log10 => number(self.exact(0)?.log10()),
            Function::Sin => number(self.exact(0)?.sin()),
            Function::Cos => number(self.exact(0)?.cos()),
            Function::Tan => number(self.exact(0)?.tan()),
            Function::Asin => number(self.exact(0)?.asin()),
            Function::Acos => number(self.exact(0)?.acos()),
            Function::Atan => number(self.exact(0)?.atan()),
            Function::Atan2 => number(self.exact(0)?.atan2(self.exact(1)?)),
            Function::Pi => number(std::f64::consts::PI),
            Function::Min => self.extreme(f64::min),
            Function::Max => self.extreme(f64::max),
            Function::Sum => {
                let numbers = self.nodes(0)?.into_iter();
                let numbers = numbers.map(|node| self.world.node_value(node).number());
                number(numbers.filter(|number| !number.is_nan()).sum())
            }
            Function::Count => number(self.nodes(0)?.len() as f64),
            Function::CountNonEmpty => {
                let nodes = self.nodes(0)?;
                let filled = nodes
                    .iter()
                    .filter(|node| !self.world.node_value(**node).is_blank());
                number(filled.count() as f64)
            }
            Function::Position | Function::Index => number(self.position()?),
            Function::Last => number(self.context.among.map_or(1.0, |(_, size)| size as f64)),
            Function::IndexedRepeat => self.indexed_repeat().map(Value::Nodes),
            Function::Once => self.once(),
            Function::If => self.raw(if self.truth(0)? { 1 } else { 2 }),
            Function::Coalesce => {
                let first = self.one(0)?;
                if first.is_blank() {
                    self.raw(1)
                } else {
                    Ok(first)
                }
            }
            _ => self.text_value(),
        }
    }

    fn text_value(&self) -> Worked<'a> {
        let number = |number: f64| Ok(Value::Number(number));
        let truth = |yes: bool| Ok(Value::Boolean(yes));
        match self.function {
            Function::String => self.text(0).map(Value::Text),
            Function::Concat => Ok(joined("", self.all(0)?)),
            Function::Join => Ok(joined(&self.text(0)?, self.all(1)?)),
            Function::StringLength => number(self.text_or_here()?.chars().count() as f64),
            Function::Substr => self.substr(),
            Function::SubstringBefore => {
                let (text, mark) = (self.text(0)?, self.text(1)?);
                let before = text
                    .split_once(mark.as_ref())
                    .map_or("", |(before, _)| before);
                Ok(Value::text(before.to_owned()))
            }
            Function::SubstringAfter => {
                let (text, mark) = (self.text(0)?, self.text(1)?);
                let after = text
                    .split_once(mark.as_ref())
                    .map_or("", |(_, after)| after);
                Ok(Value::text(after.to_owned()))
            }
            Function::Contains => truth(self.text(0)?.contains(self.text(1)?.as_ref())),
            Function::StartsWith => truth(self.text(0)?.starts_with(self.text(1)?.as_ref())),
            Function::EndsWith => truth(self.text(0)?.ends_with(self.text(1)?.as_ref())),
            Function::Translate => self.translate(),
            Function::NormalizeSpace => {
                let text = self.text_or_here()?;
                let words: Vec<&str> = text.split_whitespace().collect();
                Ok(Value::text(words.join(" ")))
            }
            Function::Regex => self.regex(),
            Function::Selected | Function::IsSelected => {
                let (chosen, name) = (self.text(0)?, self.text(1)?);
                truth(chosen.split_whitespace().any(|one| one == name.trim()))
            }
            Function::SelectedAt => {
                let chosen = self.text(0)?;
                let at = usize::try_from(self.whole(1)?).ok();
                let name = at.and_then(|at| chosen.split_whitespace().nth(at));
                Ok(Value::text(name.unwrap_or_default().to_owned()))
            }
            Function::CountSelected => number(self.text(0)?.split_whitespace().count() as f64),
            Function::ChoiceName => self.choice_name(),
            Function::Checklist => {
                let yes = self.all(2)?.iter().filter(|value| value.truth()).count() as i64;
                let (least, most) = (self.whole(0)?, self.whole(1)?);
                truth((least < 0 || yes >= least) && (most < 0 || yes <= most))
            }
            Function::WeightedChecklist => self.weighted(),
            Function::PullData => self.pull_data(),
            Function::Version => Ok(Value::text(self.world.outline.heading.version.clone())),
            Function::Depend => self.raw(0),
            _ => self.moment_value(),
        }
    }

    fn moment_value(&self) -> Worked<'a> {
        let now = || local(self.world.surroundings.now);
        match self.function {
            Function::Now => Ok(Value::Moment(now())),
            Function::Today => Ok(Value::Moment(now().date().at(0, 0, 0, 0))),
            Function::Date => self.date(Keep::Day),
            Function::DateTime => self.date(Keep::Time),
            Function::FormatDate | Function::FormatDateTime => {
                let moment = match self.date(Keep::Time)? {
                    Value::Moment(moment) => moment,
                    _ => return Ok(Value::BLANK),
                };
                formatted(moment, &self.text(1)?)
                    .map(Value::text)
                    .map_err(|letter| Problem::BadDateForm {
                        letter: letter.to_string(),
                    })
            }
            Function::DecimalDateTime => Ok(match self.date(Keep::Time)? {
                Value::Moment(moment) => Value::Number(exact_days(moment)),
                other => other,
            }),
            Function::DecimalTime => Ok(match self.one(0)? {
                Value::Clock(time) => Value::Number(part_of_day(time)),
                Value::Number(number) => Value::Number(number - number.floor()),
                _ => match self.date(Keep::Time)? {
                    Value::Moment(moment) => Value::Number(part_of_day(moment.time())),
                    other => other,
                },
            }),
            Function::Random => {
                let bits = next_bits(&self.world.memory.dice) >> 11;
                Ok(Value::Number(bits as f64 / (1_u64 << 53) as f64))
            }
            Function::Uuid => Ok(Value::text(self.uuid()?)),
            // Every other function was answered before.
            _ => Ok(Value::BLANK),
        }
    }

    fn places(&self) -> Result<i32, Problem> {
        match self.arguments.len() {
            0 | 1 => Ok(0),
            _ => Ok(self.number(1)? as i32),
        }
    }

    fn extreme(&self, choose: fn(f64, f64) -> f64) -> Worked<'a> {
        let numbers = self.all(0)?;
        let numbers = numbers
            .iter()
            .map(Value::number)
            .filter(|number| !number.is_nan());
        Ok(Value::Number(numbers.reduce(choose).unwrap_or(f64::NAN)))
    }

    fn position(&self) -> Result<f64, Problem> {
        let place = |spot: &Spot| match spot {
            Spot::Main(id) => f64::from(self.world.tree.get(*id).position) + 1.0,
            Spot::Item(_, row) | Spot::Cell(_, row, _) => f64::from(*row) + 1.0,
            Spot::Document(_) | Spot::Items(_) => 1.0,
        };
        if self.arguments.is_empty() {
            let among = self.context.among.map(|(place, _)| place as f64);
            return Ok(among.unwrap_or_else(|| place(&self.context.here)));
        }
        Ok(self.nodes(0)?.first().map_or(0.0, place))
    }

    /// Walks down to the first argument, at each repeat that is named taking
    /// the instance with the given place.
    fn indexed_repeat(&self) -> Result<Vec<Spot>, Problem> {
        let Some(target) = self.question(0) else {
            return self.nodes(0);
        };
        let mut places = Vec::new();
        for at in (1..self.arguments.len()).step_by(2) {
            let repeat = self.question(at);
            let place = self.whole(at + 1)?.max(1);
            places.extend(repeat.map(|repeat| (repeat, place)));
        }
        let world = self.world;
        let here = world.tree.chain(self.context.current);
        let mut found = vec![InstanceId::ROOT];
        for step in world.outline.chain(target).into_iter().skip(1) {
            let ordinal = world.outline.node(step).ordinal;
            let place = places.iter().find(|(repeat, _)| *repeat == step);
            found = found
                .iter()
                .flat_map(|id| {
                    let slot = world.tree.slot(*id, ordinal);
                    let shared = here.iter().find(|near| {
                        let near = world.tree.get(**near);
                        near.parent == Some(*id) && near.node == step
                    });
                    match (place, shared) {
                        (Some((_, place)), _) => {
                            let at = usize::try_from(place - 1).unwrap_or(usize::MAX);
                            slot.get(at).copied().into_iter().collect()
                        }
                        (None, Some(shared)) => vec![*shared],
                        (None, None) => slot.to_vec(),
                    }
                })
                .collect();
        }
        found.retain(|id| world.tree.get(*id).relevant);
        Ok(found.into_iter().map(Spot::Main).collect())
    }

    /// The question that an argument names.
    fn question(&self, at: usize) -> Option<NodeId> {
        match self.arguments.get(at)? {
            Expr::Path(path) if path.steps.is_empty() => match &path.start {
                Start::Question(id, _) => Some(*id),
                _ => None,
            },
            Expr::Path(path) => {
                let spots = self.world.path(path, self.context).ok()?;
                match spots.first()? {
                    Spot::Main(id) => Some(self.world.tree.get(*id).node),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn once(&self) -> Worked<'a> {
        let kept = Value::of(self.world.tree.get(self.context.current).answer.as_ref());
        if kept.is_blank() {
            self.raw(0)
        } else {
            Ok(kept)
        }
    }

    fn text_or_here(&self) -> Result<Cow<'a, str>, Problem> {
        if self.arguments.is_empty() {
            let here = self.world.node_value(self.context.here);
            return Ok(here.into_text());
        }
        self.text(0)
    }

    fn substr(&self) -> Worked<'a> {
        let text = self.text(0)?;
        let letters: Vec<char> = text.chars().collect();
        let length = letters.len() as i64;
        let place = |at: i64| {
            let from_end = if at < 0 {
                length.saturating_add(at)
            } else {
                at
            };
            from_end.clamp(0, length) as usize
        };
        let start = place(self.whole(1)?);
        let end = match self.arguments.len() {
            3 => place(self.whole(2)?),
            _ => letters.len(),
        };
        let part = letters.get(start..end).unwrap_or_default();
        Ok(Value::text(part.iter().collect::<String>()))
    }

    fn translate(&self) -> Worked<'a> {
        let (text, from, to) = (self.text(0)?, self.text(1)?, self.text(2)?);
        let to: Vec<char> = to.chars().collect();
        let from: Vec<char> = from.chars().collect();
        let translated: String = text
            .chars()
            .filter_map(|letter| match from.iter().position(|one| *one == letter) {
                None => Some(letter),
                Some(at) => to.get(at).copied(),
            })
            .collect();
        Ok(Value::text(translated))
    }

    fn regex(&self) -> Worked<'a> {
        let (text, typed) = (self.text(0)?, self.text(1)?);
        let mut patterns = self.world.memory.patterns.borrow_mut();
        let compiled = patterns
            .entry(typed.to_string())
            .or_insert_with_key(|typed| pattern(typed));
        match compiled {
            Ok(pattern) => Ok(Value::Boolean(pattern.fits(&text))),
            Err(why) => Err(Problem::BadPattern { why: why.clone() }),
        }
    }

    /// The label of a choice; of several chosen, theirs.
    fn choice_name(&self) -> Worked<'a> {
        let name = self.text(0)?;
        let Some(question) = self.question(1) else {
            return Ok(Value::BLANK);
        };
        let world = self.world;
        let Some(ChoiceSource::List(list)) = &world.outline.node(question).choices else {
            return Ok(Value::Text(name));
        };
        let label = world.outline.list(*list).and_then(|list| {
            let row = list.named(&name).first()?;
            let choice = list.choice(*row)?;
            world.spoken(&choice.label, self.context.current)
        });
        Ok(Value::text(label.unwrap_or_default()))
    }

    fn weighted(&self) -> Worked<'a> {
        let each = |at: usize| -> Result<Vec<Value<'a>>, Problem> {
            match self.raw(at)? {
                Value::Nodes(nodes) => Ok(nodes
                    .into_iter()
                    .map(|node| self.world.node_value(node))
                    .collect()),
                value => Ok(vec![value]),
            }
        };
        let mut sum = 0.0;
        for at in (2..self.arguments.len()).step_by(2) {
            for (flag, weight) in each(at)?.iter().zip(each(at + 1)?) {
                if flag.truth() {
                    sum += weight.number();
                }
            }
        }
        let (least, most) = (self.number(0)?, self.number(1)?);
        Ok(Value::Boolean(sum >= least && sum <= most))
    }

    /// `pulldata('file', 'wanted', 'column', value)`.
    fn pull_data(&self) -> Worked<'a> {
        let file = self.text(0)?;
        let stem = file
            .rsplit_once('.')
            .map_or(file.as_ref(), |(stem, _)| stem);
        let found = self.world.outline.list_named(stem);
        let Some(list) = found else {
            return Ok(Value::BLANK);
        };
        let (wanted, column) = (self.text(1)?, self.text(2)?);
        let key = self.text(3)?;
        let cell = list.column(&wanted).zip(list.column(&column));
        let cell = cell.and_then(|(wanted, column)| {
            let row = list.index(column)?.get(key.as_ref())?.first()?;
            Some(list.cell(*row, wanted))
        });
        Ok(Value::text(cell.unwrap_or_default()))
    }

    fn date(&self, keep: Keep) -> Worked<'a> {
        let value = self.one(0)?;
        let moment = match value {
            blank if blank.is_blank() => return Ok(blank),
            Value::Moment(moment) => Some(moment),
            Value::Clock(time) => Some(jiff::civil::date(1970, 1, 1).to_datetime(time)),
            Value::Number(days) => match keep {
                Keep::Time => of_exact_days(days),
                Keep::Day => of_days(days).map(|day| day.at(0, 0, 0, 0)),
            },
            Value::Text(ref typed) => parse_moment(typed),
            _ => None,
        };
        let moment = moment.ok_or_else(|| Problem::NotADate {
            typed: super::super::fault::shown(&value.into_text()),
        })?;
        Ok(Value::Moment(match keep {
            Keep::Time => moment,
            Keep::Day => moment.date().at(0, 0, 0, 0),
        }))
    }

    fn uuid(&self) -> Result<String, Problem> {
        const LETTERS: &[u8; 16] = b"0123456789abcdef";
        const LONGEST: i64 = 1024;
        let dice = &self.world.memory.dice;
        if self.arguments.is_empty() {
            let bits = (u128::from(next_bits(dice)) << 64) | u128::from(next_bits(dice));
            return Ok(uuid::Builder::from_random_bytes(bits.to_be_bytes())
                .into_uuid()
                .to_string());
        }
        let length = self.whole(0)?.clamp(0, LONGEST);
        let letter = |_| {
            let at = (next_bits(dice) & 15) as usize;
            char::from(LETTERS.get(at).copied().unwrap_or(b'0'))
        };
        Ok((0..length).map(letter).collect())
    }
}

fn joined<'a>(between: &str, values: Vec<Value<'a>>) -> Value<'a> {
    let texts: Vec<Cow<'a, str>> = values.into_iter().map(Value::into_text).collect();
    Value::text(texts.join(between))
}
