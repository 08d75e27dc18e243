//! Scripts: which stretches of a text are shaped alike, and in which language they must be.

use std::ops::Range;

use harfrust::{Script, unicode};
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

use super::{bidi::Levels, family::FontId, font::SCRIPT};

/// A stretch of text of one script and direction, in one font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// The bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) font: FontId,
    /// The script; of punctuation alone none.
    script: Option<Script>,
    pub(super) level: Level,
}

impl Segment {
    /// Returns the script it is shaped by.
    pub(super) fn script(&self) -> Script {
        self.script.unwrap_or(SCRIPT)
    }
}

/// Returns the segments of `text`, which starts at `start` in the block that `levels` are of.
///
/// `draws` says whether a font draws what belongs together, `find` which one does. White space stays in the font before
/// it, so that the words of a sentence are one segment.
pub(super) fn segments(
    text: &str,
    start: usize,
    levels: Option<&Levels>,
    draws: impl Fn(FontId, &str) -> bool,
    mut find: impl FnMut(&str) -> FontId,
) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true) {
        let level = levels.map_or(Level::ltr(), |it| it.at(start + at));
        let script = cluster.chars().find_map(script);
        let is_space = cluster.chars().all(char::is_whitespace);
        let last = segments.last_mut().filter(|it| it.level == level);
        let font = match &last {
            Some(last) if is_space && draws(last.font, cluster) => last.font,
            _ => find(cluster),
        };
        let goes_on = |it: &Segment| {
            it.font == font && (it.script.is_none() || script.is_none() || it.script == script)
        };
        match last.filter(|it| goes_on(it)) {
            Some(last) => {
                last.range.end = at + cluster.len();
                last.script = last.script.or(script);
            }
            None => segments.push(Segment {
                range: at..at + cluster.len(),
                font,
                script,
                level,
            }),
        }
    }
    segments
}

/// Returns the script of a character that belongs to one.
fn script(character: char) -> Option<Script> {
    let script = unicode::script(u32::from(character));
    let is_shared = [Script::COMMON, Script::INHERITED, Script::UNKNOWN].contains(&script);
    (!is_shared).then_some(script)
}

/// Returns the language of `text` as a BCP 47 tag, where its script leaves no doubt.
///
/// Han characters are Chinese or Japanese, but beside kana they are Japanese; Arabic, Cyrillic and Devanagari letters
/// serve many languages. A single Greek letter is a sign, and a text in two scripts is in two languages.
pub(super) fn language(text: &str) -> Option<&'static str> {
    // Below are Latin letters, and nearly all text is Latin.
    let is_foreign = |character: char| character >= '\u{370}' && script(character).is_some();
    if !text.chars().any(is_foreign) {
        return None;
    }
    let scripts: Vec<Script> = text.chars().filter_map(script).collect();
    let all = |of: &[Script]| scripts.iter().all(|it| of.contains(it));
    let japanese = [Script::HAN, Script::HIRAGANA, Script::KATAKANA];
    if all(&japanese) && !all(&[Script::HAN]) {
        return Some("ja");
    }
    if all(&[Script::HANGUL, Script::HAN]) && scripts.contains(&Script::HANGUL) {
        return Some("ko");
    }
    let first = *scripts.first()?;
    let certain = LANGUAGES.iter().find(|(it, _)| *it == first);
    let is_word = scripts.len() >= LETTERS_OF_A_WORD;
    certain
        .filter(|_| is_word && all(&[first]))
        .map(|(_, language)| *language)
}

/// Fewer letters may be signs: `kΩ`, `ΔT`.
const LETTERS_OF_A_WORD: usize = 3;

/// The scripts that one living language of the wider world is written in.
const LANGUAGES: [(Script, &str); 9] = [
    (Script::ARMENIAN, "hy"),
    (Script::GEORGIAN, "ka"),
    (Script::GREEK, "el"),
    (Script::HEBREW, "he"),
    (Script::KHMER, "km"),
    (Script::LAO, "lo"),
    (Script::SINHALA, "si"),
    (Script::TELUGU, "te"),
    (Script::THAI, "th"),
];

