//! One block set in lines: what can be measured, and placed on a page, without setting it again.

use std::{borrow::Cow, collections::BTreeSet, ops::Range};

use unicode_bidi::Level;

use super::{
    bidi::{Levels, visual_order},
    dates,
    font::FontId,
    linebreak::{self, ClusterPositions, Separator},
    missing::{Missing, is_ignorable, shapes_others},
    page::{Glyph, Paper},
    plain,
    script::Segment,
    shape::Shaper,
    style::{Align, Dates, RoleStyle, Style},
};
use crate::document::{Block, Face, Part, Role, Run};

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

/// One line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub(super) pieces: Vec<LineRun>,
}

/// A stretch of a line in one face.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineRun {
    /// From the left edge of the column.
    pub(super) x: f64,
    pub(super) face: Face,
    pub(super) font: FontId,
    pub(super) is_rtl: bool,
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// Set where the one glyph is a space that says what the text does: how much wider than designed it is.
    pub(super) gap: Option<f64>,
    pub(super) link: Option<String>,
    pub(super) label: bool,
}

impl Line {
    /// Moves it to the middle of `measure`.
    fn center(&mut self, measure: f64) {
        let left = self.pieces.iter().map(|it| it.x).reduce(f64::min);
        let ends = self.pieces.iter().map(|it| it.x + it.ink_width());
        let (Some(left), Some(right)) = (left, ends.reduce(f64::max)) else {
            return;
        };
        let moved = (measure - (right - left)) / 2.0 - left;
        for piece in &mut self.pieces {
            piece.x += moved;
        }
    }
}

impl LineRun {
    /// Returns how far it reaches, up to the last character that is not white space.
    fn ink_width(&self) -> f64 {
        let end = self.text.trim_end().len();
        let inked = self.glyphs.iter().filter(|glyph| glyph.cluster < end);
        inked.map(|glyph| glyph.advance).sum()
    }
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
    let endless = shape_runs(&block.runs, role, shaper);
    for &(offset, character) in &endless.missing {
        missing.add(character, idx, offset, &endless.text);
    }
    let measure = style.content_width(paper) - role.indent;
    let mut lines = at_right(block, style, &endless, measure, shaper)
        .unwrap_or_else(|| endless.lines(measure, role.indent));
    if block.role == Role::Bullet
        && let Some(first) = lines.first_mut()
    {
        let (mut mark, unknown) = mark(style, role, shaper);
        if endless.is_rtl() {
            mark.mirror(style.content_width(paper));
        }
        for (offset, character) in unknown {
            missing.add(character, idx, offset, &mark.text);
        }
        first.pieces.insert(0, mark);
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
    let is_one_piece = style.dates == Dates::Inline || !has_dates(block);
    if is_one_piece && let Some(n_lines) = plain::n_lines(&block.runs, role, measure, shaper) {
        return height_of(role, n_lines);
    }
    let endless = shape_runs(&block.runs, role, shaper);
    let n_lines = at_right(block, style, &endless, measure, shaper)
        .map_or_else(|| endless.breaks(measure, measure).len(), |it| it.len());
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

/// Returns what stands between the items of `runs`.
fn separators(runs: &[Run]) -> Vec<Separator> {
    let mut start = 0;
    let mut separators = Vec::new();
    for run in runs {
        if run.part == Part::Separator {
            separators.extend(Separator::new(&run.text, start));
        }
        start += run.text.len();
    }
    separators
}

/// A run in the face it is drawn in, joined with the neighbours of its kind.
pub(super) struct StyledRun<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) face: Face,
    link: Option<&'a str>,
}

/// Joins neighbouring runs of one face and link, so that letters kern across them.
pub(super) fn merged(runs: &[Run], default: Face) -> Vec<StyledRun<'_>> {
    let mut merged: Vec<StyledRun<'_>> = Vec::new();
    for run in runs.iter().filter(|run| !run.text.is_empty()) {
        let face = match run.face {
            Face::Regular => default,
            face => face,
        };
        let link = run.link.as_deref();
        match merged.last_mut() {
            Some(last) if last.face == face && last.link == link => {
                last.text.to_mut().push_str(&run.text);
            }
            _ => merged.push(StyledRun {
                text: Cow::Borrowed(&run.text),
                face,
                link,
            }),
        }
    }
    merged
}

