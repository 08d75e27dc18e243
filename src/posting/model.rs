//! What a posting asks for, as plain data.

/// One job advertisement.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Posting {
    /// The job's title, where the posting gives one.
    pub title: Option<String>,
    /// What it asks for, in its order.
    pub requirements: Vec<Requirement>,
}

/// A requirement of a posting: its index in [`Posting::requirements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequirementId(pub usize);

/// One thing that a posting asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// The posting's own words, markup removed.
    pub text: String,
    /// How much it insists.
    pub need: Need,
    /// What kind of thing it is.
    pub kind: RequirementKind,
    /// What it asks for, one thing at a time.
    pub asks: Asks,
    /// How much the requirement counts beside the others, above 0; the mean over a posting is about 1.
    pub weight: f64,
}

/// How much a posting insists on a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It must be there.
    Required,
    /// It helps.
    Preferred,
    /// What the job consists of: asked for without the word.
    Duty,
}

/// What kind of thing a requirement asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequirementKind {
    /// Something to have done or to know.
    Skill,
    /// So many years of something.
    Years(u8),
    /// A degree.
    Degree,
    /// A certification or licence.
    Certification,
}

/// What a requirement asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Asks {
    /// One thing.
    One(Ask),
    /// Several things, each of which counts.
    All(Vec<Asks>),
    /// Several things, one of which is enough.
    Any(Vec<Asks>),
}

/// One thing that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// A skill, tool or standard, by its name.
    Skill {
        /// The posting's name for it.
        name: String,
    },
    /// So many years.
    Years {
        /// How many, at the least.
        years: u8,
        /// Of what: one of these is enough. Empty where the posting doesn't say, or says no more than "experience".
        of: Vec<String>,
    },
    /// A degree.
    Degree {
        /// The lowest that is enough.
        level: DegreeLevel,
        /// The fields, one of which is enough; empty for any.
        fields: Vec<String>,
        /// Whether a related field is enough.
        related: bool,
        /// Whether experience is enough instead.
        or_experience: bool,
    },
    /// A certification, licence or registration, by its words.
    Credential {
        /// The posting's words for it.
        name: String,
    },
    /// A language that people speak.
    Language {
        /// Its name.
        language: String,
        /// Whether it is to be known well: fluent, native, bilingual, professional.
        well: bool,
    },
    /// What is told to the person and shown by no resume: a work permit, travel, lifting, a driver's licence.
    Logistics {
        /// The posting's words.
        text: String,
    },
    /// Something done or known, in so many words.
    Activity {
        /// The posting's words.
        text: String,
    },
    /// A soft skill.
    Soft {
        /// The posting's words.
        text: String,
    },
}

/// How high a degree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DegreeLevel {
    /// A high school diploma or its equivalent.
    School,
    /// An associate's degree.
    Associate,
    /// A bachelor's degree.
    Bachelor,
    /// A master's degree.
    Master,
    /// A doctorate.
    Doctor,
}

impl DegreeLevel {
    /// Returns what people call a degree of this level.
    pub fn name(self) -> &'static str {
        match self {
            Self::School => "a high school diploma",
            Self::Associate => "an associate's degree",
            Self::Bachelor => "a bachelor's degree",
            Self::Master => "a master's degree",
            Self::Doctor => "a doctorate",
        }
    }
}
