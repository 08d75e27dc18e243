//! Builds the ledger of a tailored resume.

use super::misfit::count;
use super::model::{
    DifferentTerm, Entry, Gap, Gaps, Highlight, Names, Points, Quote, Report, RequirementCoverage,
    RequirementMatch, SectionStatus, SharedCompetency, ThemeCoverage,
};
use super::vocabulary::{OtherName, Vocabulary};
use crate::coverage::{Claim, Grade};
use crate::guide::ThemeId;
use crate::posting::{Need, RequirementId, RequirementKind};
use crate::profile::{Kind, Line, LineId, Pin, Place};
use crate::score::{Contribution, ContributionKind, LineScore, evident};
use crate::select::{Comparison, SelectionReason};
use crate::tailor::{Inputs, LineStatus, Tailored};

/// How well resume or profile must show something for it to count as shown: one clear line does.
const CLEAR: f64 = 0.25;

/// How much more of a requirement the profile must show than the resume for its lines to be missed there.
const MISSED: f64 = 0.2;

/// How many words are quoted in the reason why a line is kept.
const MAX_QUOTES: usize = 3;

/// How many lines are named as evidence for one thing.
const MAX_EVIDENCE: usize = 3;

/// Returns the ledger of a tailored resume.
pub fn report(inputs: Inputs<'_>, tailored: &Tailored, names: Names<'_>) -> Report {
    let lines = inputs.profile.lines();
    let ledger = Ledger::new(inputs, tailored, &lines);
    let (mut highlights, mut entries) = (Vec::new(), Vec::new());
    for (idx, line) in lines.iter().enumerate() {
        if line.place.kind == Kind::Highlight {
            highlights.push(ledger.highlight(idx));
        } else {
            entries.push(ledger.entry(idx));
        }
    }
    let themes = ledger.themes();
    let requirements = ledger.requirements();
    Report {
        profile: names.profile.to_owned(),
        guide: names.guide.to_owned(),
        posting: names.posting.map(ToOwned::to_owned),
        as_of: tailored.as_of.to_string(),
        pages: tailored.pages.len(),
        filled: tailored.filled,
        spacing: tailored.spacing,
        highlights,
        entries,
        sections: ledger.sections(),
        gaps: ledger.gaps(&themes, &requirements),
        themes,
        requirements,
    }
}

/// Returns what the posting of a tailored resume asks for, and how well resume and profile show it: the part of
/// [`report`] about the posting.
pub fn requirements(inputs: Inputs<'_>, tailored: &Tailored) -> Vec<RequirementCoverage> {
    let lines = inputs.profile.lines();
    let ledger = Ledger::new(inputs, tailored, &lines);
    ledger.requirements()
}

/// What resume and profile show of one requirement.
struct Claims {
    resume: Claim,
    profile: Claim,
}

/// Returns what resume and profile show of each requirement.
fn claims(inputs: Inputs<'_>, tailored: &Tailored) -> Vec<Claims> {
    let (Some(posting), Some(coverage)) = (inputs.posting, &tailored.coverage) else {
        return Vec::new();
    };
    (0..posting.requirements.len())
        .map(RequirementId)
        .map(|it| Claims {
            resume: coverage.claim(it, |line| tailored.is_kept(line)),
            profile: coverage.claim(it, |_| true),
        })
        .collect()
}

/// Returns what a grade is called in JSON.
fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Shown => "shown",
        Grade::Partly => "partly",
        Grade::InOtherWords => "in other words",
        Grade::NotFound => "not found",
    }
}

struct Ledger<'a> {
    claims: Vec<Claims>,
    inputs: Inputs<'a>,
    tailored: &'a Tailored,
    lines: &'a [Line<'a>],
}

