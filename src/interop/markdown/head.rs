//! The lines of a Markdown resume, and its head: name, headline, contact.

use crate::interop::draft::{DraftValue, Entry};
use crate::interop::imported_text::ImportedText;
use crate::interop::prose;
use crate::interop::source::Source;
use crate::profile::is_address;

/// One line and what it is.
pub(super) struct Line<'n> {
    pub(super) kind: Kind,
    /// The words behind its mark.
    pub(super) text: String,
    pub(super) source: Source<'n>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(usize),
    Bullet,
    Text,
}

impl Line<'_> {
    pub(super) fn said(&self) -> Option<ImportedText> {
        said(&self.source, &self.text)
    }
}

pub(super) fn said(source: &Source<'_>, text: &str) -> Option<ImportedText> {
    let (text, links) = prose::one_line(text);
    (!text.is_empty()).then(|| source.as_said(text, links))
}

pub(super) fn line(source: Source<'_>) -> Line<'_> {
    let raw = source.raw().unwrap_or_default();
    let marks = raw.bytes().take_while(|it| *it == b'#').count();
    let (kind, text) = match raw[marks..].strip_prefix(' ') {
        Some(text) if (1..=6).contains(&marks) => {
            (Kind::Heading(marks), text.trim_end_matches('#').trim())
        }
        _ => match prose::bullet(raw) {
            Some(text) => (Kind::Bullet, text),
            None => (Kind::Text, raw),
        },
    };
    Line {
        kind,
        text: text.to_owned(),
        source,
    }
}

/// What stands above the first section.
#[derive(Default)]
pub(super) struct Head {
    pub(super) headline: Option<ImportedText>,
    pub(super) contact: Entry,
    pub(super) summary: Option<ImportedText>,
}

impl Head {
    pub(super) fn of<'l, 'n: 'l>(lines: impl Iterator<Item = &'l Line<'n>>) -> Self {
        let mut head = Self::default();
        let (mut email, mut phone, mut location) = (None, None, None);
        let mut addresses_met: Vec<DraftValue> = Vec::new();
        let mut summary: Vec<ImportedText> = Vec::new();
        for line in lines {
            let parts = parted(&line.text);
            let is_contact = parts.len() > 1
                || parts
                    .iter()
                    .any(|it| is_mail(it) || is_link(it) || is_phone(it));
            if !is_contact {
                match (&head.headline, line.text.len()) {
                    (None, ..=100) if summary.is_empty() => head.headline = line.said(),
                    _ => summary.extend(line.said()),
                }
                continue;
            }
            let mut left = Vec::new();
            for part in parts {
                let (text, addresses) = prose::one_line(part);
                // `Email: a@b.c` and the like.
                let value = match text.split_once(": ") {
                    Some((label, value)) if label.len() < 20 => value.trim().to_owned(),
                    _ => text.clone(),
                };
                let own = |it: &str| line.source.as_said(it.to_owned(), Vec::new());
                if is_mail(&value) && email.is_none() {
                    email = Some(own(&value));
                } else if let Some(address) = addresses
                    .iter()
                    .find(|it| is_address(it) || it.starts_with("tel:"))
                {
                    let address = address.clone();
                    if address.starts_with("tel:") {
                        phone = phone.or_else(|| Some(own(&text)));
                        continue;
                    }
                    if let Some(mail) = address.strip_prefix("mailto:") {
                        email = email.or_else(|| Some(own(mail)));
                        continue;
                    }
                    let link = Entry::default()
                        .put("label", Some(own(&text)))
                        .put("url", Some(own(&address)));
                    addresses_met.push(link.into());
                } else if is_link(&value) {
                    addresses_met.push(DraftValue::Text(own(&value)));
                } else if is_phone(&value) && phone.is_none() {
                    phone = Some(own(&value));
                } else if !text.is_empty() {
                    left.push(own(&text));
                }
            }
            for said in left {
                if location.is_none() {
                    location = Some(said);
                } else if head.headline.is_none() {
                    head.headline = Some(said);
                } else {
                    location = location.and_then(|it| ImportedText::join([it, said], " | "));
                }
            }
        }
        head.summary = ImportedText::join(summary, " ");
        head.contact = Entry::default()
            .put("email", email)
            .put("phone", phone)
            .put("location", location)
            .list("links", addresses_met);
        head
    }
}

/// Returns the parts of a line that bars or dots divide.
pub(super) fn parted(line: &str) -> Vec<&str> {
    let parts = line.split([' ', '\u{a0}']).collect::<Vec<_>>();
    let is_mark = |it: &&str| matches!(*it, "|" | "·" | "•" | "∙" | "‧" | "/");
    if !parts.iter().any(is_mark) {
        return vec![line.trim()];
    }
    let divided = line
        .split(" | ")
        .flat_map(|it| it.split(" · "))
        .flat_map(|it| it.split(" • "))
        .flat_map(|it| it.split(" ∙ "))
        .flat_map(|it| it.split(" / "));
    divided.map(str::trim).filter(|it| !it.is_empty()).collect()
}

pub(super) fn is_mail(text: &str) -> bool {
    let (text, _) = prose::one_line(text);
    // "@ana.example" is somebody's name in a network.
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) && !text.contains(' ')
}

pub(super) fn is_link(text: &str) -> bool {
    let (words, links) = prose::one_line(text);
    let host = words.split('/').next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    let is_host = ending.len() >= 2 && ending.chars().all(char::is_alphabetic);
    !links.is_empty()
        || is_address(&words) && !words.contains('@') && (words.contains("://") || is_host)
}

pub(super) fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let text = text.rsplit(": ").next().unwrap_or(text);
    (7..=16).contains(&digits)
        && text
            .chars()
            .all(|it| it.is_ascii_digit() || " +-().x/–‑".contains(it))
}
