//! How a page looks: plain data, so that a file can say it.

use super::{color::Color, family::Family, paper::Paper};
use crate::document::{Face, Role};

/// The look of a resume. Lengths are points.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// The family of fonts.
    pub family: Family,
    /// From the left edge of the paper to the text.
    pub left: f64,
    /// From the text to the right edge of the paper.
    pub right: f64,
    /// From the upper edge of the paper to the first line.
    pub top: f64,
    /// From the last line to the lower edge of the paper.
    pub bottom: f64,
    /// Whether the pages of a resume of several are numbered at their foot.
    pub page_numbers: bool,
    /// The mark before each bullet.
    pub mark: Mark,
    /// Where dates stand.
    pub dates: Dates,
    /// The person's name.
    pub name: RoleStyle,
    /// The line under the name.
    pub headline: RoleStyle,
    /// E-mail, telephone, place and links.
    pub contact: RoleStyle,
    /// The heading of a section.
    pub heading: RoleStyle,
    /// The first line of an entry.
    pub entry: RoleStyle,
    /// A position or degree.
    pub subentry: RoleStyle,
    /// Running text.
    pub paragraph: RoleStyle,
    /// A bullet of a list.
    pub bullet: RoleStyle,
    /// A line of a section without entries.
    pub line: RoleStyle,
}

/// The look of one kind of block.
///
/// The height of a block is `before` + lines × `leading` + `after`, whatever stands around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleStyle {
    /// Type size.
    pub size: f64,
    /// From one baseline to the next.
    pub leading: f64,
    /// The face of runs that ask for the regular one.
    pub face: Face,
    /// The color of its text.
    pub color: Color,
    /// How its lines stand in the column.
    pub align: Align,
    /// Room above, left out at the top of a page.
    pub before: f64,
    /// Room below.
    pub after: f64,
    /// How far the text is moved in from the left.
    pub indent: f64,
    /// A rule across the column, in the room below.
    pub rule: Option<RuleStyle>,
}

/// The look of the rule below a block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleStyle {
    /// From the last baseline to the middle of the rule.
    pub drop: f64,
    /// Thickness.
    pub thickness: f64,
    /// How far it reaches; across the whole column unless given.
    pub length: Option<f64>,
    /// Its color.
    pub color: Color,
}

/// How the lines of a block stand in the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// From the left edge.
    Left,
    /// In the middle.
    Center,
}

/// The mark before each bullet.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What is drawn.
    pub text: String,
    /// How far it is moved in from the left.
    pub indent: f64,
}

/// Where the dates of a position, a school, a project stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dates {
    /// After what they date, behind a bar.
    #[default]
    Inline,
    /// At the right margin of the first line, where they have room there and that takes no more lines.
    Right,
}

impl Dates {
    /// Every place with the name that page styles use.
    pub const NAMES: [(&str, Self); 2] = [("inline", Self::Inline), ("right", Self::Right)];
}

impl Style {
    /// Returns the built-in look: one column, left aligned, a hairline below each heading.
    pub fn classic() -> Self {
        Self {
            family: Family::Sans,
            left: 50.0,
            right: 50.0,
            top: 40.0,
            bottom: 40.0,
            page_numbers: false,
            mark: Mark {
                text: "•".to_owned(),
                indent: 1.5,
            },
            dates: Dates::Inline,
            name: RoleStyle {
                size: 24.0,
                leading: 27.0,
                face: Face::Bold,
                ..BODY
            },
            headline: RoleStyle {
                size: 12.0,
                leading: 15.0,
                color: MUTED,
                ..BODY
            },
            contact: RoleStyle {
                size: 10.0,
                leading: 12.6,
                before: 1.0,
                after: 1.2,
                ..BODY
            },
            heading: RoleStyle {
                size: 12.5,
                leading: 15.0,
                face: Face::Bold,
                before: 7.6,
                after: 2.6,
                rule: Some(RuleStyle {
                    drop: 4.2,
                    thickness: 0.6,
                    length: None,
                    color: Color([0x59; 3]),
                }),
                ..BODY
            },
            // A job stands as a group: more room above an employer than above its positions, more there than between
            // bullets.
            entry: RoleStyle {
                before: 5.2,
                ..BODY
            },
            subentry: RoleStyle {
                before: 2.6,
                after: 1.4,
                ..BODY
            },
            paragraph: RoleStyle {
                before: 1.2,
                after: 1.2,
                ..BODY
            },
            bullet: RoleStyle {
                after: 1.2,
                indent: 11.0,
                ..BODY
            },
            line: RoleStyle {
                before: 0.8,
                after: 0.8,
                ..BODY
            },
        }
    }

    /// Returns the look of blocks of `role`.
    pub fn role(&self, role: Role) -> &RoleStyle {
        match role {
            Role::Name => &self.name,
            Role::Headline => &self.headline,
            Role::Contact => &self.contact,
            Role::Heading => &self.heading,
            Role::Entry => &self.entry,
            Role::Subentry => &self.subentry,
            Role::Paragraph => &self.paragraph,
            Role::Bullet => &self.bullet,
            Role::Line => &self.line,
        }
    }

    /// Returns the look of every kind of block, to change it.
    pub(super) fn roles_mut(&mut self) -> [&mut RoleStyle; 9] {
        [
            &mut self.name,
            &mut self.headline,
            &mut self.contact,
            &mut self.heading,
            &mut self.entry,
            &mut self.subentry,
            &mut self.paragraph,
            &mut self.bullet,
            &mut self.line,
        ]
    }

    /// Returns the width of the column of text on `paper`.
    pub fn content_width(&self, paper: Paper) -> f64 {
        paper.size().0 - self.left - self.right
    }

    /// Returns the height of the column of text on `paper`.
    pub fn content_height(&self, paper: Paper) -> f64 {
        paper.size().1 - self.top - self.bottom
    }
}

/// What most roles share: 10.2 points, inside the 10 to 12 that career offices ask for, on 124 % of leading.
const BODY: RoleStyle = RoleStyle {
    size: 10.2,
    leading: 12.6,
    face: Face::Regular,
    color: Color::BLACK,
    align: Align::Left,
    before: 0.0,
    after: 0.0,
    indent: 0.0,
    rule: None,
};

/// Dark enough to read in print: 7.5 to 1 against white.
const MUTED: Color = Color([0x54; 3]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classic_keeps_to_the_sizes_and_margins_of_practice() {
        let style = Style::classic();
        for role in [Role::Paragraph, Role::Bullet, Role::Line] {
            let role = style.role(role);
            assert!((10.0..=12.0).contains(&role.size));
            assert!((1.2..=1.3).contains(&(role.leading / role.size)));
        }
        for margin in [style.left, style.right, style.top, style.bottom] {
            assert!((0.5 * 72.0..=1.25 * 72.0).contains(&margin));
        }
    }
}
