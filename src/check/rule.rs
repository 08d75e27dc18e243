//! The rules of writing, each with its name and its reason.

use serde::{Deserialize, Serialize};

/// How much a broken rule matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing is said.
    Off,
    /// Worth a thought.
    Note,
    /// Should be fixed before the resume is sent; fails under `--strict`.
    Warning,
    /// Must be fixed: the check fails.
    Error,
}

impl Level {
    /// Every level by the name that YAML files use, in their order.
    pub(super) const NAMES: [(&'static str, Self); 4] = [
        ("off", Self::Off),
        ("note", Self::Note),
        ("warning", Self::Warning),
        ("error", Self::Error),
    ];

    /// Returns the name that YAML files and reports use.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// One rule of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// "Responsible for", "Helped", "Worked on".
    WeakOpener,
    /// A bullet that doesn't start with a verb.
    MissingVerb,
    /// The same verb at the start of many bullets.
    RepeatedVerb,
    /// I, my, we, our.
    Pronoun,
    /// A past position told in the present tense.
    Tense,
    /// Bullets of different forms side by side.
    ParallelForm,
    /// A position with hardly a number.
    FewNumbers,
    /// A bullet too long to be read at a glance.
    TooLong,
    /// Studies that go on and don't say until when.
    Graduation,
    /// A grade point average that does no good.
    Gpa,
    /// Time between positions that nothing accounts for.
    Gap,
    /// Two full positions at one time.
    Overlap,
    /// An abbreviation that nothing explains.
    Abbreviation,
    /// A misspelt month.
    MonthSpelling,
    /// A mail address that fails or embarrasses.
    Email,
    /// A web address that leads nowhere.
    Link,
    /// A heading that software doesn't know.
    Heading,
}

impl Rule {
    /// Every rule, in the order of the list that people read.
    pub const ALL: [Self; 17] = [
        Self::WeakOpener,
        Self::MissingVerb,
        Self::RepeatedVerb,
        Self::Pronoun,
        Self::Tense,
        Self::ParallelForm,
        Self::FewNumbers,
        Self::TooLong,
        Self::Graduation,
        Self::Gpa,
        Self::Gap,
        Self::Overlap,
        Self::Abbreviation,
        Self::MonthSpelling,
        Self::Email,
        Self::Link,
        Self::Heading,
    ];

    /// Returns the name that reports and house styles use.
    pub fn id(self) -> &'static str {
        self.row().0
    }

    /// Returns how much the rule matters unless a house style says otherwise.
    pub fn default_level(self) -> Level {
        self.row().1
    }

    /// Returns what the rule asks for and why.
    pub fn about(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (&'static str, Level, &'static str) {
        use Level::{Note, Warning};
        match self {
            Self::WeakOpener => (
                "weak-opener",
                Warning,
                "A bullet opens with the deed: \"Responsible for\", \"Helped\" and \"Worked on\" hide it.",
            ),
            Self::MissingVerb => (
                "missing-verb",
                Warning,
                "A bullet of a position starts with a verb: readers look there for what was done.",
            ),
            Self::RepeatedVerb => (
                "repeated-verb",
                Note,
                "Within a position, no verb opens more than a few bullets.",
            ),
            Self::Pronoun => (
                "pronoun",
                Warning,
                "Bullets and summaries do without I, my, we and our: everyone knows whose resume it is.",
            ),
            Self::Tense => (
                "tense",
                Warning,
                "Past positions are written in the past tense; a current one may mix tenses.",
            ),
            Self::ParallelForm => (
                "parallel-form",
                Note,
                "The bullets of a position have one grammatical form.",
            ),
            Self::FewNumbers => (
                "few-numbers",
                Note,
                "Enough bullets of a position say how much, how many or how long.",
            ),
            Self::TooLong => (
                "too-long",
                Note,
                "A bullet is short enough to be read at a glance: two printed lines.",
            ),
            Self::Graduation => (
                "graduation",
                Warning,
                "Studies that are not over say when they will be: a bare start reads as left unfinished.",
            ),
            Self::Gpa => (
                "gpa",
                Note,
                "A grade point average is printed where it speaks for the person.",
            ),
            Self::Gap => (
                "gap",
                Note,
                "Time between positions is accounted for; measured between entries, not to today.",
            ),
            Self::Overlap => (
                "overlap",
                Note,
                "Two positions at different employers at one time want a word (part-time, contract) or a date mended.",
            ),
            Self::Abbreviation => (
                "abbreviation",
                Note,
                "An abbreviation that not everyone knows stands once beside its long form.",
            ),
            Self::MonthSpelling => (
                "month-spelling",
                Warning,
                "Months are spelt as in a dictionary.",
            ),
            Self::Email => (
                "email",
                Warning,
                "The mail address works and sounds like a colleague's.",
            ),
            Self::Link => (
                "link",
                Warning,
                "Web addresses lead to a page of the person's.",
            ),
            Self::Heading => (
                "heading",
                Note,
                "Sections have the names that applicant tracking systems look for.",
            ),
        }
    }
}
