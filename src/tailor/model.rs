//! The inputs and the outcome of tailoring, as plain data.

use crate::coverage::Coverage;
use crate::document::Document;
use crate::guide::Guide;
use crate::layout::{MissingGlyph, Page, Paper, Spacing};
use crate::posting::Posting;
use crate::profile::{Date, LineId, Profile};
use crate::score::ScoredLines;
use crate::select::SelectionReason;
use crate::template::Template;

/// What a resume is made from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Everything the person has done.
    pub profile: &'a Profile,
    /// What the role asks for.
    pub guide: &'a Guide,
    /// What the employer asks for.
    pub posting: Option<&'a Posting>,
    /// How the resume looks.
    pub template: &'a Template,
}

/// How a resume is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Options {
    /// How many pages to fill, 1 or more.
    pub pages: usize,
    /// On which paper.
    pub paper: Paper,
    /// The date that `present` and recency count from; the latest date in the profile unless given.
    pub as_of: Option<Date>,
    /// The date of the build, where there is one: it counts where `as_of` is not given and nothing in the profile is later.
    pub built: Option<Date>,
    /// Whether a paid position may be left out altogether.
    pub allow_drop: bool,
    /// Whether the scores quote the words that earned points: a report needs them, a resume alone does not.
    pub quotes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            pages: 1,
            paper: Paper::Letter,
            as_of: None,
            built: None,
            allow_drop: false,
            quotes: true,
        }
    }
}

/// A tailored resume and everything that led to it.
#[derive(Debug, Clone)]
pub struct Tailored {
    /// What every line is worth, and why; with the words that say so if [`Options::quotes`] asked for them.
    pub scored: ScoredLines,
    /// What the profile shows of what the posting asks for, where there is one.
    pub coverage: Option<Coverage>,
    /// Why each of [`Profile::lines`] was kept or left out.
    pub fates: Vec<LineStatus>,
    /// What the resume says.
    pub document: Document,
    /// The paper it is printed on.
    pub paper: Paper,
    /// Its pages.
    pub pages: Vec<Page>,
    /// How much of the pages is filled, in pages: 0.63 is most of the first one, 2.0 exactly two.
    pub filled: f64,
    /// The room between blocks that fills them so.
    pub spacing: Spacing,
    /// The height of a line of a bullet, in points: what a [`Comparison`](crate::select::Comparison) measures in.
    pub line_height: f64,
    /// Characters that the font lacks: the pages have holes there and must not be drawn.
    pub missing: Vec<MissingGlyph>,
    /// The date that `present` and recency counted from.
    pub as_of: Date,
}

impl Tailored {
    /// Returns whether a line of the profile is printed; false for one that the profile does not have.
    pub fn is_kept(&self, line: LineId) -> bool {
        self.fates.get(line.0).is_some_and(|it| it.kept())
    }
}

/// What became of a line of the profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LineStatus {
    /// Selection decided; the indices in the reason are those of [`Profile::lines`].
    Ranked(SelectionReason),
    /// Another of the alternative summaries serves better.
    Alternative,
    /// The person pinned it to `never`.
    PinnedNever,
    /// The person pinned what it belongs to to `never`.
    HolderPinnedNever,
    /// A paid position without bullets: it stays, on one line with its employer.
    SharesLine,
    /// The person pinned it to `always`.
    PinnedAlways,
}

impl LineStatus {
    /// Returns whether the line is printed.
    pub fn kept(self) -> bool {
        match self {
            Self::Ranked(why) => why.kept(),
            Self::PinnedAlways | Self::SharesLine => true,
            Self::Alternative | Self::PinnedNever | Self::HolderPinnedNever => false,
        }
    }
}