/// A block's text on one endless line.
pub(super) struct ShapedParagraph<'a> {
    text: String,
    /// Its directions, unless all of it runs from left to right.
    levels: Option<Levels>,
    runs: Vec<ShapedRun<'a>>,
    pub(super) stops: ClusterPositions,
    separators: Vec<Separator>,
    /// Whether its items are long, so that none is divided: certifications rather than skills.
    has_long_items: bool,
    /// Offset and name of each character that would be drawn as a box or not at all.
    missing: BTreeSet<(usize, char)>,
}

/// A run of it; offsets are those of the block's text.
struct ShapedRun<'a> {
    range: Range<usize>,
    /// In the order of the text, whichever way it runs.
    glyphs: Vec<Glyph>,
    face: Face,
    font: FontId,
    level: Level,
    link: Option<&'a str>,
}

pub(super) fn shape_runs<'a>(
    block: &'a [Run],
    style: &RoleStyle,
    shaper: &mut Shaper<'_>,
) -> ShapedParagraph<'a> {
    let merged = merged(block, style.face);
    let text: String = merged.iter().map(|run| &*run.text).collect();
    let levels = Levels::of(&text);
    let mut missing = BTreeSet::new();
    let mut runs = Vec::new();
    let mut start = 0;
    for run in &merged {
        shape_run(
            run,
            start,
            style.size,
            levels.as_ref(),
            shaper,
            &mut runs,
            &mut missing,
        );
        start += run.text.len();
    }
    // Marks of direction need no glyph where there are two directions.
    if levels.is_some() && missing.iter().all(|it| shapes_others(it.1)) {
        missing.clear();
    }
    let mut stops: Vec<(usize, f64)> = Vec::with_capacity(text.len() + 2);
    let mut pen = 0.0;
    for run in &runs {
        // A run may have no glyphs, its characters being invisible; it still starts somewhere.
        stops.push((run.range.start, pen));
        for glyph in &run.glyphs {
            if stops.last().is_none_or(|stop| stop.0 < glyph.cluster) {
                stops.push((glyph.cluster, pen));
            }
            pen += glyph.advance;
        }
    }
    stops.push((start, pen));
    ShapedParagraph {
        text,
        levels,
        runs,
        stops: ClusterPositions(stops),
        separators: separators(block),
        has_long_items: block
            .iter()
            .any(|run| run.part == Part::Separator && run.text.starts_with(';')),
        missing,
    }
}

/// Shapes a run that starts at `start` of its block, and adds it to `runs`: as it stands where its face has all the glyphs
/// and it runs from left to right, otherwise a run for each font and direction.
fn shape_run<'a>(
    run: &StyledRun<'a>,
    start: usize,
    size: f64,
    levels: Option<&Levels>,
    shaper: &mut Shaper<'_>,
    runs: &mut Vec<ShapedRun<'a>>,
    missing: &mut BTreeSet<(usize, char)>,
) {
    let in_font = |range, glyphs, font, level| ShapedRun {
        range,
        glyphs,
        face: run.face,
        font,
        level,
        link: run.link,
    };
    let glyphs = shaper.shape(&run.text, run.face, size);
    let own = shaper.fonts().id(run.face);
    if levels.is_none() && glyphs.iter().all(|glyph| glyph.id != 0) {
        find_missing(&run.text, &glyphs, own, start, is_hidden, shaper, missing);
        let range = start..start + run.text.len();
        runs.push(in_font(range, moved(glyphs, start), own, Level::ltr()));
        return;
    }
    let first = runs.len();
    for segment in shaper.segments(&run.text, run.face, start, levels) {
        let Segment {
            range, font, level, ..
        } = segment.clone();
        let text = &run.text[range.clone()];
        let glyphs = shaper.shape_segment(text, &segment, size);
        let range = start + range.start..start + range.end;
        // What joins the letters of a script is at home in a font that was found for it.
        let is_stray = |it| is_hidden(it) && !(font != own && shapes_others(it));
        find_missing(text, &glyphs, font, range.start, is_stray, shaper, missing);
        let glyphs = moved(glyphs, range.start);
        // Scripts may differ, and a reader need not know.
        match runs[first..].last_mut() {
            Some(last) if (last.font, last.level) == (font, level) => {
                last.range.end = range.end;
                last.glyphs.extend(glyphs);
            }
            _ => runs.push(in_font(range, glyphs, font, level)),
        }
    }
}

/// Returns the glyphs of a text that starts at `start` of its block.
fn moved(mut glyphs: Vec<Glyph>, start: usize) -> Vec<Glyph> {
    for glyph in &mut glyphs {
        glyph.cluster += start;
    }
    glyphs
}