impl<'a> Ledger<'a> {
    fn new(inputs: Inputs<'a>, tailored: &'a Tailored, lines: &'a [Line<'a>]) -> Self {
        Self {
            claims: claims(inputs, tailored),
            inputs,
            tailored,
            lines,
        }
    }

    fn score(&self, idx: usize) -> &LineScore {
        &self.tailored.scored.lines[idx]
    }

    fn text(&self, idx: usize) -> String {
        self.lines[idx].wordings[self.score(idx).wording]
            .text
            .clone()
    }

    fn kept(&self, idx: usize) -> bool {
        self.tailored.fates[idx].kept()
    }

    fn highlight(&self, idx: usize) -> Highlight {
        let score = self.score(idx);
        let names = self.inputs.guide.themes.iter().map(|it| it.name.clone());
        let coverage = self.tailored.coverage.as_ref();
        let answers = coverage
            .map_or(&[][..], |it| it.strengths(LineId(idx)))
            .iter();
        Highlight {
            id: self.lines[idx].id.to_owned(),
            place: self.place(self.lines[idx].place),
            text: self.text(idx),
            value: score.value,
            themes: names.zip(score.themes.iter().copied()).collect(),
            requirements: answers
                .map(|it| RequirementMatch {
                    requirement: it.requirement.0,
                    strength: it.strength,
                })
                .collect(),
            kept: self.kept(idx),
            reason: self.reason(idx),
            contributions: score
                .contributions
                .iter()
                .map(|it| self.points(it))
                .collect(),
        }
    }

    fn entry(&self, idx: usize) -> Entry {
        Entry {
            id: self.lines[idx].id.to_owned(),
            section: self.lines[idx].place.section.key(),
            text: self.text(idx),
            value: self.score(idx).value,
            kept: self.kept(idx),
            reason: self.reason(idx),
        }
    }

    /// Returns where a highlight stands, in the person's words.
    fn place(&self, place: Place) -> String {
        use crate::profile::Section as S;
        let profile = self.inputs.profile;
        let position = |these: &[crate::profile::Employment]| {
            let employment = &these[place.entry];
            format!(
                "{}, {}",
                employment.positions[place.position].title.text, employment.employer.text
            )
        };
        match place.section {
            S::Experience => position(&profile.experience),
            S::Volunteering => position(&profile.volunteering),
            S::Projects => profile.projects[place.entry].name.text.clone(),
            S::Education => profile.education[place.entry].institution.text.clone(),
            S::Certifications => profile.certifications[place.entry].name.text.clone(),
            S::Awards => profile.awards[place.entry].name.text.clone(),
            S::Publications => profile.publications[place.entry].name.text.clone(),
            S::Other => profile.other[place.entry].heading.text.clone(),
            S::Summary | S::Skills | S::Languages | S::Interests => place.section.key().to_owned(),
        }
    }

    fn points(&self, contribution: &Contribution) -> Points {
        let what = match contribution.what {
            ContributionKind::Theme(idx) => {
                format!("theme: {}", self.inputs.guide.themes[idx.0].name)
            }
            ContributionKind::Requirement(idx) => {
                let text = self
                    .inputs
                    .posting
                    .map_or("", |it| it.requirements[idx.0].text.as_str());
                format!("requirement: {text}")
            }
            ContributionKind::Result => "quantified result".to_owned(),
            ContributionKind::Ownership => "ownership".to_owned(),
            ContributionKind::Recency => "recency".to_owned(),
            ContributionKind::Background => "background".to_owned(),
        };
        Points {
            what,
            words: contribution.words.clone(),
            alike: contribution.alike.as_ref().map(|it| SharedCompetency {
                competency: it.competency.name().replace('-', " "),
                words: it.words.clone(),
                points: it.points,
            }),
            points: contribution.points,
            source: contribution.what,
        }
    }

    fn themes(&self) -> Vec<ThemeCoverage> {
        let themes = self.inputs.guide.themes.iter().enumerate();
        themes
            .map(|(theme, it)| {
                let strength = |idx: usize| self.score(idx).themes[theme];
                ThemeCoverage {
                    name: it.name.clone(),
                    weight: it.weight,
                    resume: self.coverage(true, strength),
                    profile: self.coverage(false, strength),
                    evidence: self.evidence(|idx| self.kept(idx), strength),
                }
            })
            .collect()
    }

    fn requirements(&self) -> Vec<RequirementCoverage> {
        let requirements = self
            .inputs
            .posting
            .iter()
            .flat_map(|it| it.requirements.iter().enumerate());
        requirements
            .zip(&self.claims)
            .map(|((_, it), claims)| {
                let evidence: Vec<usize> = claims.resume.evidence.iter().map(|it| it.0.0).collect();
                RequirementCoverage {
                    text: it.text.clone(),
                    need: match it.need {
                        Need::Required => "required",
                        Need::Preferred => "preferred",
                        Need::Duty => "duty",
                    },
                    is_degree: it.kind == RequirementKind::Degree,
                    weight: it.weight,
                    resume: claims.resume.value,
                    profile: claims.profile.value.max(claims.resume.value),
                    grade: grade(claims.resume.grade),
                    profile_grade: grade(claims.profile.grade.max(claims.resume.grade)),
                    lacks: claims.resume.lacks.clone(),
                    is_logistics: claims.resume.is_logistics,
                    is_soft: claims.resume.is_soft,
                    evidence: self.ids(&evidence),
                    quotes: self.shown_by(&claims.resume.evidence),
                }
            })
            .collect()
    }

    /// Returns how well lines show something together: what one leaves open, the next can close.
    fn coverage(&self, on_resume: bool, strength: impl Fn(usize) -> f64) -> f64 {
        let lines = (0..self.lines.len()).filter(|&idx| !on_resume || self.kept(idx));
        1.0 - lines
            .map(|idx| 1.0 - evident(strength(idx)))
            .product::<f64>()
    }

    fn evidence(&self, of: impl Fn(usize) -> bool, strength: impl Fn(usize) -> f64) -> Vec<String> {
        self.ids(&self.best(of, strength))
    }

    fn ids(&self, lines: &[usize]) -> Vec<String> {
        let ids = lines.iter().map(|&idx| self.lines[idx].id.to_owned());
        ids.collect()
    }

    /// Returns the lines that show something best, the strongest first.
    fn best(&self, of: impl Fn(usize) -> bool, strength: impl Fn(usize) -> f64) -> Vec<usize> {
        let lines = (0..self.lines.len()).filter(|&idx| of(idx));
        let lines = lines.map(|idx| (strength(idx), idx));
        strongest(lines.filter(|it| evident(it.0) > 0.0).collect())
    }

    /// What the resume doesn't show clearly: left out where the profile would, lacking where it wouldn't either; and
    /// what it shows in other words than the posting's.
    fn gaps(&self, themes: &[ThemeCoverage], requirements: &[RequirementCoverage]) -> Gaps {
        let mut gaps = Gaps::default();
        let left_out = |idx: usize| !self.kept(idx);
        for (idx, it) in themes.iter().enumerate() {
            if it.resume < CLEAR {
                let evidence = self.best(left_out, |line| self.score(line).themes[idx]);
                let clear = it.profile >= CLEAR && !evidence.is_empty();
                let lines = if clear { evidence } else { Vec::new() };
                gaps.add(self.gap(
                    "theme",
                    &it.name,
                    &lines,
                    ContributionKind::Theme(ThemeId(idx)),
                ));
            }
        }
        let asked: Vec<&str> = requirements.iter().map(|it| it.text.as_str()).collect();
        let said = self.said();
        let vocabulary = Vocabulary::of(&asked, &said, |idx| self.kept(idx));
        for (idx, it) in requirements.iter().enumerate() {
            // Who asks for "a Bachelor's degree" takes a Bachelor of Science.
            if !it.is_degree {
                let names = vocabulary.other_names(idx).into_iter();
                let unlike = names.map(|name| self.named_otherwise(&it.text, name));
                gaps.under_another_word.extend(unlike);
            }
            let Claims { resume, profile } = &self.claims[idx];
            // Conditions are told, and nobody misses the word "motivated".
            if resume.is_logistics {
                continue;
            }
            let further = profile.value >= CLEAR && profile.value >= resume.value + MISSED;
            let left_out = profile.evidence.iter().filter(|it| !self.kept(it.0.0));
            let left_out: Vec<(LineId, Vec<String>)> = left_out.cloned().collect();
            if profile.is_missing() && resume.is_missing() {
                gaps.missing_from_profile
                    .push(self.asked_gap(&it.text, resume, &[]));
            } else if further && !left_out.is_empty() && resume.grade != Grade::Shown {
                gaps.missing_from_resume
                    .push(self.asked_gap(&it.text, resume, &left_out));
            } else if resume.grade == Grade::InOtherWords {
                gaps.under_another_word.push(DifferentTerm {
                    kind: "requirement",
                    text: it.text.clone(),
                    by: "meaning",
                    words: resume.lacks.clone(),
                    evidence: self.shown_by(&resume.evidence),
                });
            }
        }
        gaps
    }

    fn asked_gap(&self, text: &str, resume: &Claim, lines: &[(LineId, Vec<String>)]) -> Gap {
        Gap {
            kind: "requirement",
            text: text.to_owned(),
            grade: grade(resume.grade),
            lacks: if resume.grade == Grade::NotFound {
                Vec::new()
            } else {
                resume.lacks.clone()
            },
            evidence: lines
                .iter()
                .map(|it| self.lines[it.0.0].id.to_owned())
                .collect(),
            quotes: self.shown_by(lines),
        }
    }

    fn shown_by(&self, lines: &[(LineId, Vec<String>)]) -> Vec<Quote> {
        let quote = |(line, words): &(LineId, Vec<String>)| Quote {
            id: self.lines[line.0].id.to_owned(),
            words: words.clone(),
        };
        lines.iter().map(quote).collect()
    }

    fn named_otherwise(&self, requirement: &str, name: OtherName) -> DifferentTerm {
        let quote = |(line, words): (usize, String)| Quote {
            id: self.lines[line].id.to_owned(),
            words: vec![words],
        };
        let said = name.said.into_iter().take(MAX_EVIDENCE);
        DifferentTerm {
            kind: "requirement",
            text: requirement.to_owned(),
            by: "name",
            words: vec![name.asked],
            evidence: said.map(quote).collect(),
        }
    }

    fn gap(&self, kind: &'static str, text: &str, lines: &[usize], what: ContributionKind) -> Gap {
        Gap {
            kind,
            text: text.to_owned(),
            grade: grade(Grade::NotFound),
            lacks: Vec::new(),
            evidence: self.ids(lines),
            quotes: self.quotes(lines, what),
        }
    }

    /// Returns what the profile says, line by line.
    fn said(&self) -> Vec<String> {
        (0..self.lines.len())
            .map(|idx| {
                let mut text = self.text(idx);
                for further in &self.lines[idx].context {
                    text.push('\n');
                    text.push_str(further);
                }
                text
            })
            .collect()
    }

    /// Returns the words of lines that earned points for a theme or requirement.
    fn quotes(&self, lines: &[usize], what: ContributionKind) -> Vec<Quote> {
        let quote = |&idx: &usize| {
            let contributions = &self.score(idx).contributions;
            let earned = contributions.iter().find(|it| it.what == what);
            let alike = earned.and_then(|it| it.alike.as_ref());
            let own = earned.map(|it| &it.words).filter(|it| !it.is_empty());
            let words = own.or(alike.map(|it| &it.words));
            Quote {
                id: self.lines[idx].id.to_owned(),
                words: words.cloned().unwrap_or_default(),
            }
        };
        lines.iter().map(quote).collect()
    }

    /// Returns why a line was kept or left out, in words.
    fn reason(&self, idx: usize) -> String {
        use crate::profile::Section as S;
        let place = self.lines[idx].place;
        let why = match self.tailored.fates[idx] {
            LineStatus::PinnedAlways => return "kept: pinned to `always`".to_owned(),
            LineStatus::PinnedNever => return "left out: pinned to `never`".to_owned(),
            LineStatus::HolderPinnedNever => {
                return "left out: what it belongs to is pinned to `never`".to_owned();
            }
            LineStatus::Alternative => return "left out: another summary serves better".to_owned(),
            LineStatus::SharesLine => {
                return "kept: on one line with its employer, there is no room for its bullets"
                    .to_owned();
            }
            LineStatus::Ranked(why) => why,
        };
        let profile = self.inputs.profile;
        match why {
            SelectionReason::Required => match (place.kind, place.section) {
                (Kind::Position, S::Experience)
                    if profile.experience[place.entry].meta.pin != Some(Pin::Always) =>
                {
                    "kept: paid work always stays".to_owned()
                }
                (Kind::Position, _) => "kept: its employer is pinned to `always`".to_owned(),
                _ => "kept: on one line with something that is pinned to `always`".to_owned(),
            },
            SelectionReason::Preferred => match place.section {
                S::Summary => "kept: the summary that serves best".to_owned(),
                S::Education => "kept: education is printed while there is room".to_owned(),
                _ => "kept: the posting asks for it by name".to_owned(),
            },
            SelectionReason::Ranked { gain } if gain < NEGLIGIBLE => {
                "kept: it fits in the leftover space".to_owned()
            }
            SelectionReason::Ranked { gain } => {
                format!(
                    "kept: adds {gain:.1} to the page{}",
                    self.main_evidence(idx)
                )
            }
            SelectionReason::Ancestor => "kept: it holds lines that are kept".to_owned(),
            SelectionReason::Duplicate(other) => {
                format!("left out: says the same as `{}`", self.lines[other].id)
            }
            SelectionReason::Outweighed(why) => self.comparison(why),
            SelectionReason::NoSpace => {
                "left out: no room beside what is pinned or always printed".to_owned()
            }
            SelectionReason::Empty => "left out: nothing that belongs to it was kept".to_owned(),
        }
    }

    /// Returns the theme or requirement that a line earns most for and the words that do, as the end of a sentence.
    fn main_evidence(&self, idx: usize) -> String {
        let topics = self.score(idx).contributions.iter().filter(|contribution| {
            matches!(
                contribution.what,
                ContributionKind::Theme(_) | ContributionKind::Requirement(_)
            ) && contribution.points > 0.0
        });
        let Some(best) = topics.max_by(|a, b| a.points.total_cmp(&b.points)) else {
            return String::new();
        };
        let what = match best.what {
            ContributionKind::Theme(theme) => self.inputs.guide.themes[theme.0].name.clone(),
            ContributionKind::Requirement(requirement) => {
                format!("requirement #{}", requirement.0 + 1)
            }
            _ => return String::new(),
        };
        let alike = best.alike.iter().flat_map(|it| &it.words);
        let words: Vec<&String> = if best.words.is_empty() {
            alike.collect()
        } else {
            best.words.iter().collect()
        };
        let words = words.iter().take(MAX_QUOTES).map(|it| format!("“{it}”"));
        let words = words.collect::<Vec<_>>().join(", ");
        let words = if words.is_empty() {
            words
        } else {
            format!(" ({words})")
        };
        format!(", most of it for {what}{words}")
    }

    /// Returns which lines have the room of one that is left out, and what both are worth there.
    fn comparison(&self, why: Comparison) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page has few lines"
        )]
        let n_lines = (why.height / self.tailored.line_height.max(1.0))
            .round()
            .max(1.0) as usize;
        let rival = &self.lines[why.rival].id;
        let (gain, rival_gain) = (why.gain, why.rival_gain);
        let room = count(n_lines, "line");
        if why.n_more == 0 {
            format!(
                "left out: worth {gain:.1} for {room}; `{rival}` has that room and is worth {rival_gain:.1}"
            )
        } else {
            format!(
                "left out: worth {gain:.1} for {room}; `{rival}` and {} more have that room and are worth {rival_gain:.1}",
                why.n_more
            )
        }
    }

    fn sections(&self) -> Vec<SectionStatus> {
        let mut parts: Vec<SectionStatus> = Vec::new();
        for (idx, line) in self.lines.iter().enumerate() {
            let section = line.place.section.key();
            let heading = match line.place.section {
                crate::profile::Section::Other => self.place(line.place),
                _ => section.to_owned(),
            };
            if parts.last().is_none_or(|it| it.heading != heading) {
                parts.push(SectionStatus {
                    section,
                    heading,
                    kept: false,
                });
            }
            if let Some(part) = parts.last_mut() {
                part.kept |= self.kept(idx);
            }
        }
        parts
    }
}

/// What is worth less for its room is printed because the room is free.
const NEGLIGIBLE: f64 = 0.05;

/// Returns the lines of most strength, the strongest first, of all that show something.
fn strongest(mut found: Vec<(f64, usize)>) -> Vec<usize> {
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(MAX_EVIDENCE);
    found.into_iter().map(|it| it.1).collect()
}
