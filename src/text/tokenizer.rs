//! Cuts a text into tokens, each with its place.

use std::ops::Range;

use super::lexeme::{Name, lexeme, singular};
use super::token::{Gap, Token, TokenKind};
use super::unicode::{is_invisible, is_mark, normalise};
use super::words::{Key, format_smolstr};

/// Cuts a text into tokens, in one pass over its characters.
pub fn tokens(text: &str) -> Vec<Token> {
    cut(text, Gap::Sentence)
}

/// Cuts a name into tokens as if it stood in the middle of a sentence, where capitals mean what they say: `IT`, `Go`.
pub(super) fn name_tokens(name: &str) -> Vec<Token> {
    cut(name, Gap::Space)
}

/// Returns the tokens of a text between such gaps, without keys, and words as if none were names.
fn scan(text: &str, outside: Gap) -> Vec<Token> {
    let mut scan = Scan {
        text,
        outside,
        chars: Vec::new(),
        // A word and its space are six letters or so.
        tokens: Vec::with_capacity(text.len() / 6 + 1),
    };
    let rest = scan.opening();
    let chars = text[rest..].char_indices();
    scan.chars.reserve_exact(text.len() - rest);
    scan.chars.extend(chars.map(|(at, c)| (rest + at, c)));
    scan.run();
    scan.tokens
}

struct Scan<'a> {
    text: &'a str,
    /// What stands before and after the text.
    outside: Gap,
    /// The characters, but for those of the plain words that the text opens with.
    chars: Vec<(usize, char)>,
    tokens: Vec<Token>,
}

/// Short words joined by a slash or ampersand that are one word.
const JOINED: [&str; 17] = [
    "24/7", "24x7", "a/b", "b&b", "c/o", "ci/cd", "i/o", "l&d", "m&a", "n/a", "o&m", "p&l",
    "pl/sql", "q&a", "r&d", "s&op", "tcp/ip",
];

/// What may follow a dot inside a word: `Node.js`, `ASP.NET`, `Monday.com`.
const DOTTED: [&str; 14] = [
    "ai", "app", "co", "com", "dev", "gov", "io", "js", "md", "net", "org", "py", "sh", "ts",
];

/// Names that end in a plus sign besides those that end in two.
const PLUS: [&str; 9] = [
    "a", "casp", "cloud", "cysa", "linux", "network", "pentest", "security", "server",
];

/// What multiplies a number.
const SCALES: [&str; 9] = ["b", "bn", "k", "m", "mm", "mn", "mrd", "t", "tn"];

/// Units written right after a number.
const UNITS: [&str; 41] = [
    "am", "cm", "cv", "dpi", "fps", "ft", "gb", "ghz", "h", "hr", "hrs", "hz", "kb", "kg", "khz",
    "km", "kw", "lb", "lbs", "mb", "mhz", "mi", "min", "mins", "mm", "ms", "mw", "nd", "ns", "pb",
    "pm", "px", "rd", "s", "sec", "st", "tb", "th", "us", "w", "x",
];

