//! What a posting asks for, as plain data.

use super::asks::Asks;

/// One job advertisement.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Posting {
    /// The job's title, where the posting gives one.
    pub title: Option<String>,
    /// What it asks for, in its order.
    pub requirements: Vec<Requirement>,
}

/// One thing that a posting asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// The posting's own words, markup removed.
    pub text: String,
    /// How much it insists.
    pub need: Need,
    /// What kind of thing it is.
    pub ask: Ask,
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
pub enum Ask {
    /// Something to have done or to know.
    Skill,
    /// So many years of something.
    Years(u8),
    /// A degree.
    Degree,
    /// A certification or licence.
    Certification,
}