/// Returns whether nothing is seen of a character.
fn is_hidden(character: char) -> bool {
    character.is_control() || is_ignorable(character)
}

/// Adds the offset in the block and the name of each character of `text`, which starts at `start` of it, that would be drawn
/// as a box or, where it is a stray one, not at all.
fn find_missing(
    text: &str,
    glyphs: &[Glyph],
    font: FontId,
    start: usize,
    is_stray: impl Fn(char) -> bool,
    shaper: &Shaper<'_>,
    missing: &mut BTreeSet<(usize, char)>,
) {
    let font = shaper.fonts().font(font);
    let is_unknown = |character: char| font.glyph(character).is_none();
    // Nearly all characters are plain ones, neither invisible nor for control.
    let is_plain = |character: &char| (' '..='~').contains(character);
    for (offset, character) in text.char_indices().filter(|it| !is_plain(&it.1)) {
        if is_stray(character) && is_unknown(character) {
            missing.insert((start + offset, character));
        }
    }
    let mut glyphs = glyphs.iter().peekable();
    while let Some(glyph) = glyphs.next() {
        if glyph.id != 0 {
            continue;
        }
        let next = glyphs.peek().map_or(text.len(), |next| next.cluster);
        let cluster = &text[glyph.cluster..next.max(glyph.cluster)];
        // A cluster may hold characters that the face has beside the one that it lacks.
        for (offset, character) in cluster.char_indices() {
            if is_unknown(character) && (is_stray(character) || !is_ignorable(character)) {
                missing.insert((start + glyph.cluster + offset, character));
            }
        }
    }
}

