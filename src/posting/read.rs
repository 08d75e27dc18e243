//! From the text of a posting to what it asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::ask;
use super::asks::asks;
use super::cues::{self, Section};
use super::markup::{self, Block, BlockKind, LEAD_IN, LONGEST_TITLE};
use super::model::{Need, Posting, Requirement};
use crate::text::{Key, Token, TokenKind, sentences, tokens};

/// What a required thing counts before the posting's own stress is added.
const REQUIRED: f64 = 1.0;

/// What a duty counts: the heart of the job, but one of many.
const DUTY: f64 = 0.8;

/// What a preferred thing counts; published match scores weigh a missing required thing 2 to 3 times as much.
const PREFERRED: f64 = 0.5;

/// How much a sentence of running text about the role counts beside a bullet: half of them are praise.
const RUNNING_TEXT: f64 = 0.6;

/// How much a requirement gains whose words the posting comes back to most of all.
const DWELLING: f64 = 0.8;

/// How often the title's words count: it is the shortest summary of the job.
const IN_TITLE: u32 = 4;

/// Longest requirement, in bytes: what is longer is no single thing asked for.
const LONGEST: usize = 700;

/// Shortest requirement in running text, in words that say something.
const FEWEST_WORDS: usize = 2;

/// Most requirements that are kept: long government postings have about 80.
const MOST: usize = 250;

/// Words that requirements are made of whatever they ask for, sorted.
const FRAME: [&str; 44] = [
    "abil",
    "abl",
    "background",
    "bonus",
    "certif",
    "comfort",
    "compar",
    "demonstr",
    "desir",
    "equival",
    "excel",
    "expect",
    "experi",
    "expert",
    "expertis",
    "famili",
    "familiar",
    "good",
    "great",
    "help",
    "hous",
    "includ",
    "knowledg",
    "level",
    "minimum",
    "must",
    "need",
    "new",
    "plus",
    "practic",
    "prefer",
    "prior",
    "profici",
    "proven",
    "qualif",
    "relat",
    "requir",
    "role",
    "similar",
    "skill",
    "solid",
    "strong",
    "understand",
    "year",
];

/// Reads a posting: Markdown, HTML or plain text.
///
/// Sections and sentences about the company, its pay, the law and the application are left out. What remains is one
/// requirement for each bullet and each sentence. The work is linear in the length of the source.
pub fn read(source: &str) -> Posting {
    let source = markup::read(source);
    let title = source.title.or_else(|| title(&source.blocks));
    let sections = in_sections(&source.blocks, title.as_deref());
    let title = title.map(|it| cues::without_terms(&it).to_owned());
    let job = title.as_deref().and_then(job);
    let mut requirements = requirements(&sections, job.as_deref());
    if requirements.is_empty() {
        // Nothing says what it is: then all of it is taken for what the job consists of.
        let duties = sections.into_iter().map(|(section, block)| match section {
            Section::Neutral => (Section::Asks(Need::Duty), block),
            asks => (asks, block),
        });
        requirements = self::requirements(&duties.collect::<Vec<_>>(), job.as_deref());
    }
    weigh(&mut requirements, title.as_deref());
    Posting {
        title,
        requirements,
    }
}

/// Returns one requirement for each sentence or bullet that is one, in order, none twice.
fn requirements(sections: &[(Section, &Block)], job: Option<&str>) -> Vec<Requirement> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for (section, block) in sections {
        let whole = block.kind == BlockKind::Bullet && block.text.len() <= LONGEST;
        let mut boilerplate = false;
        for at in pieces(&block.text, whole) {
            if out.len() == MOST {
                return out;
            }
            // What a semicolon joins to boilerplate is boilerplate: "Dental cover; a sum for your desk".
            let text = &block.text[at.clone()];
            let goes_on = boilerplate
                && block.text[..at.start].trim_end().ends_with(';')
                && text.starts_with(char::is_lowercase)
                && !cues::is_about_the_role(text);
            boilerplate = goes_on || cues::is_boilerplate(text);
            if goes_on {
                continue;
            }
            if let Some(requirement) = requirement(text, *section, block.kind, job)
                && seen.insert(requirement.text.to_lowercase())
            {
                out.push(requirement);
            }
        }
    }
    out
}

