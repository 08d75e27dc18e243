//! What holds for any text at all.

use bespoke::text::{acronyms, normalise, sentences, stem, tokens};
use proptest::prelude::*;

proptest! {
    #[test]
    fn tokens_lie_in_the_text_one_after_the_other(text in "\\PC{0,80}|[a-zA-Z0-9 .,'’+#&/$%@()-]{0,80}") {
        let mut end = 0;
        for token in tokens(&text) {
            prop_assert!(token.at.start >= end && token.at.start < token.at.end);
            prop_assert!(text.get(token.at.clone()).is_some());
            prop_assert!(!token.key.is_empty());
            end = token.at.end;
        }
    }

    #[test]
    fn sentences_lie_in_the_text_one_after_the_other(text in "\\PC{0,80}|[a-z .;!?\n()\"]{0,80}") {
        let mut end = 0;
        for at in sentences(&text) {
            prop_assert!(at.start >= end && at.start < at.end);
            prop_assert!(text.get(at.clone()).is_some_and(|it| it.trim() == it));
            end = at.end;
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(word in "\\PC{0,12}") {
        let once = normalise(&word);
        prop_assert_eq!(normalise(&once), once);
    }

    #[test]
    fn stems_and_short_forms_are_found_without_panic(text in "\\PC{0,60}|[A-Za-z ()]{0,60}") {
        stem(&text);
        acronyms(&text);
    }
}