impl Scan<'_> {
    /// Takes the plain words that the text opens with, often all that there are, and returns where the rest starts.
    fn opening(&mut self) -> usize {
        let mut at = 0;
        while let Some(n) = plain_word(&self.text[at..]) {
            let end = at + n;
            self.take(at..end, normalise(&self.text[at..end]), TokenKind::Word);
            let rest = &self.text[end..];
            let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
            at = self.text.len() - rest.len();
        }
        at
    }

    fn run(&mut self) {
        let mut i = 0;
        while i < self.chars.len() {
            let starts_chunk = i == 0 || self.chars[i - 1].1.is_whitespace();
            if starts_chunk && let Some(n) = plain_word(&self.text[self.byte(i)..]) {
                let word = normalise(self.slice(i, i + n));
                self.push(i, i + n, word, TokenKind::Word);
                i += n;
                continue;
            }
            let next = if starts_chunk { self.address(i) } else { None };
            i = match next {
                Some(after) => after,
                None => self.token(i),
            };
        }
    }

    fn char(&self, i: usize) -> Option<char> {
        self.chars.get(i).map(|&(_, c)| c)
    }

    /// Returns the byte offset of the character at `i`.
    fn byte(&self, i: usize) -> usize {
        self.chars.get(i).map_or(self.text.len(), |&(at, _)| at)
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        &self.text[self.byte(from)..self.byte(to)]
    }

    fn push(&mut self, from: usize, to: usize, word: Key, kind: TokenKind) {
        self.take(self.byte(from)..self.byte(to), word, kind);
    }

    /// Adds a token, or its word to the one before where the two are one compound.
    fn take(&mut self, at: Range<usize>, word: Key, kind: TokenKind) {
        let last = self.tokens.last_mut();
        let before =
            (last.as_ref()).map_or(self.outside, |it| gap(&self.text[it.at.end..at.start]));
        if kind == TokenKind::Word
            && let Some(last) = last
            && let Some(joined) = compound(last, &word, before)
        {
            last.at.end = at.end;
            last.word = Key::new_static(joined);
            last.lexeme = lexeme(joined);
            return;
        }
        // Of numbers and addresses there is nothing to know, and no end.
        let known = if kind == TokenKind::Word { &word } else { "" };
        self.tokens.push(Token {
            at,
            lexeme: lexeme(known),
            word,
            key: Key::default(),
            kind,
            before,
        });
    }

    /// Returns the end of the run of word characters that starts at `i`.
    fn run_end(&self, i: usize) -> usize {
        let mut end = i;
        while self.char(end).is_some_and(is_word) {
            end += 1;
        }
        end
    }

    /// Takes a web or mail address that fills the chunk up to the next white space.
    fn address(&mut self, start: usize) -> Option<usize> {
        let mut end = start;
        while self.char(end).is_some_and(|c| !c.is_whitespace()) {
            end += 1;
        }
        let chunk = self.slice(start, end);
        if !chunk
            .bytes()
            .any(|it| matches!(it, b'.' | b'/' | b':' | b'@'))
        {
            return None;
        }
        let body = chunk.trim_start_matches(['(', '[', '<', '"', '“']);
        let body = body.trim_end_matches([
            '.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '”', '\'', '’',
        ]);
        if body.is_empty() || !is_address(body) {
            return None;
        }
        let offset = body.as_ptr() as usize - chunk.as_ptr() as usize;
        let from = start + chunk[..offset].chars().count();
        let to = from + body.chars().count();
        let word = normalise(body);
        self.push(from, to, word, TokenKind::Address);
        Some(to)
    }

    /// Takes the token at `i`, if there is one, and returns where to go on.
    fn token(&mut self, i: usize) -> usize {
        match self.chars[i].1 {
            c if c.is_ascii_digit() => self.number(i, false),
            '$' | '£' | '€' | '¥' | '₹' if self.char(i + 1).is_some_and(|c| c.is_ascii_digit()) => {
                self.number(i, true)
            }
            '.' if !self.text[..self.byte(i)].ends_with(is_word) => {
                let end = self.run_end(i + 1);
                if !self.slice(i + 1, end).eq_ignore_ascii_case("net") {
                    return i + 1;
                }
                self.push(i, end, Key::new_static(".net"), TokenKind::Word);
                end
            }
            c if is_word(c) && !is_mark(c) && !is_invisible(c) => self.word(i),
            _ => i + 1,
        }
    }

    fn number(&mut self, start: usize, money: bool) -> usize {
        let first = start + usize::from(money);
        let mut end = first;
        while let Some(c) = self.char(end) {
            let inner = matches!(c, ',' | '.' | '\'' | '’' | '\u{a0}' | '\u{202f}')
                && self.char(end + 1).is_some_and(|c| c.is_ascii_digit());
            // A comma between digits groups thousands; "in 2019,2020" does not happen in practice.
            if !(c.is_ascii_digit() || inner) {
                break;
            }
            end += 1;
        }
        if self.char(end) == Some('/') && self.slice(first, end) == "24" {
            let after = self.run_end(end + 1);
            if self.slice(end + 1, after) == "7" {
                self.push(start, after, Key::new_static("24/7"), TokenKind::Word);
                return after;
            }
        }
        let letters = self.run_end(end);
        let suffix = normalise(self.slice(end, letters));
        let known = |list: &[&str]| list.binary_search(&suffix.as_str()).is_ok();
        if suffix == "x7" && self.slice(first, end) == "24" {
            self.push(start, letters, Key::new_static("24/7"), TokenKind::Word);
            return letters;
        }
        if !suffix.is_empty() && !known(&SCALES) && !known(&UNITS) {
            // A word that starts with a digit: "3D", "2FA", "5G".
            return self.word(first);
        }
        end = letters;
        if self.char(end) == Some('+') {
            end += 1;
        }
        let spaced = matches!(self.char(end), Some(' ' | '\u{a0}' | '\u{202f}'));
        let kind = if self.char(end) == Some('%') {
            end += 1;
            TokenKind::Percent
        } else if spaced && self.char(end + 1) == Some('%') {
            end += 2;
            TokenKind::Percent
        } else if money || matches!(self.char(end), Some('€' | '£')) {
            TokenKind::Money
        } else {
            TokenKind::Number
        };
        let word = normalise(self.slice(start, end));
        self.push(start, end, word, kind);
        end
    }

    fn word(&mut self, start: usize) -> usize {
        let mut end = self.run_end(start);
        if let Some((after, word)) = self.abbreviation(start, end) {
            self.push(start, after, word, TokenKind::Word);
            return after;
        }
        let mut next = end;
        let following = |scan: &Self, mark: usize| {
            let after = scan.run_end(mark + 1);
            (after, normalise(scan.slice(mark + 1, after)))
        };
        match self.char(end) {
            Some('\'' | '’' | 'ʼ') => {
                let (after, tail) = following(self, end);
                match tail.as_str() {
                    // "Team's", "you'll": the word without its tail.
                    "s" | "ll" | "re" | "ve" | "d" | "m" => next = after,
                    "" => next = end + 1,
                    _ => {
                        end = after;
                        next = after;
                    }
                }
            }
            Some('.') => {
                let (after, tail) = following(self, end);
                if DOTTED.binary_search(&tail.as_str()).is_ok() {
                    end = after;
                    next = after;
                }
            }
            Some('+') => {
                let stem = normalise(self.slice(start, end));
                if self.char(end + 1) == Some('+') {
                    end += 2;
                    // The standard's year belongs to the name: "C++17".
                    next = self.run_end(end);
                } else if PLUS.binary_search(&stem.as_str()).is_ok()
                    && !self.char(end + 1).is_some_and(is_word)
                {
                    end += 1;
                    next = end;
                }
            }
            Some('#') if matches!(self.slice(start, end), "C" | "c" | "F" | "f" | "J") => {
                end += 1;
                next = end;
            }
            Some('/' | '&') => {
                let (after, _) = following(self, end);
                let whole = normalise(self.slice(start, after));
                if JOINED.binary_search(&whole.as_str()).is_ok() {
                    end = after;
                    next = after;
                }
            }
            Some('-' | '‑') if end == start + 1 && self.chars[start].1.is_alphabetic() => {
                // "E-mail", "X-ray", "K-12": one letter and the rest are one word.
                let (after, tail) = following(self, end);
                if tail.chars().count() > 1 {
                    let head = normalise(self.slice(start, end));
                    self.push(
                        start,
                        after,
                        format_smolstr!("{head}{tail}"),
                        TokenKind::Word,
                    );
                    return after;
                }
            }
            _ => {}
        }
        let word = normalise(self.slice(start, end));
        self.push(start, end, word, TokenKind::Word);
        next
    }

    /// Reads `Ph.D.`, `U.S.`, `e.g.`: letters in ones and twos, each followed by a dot.
    fn abbreviation(&self, start: usize, first_end: usize) -> Option<(usize, Key)> {
        let short = |from: usize, to: usize| {
            (1..=2).contains(&(to - from)) && self.slice(from, to).chars().all(char::is_alphabetic)
        };
        if self.char(first_end) != Some('.') {
            return None;
        }
        let mut word = String::new();
        let (mut from, mut end, mut parts) = (start, first_end, 0);
        while short(from, end) && self.char(end) == Some('.') {
            word.push_str(&normalise(self.slice(from, end)));
            parts += 1;
            from = end + 1;
            end = self.run_end(from);
        }
        let dotted = DOTTED
            .binary_search(&normalise(self.slice(from, end)).as_str())
            .is_ok();
        if parts == 1 && !dotted && short(from, end) {
            // "Ph.D" without the last dot.
            word.push_str(&normalise(self.slice(from, end)));
            return Some((end, word.into()));
        }
        (parts > 1).then(|| (from, word.into()))
    }
}