/// Returns the blocks that may ask for something, each with its section.
fn in_sections<'a>(blocks: &'a [Block], title: Option<&str>) -> Vec<(Section, &'a Block)> {
    let has_headings = blocks
        .iter()
        .any(|it| matches!(it.kind, BlockKind::Heading(1..=6)));
    // In plain text a line in capitals stands above one that isn't.
    let shouted = blocks
        .iter()
        .filter(|it| it.kind == BlockKind::Line && markup::shouts(&it.text))
        .count();
    // The headings above the current block, from the highest level down.
    let mut above: Vec<(u8, Section)> = Vec::new();
    let mut out = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let level = match block.kind {
            BlockKind::Heading(level) => Some(level),
            BlockKind::Line if block.text.ends_with(':') && block.text.len() > 40 => Some(LEAD_IN),
            BlockKind::Line if has_headings => Some(markup::BOLD),
            BlockKind::Line if shouted > 1 && !markup::shouts(&block.text) => Some(2),
            BlockKind::Line => Some(1),
            BlockKind::Bullet | BlockKind::Paragraph => None,
        };
        let current = above
            .last()
            .map_or(Section::Neutral, |&(_, section)| section);
        if title == Some(block.text.as_str()) || cues::title_label(&block.text).is_some() {
            continue;
        }
        let next_is_bullet = (blocks.get(i + 1)).is_some_and(|it| it.kind == BlockKind::Bullet);
        let Some(level) = level else {
            if current != Section::Drop {
                out.push((current, block));
            }
            if current == Section::Neutral
                && (block.text.ends_with(':') || next_is_bullet)
                && let Some(section @ Section::Asks(_)) = cues::leads_in(&block.text)
            {
                above.push((LEAD_IN, section));
            }
            continue;
        };
        while above.last().is_some_and(|&(it, _)| it >= level) {
            above.pop();
        }
        let parent = above
            .last()
            .map_or(Section::Neutral, |&(_, section)| section);
        let section = match cues::heading(&block.text) {
            // What has its heading in its own line is part of what stands above it.
            Some(_) if block.kind == BlockKind::Heading(LEAD_IN) && parent == Section::Drop => {
                parent
            }
            Some(section) => section,
            // A line that is no known heading says nothing new: it belongs to what stands above it.
            None if level > 1 || next_is_bullet => match parent {
                Section::Neutral if next_is_bullet => current_or_duty(current),
                parent => parent,
            },
            None => Section::Neutral,
        };
        above.push((level, section));
    }
    out
}

/// Returns what a list under an unknown heading is: the section it stands in, or what the job consists of.
fn current_or_duty(current: Section) -> Section {
    match current {
        Section::Neutral | Section::Drop => Section::Asks(Need::Duty),
        asks @ Section::Asks(_) => asks,
    }
}

/// Cuts a block into sentences; a bullet stays whole unless its sentences differ in how much they insist.
fn pieces(text: &str, whole: bool) -> Vec<std::ops::Range<usize>> {
    let parts = sentences(text);
    if !whole || parts.len() < 2 {
        return parts;
    }
    let mixed = parts.iter().any(|it| {
        cues::need(&text[it.clone()]).is_some() || cues::is_boilerplate(&text[it.clone()])
    });
    if mixed {
        parts
    } else {
        std::iter::once(0..text.len()).collect()
    }
}

fn requirement(
    text: &str,
    section: Section,
    kind: BlockKind,
    job: Option<&str>,
) -> Option<Requirement> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”'));
    if text.len() > LONGEST || cues::is_fact(text) || cues::is_boilerplate(text) {
        return None;
    }
    let says = cues::need(text);
    let need = match section {
        Section::Asks(Need::Preferred) => Need::Preferred,
        Section::Asks(need) if kind == BlockKind::Bullet || !cues::is_about_the_company(text) => {
            says.unwrap_or(need)
        }
        Section::Neutral
            if says.is_some() || cues::is_about_the_role(text) || names_job(text, job) =>
        {
            says.unwrap_or(Need::Duty)
        }
        _ => return None,
    };
    let words = tokens(text);
    let n_words = words.iter().filter(|it| says_something(it)).count();
    // "Team player" is too little in running text, and "PMP" enough in a list.
    let enough = if kind == BlockKind::Bullet || says.is_some() {
        1
    } else {
        FEWEST_WORDS
    };
    if n_words < enough || text.ends_with(['?', ':']) {
        return None;
    }
    Some(Requirement {
        text: text.trim_end_matches(['.', ';', ',']).to_owned(),
        need,
        ask: ask(&words),
        asks: asks(text.trim_end_matches(['.', ';', ','])),
        weight: if section == Section::Neutral {
            RUNNING_TEXT
        } else {
            1.0
        },
    })
}

