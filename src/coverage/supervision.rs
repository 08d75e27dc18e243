//! Leading people, in whatever words: "led two technicians", "a team of six that she manages", "supervisory experience".

use std::sync::LazyLock;

use crate::text::{Class, Key, Token, TokenKind, classes, stem};

/// The key of what is asked for and shown; `supervision` in the table of aliases.
pub(super) const SUPERVISION: &str = "@supervision";

/// Verbs of leading people.
static LEADS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let verbs = [
        "lead",
        "led",
        "manage",
        "supervise",
        "oversee",
        "oversaw",
        "head",
        "direct",
    ];
    verbs.into_iter().map(stem).collect()
});

/// How many words may stand between the verb and the people: "led a rotating group of 12 to 16 night nurses".
const MAX_BETWEEN: usize = 7;

/// Words after which the people are no longer those who are led: "led the migration for two teams".
const OTHERS: [&str; 12] = [
    "for", "with", "by", "from", "at", "in", "on", "that", "who", "which", "against", "through",
];

/// Bodies of people that nobody supervises: one chairs or serves them.
const NOT_LED: [&str; 8] = [
    "function",
    "board",
    "committee",
    "council",
    "society",
    "panel",
    "office",
    "branch",
];

/// Returns the words that tell of leading people, the verb and whom, by their index: none where a text does not.
pub(super) fn led_people(text: &str, tokens: &[Token]) -> Option<(usize, usize)> {
    let verbs = (0..tokens.len()).filter(|&it| LEADS.contains(&tokens[it].key));
    verbs.into_iter().find_map(|verb| {
        let end = tokens.len().min(verb + 1 + MAX_BETWEEN);
        let behind = (verb + 1..end).take_while(|&idx| {
            let word = tokens[idx].word.as_str();
            !OTHERS.contains(&word) && !LEADS.contains(&tokens[idx].key)
        });
        let people = behind.into_iter().find(|&idx| {
            let token = &tokens[idx];
            let kinds = classes(token, &text[token.at.clone()]);
            let is_people = kinds.contains(&Class::People) || kinds.contains(&Class::Group);
            // In "nurse schedules" it is the schedules.
            let qualifies = tokens.get(idx + 1).is_some_and(|next| {
                next.before < crate::text::Gap::List
                    && matches!(next.kind, TokenKind::Word)
                    && !next.is_stop()
                    && !next.is_transparent()
                    && !is_people_word(text, next)
            });
            is_people && !qualifies && !NOT_LED.contains(&token.word.trim_end_matches('s'))
        });
        people.map(|it| (verb, it))
    })
}

/// Returns whether a word is any people at all: staff, a team, members; not a trade of theirs.
pub(super) fn is_anyone(token: &Token) -> bool {
    const ANYONE: [&str; 11] = [
        "staff",
        "employee",
        "people",
        "person",
        "member",
        "team",
        "group",
        "crew",
        "worker",
        "personnel",
        "department",
    ];
    ANYONE.contains(&token.word.trim_end_matches('s'))
}

fn is_people_word(text: &str, token: &Token) -> bool {
    let kinds = classes(token, &text[token.at.clone()]);
    kinds.contains(&Class::People) || kinds.contains(&Class::Group)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        let tokens = tokens(text);
        let found = led_people(text, &tokens);
        let found = found.map(|(verb, whom)| &text[tokens[verb].at.start..tokens[whom].at.end]);
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn people_are_led_in_many_words() {
        check(
            "Lead two library technicians and a student worker",
            Some("Lead two library technicians"),
        );
        check("Supervised a crew of six", Some("Supervised a crew"));
        check(
            "Managed 12 staff across two shifts",
            Some("Managed 12 staff"),
        );
        check(
            "Supervise one staff member and students",
            Some("Supervise one staff"),
        );
        check("Oversaw night nurses", Some("Oversaw night nurses"));
    }

    #[test]
    fn what_is_not_people_is_not_supervised() {
        check("Led the migration for two teams", None);
        check("Managed nurse schedules", None);
        check("Directed the project with three engineers", None);
        check("Managed the committee", None);
        check("Managed a budget of $3 million", None);
    }
}
