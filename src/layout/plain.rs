//! How many lines a text takes, counted without setting it.
//!
//! Choosing what fits asks for the height of every line of a profile, and nearly all of them are short, or of letters,
//! digits and common marks. For those the widths of the words say it: what is no wider than a line takes one; and taking
//! each line as full as it gets needs no more lines than any other way of breaking, where a line may end at every space.

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
    // Of what stands between two items, all but a comma is gone where a line ends at it.
    let vanishes = |run: &Run| run.part == Part::Separator && !run.text.starts_with(',');
    let mut lines = Some(Lines::new(measure)).filter(|_| !runs.iter().any(vanishes));
    // How wide all of it would be on one line, up to its last letter and with the white space after that.
    let (mut ink, mut all) = (0.0, 0.0);
    // The last letter of the word that is being read, and where the word starts.
    let mut word: Option<(u8, f64)> = None;
    for run in merged(runs, style.face) {
        // Words are short: to look at each letter takes less than to search for the next space.
        for piece in run.text.split_inclusive([' ']) {
            let width = shaper.width(piece, run.face, style.size)?;
            let letters = piece.trim_end_matches(' ').as_bytes();
            if let (Some(&first), Some(&last)) = (letters.first(), letters.last()) {
                let start = match word {
                    Some((end, start)) if all > ink => {
                        lines = lines
                            .filter(|_| may_end_with(end) && may_start_with(first))
                            .and_then(|it| it.with(ink - start, all - ink));
                        all
                    }
                    Some((_, start)) => start,
                    // White space at the very start is drawn.
                    None => {
                        lines = lines.filter(|_| all == 0.0);
                        all
                    }
                };
                word = Some((last, start));
                ink = all + width.ink;
            }
            lines = lines.filter(|_| width.is_ascii);
            all += width.all;
        }
    }
    match word {
        None => (all == 0.0).then_some(0),
        Some(_) if ink < measure + TOLERANCE - CLOSE => Some(1),
        Some((_, start)) => Some(lines?.with(ink - start, all - ink)?.n),
    }
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
    fn with(mut self, ink: f64, space: f64) -> Option<Self> {
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
        Some(self)
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

    fn separator(text: &str) -> Run {
        Run {
            text: text.to_owned(),
            face: Face::Regular,
            link: None,
            part: Part::Separator,
        }
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
            between in prop::sample::select(vec!["", ", ", " | ", "; "]),
            measure in 40.0..400.0,
        ) {
            let mut shaper = Shaper::new(Fonts::family(Family::Sans), ShapedWords::default());
            let style = *Style::classic().role(Role::Bullet);
            let runs: Vec<Run> = runs(&texts)
                .into_iter()
                .flat_map(|run| [run, separator(between)])
                .filter(|run| !run.text.is_empty())
                .collect();
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
