//! What a requirement asks for, one thing at a time, and how the things combine.

use std::ops::Range;

use super::ask_words::{
    BESIDE_SOFT, CREDENTIAL, EXAMPLES, LANGUAGES, NO_SKILL, OR_OTHERS, SOFT, WELL,
    says_which_credential,
};
use super::degree::degree;
use super::frame_words::says_something;
use super::logistics::logistics;
use super::model::{Ask, Asks};
use super::years::years;
use crate::text::{Key, Lexicon, NameKind, Token, TokenKind, Unit, names, tokens};

/// How many words may stand beside languages that are all that is asked for.
const BESIDE_LANGUAGE: usize = 6;

/// A thing with a name, found in a requirement.
struct Item {
    at: Range<usize>,
    ask: Ask,
}

/// Returns what a requirement asks for.
///
/// Where it is first about conditions (travel, a work permit), it is nothing else; then degrees and years are looked for, each
/// with its words; then things with names, by the lists that they stand in; what is left is an activity.
pub(super) fn asks(text: &str) -> Asks {
    if logistics(text) {
        return Asks::One(Ask::Logistics {
            text: text.to_owned(),
        });
    }
    let tokens = tokens(text);
    let counted = years(text, &tokens);
    let studied = degree(text);
    if !counted.is_empty() || studied.is_some() {
        return of_career(text, counted, studied);
    }
    if is_soft(&tokens) {
        return Asks::One(Ask::Soft {
            text: text.to_owned(),
        });
    }
    let items = items(text, &tokens);
    if let Some(asks) = credentials(text, &tokens, &items) {
        return asks;
    }
    of_items(text, &tokens, items)
}

impl Asks {
    /// Returns everything that is asked for, in order, whatever it combines to.
    pub fn all(&self) -> Vec<&Ask> {
        match self {
            Self::One(one) => vec![one],
            Self::All(these) | Self::Any(these) => these.iter().flat_map(Self::all).collect(),
        }
    }

    /// Returns these together: one by itself where there is only one.
    fn all_of(mut these: Vec<Self>) -> Self {
        if these.len() == 1 {
            these.remove(0)
        } else {
            Self::All(these)
        }
    }

    /// Returns these as alternatives.
    fn any_of(mut these: Vec<Self>) -> Self {
        if these.len() == 1 {
            these.remove(0)
        } else {
            Self::Any(these)
        }
    }
}

/// Returns what years and degrees combine to: "or" between them makes them alternatives.
fn of_career(
    text: &str,
    counted: Vec<(Range<usize>, u8, Vec<String>)>,
    studied: Option<(Range<usize>, Ask)>,
) -> Asks {
    let mut parts: Vec<(usize, Asks)> = counted
        .into_iter()
        .map(|(at, years, of)| (at.start, Asks::One(Ask::Years { years, of })))
        .collect();
    if let Some((at, degree)) = studied {
        parts.push((at.start, Asks::One(degree)));
    }
    parts.sort_by_key(|it| it.0);
    // "5 years, or 3 with a degree": each "or" starts an alternative.
    let mut alternatives: Vec<Vec<Asks>> = vec![Vec::new()];
    let mut last = 0;
    for (at, asks) in parts {
        let between = text.get(last..at).unwrap_or_default().to_ascii_lowercase();
        let or = between.rsplit([',', ';', '(']).next().unwrap_or_default();
        let starts = or.trim_start().starts_with("or ") || or.trim_end().ends_with(" or");
        if starts && alternatives.last().is_some_and(|it| !it.is_empty()) {
            alternatives.push(Vec::new());
        }
        if let Some(these) = alternatives.last_mut() {
            these.push(asks);
        }
        last = at;
    }
    Asks::any_of(alternatives.into_iter().map(Asks::all_of).collect())
}

/// Returns whether a requirement asks for soft skills and nothing else.
fn is_soft(tokens: &[Token]) -> bool {
    let mut n_soft = 0;
    let mut n_other = 0;
    for token in tokens.iter().filter(|it| !it.is_stop()) {
        let key = token.key.trim_start_matches('=');
        let is_soft = |root: &&str| *root == key || root.len() >= 5 && key.starts_with(*root);
        if SOFT.iter().any(is_soft) {
            n_soft += 1;
        } else if says_something(token) && !BESIDE_SOFT.contains(&key) {
            n_other += 1;
        }
    }
    n_soft > 0 && n_other * 4 <= n_soft + 1
}