impl ShapedParagraph<'_> {
    fn lines(&self, measure: f64, indent: f64) -> Vec<Line> {
        let mut from = 0;
        let breaks = self.breaks(measure, measure).into_iter();
        breaks
            .map(|to| self.line(std::mem::replace(&mut from, to)..to, measure, indent))
            .collect()
    }

    /// Returns how wide it is.
    pub(super) fn width(&self) -> f64 {
        self.stops.at(self.text.len()).unwrap_or(0.0)
    }

    /// Returns where each line ends: the first is no wider than `first`, the others than `measure`.
    pub(super) fn breaks(&self, first: f64, measure: f64) -> Vec<usize> {
        if self.text.is_empty() {
            return Vec::new();
        }
        let mut words = linebreak::words(&self.text, &self.stops, measure);
        if !self.separators.is_empty() {
            linebreak::keep_items(&mut words, &self.stops, &self.separators);
        }
        if self.has_long_items {
            words = linebreak::whole_items(&words, measure);
        }
        let breaks = linebreak::lines(&words, first, measure).into_iter();
        breaks
            .map(|word| words[word].start)
            .chain([self.text.len()])
            .collect()
    }

    /// Returns the separator that vanishes at the end of a line.
    fn gone(&self, line: &Range<usize>) -> Option<&Separator> {
        let found = self.separators.binary_search_by_key(&line.end, |it| it.end);
        let gone = &self.separators[found.ok()?];
        Some(gone).filter(|it| it.vanishes_after(line.start))
    }

    /// Returns where a line ends without what vanishes at its end.
    pub(super) fn inked(&self, line: Range<usize>) -> usize {
        let gone = self.gone(&line).map(|it| it.start);
        let trimmed = self.text[line.clone()].trim_end().len();
        gone.unwrap_or(line.start + trimmed)
    }

    /// Returns whether it runs from right to left as a whole.
    fn is_rtl(&self) -> bool {
        let base = self.levels.as_ref().map(Levels::base);
        base.is_some_and(|it| it.is_rtl())
    }

    /// Returns a line, set in a column of the width `measure` and moved in by `indent`.
    pub(super) fn line(&self, line: Range<usize>, measure: f64, indent: f64) -> Line {
        let Some(levels) = &self.levels else {
            return self.ltr_line(line, indent);
        };
        let end = self.gone(&line).map_or(line.end, |it| it.start);
        let line = line.start..end;
        // The spaces that end a line run as the whole does (UAX #9, L1).
        let ink_end = line.start + self.text[line.clone()].trim_end().len();
        let mut stretches: Vec<(Level, LineRun)> = Vec::new();
        for (run, range) in self.runs_of(&line) {
            if run.level == levels.base() {
                stretches.push((run.level, self.piece(run, range, run.level)));
                continue;
            }
            let middle = ink_end.clamp(range.start, range.end);
            for (range, level) in [
                (range.start..middle, run.level),
                (middle..range.end, levels.base()),
            ] {
                if !range.is_empty() {
                    stretches.push((level, self.piece(run, range, level)));
                }
            }
        }
        let found: Vec<Level> = stretches.iter().map(|it| it.0).collect();
        let mut pieces: Vec<LineRun> = stretches.into_iter().map(|it| it.1).collect();
        let width: f64 = pieces.iter().map(LineRun::width).sum();
        // From right to left, the text ends at the right edge, and is moved in from there.
        let mut pen = if levels.base().is_rtl() {
            measure - width
        } else {
            indent
        };
        for idx in visual_order(&found) {
            pieces[idx].x = pen;
            pen += pieces[idx].width();
        }
        Line { pieces }
    }

    /// Of a bar that vanishes at its end a space is left, so that readers by machine part the last word from the next
    /// line's first; of a semicolon a space that says it.
    fn ltr_line(&self, line: Range<usize>, indent: f64) -> Line {
        let x = |offset| {
            let stop = |at| self.stops.at(at).unwrap_or(0.0);
            indent + (stop(offset) - stop(line.start))
        };
        let Some(gone) = self.gone(&line) else {
            return Line {
                pieces: self.pieces(line.clone(), x),
            };
        };
        if gone.space.start == gone.start {
            return Line {
                pieces: self.pieces(line.start..gone.space.end, x),
            };
        }
        let mut pieces = self.pieces(line.start..gone.start, x);
        let said = self.pieces(gone.space.clone(), |_| x(gone.start));
        pieces.extend(said.into_iter().map(|space| LineRun {
            text: self.text[gone.start..gone.end].to_owned(),
            gap: Some(1.0),
            ..space
        }));
        Line { pieces }
    }

    /// Returns what stands in `line`, each piece where `x` puts its start.
    pub(super) fn pieces(&self, line: Range<usize>, x: impl Fn(usize) -> f64) -> Vec<LineRun> {
        let placed = self.runs_of(&line).map(|(run, range)| LineRun {
            x: x(range.start),
            ..self.piece(run, range, run.level)
        });
        placed.collect()
    }

    /// Returns the runs of a line, each with its part of the text.
    fn runs_of(&self, line: &Range<usize>) -> impl Iterator<Item = (&ShapedRun<'_>, Range<usize>)> {
        let line = line.clone();
        let first = self.runs.partition_point(|run| run.range.end <= line.start);
        self.runs[first..].iter().map_while(move |run| {
            let range = run.range.start.max(line.start)..run.range.end.min(line.end);
            (!range.is_empty()).then_some((run, range))
        })
    }

    /// Returns a part of a run, not yet placed.
    fn piece(&self, run: &ShapedRun<'_>, range: Range<usize>, level: Level) -> LineRun {
        let from = run
            .glyphs
            .partition_point(|glyph| glyph.cluster < range.start);
        let to = run
            .glyphs
            .partition_point(|glyph| glyph.cluster < range.end);
        let glyphs = run.glyphs[from..to].iter().map(|glyph| Glyph {
            cluster: glyph.cluster - range.start,
            ..*glyph
        });
        let is_rtl = level.is_rtl();
        let glyphs: Vec<Glyph> = if is_rtl {
            glyphs.rev().collect()
        } else {
            glyphs.collect()
        };
        LineRun {
            x: 0.0,
            face: run.face,
            font: run.font,
            is_rtl,
            text: self.text[range].to_owned(),
            glyphs,
            gap: None,
            link: run.link.map(str::to_owned),
            label: false,
        }
    }
}

impl LineRun {
    fn width(&self) -> f64 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    /// Makes a text from left to right one from right to left, as far from the right edge of a column as it was from the
    /// left one. Only a mark, whose characters stand alone, may be turned so.
    fn mirror(&mut self, column: f64) {
        self.x = column - self.x - self.width();
        self.glyphs.reverse();
        self.is_rtl = true;
    }
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
    let endless = shape_runs(&runs, role, shaper);
    let font = endless
        .runs
        .first()
        .map_or(shaper.fonts().id(role.face), |run| run.font);
    let glyphs = endless.runs.into_iter().flat_map(|run| run.glyphs);
    let piece = LineRun {
        x: style.mark.indent,
        face: role.face,
        font,
        is_rtl: false,
        text: endless.text,
        glyphs: glyphs.collect(),
        gap: None,
        link: None,
        label: true,
    };
    (piece, endless.missing)
}