/// Returns whether a word of a requirement says what is asked for, rather than that something is.
pub fn says_something(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Name)
        && !token.is_stop()
        && FRAME.binary_search(&token.key.as_str()).is_err()
}

/// Sets the weights: by need, raised by how often the posting comes back to the requirement's words, mean 1.
fn weigh(requirements: &mut [Requirement], title: Option<&str>) {
    let keys_of = |text: &str| -> BTreeSet<Key> {
        tokens(text)
            .into_iter()
            .filter(says_something)
            .map(|it| it.key)
            .collect()
    };
    let keys: Vec<_> = requirements.iter().map(|it| keys_of(&it.text)).collect();
    let mut count: BTreeMap<&str, u32> = BTreeMap::new();
    let title = title.map(keys_of).unwrap_or_default();
    for key in keys.iter().flatten() {
        *count.entry(key).or_default() += 1;
    }
    for key in &title {
        *count.entry(key).or_default() += IN_TITLE;
    }
    let dwelling: Vec<f64> = keys
        .iter()
        .map(|keys| {
            let total: u32 = keys.iter().map(|key| count[key.as_str()] - 1).sum();
            f64::from(total) / keys.len().max(1) as f64
        })
        .collect();
    let most = dwelling.iter().copied().fold(0.0, f64::max);
    for (requirement, dwelling) in requirements.iter_mut().zip(&dwelling) {
        let base = match requirement.need {
            Need::Required => REQUIRED,
            Need::Duty => DUTY,
            Need::Preferred => PREFERRED,
        };
        let stress = if most > 0.0 {
            (dwelling / most).sqrt()
        } else {
            0.0
        };
        requirement.weight *= base * (1.0 + DWELLING * stress);
    }
    let sum: f64 = requirements.iter().map(|it| it.weight).sum();
    let mean = sum / requirements.len().max(1) as f64;
    for requirement in requirements {
        requirement.weight /= mean;
    }
}

/// Words that a job's title ends in, or has: sorted.
const JOBS: [&str; 41] = [
    "accountant",
    "administrator",
    "advisor",
    "analyst",
    "apprentice",
    "architect",
    "assistant",
    "associate",
    "attorney",
    "consultant",
    "coordinator",
    "counsel",
    "designer",
    "developer",
    "director",
    "driver",
    "editor",
    "engineer",
    "executive",
    "head",
    "intern",
    "lead",
    "leader",
    "manager",
    "mechanic",
    "nurse",
    "officer",
    "operator",
    "owner",
    "president",
    "producer",
    "programmer",
    "representative",
    "researcher",
    "scientist",
    "specialist",
    "supervisor",
    "teacher",
    "technician",
    "tpm",
    "writer",
];

/// Returns the name of a job without its rank and field: "release manager" for "Release Manager, Firmware".
fn job(title: &str) -> Option<String> {
    let words: Vec<String> = title
        .split([',', '(', '–', '—', '|', '/', ':'])
        .next()?
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    let at = (words.iter()).rposition(|it| JOBS.binary_search(&it.as_str()).is_ok())?;
    Some(words[at.saturating_sub(1)..=at].join(" "))
}

/// Returns whether a sentence names the job: "The Release Manager owns the path to the customer".
fn names_job(text: &str, job: Option<&str>) -> bool {
    job.is_some_and(|job| {
        let text = text.to_lowercase();
        (text.match_indices(job))
            .any(|(at, _)| !text[at + job.len()..].starts_with(char::is_alphanumeric))
    })
}

/// Returns the job's title: what is called so, else the first heading or line that names a job.
fn title(blocks: &[Block]) -> Option<String> {
    let labelled = blocks
        .iter()
        .filter(|it| it.text.len() <= LONGEST_TITLE)
        .find_map(|it| cues::title_label(&it.text).map(str::to_owned));
    let has_job = |it: &&Block| {
        it.text.len() <= LONGEST_TITLE
            && it.kind != BlockKind::Bullet
            && tokens(&it.text)
                .iter()
                .any(|it| JOBS.binary_search(&it.word.as_str()).is_ok())
    };
    let first_heading = || {
        blocks
            .iter()
            .find(|it| it.kind == BlockKind::Heading(1))
            .filter(|it| it.text.len() <= LONGEST_TITLE)
    };
    labelled.or_else(|| {
        let first = blocks.iter().take(5).find(has_job);
        first.or_else(first_heading).map(|it| it.text.clone())
    })
}