/// Returns the things with names in a text, none within another, in order.
fn items(text: &str, tokens: &[Token]) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    for named in names(text) {
        let written = &text[named.at.clone()];
        let has_capital = written.contains(|it: char| it.is_uppercase() || it.is_numeric());
        // "learning management system" is what it says.
        let says_itself = named.kind == NameKind::Term || written.contains(' ');
        if says_itself && !has_capital {
            continue;
        }
        out.push(Item {
            ask: if named.kind == NameKind::Credential {
                Ask::Credential {
                    name: written.to_owned(),
                }
            } else {
                Ask::Skill {
                    name: written.to_owned(),
                }
            },
            at: named.at,
        });
    }
    let is_free = |out: &[Item], at: &Range<usize>| {
        out.iter()
            .all(|it| it.at.end <= at.start || at.end <= it.at.start)
    };
    let wants_well = tokens.iter().any(|it| WELL.contains(&it.word.as_str()));
    for (i, token) in tokens.iter().enumerate() {
        let capital = text[token.at.clone()].starts_with(char::is_uppercase);
        // "Polish the deck" and "greek" are none; "Spanish" alone is.
        let opens = i == 0 && (token.word == "polish" || token.word == "latin");
        if capital
            && !opens
            && LANGUAGES.binary_search(&token.word.as_str()).is_ok()
            && is_free(&out, &token.at)
        {
            out.push(Item {
                at: token.at.clone(),
                ask: Ask::Language {
                    language: text[token.at.clone()].to_owned(),
                    well: wants_well,
                },
            });
        }
    }
    let lexicon = Lexicon::with_pairs(&[]);
    for unit in lexicon.units(tokens) {
        let (first, last) = (unit.words[0], unit.words[unit.words.len() - 1]);
        let at = tokens[first].at.start..tokens[last].at.end;
        let written = &text[at.clone()];
        if is_named(&unit, written, first == 0, tokens[first].kind) && is_free(&out, &at) {
            out.push(Item {
                ask: Ask::Skill {
                    name: written.to_owned(),
                },
                at,
            });
        }
    }
    // Short forms that nothing knows: "FHIR", "ICD-10", "CRRT".
    let is_all_caps = text.chars().filter(|it| it.is_lowercase()).count() < text.len() / 3;
    for token in tokens.iter().filter(|_| !is_all_caps) {
        let written = &text[token.at.clone()];
        let letters = written.chars().filter(|it| it.is_alphabetic());
        let is_short = (2..=7).contains(&written.len())
            && written.starts_with(|it: char| it.is_ascii_uppercase())
            && !written.contains(|it: char| it.is_lowercase())
            && letters.count() >= 2
            && !NO_SKILL.contains(&written)
            && !text[..token.at.start].ends_with('&');
        if is_short && is_free(&out, &token.at) {
            out.push(Item {
                at: token.at.clone(),
                ask: Ask::Skill {
                    name: written.to_owned(),
                },
            });
        }
    }
    for at in bracketed_names(text) {
        if is_free(&out, &at) {
            out.push(Item {
                ask: Ask::Skill {
                    name: text[at.clone()].to_owned(),
                },
                at,
            });
        }
    }
    out.sort_by_key(|it| it.at.start);
    out
}

/// How many words a name has at most that nothing knows.
const MAX_NAME_WORDS: usize = 3;

/// Returns the items of lists in brackets that are written as names, each and all of them: "(Corteva or Agvance)".
fn bracketed_names(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(length) = text[open..].find(')') else {
            break;
        };
        let inside = open + 1..open + length;
        let mut list = Vec::new();
        let mut start = inside.start;
        while start < inside.end {
            let rest = &text[start..inside.end];
            let seps = [", or ", ", and ", " or ", " and ", ", ", "/"];
            let next = seps
                .iter()
                .filter_map(|it| rest.find(it).map(|at| (at, it.len())))
                .min_by_key(|it| (it.0, std::cmp::Reverse(it.1)));
            let (end, length) = next.unwrap_or((rest.len(), 0));
            list.push(start..start + end);
            start += end + length.max(1);
        }
        let is_name = |at: &Range<usize>| {
            let words = text[at.clone()].split(' ');
            let is_capital = |it: &str| it.starts_with(char::is_uppercase);
            words.clone().count() <= MAX_NAME_WORDS && words.clone().all(is_capital)
        };
        if list.len() > 1 && list.iter().all(is_name) {
            out.extend(list);
        }
    }
    out
}

/// Returns whether a unit of a text is the name of a thing: known, and written as a name.
fn is_named(unit: &Unit, written: &str, opens: bool, kind: TokenKind) -> bool {
    if unit.fixed {
        return false;
    }
    let n_capitals = written.chars().filter(|it| it.is_uppercase()).count();
    if kind == TokenKind::Name && unit.words.len() == 1 {
        return written != "IT" && written != "US" && written != "OR";
    }
    unit.key.starts_with('@') && n_capitals > usize::from(opens)
}

