//! A block shaped on one endless line, and broken into lines from there.

use std::{borrow::Cow, collections::BTreeSet, ops::Range};

use unicode_bidi::Level;

use super::{
    bidi::{Levels, visual_order},
    family::FontId,
    line::{Line, LineRun},
    linebreak::{self, ClusterPositions, Separator},
    missing::{is_ignorable, shapes_others},
    page::Glyph,
    script::Segment,
    shape::Shaper,
    style::RoleStyle,
};
use crate::document::{Face, Part, Run};

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
struct StyledRun<'a> {
    text: Cow<'a, str>,
    face: Face,
    link: Option<&'a str>,
}

/// Joins neighbouring runs of one face and link, so that letters kern across them.
fn merged(runs: &[Run], default: Face) -> Vec<StyledRun<'_>> {
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
    pub(super) text: String,
    /// Its directions, unless all of it runs from left to right.
    pub(super) levels: Option<Levels>,
    pub(super) runs: Vec<ShapedRun<'a>>,
    pub(super) stops: ClusterPositions,
    separators: Vec<Separator>,
    /// Whether its items are long, so that none is divided: certifications rather than skills.
    has_long_items: bool,
    /// Offset and name of each character that would be drawn as a box or not at all.
    pub(super) missing: BTreeSet<(usize, char)>,
}

/// A run of it; offsets are those of the block's text.
pub(super) struct ShapedRun<'a> {
    range: Range<usize>,
    /// In the order of the text, whichever way it runs.
    pub(super) glyphs: Vec<Glyph>,
    face: Face,
    pub(super) font: FontId,
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
    pub(super) fn lines(&self, measure: f64, indent: f64) -> Vec<Line> {
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
    fn trailing_separator(&self, line: &Range<usize>) -> Option<&Separator> {
        let found = self.separators.binary_search_by_key(&line.end, |it| it.end);
        let gone = &self.separators[found.ok()?];
        Some(gone).filter(|it| it.vanishes_after(line.start))
    }

    /// Returns where a line ends without what vanishes at its end.
    pub(super) fn visible_end(&self, line: Range<usize>) -> usize {
        let gone = self.trailing_separator(&line).map(|it| it.start);
        let trimmed = self.text[line.clone()].trim_end().len();
        gone.unwrap_or(line.start + trimmed)
    }

    /// Returns whether it runs from right to left as a whole.
    pub(super) fn is_rtl(&self) -> bool {
        let base = self.levels.as_ref().map(Levels::base);
        base.is_some_and(|it| it.is_rtl())
    }

    /// Returns a line, set in a column of the width `measure` and moved in by `indent`.
    pub(super) fn line(&self, line: Range<usize>, measure: f64, indent: f64) -> Line {
        let Some(levels) = &self.levels else {
            return self.ltr_line(line, indent);
        };
        let end = self
            .trailing_separator(&line)
            .map_or(line.end, |it| it.start);
        let line = line.start..end;
        // The spaces that end a line run as the whole does (UAX #9, L1).
        let ink_end = line.start + self.text[line.clone()].trim_end().len();
        let mut stretches: Vec<(Level, LineRun)> = Vec::new();
        for (run, range) in self.runs_of(&line) {
            if run.level == levels.base() {
                stretches.push((run.level, self.line_run(run, range, run.level)));
                continue;
            }
            let middle = ink_end.clamp(range.start, range.end);
            for (range, level) in [
                (range.start..middle, run.level),
                (middle..range.end, levels.base()),
            ] {
                if !range.is_empty() {
                    stretches.push((level, self.line_run(run, range, level)));
                }
            }
        }
        let found: Vec<Level> = stretches.iter().map(|it| it.0).collect();
        let mut runs: Vec<LineRun> = stretches.into_iter().map(|it| it.1).collect();
        let width: f64 = runs.iter().map(LineRun::width).sum();
        // From right to left, the text ends at the right edge, and is moved in from there.
        let mut pen = if levels.base().is_rtl() {
            measure - width
        } else {
            indent
        };
        for idx in visual_order(&found) {
            runs[idx].x = pen;
            pen += runs[idx].width();
        }
        Line { runs }
    }

    /// Of a bar that vanishes at its end a space is left, so that readers by machine part the last word from the next
    /// line's first; of a semicolon a space that says it.
    fn ltr_line(&self, line: Range<usize>, indent: f64) -> Line {
        let x = |offset| {
            let stop = |at| self.stops.at(at).unwrap_or(0.0);
            indent + (stop(offset) - stop(line.start))
        };
        let Some(gone) = self.trailing_separator(&line) else {
            return Line {
                runs: self.line_runs(line.clone(), x),
            };
        };
        if gone.space.start == gone.start {
            return Line {
                runs: self.line_runs(line.start..gone.space.end, x),
            };
        }
        let mut runs = self.line_runs(line.start..gone.start, x);
        let said = self.line_runs(gone.space.clone(), |_| x(gone.start));
        runs.extend(said.into_iter().map(|space| LineRun {
            text: self.text[gone.start..gone.end].to_owned(),
            gap: Some(1.0),
            ..space
        }));
        Line { runs }
    }

    /// Returns what stands in `line`, each piece where `x` puts its start.
    pub(super) fn line_runs(&self, line: Range<usize>, x: impl Fn(usize) -> f64) -> Vec<LineRun> {
        let placed = self.runs_of(&line).map(|(run, range)| LineRun {
            x: x(range.start),
            ..self.line_run(run, range, run.level)
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
    fn line_run(&self, run: &ShapedRun<'_>, range: Range<usize>, level: Level) -> LineRun {
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
