//! What is below a heading of a posting.

use super::model::Need;

/// What stands below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// What is asked for.
    Asks(Need),
    /// Running text about the role, the company or both.
    Neutral,
    /// Nothing that a resume answers.
    Drop,
}
