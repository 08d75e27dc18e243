//! Profiles and guides that are YAML but not what they should be, and what correct ones hold.

use std::io::Read;

use bespoke::diag::draw;
use bespoke::guide;
use bespoke::profile::{self, Date, End, Pin, Profile, Section};

use crate::yaml::{EVERYTHING, GUIDE, PROFILE, profile_with, told};

/// Checks what is told about [`PROFILE`] with some lines replaced.
#[track_caller]
fn check(lines: &[(usize, &str)], expect: &str) {
    check_source(&profile_with(lines), expect);
}

#[track_caller]
fn check_source(source: &str, expect: &str) {
    let (profile, diagnostics) = profile::load(source);
    assert_eq!(told(source, &diagnostics), expect);
    assert_eq!(profile.is_some(), expect.is_empty());
}

#[track_caller]
fn check_guide(source: &str, expect: &str) {
    let (guide, diagnostics) = guide::load(source);
    assert_eq!(told(source, &diagnostics), expect);
    assert_eq!(guide.is_some(), expect.is_empty());
}

#[track_caller]
fn load(source: &str) -> Profile {
    let (profile, diagnostics) = profile::load(source);
    assert_eq!(told(source, &diagnostics), "");
    profile.unwrap()
}

#[test]
fn several_problems_are_reported_in_one_run() {
    let source = include_str!("../fixtures/reading/several-problems.yaml");
    let (profile, diagnostics) = profile::load(source);
    assert_eq!(profile, None);
    insta::assert_snapshot!(draw("several-problems.yaml", source, &diagnostics, false), @r#"
        error: `jordan.lee at example.com` is not an e-mail address
         --> several-problems.yaml:3:10
          |
        3 |   email: jordan.lee at example.com
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: an address has a name, `@` and a host

        error: unknown key `compnay`
         --> several-problems.yaml:5:5
          |
        5 |   - compnay: Northwind
          |     ^^^^^^^
          |
          = help: did you mean `employer`?

        error: invalid month 13 in `2020-13`: months run from 01 to 12
         --> several-problems.yaml:7:12
          |
        7 |     start: 2020-13
          |            ^^^^^^^
          |
          = help: write YYYY-MM, or the year alone

        error: `Billing: …` is read as a key and its value
          --> several-problems.yaml:10:9
           |
        10 |       - Billing: built the pipeline
           |         ^^^^^^^
           |
           = help: if it is one text, put it in quotes: `"Billing: built the pipeline"`

        error: `March 2021` is not a date
          --> several-problems.yaml:15:12
           |
        15 |     start: March 2021
           |            ^^^^^^^^^^
           |
           = help: write `2021-03`: dates are YYYY-MM or YYYY

        error: `2016-03-01` is not a date
          --> several-problems.yaml:16:10
           |
        16 |     end: 2016-03-01
           |          ^^^^^^^^^^
           |
           = help: write `2016-03`: dates are YYYY-MM or YYYY

        error: duplicate key `title`
          --> several-problems.yaml:17:5
           |
        17 |     title: Staff Engineer
           |     ^^^^^
           |
           = help: the first is on line 14; keep one of the two

        error: duplicate id `move`
          --> several-problems.yaml:20:13
           |
        20 |         id: move
           |             ^^^^
           |
           = help: the first is on line 12

        error: `pin` can't be `sometimes`
          --> several-problems.yaml:21:14
           |
        21 |         pin: sometimes
           |              ^^^^^^^^^
           |
           = help: it can be `always` or `never`

        error: `skills` must be a list, found a mapping
          --> several-problems.yaml:22:9
           |
        22 | skills: {Languages: Rust}
           |         ^^^^^^^^^^^^^^^^
           |
           = help: put `- ` before the first key of each entry

        error: missing `institution`
          --> several-problems.yaml:24:5
           |
        24 |   - degree: BSc
           |     ^^^^^^

        error: a section can't be `skils`
          --> several-problems.yaml:25:24
           |
        25 | sections: [experience, skils]
           |                        ^^^^^
           |
           = help: did you mean `skills`?
        "#);
}

#[test]
fn an_unknown_key_is_pointed_at_with_the_key_that_was_meant() {
    check(
        &[(27, "    titel: Engineer")],
        "27:5 unknown key `titel`; did you mean `title`?",
    );
    check(
        &[(26, "  - compnay: Contoso")],
        "26:5 unknown key `compnay`; did you mean `employer`?",
    );
    check(
        &[(36, "    salary: 1")],
        "36:5 unknown key `salary`; the keys here are `institution`, `degree`, `field`, `location`, \
         `start`, `end`, `expected`, `gpa`, `honors`, `highlights`, `id`, `tags`, `pin` and `note`",
    );
}

#[test]
fn keys_of_other_formats_are_understood() {
    for (line, text, expect) in [
        (
            2,
            "basics: {}",
            "2:1 unknown key `basics`; did you mean `contact`?",
        ),
        (
            2,
            "work: []",
            "2:1 unknown key `work`; did you mean `experience`?",
        ),
        (
            2,
            "certificates: []",
            "2:1 unknown key `certificates`; did you mean `certifications`?",
        ),
        (
            26,
            "  - company: Contoso",
            "26:5 unknown key `company`; did you mean `employer`?",
        ),
        (
            27,
            "    position: Engineer",
            "27:5 unknown key `position`; did you mean `title`?",
        ),
        (
            28,
            "    summary: Payments",
            "28:5 unknown key `summary`; did you mean `about`?",
        ),
        (
            29,
            "    startDate: 2016-03",
            "29:5 unknown key `startDate`; did you mean `start`?",
        ),
        (
            29,
            "    start_date: 2016-03",
            "29:5 unknown key `start_date`; did you mean `start`?",
        ),
        (
            30,
            "    endDate: 2020-01",
            "30:5 unknown key `endDate`; did you mean `end`?",
        ),
        (
            30,
            "    end_date: 2020-01",
            "30:5 unknown key `end_date`; did you mean `end`?",
        ),
        (
            31,
            "    bullets:",
            "31:5 unknown key `bullets`; did you mean `highlights`?",
        ),
        (
            31,
            "    highlight:",
            "31:5 unknown key `highlight`; did you mean `highlights`?",
        ),
        (
            36,
            "    studyType: BSc",
            "36:5 unknown key `studyType`; did you mean `degree`?",
        ),
        (
            40,
            "    keywords: [Rust]",
            "40:5 unknown key `keywords`; did you mean `items`?",
        ),
    ] {
        check(&[(line, text)], expect);
    }
}

#[test]
fn a_wrong_type_is_told_with_what_was_found() {
    check(
        &[
            (34, "education: State University"),
            (35, ""),
            (36, ""),
            (37, ""),
        ],
        "34:12 `education` must be a list, found `State University`",
    );
    check(
        &[(44, "  - [English]")],
        "44:5 this entry must be a text, or a mapping with `language`, found a list",
    );
    check(
        &[(2, "headline: [Engineer]")],
        "2:11 `headline` must be a text, found a list",
    );
    check(
        &[(36, "    degree: true")],
        "36:13 `degree` must be a text, found `true`; if it is a text, put it in quotes: `\"true\"`",
    );
    check_source(
        "name: Jo\ncontact: [Seattle]\n",
        "2:10 `contact` must be a mapping, found a list; \
         write its keys and values, one a line, such as `email: ada@example.com`",
    );
    check_source(
        "name: Jo\ncontact: [email: jo@example.com]\n",
        "2:10 `contact` must be a mapping, found a list; leave out `- ` before its keys: `email: …`",
    );
    check_source(
        "name: Jo\nlanguages: {English: native}\n",
        "2:12 `languages` must be a list, found a mapping; put `- ` before the first key of each entry",
    );
}

#[test]
fn a_single_text_is_a_list_of_one() {
    let profile = load(&profile_with(&[
        (31, "    highlights: Built it"),
        (32, ""),
        (33, ""),
    ]));
    let position = &profile.experience[1].positions[0];
    assert_eq!(position.highlights.len(), 1);
    assert_eq!(position.highlights[0].text.text, "Built it");
}

#[test]
fn a_choice_that_is_none_is_pointed_at() {
    check(
        &[(28, "    pin: sometimes")],
        "28:10 `pin` can't be `sometimes`; it can be `always` or `never`",
    );
    check(
        &[(28, "    pin: allways")],
        "28:10 `pin` can't be `allways`; did you mean `always`?",
    );
    check(
        &[(28, "    pin: true")],
        "28:10 `pin` can't be `true`; it can be `always` or `never`",
    );
}

#[test]
fn a_misspelt_key_in_an_entry_that_may_be_a_text_is_pointed_at() {
    check(
        &[(32, "      - txet: Built the pipeline")],
        "32:9 unknown key `txet`; did you mean `text`?",
    );
}

#[test]
fn a_text_that_became_a_mapping_is_to_be_quoted() {
    check(
        &[(32, "      - Billing: built pipeline")],
        "32:9 `Billing: …` is read as a key and its value; \
         if it is one text, put it in quotes: `\"Billing: built pipeline\"`",
    );
    check(
        &[
            (23, "            variants:"),
            (24, "              - Kubernetes: led the move"),
        ],
        "24:17 an entry of `variants` must be a text, found a mapping; \
         if it is one text, put it in quotes: `\"Kubernetes: led the move\"`",
    );
    check(
        &[(39, "  - Cloud: AWS"), (40, "")],
        "39:5 `Cloud` is not a key of a skill group; write `group: Cloud` and below it `items: […]`",
    );
}

#[test]
fn a_missing_key_is_pointed_at_in_the_entry_it_is_missing_from() {
    check(&[(26, "  - location: Bern")], "26:5 missing `employer`");
    check(&[(1, "")], "2:1 missing `name`");
    check(
        &[(30, "")],
        "26:5 missing `end`; write `end: present`, or the month it ended, such as `end: 2024-06`",
    );
    check(&[(44, "  - {}")], "44:5 missing `language`");
}

#[test]
fn an_empty_value_is_none() {
    check(&[(26, "  - employer:")], "26:5 `employer` is empty");
    check(
        &[(26, "  - employer: \" \"")],
        "26:5 `employer` is empty; it needs at least one word",
    );
    check(&[(44, "  -")], "44:4 this entry is empty");
    check(
        &[(45, "  - \"\"")],
        "45:5 this entry is empty; it needs at least one word",
    );
    check(
        &[(40, "    items: []")],
        "40:5 `items` is empty; it needs at least one entry",
    );
    check(&[(40, "    items:")], "40:5 `items` is empty");
    // What may be missing may be empty.
    check(
        &[
            (2, "headline:"),
            (36, "    degree: ~"),
            (28, "    about: \"\""),
            (43, "languages:"),
            (44, ""),
            (45, ""),
        ],
        "",
    );
}

#[test]
fn a_date_that_is_none_is_pointed_at() {
    for (value, expect) in [
        (
            "2020-13",
            "invalid month 13 in `2020-13`: months run from 01 to 12; write YYYY-MM, or the year alone",
        ),
        (
            "2016-03-01",
            "`2016-03-01` is not a date; write `2016-03`: dates are YYYY-MM or YYYY",
        ),
        (
            "2016.10",
            "`2016.10` is not a date; write `2016-10`: dates are YYYY-MM or YYYY",
        ),
        (
            "March 2016",
            "`March 2016` is not a date; write `2016-03`: dates are YYYY-MM or YYYY",
        ),
        (
            "present",
            "`present` is not a date; only `end` can be `present`",
        ),
        (
            "soon",
            "`soon` is not a date; write YYYY-MM or YYYY, such as `2021-03`",
        ),
        (
            "0216",
            "`0216` is not a year between 1900 and 2100; write all four digits of the year",
        ),
        (
            "2199-01",
            "`2199-01` is not a year between 1900 and 2100; check the digits of the year",
        ),
        ("[2016]", "`start` must be a text, found a list"),
    ] {
        check(
            &[(29, &format!("    start: {value}"))],
            &format!("29:12 {expect}"),
        );
    }
    check(
        &[(30, "    end: current")],
        "30:10 `current` is not a date; write `present` for what goes on",
    );
}

#[test]
fn an_end_before_the_start_is_pointed_at() {
    check(
        &[(30, "    end: 2016-02")],
        "30:10 `end`, 2016-02, is before `start`, 2016-03; one of the two dates is wrong, or they are swapped",
    );
    // Nothing finer than what was written is assumed.
    check(&[(30, "    end: 2016")], "");
}

#[test]
fn dates_that_exclude_each_other_are_pointed_at() {
    check(
        &[(36, "    expected: 2027")],
        "37:5 `end` can't be combined with `expected`; keep `end` if it is over, `expected` if it is not",
    );
    check_source(
        "name: Jo\nprojects: [{name: X, date: 2020, start: 2019}]\n",
        "2:34 `start` can't be combined with `date`; keep `date` alone, or `start` and `end`",
    );
    check_source(
        "name: Jo\ncertifications: [{name: X, date: 2020-05, expires: 2019}]\n",
        "2:52 `expires`, 2019, is before `date`, 2020-05; one of the two dates is wrong, or they are swapped",
    );
}

#[test]
fn positions_and_the_keys_of_a_single_position_exclude_each_other() {
    check(
        &[(13, "    title: Engineer")],
        "13:5 `title` can't be combined with `positions`; move it into one of the positions",
    );
}

#[test]
fn an_id_is_given_once_and_is_plain() {
    check(
        &[(28, "    id: move")],
        "28:9 duplicate id `move`; the first is on line 21",
    );
    check(
        &[(28, "    id: a b")],
        "28:9 an id can't have ` ` in it; an id has letters, digits, `-`, `_` and `.`",
    );
    check_source(
        "name: Jo\nsummaries: [&x {text: a, id: b}, *x]\n",
        "2:30 duplicate id `b`; an alias or `<<` repeats it: leave it out of what is repeated",
    );
}

#[test]
fn a_section_that_is_none_is_pointed_at() {
    check(
        &[(2, "sections: [summary, skils, summary, work]")],
        "2:21 a section can't be `skils`; did you mean `skills`?\n\
         2:28 duplicate section `summary`; the first is on line 2\n\
         2:37 a section can't be `work`; did you mean `experience`?",
    );
}

#[test]
fn addresses_are_checked() {
    for (value, expect) in [
        (
            "ftp://x.y",
            "`ftp://x.y` starts with neither `https:`, `http:` nor `mailto:`",
        ),
        (
            "javascript:x",
            "`javascript:x` starts with neither `https:`, `http:` nor `mailto:`",
        ),
        ("linkedin", "`linkedin` is not a web address"),
        ("x y.z", "`x y.z` has a space, which no web address has"),
    ] {
        check(
            &[(8, &format!("    - {value}"))],
            &format!("8:7 {expect}; write an address such as `https://example.com/me`"),
        );
    }
    check(
        &[(5, "  email: jordan at example.com")],
        "5:10 `jordan at example.com` is not an e-mail address; an address has a name, `@` and a host",
    );
    check(
        &[(2, "lang: English")],
        "2:7 `English` is not a language tag; \
         write the short name of the language, such as `en`, `de` or `pt-BR`",
    );
}

#[test]
fn control_characters_from_escapes_are_named() {
    check(
        &[(2, r#"headline: "Engi\u0007neer\0""#)],
        "2:11 `headline` has a control character, U+0000; take it out: it can't be printed\n\
         2:11 `headline` has a control character, U+0007; take it out: it can't be printed",
    );
}

#[test]
fn a_file_that_is_no_mapping_is_told_as_such() {
    check_source(
        "hello",
        "1:1 a profile must be a mapping, found `hello`; \
         write its keys and values, one a line, such as `name: Ada Example`",
    );
    check_source(
        "- a",
        "1:1 a profile must be a mapping, found a list; \
         write its keys and values, one a line, such as `name: Ada Example`",
    );
    check_guide(
        "hello",
        "1:1 a guide must be a mapping, found `hello`; \
         write its keys and values, one a line, such as `guide: Software engineer`",
    );
}

#[test]
fn what_an_alias_repeats_is_reported_once_and_where_it_was_written() {
    check_source(
        "name: Jo\nsummaries: [&x {txet: a}, *x]\n",
        "2:17 unknown key `txet`; did you mean `text`?",
    );
}

#[test]
fn warnings_leave_the_profile_readable() {
    let source = profile_with(&[(32, "      - Ranked #1 of 40")]);
    let (profile, diagnostics) = profile::load(&source);
    assert!(profile.is_some());
    assert_eq!(
        told(&source, &diagnostics),
        "32:16 warning: the value ends here: ` #` starts a comment; \
         put the value in quotes, or a space after `#` if a comment is meant",
    );
}

#[test]
fn white_space_is_collapsed_and_nothing_else_changes() {
    let profile = load(
        "name: \" A\\tB \\n C\\u0085D\\u2028E\\u00A0F  \\u2003G \"\nheadline: |\n  one\n\n    two\n",
    );
    assert_eq!(profile.name.text, "A B C D E\u{a0}F \u{2003}G");
    assert_eq!(profile.headline.unwrap().text, "one two");
}

#[test]
fn numbers_and_odd_spellings_are_texts() {
    let profile = load(EVERYTHING);
    assert_eq!(profile.contact.phone.unwrap().text, "15550102030");
    assert_eq!(profile.education[0].gpa.as_ref().unwrap().text, "5.50");
    assert_eq!(
        profile.certifications[1].number.as_ref().unwrap().text,
        "007"
    );
    let skills: Vec<Vec<&str>> = profile
        .skills
        .iter()
        .map(|group| group.items.iter().map(|it| it.text.text.as_str()).collect())
        .collect();
    assert_eq!(
        skills,
        [vec!["Rust", "1.10"], vec!["Git", "Make"], vec!["no", "yes"]]
    );
}

#[test]
fn every_key_is_read() {
    let profile = load(EVERYTHING);
    assert_eq!(profile.name.text, "Ángela Müller-Østergård");
    assert_eq!(profile.lang, "en-GB");
    assert_eq!(
        profile.guide.as_ref().unwrap().text,
        "technical-program-manager"
    );
    assert_eq!(
        profile.sections,
        Some(vec![Section::Summary, Section::Experience, Section::Skills])
    );
    assert_eq!(
        profile.contact.links[0].url.text,
        "https://github.com/angela"
    );
    assert_eq!(
        profile.contact.links[1].label.as_ref().unwrap().text,
        "Portfolio"
    );
    assert_eq!(profile.summaries.len(), 2);
    let summary = &profile.summaries[1];
    assert_eq!(summary.variants[0].text, "A third");
    assert_eq!(summary.meta.id, "another");
    assert_eq!(summary.meta.tags, ["short"]);
    assert_eq!(summary.meta.pin, Some(Pin::Always));
    assert_eq!(summary.meta.note.as_deref(), Some("for startups"));

    let [northwind, contoso] = profile.experience.as_slice() else {
        panic!("two employers");
    };
    assert_eq!(
        northwind.url.as_ref().unwrap().text,
        "https://northwind.example"
    );
    assert_eq!(northwind.meta.id, "northwind");
    assert_eq!(northwind.positions.len(), 2);
    assert_eq!(
        northwind.positions[0].location.as_ref().unwrap().text,
        "Remote"
    );
    assert_eq!(northwind.positions[0].period.end, Some(End::Present));
    assert_eq!(
        northwind.positions[1].highlights[1].text.text,
        "Ran it: alone"
    );
    // The keys of a single position stand in its place; the location is the employer's.
    assert_eq!(contoso.location.as_ref().unwrap().text, "Bern");
    assert_eq!(contoso.positions[0].location, None);
    assert_eq!(contoso.positions[0].meta.id, "contoso-engineer");
    assert_eq!(
        contoso.positions[0].about.as_ref().unwrap().text,
        "Payments"
    );
    assert_eq!(
        contoso.positions[0].highlights[0].text.text,
        "Cut cost by half"
    );
    assert_eq!(
        contoso.positions[0].highlights[1].text.text,
        "Kept the lights on"
    );
    assert_eq!(
        contoso.positions[0].highlights[1].meta.pin,
        Some(Pin::Never)
    );

    let date = |text: &str| text.parse::<Date>().unwrap();
    let [_, atlas, compass] = profile.projects.as_slice() else {
        panic!("three projects");
    };
    assert_eq!(atlas.by.as_ref().unwrap().text, "Author");
    assert_eq!(atlas.period.end, Some(End::On(date("2020-05"))));
    assert_eq!(compass.period.start, Some(date("2022")));
    assert_eq!(compass.period.end, Some(End::Expected(date("2027-01"))));
    assert_eq!(
        profile.education[1].period.end,
        Some(End::Expected(date("2027-06")))
    );
    assert_eq!(profile.certifications[1].expires, Some(date("2023-05")));
    assert_eq!(profile.languages[1].level.as_ref().unwrap().text, "native");
    assert_eq!(profile.awards[1].by.as_ref().unwrap().text, "Jury");
    let talk = &profile.publications[1];
    assert_eq!(talk.authors.as_ref().unwrap().text, "A. Müller");
    assert_eq!(talk.by.as_ref().unwrap().text, "QCon");
    assert_eq!(profile.volunteering[0].employer.text, "Food bank");
    assert_eq!(profile.volunteering[0].positions[0].period.start, None);
    assert_eq!(profile.interests[1].text.text, "Chess");
    assert_eq!(profile.other[0].heading.text, "Patents");
    assert_eq!(profile.other[0].items[1].meta.id, "two");
}

#[test]
fn texts_know_their_place() {
    let profile = load(PROFILE);
    let at = profile.experience[1].positions[0].highlights[0].text.at;
    assert_eq!(&PROFILE[at.start..at.end], "Built the billing pipeline");
    let at = profile.experience[1].at;
    assert!(PROFILE[at.start..at.end].starts_with("employer: Contoso\n"));
    assert!(PROFILE[at.start..at.end].ends_with("Cut page load times by half"));
}

#[test]
fn ids_are_unique_and_do_not_depend_on_other_entries() {
    let profile = load(EVERYTHING);
    let lines = profile.lines();
    let mut ids: Vec<&str> = lines.iter().map(|line| line.id).collect();
    assert!(ids.iter().all(|id| !id.is_empty()));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), lines.len());

    let id_of = |profile: &Profile| {
        profile.experience[1].positions[0].highlights[0]
            .meta
            .id
            .clone()
    };
    let before = id_of(&load(PROFILE));
    assert!(before.starts_with("built-the-billing-pipeline-"));
    let more = profile_with(&[
        (10, "  - Something new"),
        (19, "          - Cut cost 31 %\n          - Entirely new"),
    ]);
    assert_eq!(id_of(&load(&more)), before);
}

#[test]
fn a_guide_is_read() {
    let (guide, diagnostics) = guide::load(GUIDE);
    assert_eq!(told(GUIDE, &diagnostics), "");
    let guide = guide.unwrap();
    assert_eq!(guide.name, "Technical Program Manager");
    assert_eq!(guide.titles, ["Technical Program Manager", "TPM"]);
    assert_eq!(guide.themes[0].weight.to_string(), "3");
    assert_eq!(
        guide.themes[0].terms[0].also,
        ["system design", "architecture review"]
    );
    assert_eq!(guide.themes[0].terms[1].term, "cloud");
    assert_eq!(guide.themes[1].weight.to_string(), "1");
    assert_eq!(guide.background, ["Software Engineer"]);
    assert_eq!(guide.fields, ["computer science"]);
    assert_eq!(guide.advanced, ["MBA"]);
    assert_eq!(guide.certifications[1].also, ["CSM"]);
    assert_eq!(guide.industries[0].term, "fintech");
    assert_eq!(guide.metrics.to_string(), "1.5");
    assert_eq!(
        guide.sections,
        [Section::Summary, Section::Experience, Section::Skills]
    );
}

#[test]
fn what_is_wrong_with_a_guide_is_reported_in_one_run() {
    check_guide(
        "guid: TPM\nthemes:\n  - {name: A, wieght: 2}\n  - {name: B, weight: seven}\n  \
         - {name: A, weight: 11, synonyms: []}\n  - {weight: 0, terms: [{also: [x]}]}\nmetrics: 3.5\n",
        "1:1 unknown key `guid`; did you mean `guide`?\n\
         3:15 unknown key `wieght`; did you mean `weight`?\n\
         4:23 `weight` must be a number above 0 and at most 10, found `seven`\n\
         5:12 duplicate theme `A`; the first is on line 3\n\
         5:23 `weight` must be a number above 0 and at most 10, found `11`\n\
         5:27 unknown key `synonyms`; the keys here are `name`, `weight`, `about`, `competencies`, `terms` and `examples`\n\
         6:6 missing `name`\n\
         6:14 `weight` must be a number above 0 and at most 10, found `0`\n\
         6:26 missing `term`\n\
         7:10 `metrics` must be a number from 0 to 3, found `3.5`",
    );
    check_guide("guide: TPM\n", "1:1 missing `themes`");
    check_guide(
        "guide: TPM\nthemes: []\n",
        "2:1 `themes` is empty; it needs at least one entry",
    );
}

/// Every example in the repository loads without a word.
#[test]
fn examples_load() {
    for (folder, is_guide) in [("guides", true), ("profiles", false)] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let Ok(entries) = folder.read_dir() else {
            continue;
        };
        for path in entries.map(|it| it.unwrap().path()) {
            if path.extension().is_none_or(|it| it != "yaml") {
                continue;
            }
            let mut source = String::new();
            let mut file = std::fs::File::open(&path).unwrap();
            file.read_to_string(&mut source).unwrap();
            let diagnostics = if is_guide {
                guide::load(&source).1
            } else {
                profile::load(&source).1
            };
            let drawn = draw(&path.to_string_lossy(), &source, &diagnostics, false);
            assert_eq!(drawn, "");
        }
    }
}
