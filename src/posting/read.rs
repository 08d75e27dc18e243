//! From the text of a posting to what it asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::asks::asks;
use super::block::{BOLD, Block, BlockKind, LEAD_IN};
use super::cues::{self, Boilerplate, Section};
use super::evidence;
use super::frame_words::says_something;
use super::job_titles::{JOBS, job, names_job};
use super::logistics::logistics;
use super::markup::{self, MAX_TITLE_BYTES};
use super::model::{Ask, Asks, Need, Posting, Requirement};
use super::requirement_kind::requirement_kind;
use crate::parallel;
use crate::text::{Key, sentences, tokens};

/// What a required thing counts before the posting's own stress is added.
const REQUIRED: f64 = 1.0;

/// What a duty counts: the heart of the job, but one of many.
const DUTY: f64 = 0.8;

/// What a preferred thing counts; published match scores weigh a missing required thing 2 to 3 times as much.
const PREFERRED: f64 = 0.5;

/// How much a sentence of running text about the role counts beside a bullet: half of them are praise.
const RUNNING_TEXT: f64 = 0.6;

/// What a condition of the job counts beside what is asked for: no line of a resume is chosen for it.
const CONDITION: f64 = 0.3;

/// How much a requirement gains whose words the posting comes back to most of all.
const DWELLING: f64 = 0.8;

/// How often the title's words count: it is the shortest summary of the job.
const IN_TITLE: u32 = 4;

/// The longest requirement, in bytes: what is longer is no single thing asked for.
const MAX_REQUIREMENT_BYTES: usize = 700;

/// The shortest requirement in running text, in words that say something.
const MIN_WORDS: usize = 2;

/// The most requirements that are kept: long government postings have about 80.
const MAX_REQUIREMENTS: usize = 250;

/// The most lines below an unknown heading that are asked what it means.
const MAX_LINES_BELOW: usize = 30;

/// The fewest lines that say what the heading above them means.
const MIN_LINES_BELOW: usize = 2;

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
    parallel::for_each_mut(&mut requirements, |requirement| {
        requirement.asks = asks(&requirement.text);
        if matches!(requirement.asks, Asks::One(Ask::Logistics { .. })) {
            requirement.weight *= CONDITION;
        }
    });
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
        let whole = is_item(block, *section) && block.text.len() <= MAX_REQUIREMENT_BYTES;
        let mut boilerplate = false;
        for at in pieces(&block.text, whole) {
            if out.len() == MAX_REQUIREMENTS {
                return out;
            }
            // What a semicolon joins to boilerplate is boilerplate: "Dental cover; a sum for your desk".
            let text = &block.text[at.clone()];
            let goes_on = boilerplate
                && block.text[..at.start].trim_end().ends_with(';')
                && text.starts_with(char::is_lowercase)
                && !cues::is_about_the_role(text);
            boilerplate = goes_on || is_boilerplate(text, *section, block);
            if boilerplate {
                continue;
            }
            if let Some(requirement) = requirement(text, *section, block, job)
                && seen.insert(requirement.text.to_lowercase())
            {
                out.push(requirement);
            }
        }
    }
    out
}

/// Returns whether a block is an item of a list: one that is marked, or a line of its own where things are asked for.
fn is_item(block: &Block, section: Section) -> bool {
    block.kind == BlockKind::Bullet
        || (block.kind == BlockKind::Item
            && matches!(section, Section::Asks(_))
            && sentences(&block.text).len() < 2)
}

/// Returns whether a sentence is boilerplate where it stands.
fn is_boilerplate(text: &str, section: Section, block: &Block) -> bool {
    let Some(found) = cues::boilerplate(text) else {
        return false;
    };
    let is_item = is_item(block, section);
    let is_work = evidence::is_work_on_something(text);
    match (found, section) {
        // "Able to lift 50 lb" among what is asked for: the person is told.
        (_, Section::Asks(Need::Required | Need::Preferred)) if is_item && logistics(text) => false,
        (Boilerplate::Sure, _) => true,
        (Boilerplate::Weak, Section::Asks(_)) => {
            !(is_item && (is_work || evidence::opens_asking(text)))
        }
        (Boilerplate::Condition, Section::Asks(Need::Required | Need::Preferred)) => !is_item,
        _ => !is_work,
    }
}

