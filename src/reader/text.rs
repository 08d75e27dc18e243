//! White space in texts.

/// Returns whether a character is white space that a text need not keep: no-break spaces stay.
pub(crate) fn is_space(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Returns whether a text is printable and has white space only where one space parts words: [`spaced`] would return it.
///
/// `false` for a few that are so too.
pub(super) fn is_spaced(text: &str) -> bool {
    // How long the word is so far.
    let mut length = 0;
    for byte in text.bytes() {
        if byte > b' ' && byte != 0x7f {
            length += 1;
        } else if byte == b' ' && length > 0 {
            length = 0;
        } else {
            return false;
        }
    }
    let is_foreign = |it: char| !it.is_ascii() && (it.is_whitespace() || it.is_control());
    length > 0 && (text.is_ascii() || !text.contains(is_foreign))
}

pub(super) fn spaced(text: &str) -> String {
    let words: Vec<&str> = text.split(is_space).filter(|it| !it.is_empty()).collect();
    let text = words.join(" ");
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_spaced_stays(text in "[a-z \u{a0}\u{85}\u{2028}é–\t\n\u{7f}\u{1}]{0,8}") {
            let is_sound = spaced(&text) == text && !is_blank(&text) && !text.contains(char::is_control);
            prop_assert!(is_sound || !is_spaced(&text));
            let has_foreign = text.contains(|it: char| it.is_whitespace() && it != ' ');
            prop_assert!(is_spaced(&text) || !is_sound || has_foreign);
        }
    }
}
