//! The built-in font families, and the ids of fonts.

use crate::document::Face;

/// A family of fonts that is built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Family {
    /// Source Sans 3.
    #[default]
    Sans,
    /// Source Serif 4.
    Serif,
}

/// Which of [`Fonts`](super::Fonts) a font is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontId {
    /// A face of a family that is built in.
    BuiltIn(Family, Face),
    /// One of the fonts added to the family, by index.
    Further(usize),
}

impl Family {
    /// Every family with the name that page styles use.
    pub const NAMES: [(&str, Self); 2] = [("sans", Self::Sans), ("serif", Self::Serif)];
}