/// Returns the length of the word that a text begins with, if it is one of nothing but plain letters that fills its chunk
/// but for a comma: most are such, and no address, abbreviation or compound.
fn plain_word(text: &str) -> Option<usize> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic);
    let n = letters.count();
    let rest = &text[n..];
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    (n > 0 && !rest.starts_with(|c: char| !c.is_whitespace())).then_some(n)
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_mark(c) || is_invisible(c)
}

fn is_address(chunk: &str) -> bool {
    let lower = chunk.get(..8).unwrap_or(chunk).to_ascii_lowercase();
    if ["http://", "https://", "www.", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
    {
        return true;
    }
    if let Some((user, host)) = chunk.split_once('@') {
        return user.ends_with(char::is_alphanumeric) && host.contains('.') && host.is_ascii();
    }
    // A host and a path: "github.com/jordanlee".
    chunk.split_once('/').is_some_and(|(host, path)| {
        !path.is_empty()
            && host.rsplit_once('.').is_some_and(|(name, end)| {
                name.chars().count() > 1
                    && name.is_ascii()
                    && matches!(end, "com" | "org" | "net" | "io" | "gov" | "edu" | "dev")
            })
    })
}

/// Words written apart or with a hyphen by some, and together by others.
const COMPOUNDS: [(&str, &str, &str); 38] = [
    ("back", "end", "backend"),
    ("build", "out", "buildout"),
    ("check", "list", "checklist"),
    ("co", "ordinate", "coordinate"),
    ("co", "ordinated", "coordinated"),
    ("code", "base", "codebase"),
    ("cut", "over", "cutover"),
    ("data", "base", "database"),
    ("data", "center", "datacenter"),
    ("data", "centre", "datacenter"),
    ("data", "set", "dataset"),
    ("follow", "up", "followup"),
    ("front", "end", "frontend"),
    ("full", "stack", "fullstack"),
    ("hand", "off", "handoff"),
    ("hand", "over", "handover"),
    ("health", "care", "healthcare"),
    ("kick", "off", "kickoff"),
    ("life", "cycle", "lifecycle"),
    ("micro", "service", "microservice"),
    ("micro", "services", "microservices"),
    ("multi", "disciplinary", "multidisciplinary"),
    ("on", "boarded", "onboarded"),
    ("on", "boarding", "onboarding"),
    ("on", "site", "onsite"),
    ("post", "mortem", "postmortem"),
    ("post", "mortems", "postmortems"),
    ("road", "map", "roadmap"),
    ("road", "maps", "roadmaps"),
    ("roll", "out", "rollout"),
    ("sign", "off", "signoff"),
    ("stand", "up", "standup"),
    ("stand", "ups", "standups"),
    ("start", "up", "startup"),
    ("time", "line", "timeline"),
    ("time", "lines", "timelines"),
    ("trade", "off", "tradeoff"),
    ("trade", "offs", "tradeoffs"),
];

/// Words that turn a single capital after them into a rank rather than a name: "vitamin C", "Series C".
const RANKED: [&str; 14] = [
    "appendix",
    "class",
    "exhibit",
    "grade",
    "group",
    "hepatitis",
    "level",
    "plan",
    "round",
    "schedule",
    "section",
    "series",
    "tier",
    "vitamin",
];

/// Cuts a text into tokens; `outside` is what stands before and after it.
fn cut(text: &str, outside: Gap) -> Vec<Token> {
    let mut out = scan(text, outside);
    let shouting = outside == Gap::Sentence && is_all_caps(text, &out);
    for i in 0..out.len() {
        if out[i].kind == TokenKind::Word && is_name(text, &out, i, outside, shouting) {
            out[i].kind = TokenKind::Name;
        }
        let token = &mut out[i];
        token.key = match token.kind {
            TokenKind::Word => token.lexeme.stem.clone(),
            TokenKind::Name => format_smolstr!("={}", singular(&token.word)),
            TokenKind::Number | TokenKind::Money | TokenKind::Percent => Key::new_static("#"),
            TokenKind::Address => format_smolstr!("@{}", token.word),
        };
    }
    out
}

fn compound(last: &Token, word: &Key, before: Gap) -> Option<&'static str> {
    if last.kind != TokenKind::Word
        || before > Gap::Space
        || (before == Gap::Space && !last.lexeme.is_space_part())
    {
        return None;
    }
    COMPOUNDS
        .iter()
        .find(|(a, b, _)| *a == last.word && b == word)
        .map(|(_, _, joined)| *joined)
}

