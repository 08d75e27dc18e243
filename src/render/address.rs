//! Addresses that a click leads to.

use std::fmt::Write as _;

/// Returns whether a click leads somewhere and runs nothing: what is shown in a browser is no place for scripts.
pub(super) fn is_safe(link: &str) -> bool {
    ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| {
        let start = link.get(..scheme.len());
        start.is_some_and(|it| it.eq_ignore_ascii_case(scheme))
    })
}

/// Returns whether the words shown for a link tell its address: all of it, or all but the scheme, `www.` and a closing
/// slash. An e-mail address and a telephone number always do.
pub(super) fn is_shown(link: &str, words: &str) -> bool {
    let Some((_, bare)) = link.split_once("://") else {
        return true;
    };
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    [link, bare]
        .iter()
        .any(|it| it.trim_end_matches('/') == words.trim_end_matches('/'))
}

/// Returns an address in the characters that an address may have: others of ASCII as `%20`. Letters of other scripts
/// stay as they are.
pub(super) fn encoded(link: &str) -> String {
    encoded_but(link, is_allowed)
}

/// Returns an address in ASCII, as a URI must be (RFC 3987, 3.1): the bytes of anything else become `%41`.
pub(super) fn uri(link: &str) -> String {
    encoded_but(link.trim(), |it| it.is_ascii() && is_allowed(it))
}

fn is_allowed(it: char) -> bool {
    !it.is_ascii_control() && !" \"<>\\^`{|}".contains(it)
}

/// Returns a text with the bytes of every character written as `%20` but for those that `keeps` says.
pub(crate) fn encoded_but(text: &str, keeps: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        if keeps(it) {
            out.push(it);
            continue;
        }
        for byte in it.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_runs_a_script() {
        for link in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///x",
            "",
            "ht",
        ] {
            assert!(!is_safe(link), "{link}");
        }
        for link in [
            "https://é.example",
            "HTTP://a",
            "mailto:a@b.example",
            "tel:+1",
        ] {
            assert!(is_safe(link), "{link}");
        }
    }

    #[test]
    fn an_address_is_shown_without_its_scheme_too() {
        for (link, words, expect) in [
            ("https://www.a.example/b/", "a.example/b", true),
            ("https://a.example", "https://a.example", true),
            ("mailto:a@b.example", "Write to me", true),
            ("https://a.example", "Portfolio", false),
            ("https://a.example/b", "a.example", false),
        ] {
            assert_eq!(is_shown(link, words), expect, "{link} {words}");
        }
    }

    #[test]
    fn what_no_address_may_have_is_encoded() {
        assert_eq!(
            encoded("https://é.example/a b\"<c>?d=%20&e"),
            "https://é.example/a%20b%22%3Cc%3E?d=%20&e"
        );
    }

    #[test]
    fn a_link_target_becomes_ascii() {
        assert_eq!(
            uri("https://example.com/c#?q=a%20b"),
            "https://example.com/c#?q=a%20b"
        );
        assert_eq!(
            uri(" https://exämple.com/a b "),
            "https://ex%C3%A4mple.com/a%20b"
        );
        assert_eq!(uri("mailto:a+b@c.de"), "mailto:a+b@c.de");
    }
}
