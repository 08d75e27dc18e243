//! What a guide looks for besides its themes: titles, fields of study, certifications, industries.

use std::collections::BTreeSet;

use super::number::diminishing;
use super::reading::AnalyzedText;
use crate::guide::Guide;
use crate::profile::{Kind, Place, Section};
use crate::text::{Gap, Phrases, tokens};

/// What a title counts that means the guide's role, and one that the posting gives.
const SAME_TITLE: f64 = 1.0;

/// What a title counts that is a good background for the role.
const EARLIER_TITLE: f64 = 0.6;

/// What a certification counts that the guide names.
const CERTIFICATION: f64 = 1.0;

/// What a field of study counts that fits, and a further degree that helps.
const EDUCATION: f64 = 0.8;

/// What an industry counts that is close.
const INDUSTRY: f64 = 0.5;

/// How much each further match counts beside the one before it.
const NEXT: f64 = 0.3;

/// A guide's further wishes, made ready for reading many lines.
pub(super) struct Background {
    titles: Phrases,
    earlier: Phrases,
    fields: Phrases,
    certifications: Phrases,
    industries: Phrases,
}

impl Background {
    /// Makes a guide's further wishes ready.
    pub(super) fn of(guide: &Guide) -> Self {
        let phrases = |texts: &mut dyn Iterator<Item = &str>| {
            let mut set = Phrases::default();
            for text in texts {
                set.insert(&tokens(text), 0);
            }
            set
        };
        let names = |terms: &[crate::guide::Term]| {
            let mut set = Phrases::default();
            for name in terms
                .iter()
                .flat_map(|it| std::iter::once(&it.term).chain(&it.also))
            {
                set.insert(&tokens(name), 0);
            }
            set
        };
        let fields = guide
            .fields
            .iter()
            .chain(&guide.advanced)
            .map(String::as_str);
        Self {
            titles: phrases(&mut guide.titles.iter().map(String::as_str)),
            earlier: phrases(&mut guide.background.iter().map(String::as_str)),
            fields: phrases(&mut fields.into_iter()),
            certifications: names(&guide.certifications),
            industries: names(&guide.industries),
        }
    }

    /// Returns what a line counts as background, 0 or more, and its words that do; `title` is the posting's, by parts.
    pub(super) fn found(
        &self,
        place: Place,
        line: &AnalyzedText,
        title: Option<&Phrases>,
    ) -> (f64, BTreeSet<usize>) {
        let none = Phrases::default();
        let title = title.unwrap_or(&none);
        let wishes: &[(&Phrases, f64)] = match (place.kind, place.section) {
            (Kind::Position, _) => &[
                (title, SAME_TITLE),
                (&self.titles, SAME_TITLE),
                (&self.earlier, EARLIER_TITLE),
                (&self.industries, INDUSTRY),
            ],
            (Kind::Summary, _) => &[(title, SAME_TITLE), (&self.titles, SAME_TITLE)],
            (Kind::Entry, Section::Education) => &[(&self.fields, EDUCATION)],
            (Kind::Entry, Section::Certifications) => &[(&self.certifications, CERTIFICATION)],
            _ => &[],
        };
        let mut counts = Vec::new();
        let mut words = BTreeSet::new();
        for (phrases, worth) in wishes {
            // Of phrases that overlap, the longest counts.
            for found in phrases.find(&line.tokens) {
                if !found.words.iter().any(|it| words.contains(it)) {
                    words.extend(found.words);
                    counts.push(*worth);
                }
            }
        }
        (diminishing(counts, NEXT), words)
    }
}

/// Returns the parts of a posting's title: "Program Manager, Payments" names a job and a field.
///
/// A part of one word is left out: "Manager" is no title to match.
pub(super) fn title_parts(title: &str) -> Phrases {
    let mut parts = Phrases::default();
    let tokens = tokens(title);
    for part in tokens.chunk_by(|_, next| next.before < Gap::List) {
        if part.len() > 1 {
            parts.insert(part, 0);
        }
    }
    parts
}
