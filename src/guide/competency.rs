//! What people do at work, whatever their occupation.

/// A general competency, which a theme can name.
///
/// What words say for each was fitted to graded highlights of some hundred occupations, so a guide that names
/// competencies ranks well with few terms of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Competency {
    /// Technical work with one's own hands or head.
    TechnicalWork,
    /// Leading, managing, hiring, mentoring people.
    LeadingPeople,
    /// Delivering projects: scope, schedule, budget, completion.
    DeliveringProjects,
    /// Strategy, roadmaps, priorities.
    Planning,
    /// Presenting, reporting, negotiating, aligning.
    Communication,
    /// Risk, compliance, safety, security, incidents.
    Risk,
    /// Working across teams and with partners.
    Collaboration,
    /// Metrics, status, measuring results.
    Tracking,
    /// Finding causes, mending hard things.
    ProblemSolving,
    /// Teaching, training, tutoring.
    Teaching,
    /// Care for patients, clients, guests, students.
    Care,
    /// Selling, marketing, fundraising.
    Selling,
    /// Investigation, studies, analysis for insight.
    Research,
    /// Schedules, records, logistics, deadlines.
    Organizing,
}

impl Competency {
    /// How many there are.
    pub const COUNT: usize = Self::NAMES.len();

    /// Every competency with the name that guides use, in the order of the fitted weights.
    pub const NAMES: [(&str, Self); 14] = [
        ("technical-work", Self::TechnicalWork),
        ("leading-people", Self::LeadingPeople),
        ("delivering-projects", Self::DeliveringProjects),
        ("planning", Self::Planning),
        ("communication", Self::Communication),
        ("risk", Self::Risk),
        ("collaboration", Self::Collaboration),
        ("tracking", Self::Tracking),
        ("problem-solving", Self::ProblemSolving),
        ("teaching", Self::Teaching),
        ("care", Self::Care),
        ("selling", Self::Selling),
        ("research", Self::Research),
        ("organizing", Self::Organizing),
    ];
    /// Returns the name that guides use.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}