/// Reads what stands between two tokens.
fn gap(between: &str) -> Gap {
    if between == " " {
        return Gap::Space;
    }
    let mut gap = if between.is_empty() || between == "-" || between == "‑" {
        Gap::Hyphen
    } else {
        Gap::Space
    };
    let spaced = between.contains(char::is_whitespace);
    let mut chars = between.chars().peekable();
    while let Some(c) = chars.next() {
        let open = chars.peek().is_none_or(|c| c.is_whitespace());
        let here = match c {
            '\n' | '\r' | '•' | '·' | '|' => Gap::Sentence,
            '.' | '!' | '?' | '…' if open => Gap::Sentence,
            '(' | ')' | '[' | ']' | '{' | '}' | ':' | ';' | '—' | '.' | '→' => Gap::Clause,
            '–' | '-' if spaced => Gap::Clause,
            ',' | '/' | '&' | '+' => Gap::List,
            _ => Gap::Hyphen,
        };
        gap = gap.max(here);
    }
    gap
}

/// Returns whether capitals say nothing here, because most words of the text have one.
fn is_all_caps(text: &str, tokens: &[Token]) -> bool {
    let words = || {
        tokens
            .iter()
            .filter(|it| it.kind == TokenKind::Word && it.word.len() > 3)
    };
    let capital = words()
        .filter(|it| text[it.at.clone()].starts_with(char::is_uppercase))
        .count();
    let n_words = words().count();
    n_words > 2 && capital * 4 > n_words * 3
}

