//! Characters that no face can draw.

use std::{collections::BTreeSet, fmt};

/// Characters without a glyph, each named once: the error of setting text that the fonts do not cover.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", CharacterList(.0))]
pub struct MissingGlyphs(pub Vec<MissingGlyph>);

/// One character without a glyph, where it was first met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// Index of its block in the list that was set.
    pub block: usize,
    /// Byte offset in the text of the block.
    pub offset: usize,
    /// The text around it, shortened, with what cannot be seen written out.
    pub context: String,
}

impl MissingGlyph {
    /// Returns whether it is something to be seen, which another font may draw.
    pub fn is_visible(&self) -> bool {
        is_visible(self.character)
    }
}

/// Collects characters without a glyph.
#[derive(Default)]
pub(super) struct Missing {
    known: BTreeSet<char>,
    found: Vec<MissingGlyph>,
}

impl Missing {
    /// Adds the character at `offset` of `text`, the text of `block`, unless it has been named before.
    pub(super) fn add(&mut self, character: char, block: usize, offset: usize, text: &str) {
        if self.known.insert(character) {
            self.found.push(MissingGlyph {
                character,
                block,
                offset,
                context: context(text, offset),
            });
        }
    }

    /// Returns the characters, in the order found.
    pub(super) fn found(self) -> Vec<MissingGlyph> {
        self.found
    }

    /// Returns `value` if nothing is missing.
    pub(super) fn none_or<T>(self, value: T) -> Result<T, MissingGlyphs> {
        if self.found.is_empty() {
            Ok(value)
        } else {
            Err(MissingGlyphs(self.found))
        }
    }
}

impl fmt::Display for MissingGlyph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = u32::from(self.character);
        if is_visible(self.character) {
            write!(f, "`{}` (U+{code:04X})", self.character)?;
        } else {
            write!(f, "U+{code:04X}")?;
        }
        write!(f, " in `{}`", self.context)
    }
}

/// Writes the characters as one message.
struct CharacterList<'a>(&'a [MissingGlyph]);

impl fmt::Display for CharacterList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fonts have no glyph for ")?;
        for (idx, missing) in self.0.iter().take(SHOWN).enumerate() {
            if idx > 0 {
                f.write_str("; ")?;
            }
            missing.fmt(f)?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

/// Characters that one message names: a text in a script the fonts lack would name hundreds.
const SHOWN: usize = 12;

/// Returns the surroundings of `offset` in `text`, with what cannot be seen written out.
fn context(text: &str, offset: usize) -> String {
    let before = text[..offset].char_indices().rev().nth(AROUND - 1);
    let from = before.map_or(0, |(start, _)| start);
    let after = text[offset..].char_indices().nth(AROUND + 1);
    let to = after.map_or(text.len(), |(end, _)| offset + end);
    let mut context = String::new();
    if from > 0 {
        context.push('…');
    }
    for character in text[from..to].chars() {
        if character == '`' {
            // The context stands between backticks.
            context.push('\'');
        } else if is_visible(character) {
            context.push(character);
        } else {
            context.extend(character.escape_unicode());
        }
    }
    if to < text.len() {
        context.push('…');
    }
    context
}

/// Characters shown on either side: enough to find the place in a profile.
const AROUND: usize = 24;

/// Returns whether `character` can be seen on a terminal.
fn is_visible(character: char) -> bool {
    !character.is_control() && !is_ignorable(character)
}

/// Returns whether Unicode lets a program without a glyph for `character` draw nothing in its place.
///
/// The list is `Default_Ignorable_Code_Point` of Unicode 16 as shapers use it, that is, without the fillers and
/// format characters that are drawn.
pub(super) fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Returns whether `character` is never drawn but says how others are: what joins them, their direction or their form.
///
/// In a text of a script that needs such it is no hole, whichever font draws the rest.
pub(super) fn shapes_others(character: char) -> bool {
    matches!(character,
        '\u{61C}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_each_character_once_and_its_place() {
        let mut missing = Missing::default();
        missing.add('🎉', 0, 8, "Shipped 🎉 on time");
        missing.add('\t', 1, 3, "one\ttwo");
        missing.add('🎉', 2, 0, "🎉");
        let error = missing.none_or(()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the fonts have no glyph for `🎉` (U+1F389) in `Shipped 🎉 on time`; U+0009 in `one\\u{9}two`"
        );
    }

    #[test]
    fn a_long_text_is_shortened_around_the_character() {
        let text = format!("{}日{}", "a ".repeat(40), "é".repeat(80));
        let context = context(&text, 80);
        assert_eq!(context.chars().count(), 2 * AROUND + 3);
        assert!(context.starts_with('…') && context.ends_with('…'));
    }

    #[test]
    fn the_message_names_no_more_than_fit() {
        let mut missing = Missing::default();
        let text: String = ('一'..='丿').collect();
        for (offset, character) in text.char_indices() {
            missing.add(character, 0, offset, &text);
        }
        let message = missing.none_or(()).unwrap_err().to_string();
        let more = text.chars().count() - SHOWN;
        assert!(
            message.ends_with(&format!("; and {more} more")),
            "{message}"
        );
    }
}
