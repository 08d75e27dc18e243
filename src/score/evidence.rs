//! What makes a line strong evidence, whatever it is evidence of: a result, a verb of ownership, being recent.

use super::number::halved;
use super::reading::AnalyzedText;
use crate::profile::{Date, Period};
use crate::text::{Class, Gap, Token, TokenKind};

/// What a share or an amount of money says for a result, of the whole.
const MEASURED: f64 = 0.5;

/// What a count of people, time or things says for a result.
const COUNTED: f64 = 0.3;

/// What any other number says.
const NUMBERED: f64 = 0.15;

/// The years in which what was done loses half of its freshness.
///
/// Practitioners give full room to the last ten years and one or two bullets to what is older than twelve.
const HALF_LIFE_YEARS: f64 = 7.0;

/// The freshness of what has no date.
const UNDATED: f64 = 0.6;

/// What a mention in a list is worth beside a line that says what was done.
const MENTION: f64 = 0.35;

/// The longest stretch between commas that is a mention, in words.
const MAX_MENTION_WORDS: usize = 3;

/// How many mentions a line may have before it reads as a list, and with how many it is nothing else.
const MENTIONS: std::ops::RangeInclusive<f64> = 2.0..=6.0;

/// What a line counts that says only that the person helped, took part or was responsible.
const HELPED: f64 = 0.8;

/// What a line counts that praises the person and names no fact.
const CLAIMED: f64 = 0.7;

/// How many words from the start praise is looked for.
const OPENING: usize = 4;

/// How well a line is quantified, 0 to 1, and the numbers that do it.
pub(super) fn result(line: &AnalyzedText) -> (f64, Vec<usize>) {
    let mut missing = 1.0;
    let mut words = Vec::new();
    for (i, token) in line.tokens.iter().enumerate() {
        let worth = match token.kind {
            TokenKind::Money | TokenKind::Percent => MEASURED,
            TokenKind::Number if is_year(&token.word) || is_in_name(line, i) => continue,
            TokenKind::Number if counts_something(line, i) => COUNTED,
            TokenKind::Number => NUMBERED,
            _ => continue,
        };
        missing *= 1.0 - worth;
        words.push(i);
    }
    (1.0 - missing, words)
}

/// Returns how much the verb that opens a line says that the person did it, 0 to 1, and that verb.
pub(super) fn ownership(line: &AnalyzedText) -> (f64, Option<usize>) {
    // "Successfully led": an adverb may come first.
    for (i, classes) in line.classes.iter().enumerate().take(2) {
        if classes.contains(&Class::Help) {
            return (0.0, None);
        }
        for class in *classes {
            match class {
                Class::Own | Class::Foster | Class::Make | Class::Deliver | Class::Improve => {
                    return (1.0, Some(i));
                }
                Class::Plan | Class::Tell | Class::Join | Class::Track => return (0.5, Some(i)),
                _ => {}
            }
        }
    }
    (0.0, None)
}

/// Returns how fresh a line is, 0 to 1: 1 for what goes on today, halved every few years.
pub(super) fn recency(period: &Period, as_of: Date) -> f64 {
    match period.last_month(as_of) {
        Some(month) => {
            let months = as_of.last_month().saturating_sub(month);
            halved(f64::from(months) / 12.0 / HALF_LIFE_YEARS)
        }
        None => UNDATED,
    }
}

/// Returns how much of a line counts: all of one that says what was done, less of a list of words.
pub(super) fn telling(line: &AnalyzedText) -> f64 {
    let mut stretches: Vec<usize> = Vec::new();
    for token in &line.tokens {
        if token.before >= Gap::List || stretches.is_empty() {
            stretches.push(0);
        }
        if let Some(last) = stretches.last_mut() {
            *last += usize::from(!token.is_stop());
        }
    }
    let mentions = || {
        stretches
            .iter()
            .filter(|&&it| it > 0 && it <= MAX_MENTION_WORDS)
    };
    let n_words: usize = stretches.iter().sum();
    let n_mentioned: usize = mentions().sum();
    let (few, many) = MENTIONS.into_inner();
    let listing = ((mentions().count() as f64 - few) / (many - few)).clamp(0.0, 1.0);
    // Squared: a line that says what was done, with some of it in a list, is no list.
    let share = (n_mentioned as f64 / n_words.max(1) as f64).powi(2);
    1.0 - (1.0 - MENTION) * listing * share
}

/// Returns how much a line's opening leaves of it: all, unless it only praises or only says that the person helped.
pub(super) fn substance(line: &AnalyzedText) -> f64 {
    let opening = |class: Class, n_words: usize| {
        line.classes
            .iter()
            .take(n_words)
            .any(|it| it.contains(&class))
    };
    let factual = line.tokens.iter().any(Token::is_number);
    if opening(Class::Claim, OPENING) && !factual {
        CLAIMED
    } else if opening(Class::Help, 1) {
        HELPED
    } else {
        1.0
    }
}

/// What a skill in a list of skills is worth beside a line that says what was done.
pub(super) fn mention() -> f64 {
    MENTION
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

/// Returns whether a number belongs to a name: "SOC 2", "Java 8", "Phase 3".
fn is_in_name(line: &AnalyzedText, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|it| &line.tokens[it]) else {
        return false;
    };
    // At the start of a sentence, a capital is no name: "Led 9 teams".
    line.tokens[at].before <= Gap::Space
        && before.before < Gap::Sentence
        && line.text[before.at.clone()].starts_with(char::is_uppercase)
}

fn counts_something(line: &AnalyzedText, at: usize) -> bool {
    let counted = [
        Class::People,
        Class::Group,
        Class::Party,
        Class::System,
        Class::Project,
        Class::Time,
        Class::Money,
        Class::Frame,
    ];
    (at + 1..line.classes.len().min(at + 4))
        .take_while(|&it| line.tokens[it].before <= Gap::Space)
        .any(|it| line.classes[it].iter().any(|class| counted.contains(class)))
}
