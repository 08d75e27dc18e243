//! Text as XML has it, for everything here that writes XML.

/// Returns a text for an element or an attribute, with `U+FFFD` for each character that XML 1.0 has no way to write.
pub(crate) fn escaped(text: &str) -> String {
    // Of what changes, each character begins with one of these bytes.
    let may_change = |it: u8| matches!(it, b'&' | b'<' | b'>' | b'"' | ..b' ' | 0xEF);
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(may_change) {
        let (before, after) = rest.split_at(at);
        escaped.push_str(before);
        let mut after = after.chars();
        match after.next() {
            Some('&') => escaped.push_str("&amp;"),
            Some('<') => escaped.push_str("&lt;"),
            Some('>') => escaped.push_str("&gt;"),
            Some('"') => escaped.push_str("&quot;"),
            // As they stand, a reader would make spaces of them.
            Some('\t') => escaped.push_str("&#9;"),
            Some('\n') => escaped.push_str("&#10;"),
            Some('\r') => escaped.push_str("&#13;"),
            Some('\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}') => escaped.push('\u{FFFD}'),
            other => escaped.extend(other),
        }
        rest = after.as_str();
    }
    escaped.push_str(rest);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(
            escaped("a<b>&\"c\"\t\r\n\u{0}\u{B}\u{1F}\u{FFFE}\u{7F}é😀\u{FB01}\u{FFFF}"),
            "a&lt;b&gt;&amp;&quot;c&quot;&#9;&#13;&#10;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{7F}é😀\u{FB01}\u{FFFD}"
        );
    }

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(escaped("A & B <Résumé>"), "A &amp; B &lt;Résumé&gt;");
    }
}
