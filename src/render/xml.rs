//! Text as XML has it, for everything here that writes XML.

/// Returns a text for an element or an attribute, with `U+FFFD` for each character that XML 1.0 has no way to write.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // As they stand, a reader would make spaces of them.
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(
            escaped("a<b>&\"c\"\t\r\n\u{0}\u{B}\u{1F}\u{FFFE}\u{7F}é😀"),
            "a&lt;b&gt;&amp;&quot;c&quot;&#9;&#13;&#10;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{7F}é😀"
        );
    }

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(escaped("A & B <Résumé>"), "A &amp; B &lt;Résumé&gt;");
    }
}