/// Returns the credentials that a text asks for, if that is what it does.
fn credentials(text: &str, tokens: &[Token], items: &[Item]) -> Option<Asks> {
    let says = |it: &&str| CREDENTIAL.binary_search(it).is_ok();
    let named = items
        .iter()
        .filter(|it| matches!(it.ask, Ask::Credential { .. }))
        .count();
    let n_words = tokens.iter().filter(|it| says_something(it)).count();
    // "First aid card", but not "card payments in every market".
    let is_card = n_words <= 4 && tokens.last().is_some_and(|it| it.word == "card");
    let has_word = is_card || tokens.iter().any(|it| says(&it.word.as_str()));
    // "Hold certified vendors to account" asks for no certificate: it says far more.
    if !(has_word && n_words <= 12 || named > 0 && n_words <= 4 + 3 * named) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let (pieces, any) = pieces(&lower, text);
    let which = |piece: &str| {
        self::tokens(piece).iter().any(|token| {
            says_something(token) && says_which_credential(&token.key)
                || token.kind == TokenKind::Number
        })
    };
    let mut these = Vec::new();
    let mut before = "";
    for piece in pieces.into_iter().filter(|it| which(it)) {
        // "OSHA 10 or 30".
        let is_number = piece.bytes().all(|it| it.is_ascii_digit());
        let first = before.split(' ').next().unwrap_or_default();
        these.push(Asks::One(Ask::Credential {
            name: if is_number {
                format!("{first} {piece}")
            } else {
                piece.to_owned()
            },
        }));
        before = piece;
    }
    match these.len() {
        0 => None,
        _ if any => Some(Asks::any_of(these)),
        _ => Some(Asks::all_of(these)),
    }
}

/// Cuts a list into its items, and tells whether one of them is enough.
fn pieces<'a>(lower: &str, text: &'a str) -> (Vec<&'a str>, bool) {
    let any = contains_word(lower, "or") || EXAMPLES.iter().any(|it| contains_word(lower, it));
    if lower.len() != text.len() {
        return (vec![text], any);
    }
    let mut out = Vec::new();
    let mut start = 0;
    let bytes = lower.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &lower[at..];
        let len = if rest.starts_with([',', ';', '(', ')']) {
            1
        } else if rest.starts_with(" or ") {
            4
        } else if rest.starts_with(" and ") {
            5
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        out.push(text[start..at].trim());
        at += len;
        start = at;
    }
    out.push(text[start..].trim());
    out.retain(|it| !it.is_empty());
    let out = out.iter().map(|it| it.trim_start_matches("or ")).collect();
    (out, any)
}

/// Returns what things with names combine to, together with what else the text says.
fn of_items(text: &str, tokens: &[Token], items: Vec<Item>) -> Asks {
    let activity = || {
        Asks::One(Ask::Activity {
            text: text.to_owned(),
        })
    };
    if items.is_empty() {
        return activity();
    }
    let says_beside = |spans: &[Range<usize>]| {
        let beside = tokens
            .iter()
            .filter(|it| says_something(it) && !spans.iter().any(|at| at.contains(&it.at.start)));
        beside.count()
    };
    let is_language = |it: &Item| matches!(it.ask, Ask::Language { .. });
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut groups: Vec<(Range<usize>, Vec<Item>)> = Vec::new();
    for item in items {
        spans.push(item.at.clone());
        match groups.last_mut() {
            Some((at, list)) if is_glue(&text[at.end..item.at.start]) => {
                at.end = item.at.end;
                list.push(item);
            }
            _ => groups.push((item.at.clone(), vec![item])),
        }
    }
    let only_languages = groups.iter().all(|it| it.1.iter().all(is_language));
    let n_beside = says_beside(&spans);
    // What the text says beside the names, if it says more than a word.
    let rest = || {
        let mut rest = String::with_capacity(text.len());
        let mut end = 0;
        for at in &spans {
            rest.push_str(&text[end..at.start]);
            end = at.end;
        }
        rest.push_str(&text[end..]);
        Asks::One(Ask::Activity { text: rest })
    };
    let says_more = n_beside >= 2 && !(only_languages && n_beside <= BESIDE_LANGUAGE);
    let n_groups = groups.len();
    let mut parts = Vec::new();
    let mut only_examples = false;
    for (at, list) in groups {
        let is_example = is_example(text, &at, &spans);
        let list = of_list(text, &at, list, is_example);
        only_examples = is_example && n_groups == 1;
        parts.push(list);
    }
    if says_more {
        parts.push(rest());
    }
    // Examples stand for what they are examples of, and it for them.
    if only_examples {
        return Asks::any_of(parts);
    }
    Asks::all_of(parts)
}

