//! The house style: which rules hold, how much they matter, and where their limits are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::rule::{Level, Rule};
use crate::diag::Diagnostic;
use crate::reader::{self, MappingReader, Outline, Range};
use crate::yaml::{Node, Value};

/// A house style. [`House::default`] is what holds where an office has none of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct House {
    levels: BTreeMap<Rule, Level>,
    /// How many words a bullet may have.
    pub words: usize,
    /// How many bullets of a position may open with one verb.
    pub times: usize,
    /// The least share of a position's bullets with a number, 0 to 1.
    pub share: f64,
    /// How many bullets a position must have before numbers are asked for.
    pub bullets: usize,
    /// The grade point average, of 4, below which it is better left out.
    pub below: f64,
    /// The longest time between positions, in months, that needs no account.
    pub gap: u32,
    /// The longest time, in months, that two positions may share.
    pub overlap: u32,
    /// Further openers to avoid.
    pub openers: Vec<String>,
    /// Further abbreviations that everyone knows.
    pub known: Vec<String>,
}

impl Default for House {
    fn default() -> Self {
        Self {
            levels: BTreeMap::new(),
            words: 34,
            times: 2,
            share: 0.2,
            bullets: 4,
            below: 3.0,
            gap: 6,
            overlap: 2,
            openers: Vec::new(),
            known: Vec::new(),
        }
    }
}

impl House {
    /// Returns the house style written in `source`, unless there is an error, and everything that is wrong with it.
    pub fn load(source: &str) -> (Option<Self>, Vec<Diagnostic>) {
        reader::read(source, "a house style", house)
    }

    /// Returns how much a rule matters here.
    pub fn level(&self, rule: Rule) -> Level {
        let own = self.levels.get(&rule).copied();
        own.unwrap_or_else(|| rule.default_level())
    }

    /// Returns every rule with its reason, its severity and its limits: a house style to edit.
    pub fn yaml(&self) -> String {
        let mut yaml = String::from(
            "# The rules of `bespoke check`. Each is off, note, warning or error; those left out keep their default.\n",
        );
        for rule in Rule::ALL {
            let level = self.level(rule).name();
            let about = rule.about();
            let limits = self.limits(rule);
            // Writing to a string can't fail.
            let _ = if limits.is_empty() {
                write!(yaml, "\n# {about}\n{}: {level}\n", rule.id())
            } else {
                write!(
                    yaml,
                    "\n# {about}\n{}: {{severity: {level}, {limits}}}\n",
                    rule.id()
                )
            };
        }
        yaml
    }

    fn limits(&self, rule: Rule) -> String {
        let quoted = |words: &[String]| {
            let quoted: Vec<String> = words
                .iter()
                .map(|it| format!("'{}'", it.replace('\'', "''")))
                .collect();
            quoted.join(", ")
        };
        match rule {
            Rule::WeakOpener => format!("also: [{}]", quoted(&self.openers)),
            Rule::RepeatedVerb => format!("times: {}", self.times),
            Rule::FewNumbers => format!("share: {}, bullets: {}", self.share, self.bullets),
            Rule::TooLong => format!("words: {}", self.words),
            Rule::Gpa => format!("below: {:?}", self.below),
            Rule::Gap => format!("months: {}", self.gap),
            Rule::Overlap => format!("months: {}", self.overlap),
            Rule::Abbreviation => format!("known: [{}]", quoted(&self.known)),
            _ => String::new(),
        }
    }
}

/// Returns what a house style may hold.
pub(crate) fn outline() -> Outline {
    reader::outline(house)
}

fn house(it: &mut MappingReader<'_>) -> House {
    it.called("house_style");
    let mut house = House::default();
    for rule in Rule::ALL {
        // YAML takes a plain `off` for `false`.
        if it.value(rule.id()).is_some_and(is_off) {
            house.levels.insert(rule, Level::Off);
        } else {
            it.entry(rule.id(), "severity", |it| one(it, rule, &mut house));
        }
    }
    house
}

fn one(it: &mut MappingReader<'_>, rule: Rule, house: &mut House) {
    let level = match it.value("severity") {
        Some(node) if is_off(node) => Some(Level::Off),
        _ => it.choice("severity", &Level::NAMES),
    };
    if let Some(level) = level {
        house.levels.insert(rule, level);
    }
    match rule {
        Rule::WeakOpener => house.openers = it.texts("also"),
        Rule::RepeatedVerb => house.times = whole(it, "times", house.times, 1),
        Rule::FewNumbers => {
            let share = Range::of(0.0, 1.0);
            house.share = it.number("share", house.share, share, "from 0 to 1");
            house.bullets = whole(it, "bullets", house.bullets, 1);
        }
        Rule::TooLong => house.words = whole(it, "words", house.words, 5),
        Rule::Gpa => {
            let average = Range::of(0.0, 4.0);
            house.below = it.number("below", house.below, average, "from 0 to 4");
        }
        Rule::Gap => house.gap = months(it, house.gap),
        Rule::Overlap => house.overlap = months(it, house.overlap),
        Rule::Abbreviation => house.known = it.texts("known"),
        _ => {}
    }
}

fn is_off(node: &Node) -> bool {
    matches!(node.value, Value::Bool(false))
}

fn months(it: &mut MappingReader<'_>, default: u32) -> u32 {
    let months = whole(it, "months", default as usize, 0);
    u32::try_from(months).unwrap_or(default)
}

/// Returns the whole number under `key`, from `least` to 1000.
fn whole(it: &mut MappingReader<'_>, key: &'static str, default: usize, least: usize) -> usize {
    const MAX: usize = 1000;
    let says = format!("without a fraction, from {least} to {MAX}");
    let range = Range::whole(least as f64, MAX as f64);
    let number = it.number(key, default as f64, range, &says);
    let whole = (least..=MAX).find(|&it| (it as f64 - number).abs() < f64::EPSILON);
    whole.unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_style_is_the_style() {
        for house in [
            House::default(),
            House {
                words: 20,
                below: 3.5,
                known: vec!["it's".to_owned()],
                levels: [(Rule::Gap, Level::Off), (Rule::Gpa, Level::Error)].into(),
                ..House::default()
            },
        ] {
            let (read, diagnostics) = House::load(&house.yaml());
            assert_eq!(diagnostics, []);
            let read = read.unwrap();
            assert_eq!(read.yaml(), house.yaml());
            for rule in Rule::ALL {
                assert_eq!(read.level(rule), house.level(rule));
            }
        }
    }

    #[track_caller]
    fn check(source: &str, message: &str, hint: &str) {
        let (house, diagnostics) = House::load(source);
        assert_eq!(house, None);
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        assert_eq!(diagnostics[0].message, message);
        assert_eq!(diagnostics[0].hint.as_deref().unwrap_or_default(), hint);
    }

    #[test]
    fn what_is_wrong_has_a_way_out() {
        check(
            "weak-openr: off",
            "unknown key `weak-openr`",
            "did you mean `weak-opener`?",
        );
        check(
            "tense: warnning",
            "`severity` can't be `warnning`",
            "did you mean `warning`?",
        );
        check(
            "gpa: {bellow: 3}",
            "unknown key `bellow`",
            "did you mean `below`?",
        );
        check(
            "gpa: {below: 9}",
            "`below` must be a number from 0 to 4, found `9`",
            "",
        );
        check(
            "too-long: {words: 20.5}",
            "`words` must be a number without a fraction, from 5 to 1000, found `20.5`",
            "",
        );
    }
}