/// Returns the blocks that may ask for something, each with its section.
fn in_sections<'a>(blocks: &'a [Block], title: Option<&str>) -> Vec<(Section, &'a Block)> {
    let has_headings = blocks
        .iter()
        .any(|it| matches!(it.kind, BlockKind::Heading(1..=6)));
    // In plain text a line in capitals stands above one that isn't.
    let shouted = blocks
        .iter()
        .filter(|it| it.kind == BlockKind::Line && markup::is_all_caps(&it.text))
        .count();
    // The headings above the current block, from the highest level down.
    let mut above: Vec<(u8, Section)> = Vec::new();
    // What the last known heading asks for: what comes next in most postings is known.
    let mut last_asked = None;
    let mut out = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let level = match block.kind {
            BlockKind::Heading(level) => Some(level),
            BlockKind::Line if block.text.ends_with(':') && block.text.len() > 40 => Some(LEAD_IN),
            BlockKind::Line if has_headings => Some(BOLD),
            BlockKind::Line if shouted > 1 && !markup::is_all_caps(&block.text) => Some(2),
            BlockKind::Line => Some(1),
            BlockKind::Bullet | BlockKind::Item | BlockKind::Paragraph => None,
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
            Some(section) => against_lines(section, &block.text, &blocks[i + 1..]),
            // A line that is no known heading says nothing new: it belongs to what stands above it.
            None => {
                let by_lines = if parent == Section::Neutral {
                    by_lines(&blocks[i + 1..], last_asked, cues::is_topic(&block.text))
                } else {
                    None
                };
                match by_lines {
                    Some(section) => section,
                    None if level > 1 || next_is_bullet => match parent {
                        Section::Neutral if next_is_bullet => current_or_duty(current),
                        parent => parent,
                    },
                    None => Section::Neutral,
                }
            }
        };
        if let Section::Asks(need) = section
            && cues::heading(&block.text).is_some()
        {
            last_asked = Some(need);
        }
        above.push((level, section));
    }
    out
}

/// Returns what stands below a heading that is no fixed phrase: its lines may say better than its words.
fn against_lines(section: Section, heading: &str, below: &[Block]) -> Section {
    let Section::Asks(need @ (Need::Required | Need::Duty)) = section else {
        return section;
    };
    // "Specialized experience includes the following": the work was done elsewhere.
    if cues::is_heading(heading) || evidence::asking(heading) > 0 {
        return section;
    }
    let lines = || {
        below
            .iter()
            .take(MAX_LINES_BELOW)
            .take_while(|it| matches!(it.kind, BlockKind::Bullet | BlockKind::Item))
    };
    let n = lines().count();
    let n_work = lines().filter(|it| evidence::is_work(&it.text)).count();
    let n_asking = lines()
        .filter(|it| !evidence::is_work(&it.text) && evidence::asking(&it.text) > 0)
        .count();
    match need {
        Need::Required if n > MIN_LINES_BELOW && n_work * 4 > n * 3 => Section::Asks(Need::Duty),
        Need::Duty if n > MIN_LINES_BELOW && n_asking * 3 > n * 2 => Section::Asks(Need::Required),
        _ => section,
    }
}

