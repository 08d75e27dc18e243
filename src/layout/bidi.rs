//! Which way text runs: the levels of the Unicode Bidirectional Algorithm (UAX #9), and the order they give a line.

use unicode_bidi::{BidiClass, BidiInfo, Level, ParagraphBidiInfo, bidi_class};

/// The directions of a text of which something runs from right to left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Levels {
    base: Level,
    of_bytes: Vec<Level>,
}

impl Levels {
    /// Returns the directions of `text`; `None` where all of it runs from left to right.
    pub(super) fn of(text: &str) -> Option<Self> {
        if !has_rtl(text) {
            return None;
        }
        let found = ParagraphBidiInfo::new(text, None);
        Some(Self {
            base: found.paragraph_level,
            of_bytes: found.levels,
        })
    }

    /// Returns the direction of the text as a whole: that of its first letter.
    pub(super) fn base(&self) -> Level {
        self.base
    }

    /// Returns the direction at a byte of the text.
    pub(super) fn at(&self, offset: usize) -> Level {
        self.of_bytes.get(offset).copied().unwrap_or(self.base)
    }
}

/// Returns whether a text as a whole runs from right to left: whether its first letter does.
pub fn runs_from_right(text: &str) -> bool {
    Levels::of(text).is_some_and(|it| it.base().is_rtl())
}

/// Returns whether a letter or a digit of `text` is of a script that runs from right to left.
fn has_rtl(text: &str) -> bool {
    // Their first bytes in UTF-8, which most text has none of.
    let may_be = |byte: u8| matches!(byte, 0xD6..=0xE0 | 0xEF..=0xF0);
    let is_rtl = |character| {
        matches!(
            bidi_class(character),
            BidiClass::R | BidiClass::AL | BidiClass::AN
        )
    };
    text.bytes().any(may_be) && text.chars().any(is_rtl)
}

/// Returns the index of each stretch of a line in the order seen from left to right, given their directions.
pub(super) fn visual_order(levels: &[Level]) -> Vec<usize> {
    BidiInfo::reorder_visual(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_one_direction_has_no_levels() {
        for text in [
            "",
            "Zoë – Łódź",
            "Київ",
            "日本語 カナ",
            "🎉 ﬁ Ａ",
            "Հայերեն",
        ] {
            assert_eq!(Levels::of(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_letter_says_the_direction_of_the_whole() {
        let base = |text| Levels::of(text).unwrap().base().is_rtl();
        assert!(base("שלום Hello"));
        assert!(base("2021: مرحبا"));
        assert!(!base("Hello שלום"));
    }

    #[test]
    fn numbers_in_hebrew_run_from_left_to_right() {
        let text = "שנת 2021";
        let levels = Levels::of(text).unwrap();
        assert!(levels.at(0).is_rtl());
        assert!(levels.at(text.find('2').unwrap()).is_ltr());
    }

    #[test]
    fn stretches_are_seen_from_left_to_right() {
        let [ltr, rtl, number] = [0, 1, 2].map(|it| Level::new(it).unwrap());
        assert_eq!(visual_order(&[ltr, rtl, number, rtl, ltr]), [0, 3, 2, 1, 4]);
        assert_eq!(visual_order(&[rtl, number]), [1, 0]);
        assert!(visual_order(&[]).is_empty());
    }
}