fn is_name(text: &str, tokens: &[Token], i: usize, outside: Gap, shouting: bool) -> bool {
    let token = &tokens[i];
    let after = tokens.get(i + 1).map_or(outside, |next| next.before);
    let listed = in_list(token.before, after);
    if !listed && !text[token.at.clone()].starts_with(char::is_uppercase) {
        return false;
    }
    let Some(name) = token.lexeme.name else {
        return false;
    };
    let written = &text[token.at.clone()];
    if token.before == Gap::Hyphen || after == Gap::Hyphen {
        // "Go-to-market", "C-level".
        return false;
    }
    let upper = written.chars().filter(|c| c.is_uppercase()).count();
    if name == Name::Capitals {
        let singular = singular(&token.word);
        let previous = i.checked_sub(1).map(|i| &tokens[i]);
        let ranked = previous.is_some_and(|it| RANKED.contains(&it.word.as_str()));
        let timed = matches!(singular, "am" | "pm") && previous.is_some_and(Token::is_number);
        let all = upper == singular.chars().count() || (singular == "safe" && upper == 3);
        return all && !ranked && !timed && (!shouting || listed || singular.len() == 1);
    }
    let titled = (tokens.get(i + 1))
        .is_some_and(|next| next.before == Gap::Space && next.lexeme.is_named_noun());
    if listed || (titled && upper > 0) {
        return upper > 0 || token.word.len() > 3;
    }
    upper > 0 && !shouting && (token.before < Gap::Sentence || after >= Gap::List)
}

/// Returns whether a word between these gaps is an item of a list; the text's ends count as one of the two.
fn in_list(before: Gap, after: Gap) -> bool {
    matches!(
        (before, after),
        (
            Gap::List | Gap::Clause,
            Gap::List | Gap::Clause | Gap::Sentence
        ) | (Gap::Sentence, Gap::List)
    )
}

#[cfg(test)]
mod tests;
