//! Finds the evidence of each thing that a posting asks for.

use super::career::{self, DegreeRecord, PositionSpan, WantedDegree};
use super::leaf::{Leaf, LeafEvidence, LeafKind, Node};
use super::said::{LineText, Word, WordIndex, spread, words};
use crate::posting::{Ask, Asks, RequirementId, name_key, says_which_credential};
use crate::profile::{Date, Kind, Line, LineId, Profile, Section};
use crate::score::{ScoredLines, evident};
use crate::text::{Key, Lexicon, tokens};

/// What words of one name count that stand apart.
const APART: f64 = 0.5;

/// What counts of a credential that has expired.
const EXPIRED: f64 = 0.35;

/// What counts of a credential where a line tells of such work and of no credential.
const UNCERTIFIED: f64 = 0.45;

/// Makes leaves of what is asked for.
pub(super) struct LeafBuilder<'a> {
    pub(super) profile: &'a Profile,
    pub(super) lines: &'a [Line<'a>],
    pub(super) said: &'a [LineText],
    pub(super) scored: &'a ScoredLines,
    pub(super) as_of: Date,
    pub(super) held: Vec<PositionSpan>,
    pub(super) studied: Vec<DegreeRecord>,
    /// Where the words of the lines stand.
    pub(super) index: WordIndex,
    pub(super) lexicon: Lexicon,
    pub(super) leaves: Vec<Leaf>,
    pub(super) requirement: RequirementId,
}