/// Returns what the lines below an unknown heading are, where most of them say the same.
///
/// Else the order decides that most postings have: duties, what is required, what helps, what is offered. A heading that
/// only names a field opens no new part.
fn by_lines(below: &[Block], last: Option<Need>, is_topic: bool) -> Option<Section> {
    let (mut n, mut n_work, mut n_asking, mut n_offers) = (0, 0, 0, 0);
    let lines = below.iter().take(MAX_LINES_BELOW).take_while(|block| {
        matches!(
            block.kind,
            BlockKind::Bullet | BlockKind::Item | BlockKind::Paragraph
        )
    });
    for line in lines.filter(|it| it.kind != BlockKind::Paragraph) {
        n += 1;
        let text = line.text.as_str();
        if evidence::is_work(text) {
            n_work += 1;
        } else if evidence::asking(text) > 0 {
            n_asking += 1;
        } else if cues::is_boilerplate(text) || evidence::is_offer(text) {
            n_offers += 1;
        }
    }
    if n < MIN_LINES_BELOW {
        return None;
    }
    if n_work * 2 > n {
        return Some(Section::Asks(Need::Duty));
    }
    if n_offers * 2 > n {
        return Some(Section::Drop);
    }
    let asks = n_asking * 2 > n;
    match last {
        Some(Need::Required) if !is_topic && n_offers * 3 <= n => {
            Some(Section::Asks(Need::Preferred))
        }
        Some(Need::Preferred) if !is_topic && !asks => Some(Section::Drop),
        Some(Need::Duty) if !is_topic && n_offers * 3 <= n => Some(Section::Asks(Need::Required)),
        _ if asks && last != Some(Need::Preferred) => Some(Section::Asks(Need::Required)),
        _ => None,
    }
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
    let mixed = parts.iter().any(|range| {
        cues::need(&text[range.clone()]).is_some() || cues::is_boilerplate(&text[range.clone()])
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
    block: &Block,
    job: Option<&str>,
) -> Option<Requirement> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”'));
    if text.len() > MAX_REQUIREMENT_BYTES || cues::is_fact(text) {
        return None;
    }
    let is_item = is_item(block, section);
    // "Benefits: dental", "Preferred: a degree".
    let own = cues::label_section(text);
    if own == Some(Section::Drop) && !matches!(section, Section::Asks(_)) {
        return None;
    }
    let says = block.need.or_else(|| cues::need(text));
    let says_or_asks = || {
        let asks = evidence::asking(text) > 1 && evidence::opens_asking(text);
        says.or_else(|| asks.then_some(Need::Required))
    };
    let need = match section {
        Section::Asks(Need::Preferred) => block.need.unwrap_or(Need::Preferred),
        Section::Asks(Need::Duty) if is_item && evidence::is_work(text) => {
            // "Complete required reports" insists on nothing.
            says.filter(|it| *it == Need::Preferred)
                .unwrap_or(Need::Duty)
        }
        Section::Asks(need) if is_item || !cues::is_about_the_company(text) => says.unwrap_or(need),
        Section::Neutral
            if (block.kind == BlockKind::Bullet && evidence::is_work(text))
                || (block.kind == BlockKind::Item && evidence::is_told_work(text)) =>
        {
            says.unwrap_or(Need::Duty)
        }
        Section::Neutral
            if says.is_some() || cues::is_about_the_role(text) || names_job(text, job) =>
        {
            says_or_asks().unwrap_or(Need::Duty)
        }
        _ => match own {
            Some(Section::Asks(need)) => says.unwrap_or(need),
            _ => return None,
        },
    };
    let words = tokens(text);
    let n_words = words.iter().filter(|it| says_something(it)).count();
    // "Team player" is too little in running text, and "PMP" enough in a list.
    let enough = if is_item || says.is_some() {
        1
    } else {
        MIN_WORDS
    };
    if n_words < enough || text.ends_with(['?', ':']) {
        return None;
    }
    Some(Requirement {
        text: text.trim_end_matches(['.', ';', ',']).to_owned(),
        need,
        kind: requirement_kind(&words),
        // Read below, several at once.
        asks: Asks::All(Vec::new()),
        weight: if section == Section::Neutral {
            RUNNING_TEXT
        } else {
            1.0
        },
    })
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

/// Returns the job's title: what is called so, else the first heading or line that names a job.
fn title(blocks: &[Block]) -> Option<String> {
    let labelled = blocks
        .iter()
        .filter(|it| it.text.len() <= MAX_TITLE_BYTES)
        .find_map(|it| cues::title_label(&it.text).map(str::to_owned));
    let has_job = |it: &&Block| {
        it.text.len() <= MAX_TITLE_BYTES
            && it.kind != BlockKind::Bullet
            && !it.text.ends_with(['.', ':', '!', '?'])
            && tokens(&it.text)
                .iter()
                .any(|it| JOBS.binary_search(&it.word.as_str()).is_ok())
    };
    let first_heading = || {
        blocks
            .iter()
            .find(|it| it.kind == BlockKind::Heading(1))
            .filter(|it| it.text.len() <= MAX_TITLE_BYTES)
    };
    labelled.or_else(|| {
        let first = blocks.iter().take(5).find(has_job);
        first.or_else(first_heading).map(|it| it.text.clone())
    })
}
