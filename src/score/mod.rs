//! How well each line of a profile serves a guide and a posting, every point with its reason.

mod asked;
mod background;
mod competency;
mod cue;
mod duplicates;
mod evidence;
mod model;
mod number;
mod points;
mod reading;
mod requirement;
mod theme;

pub use model::{
    Contribution, ContributionKind, LineScore, ScoredLines, SharedCompetency, evident,
};
pub use points::{MAX_REQUIREMENTS, Matcher, NEXT_REQUIREMENT, REQUIREMENT_POINTS, score};