/// Returns the name of a free family that draws `character`, where its script is one of those most asked for.
pub fn suited_family(character: char) -> Option<&'static str> {
    let script = script(character).or_else(|| {
        // The punctuation and the forms of East Asia belong to several of its scripts.
        let is_east_asian =
            matches!(character, '\u{3000}'..='\u{303F}' | '\u{30FB}'..='\u{30FC}' | '\u{FF00}'..='\u{FFEF}');
        is_east_asian.then_some(Script::HAN)
    })?;
    let found = FAMILIES
        .iter()
        .find(|(scripts, _)| scripts.contains(&script));
    found.map(|(_, family)| *family)
}

/// Free families, by the scripts that they draw.
const FAMILIES: [(&[Script], &str); 10] = [
    (&[Script::ARABIC], "Noto Sans Arabic"),
    (&[Script::ARMENIAN], "Noto Sans Armenian"),
    (&[Script::BENGALI], "Noto Sans Bengali"),
    (&[Script::DEVANAGARI], "Noto Sans Devanagari"),
    (&[Script::GEORGIAN], "Noto Sans Georgian"),
    (
        &[
            Script::HAN,
            Script::HIRAGANA,
            Script::KATAKANA,
            Script::HANGUL,
            Script::BOPOMOFO,
        ],
        "Noto Sans CJK",
    ),
    (&[Script::HEBREW], "Noto Sans Hebrew"),
    (&[Script::TAMIL], "Noto Sans Tamil"),
    (&[Script::TELUGU], "Noto Sans Telugu"),
    (&[Script::THAI], "Noto Sans Thai"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Face,
        layout::{Family, FontId},
    };

    const OWN: FontId = FontId::BuiltIn(Family::Sans, Face::Regular);
    const OTHER: FontId = FontId::Further(0);

    /// Segments where the own font draws ASCII and another one all else and spaces.
    fn segments_of(text: &str) -> Vec<(&str, FontId, bool)> {
        let levels = Levels::of(text);
        let draws = |font: FontId, text: &str| font == OTHER && text == " " || text.is_ascii();
        let find = |text: &str| if text.is_ascii() { OWN } else { OTHER };
        let segments = segments(text, 0, levels.as_ref(), draws, find).into_iter();
        segments
            .map(|it| (&text[it.range], it.font, it.level.is_rtl()))
            .collect()
    }

    #[test]
    fn a_sentence_is_one_segment() {
        assert_eq!(
            segments_of("דנה לוי is 東京 カナ, ok"),
            [
                ("דנה לוי ", OTHER, true),
                ("is ", OWN, false),
                ("東京 ", OTHER, false),
                ("カナ", OTHER, false),
                (", ok", OWN, false),
            ]
        );
        assert_eq!(segments_of("").len(), 0);
    }

    #[test]
    fn a_family_is_named_for_the_scripts_most_asked_for() {
        for (character, family) in [
            ('ל', Some("Noto Sans Hebrew")),
            ('س', Some("Noto Sans Arabic")),
            ('ー', Some("Noto Sans CJK")),
            ('、', Some("Noto Sans CJK")),
            ('김', Some("Noto Sans CJK")),
            ('🎉', None),
            ('a', None),
        ] {
            assert_eq!(suited_family(character), family, "{character}");
        }
    }

    #[test]
    fn languages_are_told_where_the_script_leaves_no_doubt() {
        for (text, language) in [
            ("דנה לוי", Some("he")),
            ("山田 太郎", None),
            ("山田 たろう", Some("ja")),
            ("김민준", Some("ko")),
            ("Ελένη", Some("el")),
            ("10 kΩ", None),
            ("ΔΣ", None),
            ("Ελένη Smith", None),
            ("สมชาย", Some("th")),
            ("سارة", None),
            ("Київ", None),
            ("Zoë — 2021", None),
            ("", None),
        ] {
            assert_eq!(super::language(text), language, "{text}");
        }
    }
}