impl LeafBuilder<'_> {
    pub(super) fn node(&mut self, asks: &Asks) -> Node {
        match asks {
            Asks::One(one) => {
                let leaf = self.leaf(one);
                self.leaves.push(leaf);
                Node::Leaf(self.leaves.len() - 1)
            }
            Asks::All(these) => Node::All(these.iter().map(|it| self.node(it)).collect()),
            Asks::Any(these) => Node::Any(these.iter().map(|it| self.node(it)).collect()),
        }
    }

    pub(super) fn leaf(&self, asked: &Ask) -> Leaf {
        match asked {
            Ask::Skill { name } => self.skill(name),
            Ask::Years { years, of } => self.years(*years, of),
            Ask::Degree {
                level,
                fields,
                related,
                or_experience,
            } => {
                let wanted = WantedDegree {
                    level: *level,
                    fields,
                    related: *related,
                };
                let found = self.studied.iter().map(|degree| {
                    let graduated = career::graduated(degree, &wanted, &self.lexicon);
                    LeafEvidence {
                        lacks: graduated.lacks,
                        ..LeafEvidence::named(degree.line, graduated.value, Vec::new())
                    }
                });
                Leaf {
                    name: if fields.is_empty() {
                        level.name().to_owned()
                    } else {
                        format!("{} in {}", level.name(), fields.join(" or "))
                    },
                    weight: 1.0,
                    found: found.collect(),
                    kind: LeafKind::Degree {
                        or_experience: *or_experience,
                    },
                }
            }
            Ask::Credential { name } => self.credential(name),
            Ask::Language { language, well } => self.language(language, *well),
            Ask::Logistics { text } => {
                let mut leaf = self.activity(text, true);
                leaf.kind = LeafKind::Logistics;
                leaf.found.retain(|it| it.value >= 0.6);
                leaf
            }
            Ask::Activity { text } => self.activity(text, false),
            Ask::Soft { text } => self.activity(text, true),
        }
    }

    pub(super) fn skill(&self, name: &str) -> Leaf {
        let key = name_key(name, &self.lexicon);
        let words: Vec<Key> = tokens(name)
            .into_iter()
            .filter(|it| !it.is_transparent())
            .map(|it| it.key)
            .collect();
        let mut found = Vec::new();
        for line in self.index.may_name(&key, &words) {
            let said = &self.said[line];
            if let Some(quote) = said.thing(&key, &words) {
                found.push(LeafEvidence {
                    is_product: said.names_one_of(&key),
                    ..LeafEvidence::named(LineId(line), said.telling, vec![quote])
                });
            }
        }
        Leaf {
            name: name.to_owned(),
            weight: 1.0,
            kind: LeafKind::Named,
            found,
        }
    }

    pub(super) fn years(&self, years: u8, of: &[String]) -> Leaf {
        let about = career::about(&self.held, self.said, of, &self.lexicon);
        let mut found = Vec::new();
        for (line, said) in self.said.iter().enumerate() {
            if said.kind == Kind::Summary
                && let Some((told, quote)) = said.years()
                && told >= years
            {
                let told = of.iter().map(|work| {
                    let words = words(work, &self.lexicon);
                    let all: f64 = words.iter().map(|it| it.weight).sum();
                    let hits = said.matched(&words);
                    hits.iter().map(|it| words[it.0].weight * it.1).sum::<f64>() / all.max(1.0)
                });
                let share = if of.is_empty() {
                    1.0
                } else {
                    told.fold(0.0, f64::max)
                };
                if share >= 0.5 {
                    found.push(LeafEvidence::named(LineId(line), 0.8, vec![quote]));
                }
            }
        }
        let plural = if years == 1 { "year" } else { "years" };
        Leaf {
            name: match of {
                [] => format!("{years} {plural}"),
                of => format!("{years} {plural} {}", of.join(" or ")),
            },
            weight: 1.0,
            kind: LeafKind::Years { years, about },
            found,
        }
    }

    pub(super) fn credential(&self, name: &str) -> Leaf {
        let key = name_key(name, &self.lexicon);
        let mut words = words(name, &self.lexicon);
        let which: Vec<Word> = words
            .iter()
            .filter(|it| says_which_credential(&it.key))
            .cloned()
            .collect();
        if !which.is_empty() {
            words = which;
        }
        for word in &mut words {
            word.weight = 1.0;
        }
        let n = words.len().max(1) as f64;
        let is_known = words.iter().any(Word::is_named);
        let mut found = Vec::new();
        for (line, said) in self.said.iter().enumerate() {
            let is_one = said.section == Section::Certifications && said.kind == Kind::Entry;
            // Who coached an engineer holds no coaching certificate by that, but did the work.
            let speaks = is_one || is_known || said.speaks_of_credential();
            let most = if speaks || said.thing(&key, &[]).is_some() {
                1.0
            } else {
                UNCERTIFIED
            };
            let hits = said.matched(&words);
            let quotes: Vec<String> = hits.iter().map(|it| it.2.clone()).collect();
            let mut share = hits.iter().map(|it| it.1).sum::<f64>() / n;
            if said.thing(&key, &[]).is_some() {
                share = 1.0;
            }
            let value = match share {
                it if it >= 0.99 => 1.0,
                it if is_one && it >= 0.6 => 0.7,
                it if is_one && it >= 0.45 => 0.4,
                _ => continue,
            };
            let telling = if is_one { 1.0 } else { 0.75 * said.telling };
            let mut it = LeafEvidence::named(LineId(line), most * value * telling, quotes);
            if is_one
                && let Some(until) =
                    self.profile.certifications[self.lines[line].place.entry].expires
                && until.last_month() < self.as_of.last_month()
            {
                it.value *= EXPIRED;
                it.lacks = Some(format!("it expired in {until}"));
            }
            found.push(it);
        }
        Leaf {
            name: name.to_owned(),
            weight: 1.0,
            kind: LeafKind::Named,
            found,
        }
    }

    pub(super) fn language(&self, language: &str, well: bool) -> Leaf {
        let key: Vec<Key> = tokens(language).into_iter().map(|it| it.key).collect();
        let mut found = Vec::new();
        for (line, said) in self.said.iter().enumerate() {
            let Some(quote) = said.thing("", &key) else {
                continue;
            };
            let place = self.lines[line].place;
            let mut it = LeafEvidence::named(LineId(line), 0.75 * said.telling, vec![quote]);
            if place.section == Section::Languages {
                let level = &self.profile.languages[place.entry].level;
                let level = level.as_ref().map_or("", |it| it.text.as_str());
                let lower = level.to_lowercase();
                let basic = [
                    "basic", "element", "beginner", "a1", "a2", "limited", "some",
                ]
                .iter()
                .any(|it| lower.contains(it));
                it.value = if basic && well {
                    0.4
                } else if basic {
                    0.7
                } else {
                    1.0
                };
                if basic && well {
                    it.lacks = Some(format!("{language} is {level}"));
                }
            }
            found.push(it);
        }
        // A resume in English shows English.
        if language.eq_ignore_ascii_case("english")
            && found.is_empty()
            && self.profile.lang.starts_with("en")
            && let Some(first) = self
                .lines
                .iter()
                .position(|it| it.place.kind == Kind::Position)
        {
            found.push(LeafEvidence::named(LineId(first), 0.7, Vec::new()));
        }
        Leaf {
            name: language.to_owned(),
            weight: 1.0,
            kind: LeafKind::Named,
            found,
        }
    }

    pub(super) fn activity(&self, text: &str, is_soft: bool) -> Leaf {
        let mut words = words(text, &self.lexicon);
        let n_lines = self.said.len().max(1) as f64;
        for word in &mut words {
            // What half of the lines have says little.
            let share = self.index.n_lines(&word.key) as f64 / n_lines;
            word.weight *= 1.0 - (share * 3.0).min(0.6);
        }
        let all: f64 = words.iter().map(|it| it.weight).sum::<f64>().max(1.0);
        let mut found = Vec::new();
        let hits = self.index.hits(self.said, &words);
        for ((line, said), hits) in self.said.iter().enumerate().zip(hits) {
            let weight = hits.iter().map(|it| words[it.word].weight * it.fits);
            let mut share = weight.sum::<f64>() / all;
            // Two or three words name one thing only where they stand together: not "network" here and "card" there.
            if (2..=3).contains(&words.len()) && spread(&hits) > words.len() + 2 {
                share *= APART;
            }
            let score = self.scored.lines.get(line);
            let strength = score.map_or(0.0, |score| {
                let answers = score.requirements.iter();
                answers
                    .filter(|it| it.0 == self.requirement)
                    .map(|it| evident(it.1))
                    .fold(0.0, f64::max)
            });
            let alike = score
                .and_then(|it| it.alike.get(self.requirement.0).copied())
                .unwrap_or(0.0);
            let value = line_value(share, strength, alike) * said.telling;
            if value > 0.0 {
                found.push(LeafEvidence {
                    line: LineId(line),
                    value,
                    hits: hits.iter().map(|it| (it.word, it.fits)).collect(),
                    share,
                    strength,
                    alike,
                    quotes: hits.iter().map(|it| said.quote(&it.at)).collect(),
                    lacks: None,
                    is_product: false,
                });
            }
        }
        Leaf {
            name: text.to_owned(),
            // Beside names, what is done with them counts by how much is said of it.
            weight: (0.25 * all).clamp(0.3, 1.0),
            kind: LeafKind::Activity { words, is_soft },
            found,
        }
    }
}

/// Returns how well a line shows an activity that has so much of its words, answers it so well, and does as much alike work.
fn line_value(share: f64, strength: f64, alike: f64) -> f64 {
    let value = 0.6 * share + 0.4 * strength + 0.25 * share * alike - 0.05;
    value.clamp(0.0, 1.0)
}
