//! How many lines plain text takes, counted without setting it.
//!
//! Choosing what fits asks for the height of every line of a profile, and nearly all of them are letters, digits and common
//! marks. For those the widths of the words say it: taking each line as full as it gets needs no more lines than any other
//! way of breaking, and where a line may end is at every space.

use super::linebreak::TOLERANCE;
use super::set::merged;
use super::shape::Shaper;
use super::style::RoleStyle;
use crate::document::{Part, Run};

/// How near a line may come to the measure before the order of adding decides whether it fits.
const CLOSE: f64 = 1e-9;

/// Returns how many lines no wider than `measure` the text of `runs` takes; `None` where that takes setting it.
pub(super) fn n_lines(
    runs: &[Run],
    style: &RoleStyle,
    measure: f64,
    shaper: &mut Shaper<'_>,
) -> Option<usize> {
    if runs.iter().any(|run| run.part == Part::Separator) {
        return None;
    }
    let mut lines = Lines::new(measure);
    // What has been read of a word, with its last letter, and the room after it.
    let mut word: Option<(f64, u8)> = None;
    let mut space = 0.0;
    for run in merged(runs, style.face) {
        for piece in run.text.split_inclusive(' ') {
            let width = shaper.plain_width(piece, run.face, style.size)?;
            let ink = piece.trim_end_matches(' ').as_bytes();
            if let (Some(&first), Some(&last)) = (ink.first(), ink.last()) {
                word = Some(match word {
                    Some((before, end)) if space > 0.0 => {
                        (may_end_with(end) && may_start_with(first)).then_some(())?;
                        lines.add(before, std::mem::take(&mut space))?;
                        (width.ink, last)
                    }
                    Some((before, _)) => (before + width.ink, last),
                    None => (width.ink, last),
                });
            }
            // White space at the very start is drawn.
            word?;
            space += width.all - width.ink;
        }
    }
    if let Some((last, _)) = word {
        lines.add(last, space)?;
    }
    Some(lines.n)
}

/// Returns whether Unicode (UAX #14) lets a line end at the white space after this, whatever `may_start_with` follows.
fn may_end_with(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b',' | b'.' | b';' | b':' | b')' | b'%' | b'+')
}

/// Returns whether a line may start with this after white space.
fn may_start_with(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'#' | b'(')
}

/// Lines filled one after the other.
struct Lines {
    measure: f64,
    n: usize,
    /// The width of the last one, and of the white space at its end.
    width: f64,
    space: f64,
}

impl Lines {
    fn new(measure: f64) -> Self {
        Self {
            measure,
            n: 0,
            width: 0.0,
            space: 0.0,
        }
    }

    /// Adds a word and the white space after it; `None` where it is wider than a line, or too close to tell.
    fn add(&mut self, ink: f64, space: f64) -> Option<()> {
        let most = self.measure + TOLERANCE;
        let wide = self.width + self.space + ink;
        if ink > most || (wide - most).abs() < CLOSE {
            return None;
        }
        if self.n > 0 && wide <= most {
            self.width = wide;
        } else {
            self.n += 1;
            self.width = ink;
        }
        self.space = space;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Face, Role};
    use crate::layout::set::shape_runs;
    use crate::layout::shape::ShapedWords;
    use crate::layout::{Family, Fonts, Style};

    fn runs(texts: &[(String, bool)]) -> Vec<Run> {
        let run = |(text, bold): &(String, bool)| Run {
            text: text.clone(),
            face: if *bold { Face::Bold } else { Face::Regular },
            link: None,
            part: Part::Words,
        };
        texts.iter().map(run).collect()
    }

    /// A word and mostly a space after it; now and then one that a line may not start or end with.
    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            60 => "[A-Za-z0-9]{1,7}[,.;:)%+]? ",
            6 => "[$#(][a-z0-9]{1,5} ",
            1 => "[!-~][a-z]{0,3} ",
            1 => "[a-z]{2}[!-~] ",
            1 => "[a-z–é]{1,4} {0,2}",
        ]
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(word(), 0..16).prop_map(|words| words.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn counts_the_lines_that_setting_makes(
            texts in prop::collection::vec((text(), any::<bool>()), 0..4),
            measure in 40.0..200.0,
        ) {
            let mut shaper = Shaper::new(Fonts::family(Family::Sans), ShapedWords::default());
            let style = *Style::classic().role(Role::Bullet);
            let runs = runs(&texts);
            let counted = n_lines(&runs, &style, measure, &mut shaper);
            let set = shape_runs(&runs, &style, &mut shaper).breaks(measure, measure).len();
            prop_assert!(counted.is_none_or(|it| it == set), "{counted:?}, set in {set}");
        }
    }

    #[test]
    fn what_highlights_say_is_plain() {
        let mut shaper = Shaper::new(Fonts::family(Family::Sans), ShapedWords::default());
        let style = *Style::classic().role(Role::Bullet);
        let text =
            "Led 9 teams (40 people) to ship a $12M program, 31% under budget; cut cost: by half.";
        let lines = n_lines(
            &runs(&[(text.to_owned(), false)]),
            &style,
            200.0,
            &mut shaper,
        );
        assert!(lines > Some(1));
    }
}
