//! Characters that HTML and Markdown write by name or number.

/// The names that people's texts use.
const NAMED: [(&str, char); 24] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("bull", '•'),
    ("middot", '·'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("copy", '©'),
    ("trade", '™'),
    ("euro", '€'),
    ("pound", '£'),
];

/// The longest that is looked at, in bytes, from `&` to `;`.
const MAX_NAME_BYTES: usize = 12;

/// Returns the character that a text starting with `&` means, and how many bytes say so: the sign itself where nothing
/// known follows.
pub fn entity(text: &str) -> (char, usize) {
    let plain = ('&', 1);
    let head = &text[..text.floor_char_boundary(MAX_NAME_BYTES)];
    let Some(end) = head.find(';') else {
        return plain;
    };
    let name = &head[1..end];
    let number = name
        .strip_prefix('#')
        .and_then(|it| match it.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => it.parse().ok(),
        });
    let named = NAMED.iter().find(|(it, _)| *it == name).map(|it| it.1);
    let found = named.or_else(|| number.and_then(char::from_u32));
    found.map_or(plain, |it| (it, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_characters_and_all_else_is_the_sign() {
        assert_eq!(entity("&amp; so on"), ('&', 5));
        assert_eq!(entity("&euro;5"), ('€', 6));
        assert_eq!(entity("&#233;"), ('é', 6));
        assert_eq!(entity("&#x2022; item"), ('•', 8));
        for text in [
            "& so on; and",
            "&",
            "&;",
            "&what;",
            "&#xD800;",
            "&ééééééé;",
            "&#99999999999;",
        ] {
            assert_eq!(entity(text), ('&', 1), "{text}");
        }
    }
}
