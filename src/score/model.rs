//! Scores and the reasons for them, as plain data.

use crate::guide::{Competency, ThemeId};
use crate::posting::RequirementId;
use crate::profile::LineId;

/// A scored profile: one score for each of [`Profile::lines`](crate::profile::Profile::lines), in that order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScoredLines {
    /// The scores.
    pub lines: Vec<LineScore>,
}

/// What one line is worth, and why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineScore {
    /// Which of the line's wordings serves best; 0 is the preferred one, and wins ties.
    pub wording: usize,
    /// What the line is worth: the sum of the points of its contributions, 0 or more, never NaN.
    pub value: f64,
    /// How well it shows each theme of the guide, 0 to 1; depends on the line and the guide alone.
    pub themes: Vec<f64>,
    /// How well it answers requirements of the posting: which, and strength above 0 up to 1, in the posting's order.
    pub requirements: Vec<(RequirementId, f64)>,
    /// Which deed it tells of, where several lines tell of one: the first line that does.
    pub duplicate_of: Option<LineId>,
    /// How much of the competencies that each requirement of the posting shows it shows too, 0 to 1, whatever its words.
    pub alike: Vec<f64>,
    /// Where the value comes from, in a fixed order.
    pub contributions: Vec<Contribution>,
}

/// One reason for a line's value.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// What earned the points.
    pub what: ContributionKind,
    /// The words of the line that earned them, as the person wrote them; of a requirement, those that it has too. None
    /// where nothing was to be quoted.
    pub words: Vec<String>,
    /// What of the points is for showing the same competencies as a requirement, whatever the words.
    pub alike: Option<SharedCompetency>,
    /// The points.
    pub points: f64,
}

/// What a line is worth for showing the same competencies as a requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedCompetency {
    /// The one that both show most.
    pub competency: Competency,
    /// The words of the line that speak most for it; none where nothing was to be quoted.
    pub words: Vec<String>,
    /// The points, out of those of the contribution.
    pub points: f64,
}

/// What can earn points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContributionKind {
    /// Showing a theme of the guide.
    Theme(ThemeId),
    /// Answering a requirement of the posting.
    Requirement(RequirementId),
    /// A quantified result.
    Result,
    /// A verb of ownership at the start.
    Ownership,
    /// Having happened lately.
    Recency,
    /// Something else that the guide looks for: a certification, a field of study, an industry, a title.
    Background,
}

/// How much of a strength is an echo of shared words: what is below it shows nothing, and many such lines together
/// still show nothing.
const ECHO: f64 = 0.3;

/// Returns how far a strength (0 to 1) is beyond an echo, 0 to 1: what counts towards coverage.
pub fn evident(strength: f64) -> f64 {
    ((strength - ECHO) / (1.0 - ECHO)).max(0.0)
}
