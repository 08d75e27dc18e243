//! The room between blocks, made a little wider or tighter so that the last page ends at its foot.

use std::fmt;

use serde::Serialize;

use super::{paginate::Rows, paper::Paper, set::SetBlock, style::Style};

/// How much of its natural height the room between blocks has: one factor for the whole resume.
///
/// Type size, leading and margins are never touched: to change the size means to set every block again, and what the
/// room between blocks leaves open is less than a line.
///
/// Shown, it goes on a sentence on how full the pages are, with a space in front, and says nothing where it is natural;
/// in JSON it is the factor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "f64")]
pub struct Spacing {
    /// Hundredths, so that the same pages have the same spacing on every machine.
    percent: u16,
}

/// A last page less full than this wants for material: it keeps its natural spacing.
const STRETCHED_FROM: f64 = 0.9;

/// Fullness comes out a hair larger or smaller by the order of adding.
const TOLERANCE: f64 = 1e-9;

impl Spacing {
    /// The style's own.
    pub const NATURAL: Self = Self { percent: 100 };

    /// The least: 1.0 points below a bullet where there are 1.2, 6.5 above a heading where there are 7.6.
    pub const TIGHTEST: Self = Self { percent: 85 };

    /// The most: 1.6 points below a bullet, 9.9 above a heading.
    pub const WIDEST: Self = Self { percent: 130 };

    /// Returns what the room above and below a block is multiplied by.
    pub fn factor(self) -> f64 {
        f64::from(self.percent) / 100.0
    }

    /// Returns by how many per cent it is wider than the natural one; a tighter one by less than 0.
    pub fn percent_wider(self) -> i32 {
        i32::from(self.percent) - 100
    }
}

impl From<Spacing> for f64 {
    fn from(spacing: Spacing) -> Self {
        spacing.factor()
    }
}

impl fmt::Display for Spacing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.percent_wider() {
            0 => Ok(()),
            more @ 1.. => write!(f, " with {more} % more room between blocks"),
            less => write!(f, " with {} % less room between blocks", -less),
        }
    }
}

impl Style {
    /// Returns the style with other room above and below blocks, and all else as it was.
    #[must_use]
    pub fn spaced(&self, spacing: Spacing) -> Self {
        let mut spaced = self.clone();
        for role in spaced.roles_mut() {
            role.before *= spacing.factor();
            role.after *= spacing.factor();
        }
        spaced
    }
}

/// Returns the spacing with which `blocks` fill their pages best; `None` where even the tightest takes more than
/// `n_pages`.
///
/// Where the natural spacing takes no more, none is tighter or takes another number of pages, and a last page that is far
/// from full is left alone.
pub fn fit(blocks: &[&SetBlock], style: &Style, paper: Paper, n_pages: usize) -> Option<Spacing> {
    let rows = Rows::of(blocks, style, paper);
    let natural = rows.fullness(1.0);
    let fits = natural.len() <= n_pages;
    if fits && natural.last().is_none_or(|&last| last < STRETCHED_FROM) {
        return Some(Spacing::NATURAL);
    }
    let (tightest, n_pages) = if fits {
        (Spacing::NATURAL, natural.len())
    } else {
        (Spacing::TIGHTEST, n_pages)
    };
    let mut best: Option<(Spacing, f64)> = None;
    // The wider one of two that leave the same gap.
    for percent in (tightest.percent..=Spacing::WIDEST.percent).rev() {
        let spacing = Spacing { percent };
        let pages = rows.fullness(spacing.factor());
        if pages.len() > n_pages {
            continue;
        }
        // Squares: two small gaps look better than one large one.
        let gap: f64 = pages.iter().map(|page| (1.0 - page).powi(2)).sum();
        if best.is_none_or(|(_, least)| gap < least - TOLERANCE) {
            best = Some((spacing, gap));
        }
    }
    best.map(|(spacing, _)| spacing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_says_by_how_much_it_differs() {
        let shown = |percent| Spacing { percent }.to_string();
        assert_eq!(shown(100), "");
        assert_eq!(shown(107), " with 7 % more room between blocks");
        assert_eq!(shown(90), " with 10 % less room between blocks");
    }
}
