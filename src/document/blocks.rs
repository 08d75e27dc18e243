//! A document as the flat list of blocks that layout sets one below the other.

/// One paragraph-like piece of the page, set in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is: decides its style and its tag.
    pub role: Role,
    /// Its text, in order; printed one after the other without a space between.
    pub runs: Vec<Run>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The person's name: the title of the document.
    Name,
    /// The line under the name.
    Headline,
    /// E-mail, telephone, place and links.
    Contact,
    /// The heading of a section, with a rule below it.
    Heading,
    /// An employer, school, project: the first line of an entry.
    Entry,
    /// A position or degree: a line below the entry's first.
    Subentry,
    /// A paragraph of running text: the summary, a description.
    Paragraph,
    /// A bullet of a list.
    Bullet,
    /// A line of a section that has no entries: a skill group, a certification.
    Line,
}

impl Role {
    /// Returns whether a page may not end after this block.
    pub fn keeps_with_next(self) -> bool {
        matches!(self, Self::Heading | Self::Entry | Self::Subentry)
    }
}

/// A stretch of text in one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// The face they are set in.
    pub face: Face,
    /// Where a click leads.
    pub link: Option<String>,
}

/// A face of the page's font family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Upright, normal weight.
    Regular,
    /// Upright, bold.
    Bold,
    /// Italic, normal weight.
    Italic,
}