/// Returns whether a list holds examples of what stands before it: "tools such as A and B", "fast payments (A, B)".
fn is_example(text: &str, at: &Range<usize>, spans: &[Range<usize>]) -> bool {
    let before = text[..at.start].to_ascii_lowercase();
    let bare = before.trim_end_matches([' ', '(', ':', '"', '“', ',']);
    if EXAMPLES.iter().any(|it| bare.ends_with(it)) {
        return true;
    }
    let opens = before.trim_end();
    let of = opens.len().saturating_sub(1);
    // "Python (pandas)": the bracket says more of a name.
    let after_name = spans
        .iter()
        .any(|it| it.end <= of && text.get(it.end..of).is_some_and(|it| it.trim().is_empty()));
    opens.ends_with('(') && of > 0 && !after_name && text[at.end..].trim_start().starts_with(')')
}

/// Returns what the things of one list combine to.
fn of_list(text: &str, at: &Range<usize>, list: Vec<Item>, example: bool) -> Asks {
    let after = text[at.end..].to_ascii_lowercase();
    let after = after.trim_start_matches([',', ' ', ')', '(']);
    let others = OR_OTHERS.iter().any(|it| after.starts_with(it));
    // "A or B, and C": "and" binds the looser where both stand.
    let mut parts: Vec<Vec<Asks>> = vec![Vec::new()];
    let mut ors = 0;
    let mut ands = Vec::new();
    let mut end = at.start;
    for (i, item) in list.iter().enumerate() {
        let glue = text[end..item.at.start].to_ascii_lowercase();
        let or = contains_word(&glue, "or") || glue.contains('/');
        ors += usize::from(or && i > 0);
        if i > 0 && contains_word(&glue, "and") {
            ands.push(i);
        }
        end = item.at.end;
    }
    let split_at: &[usize] = if ors > 0 { &ands } else { &[] };
    for (i, item) in list.into_iter().enumerate() {
        if split_at.contains(&i) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(Asks::One(item.ask));
        }
    }
    let mut parts: Vec<Asks> = parts
        .into_iter()
        .map(|item| {
            if ors > 0 || example || others {
                Asks::any_of(item)
            } else {
                Asks::all_of(item)
            }
        })
        .collect();
    // "Excel or a reporting tool".
    if let Some(other) = after.strip_prefix("or ") {
        let start = text.len() - other.len().min(text.len());
        let other = text.get(start..).unwrap_or(other);
        let end = other.find([',', ';', ')', '.']).unwrap_or(other.len());
        let says = tokens(&other[..end])
            .iter()
            .filter(|it| says_something(it))
            .count();
        if (1..=5).contains(&says)
            && let Some(last) = parts.pop()
        {
            let other = Asks::One(Ask::Activity {
                text: other[..end].to_owned(),
            });
            parts.push(match last {
                Asks::Any(mut these) => {
                    these.push(other);
                    Asks::Any(these)
                }
                one => Asks::Any(vec![one, other]),
            });
        }
    }
    if example || others {
        return Asks::any_of(parts);
    }
    Asks::all_of(parts)
}

/// Returns whether what stands between two names keeps them in one list.
fn is_glue(between: &str) -> bool {
    if between.contains([';', '.', ':', '—', '–']) {
        return false;
    }
    let said = tokens(between);
    let words = said.iter().filter(|it| !it.is_stop());
    words.count() <= 1 && between.contains([',', '/', '&', '+']) || {
        let others = said
            .iter()
            .filter(|it| !matches!(it.word.as_str(), "and" | "or" | "and/or"));
        others.count() == 0
    }
}

/// Returns whether a text in lower case has words, whole.
fn contains_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Returns the key of the thing that a name names, the same for all of its spellings.
pub fn name_key(name: &str, lexicon: &Lexicon) -> Key {
    let known = names(name);
    let usual = match &known[..] {
        [one] if one.at == (0..name.len()) => one.name,
        _ => name,
    };
    // "A programming language" is no other thing.
    let said: Vec<Token> = (tokens(usual).into_iter())
        .skip_while(Token::is_transparent)
        .collect();
    lexicon.thing(&said).unwrap_or_else(|| {
        let mut key = String::from("@");
        for token in &said {
            key.push_str(&token.key);
            key.push(' ');
        }
        key.trim_end().into()
    })
}

#[cfg(test)]
mod tests;
