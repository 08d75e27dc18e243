//! One block set in lines: what can be measured, and placed on a page, without setting it again.

use std::collections::BTreeSet;

use super::{
    dates,
    line::{Line, LineRun},
    missing::Missing,
    paper::Paper,
    paragraph::{ShapedParagraph, shape_runs},
    shape::Shaper,
    style::{Align, Dates, RoleStyle, Style},
};
use crate::document::{Block, Part, Role, Run};

/// A block in lines, for one style and width of paper.
///
/// Its height depends on nothing but itself: heights add up.
#[derive(Debug, Clone, PartialEq)]
pub struct SetBlock {
    pub(super) role: Role,
    pub(super) style: RoleStyle,
    /// From the top of a line to its baseline.
    pub(super) ascent: f64,
    pub(super) lines: Vec<Line>,
}

impl SetBlock {
    /// Returns its height, the room above and below included; nothing for a block without text.
    pub fn height(&self) -> f64 {
        height_of(&self.style, self.lines.len())
    }

    /// Returns the part of its height that is room above and below.
    pub fn room(&self) -> f64 {
        if self.lines.is_empty() {
            0.0
        } else {
            self.style.before + self.style.after
        }
    }

    /// Returns the part of its height that is left out at the top of a page.
    pub fn before(&self) -> f64 {
        if self.lines.is_empty() {
            0.0
        } else {
            self.style.before
        }
    }

    /// Returns the number of its lines.
    pub fn n_lines(&self) -> usize {
        self.lines.len()
    }

    /// Returns what it is.
    pub fn role(&self) -> Role {
        self.role
    }
}

/// Sets `block`, the one at `idx` of the list, in lines; what has no glyph is added to `missing`.
///
/// A block without text has no lines, not even for the mark of a bullet.
pub(super) fn set(
    (idx, block): (usize, &Block),
    style: &Style,
    paper: Paper,
    shaper: &mut Shaper<'_>,
    missing: &mut Missing,
) -> SetBlock {
    let role = style.role(block.role);
    let paragraph = shape_runs(&block.runs, role, shaper);
    for &(offset, character) in &paragraph.missing {
        missing.add(character, idx, offset, &paragraph.text);
    }
    let measure = style.content_width(paper) - role.indent;
    let mut lines = at_right(block, style, &paragraph, measure, shaper)
        .unwrap_or_else(|| paragraph.lines(measure, role.indent));
    if block.role == Role::Bullet
        && let Some(first) = lines.first_mut()
    {
        let (mut mark, unknown) = mark(style, role, shaper);
        if paragraph.is_rtl() {
            mark.mirror(style.content_width(paper));
        }
        for (offset, character) in unknown {
            missing.add(character, idx, offset, &mark.text);
        }
        first.runs.insert(0, mark);
    }
    if role.align == Align::Center {
        for line in &mut lines {
            line.center(measure);
        }
    }
    let metrics = shaper.fonts().face(role.face).metrics();
    let (up, down) = (metrics.ascent, metrics.descent);
    let scale = role.size / metrics.units_per_em;
    SetBlock {
        role: block.role,
        style: *role,
        // What leading adds to the height of the face is shared by the top and the bottom.
        ascent: (role.leading - (up + down) * scale) / 2.0 + up * scale,
        lines,
    }
}

/// Returns the height of `block` as [`set`] sets it.
pub(super) fn height(block: &Block, style: &Style, paper: Paper, shaper: &mut Shaper<'_>) -> f64 {
    let role = style.role(block.role);
    let measure = style.content_width(paper) - role.indent;
    let paragraph = shape_runs(&block.runs, role, shaper);
    let n_lines = at_right(block, style, &paragraph, measure, shaper)
        .map_or_else(|| paragraph.breaks(measure, measure).len(), |it| it.len());
    height_of(role, n_lines)
}

/// Returns the width of `block` on one line without end, in points.
pub(super) fn width(block: &Block, style: &Style, shaper: &mut Shaper<'_>) -> f64 {
    let stops = shape_runs(&block.runs, style.role(block.role), shaper).stops;
    stops.0.last().map_or(0.0, |stop| stop.1)
}

/// Returns the lines of `block` with its dates at the right margin, where the style wants them there and they can be.
fn at_right(
    block: &Block,
    style: &Style,
    inline: &ShapedParagraph<'_>,
    measure: f64,
    shaper: &mut Shaper<'_>,
) -> Option<Vec<Line>> {
    if style.dates == Dates::Inline || !has_dates(block) || inline.levels.is_some() {
        return None;
    }
    let most = inline.breaks(measure, measure).len();
    dates::at_right(&block.runs, style.role(block.role), measure, most, shaper)
}

fn has_dates(block: &Block) -> bool {
    block.runs.iter().any(|run| run.part == Part::Dates)
}

/// Returns the height of so many lines, the room above and below included; nothing for none.
fn height_of(role: &RoleStyle, n_lines: usize) -> f64 {
    if n_lines == 0 {
        return 0.0;
    }
    role.before + n_lines as f64 * role.leading + role.after
}

/// Returns the mark that stands before a bullet, and a space, so that readers by machine part it from the text;
/// and what of it has no glyph.
fn mark(
    style: &Style,
    role: &RoleStyle,
    shaper: &mut Shaper<'_>,
) -> (LineRun, BTreeSet<(usize, char)>) {
    let run = Run {
        text: format!("{} ", style.mark.text),
        face: role.face,
        link: None,
        part: Part::Words,
    };
    let runs = [run];
    let paragraph = shape_runs(&runs, role, shaper);
    let font = paragraph
        .runs
        .first()
        .map_or(shaper.fonts().id(role.face), |run| run.font);
    let glyphs = paragraph.runs.into_iter().flat_map(|run| run.glyphs);
    let piece = LineRun {
        x: style.mark.indent,
        face: role.face,
        font,
        is_rtl: false,
        text: paragraph.text,
        glyphs: glyphs.collect(),
        gap: None,
        link: None,
        label: true,
    };
    (piece, paragraph.missing)
}
