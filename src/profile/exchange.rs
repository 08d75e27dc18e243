//! Words that reading and writing JSON Resume share.

/// Where our export puts what the standard has no field for.
pub(crate) const OWN: &str = "x-bespoke";

/// The schema, by its published address.
pub(crate) const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// The version of the schema.
pub(crate) const VERSION: &str = "v1.0.0";

/// What a line begins with that lists courses.
pub(crate) const COURSES: &str = "Courses: ";
