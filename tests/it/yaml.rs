//! Text that is no YAML, YAML that says something else than its author meant, and hostile input.

use std::fmt::Write;
use std::io::Read;

use bespoke::diag::{Diagnostic, Severity, draw, place};
use bespoke::yaml::{Node, Value, decode, parse};
use bespoke::{guide, profile};

/// A correct profile of 45 lines; a test replaces one or two of them.
pub(crate) const PROFILE: &str = include_str!("../fixtures/reading/profile.yaml");
pub(crate) const EVERYTHING: &str = include_str!("../fixtures/reading/everything.yaml");
pub(crate) const GUIDE: &str = include_str!("../fixtures/reading/guide.yaml");

/// Returns [`PROFILE`] with some of its lines, counted from 1, replaced.
pub(crate) fn profile_with(lines: &[(usize, &str)]) -> String {
    let mut source = String::new();
    for (index, line) in PROFILE.lines().enumerate() {
        let replaced = lines.iter().find(|(number, _)| *number == index + 1);
        source += replaced.map_or(line, |(_, text)| text);
        source.push('\n');
    }
    source
}

/// Returns diagnostics as `line:column message; hint`, one a line.
pub(crate) fn told(source: &str, diagnostics: &[Diagnostic]) -> String {
    let mut told = String::new();
    for it in diagnostics {
        if let Some(span) = it.span {
            let (line, column) = place(source, span);
            write!(told, "{line}:{column} ").unwrap();
        }
        if it.severity == Severity::Warning {
            told += "warning: ";
        }
        told += &it.message;
        if let Some(hint) = &it.hint {
            told += "; ";
            told += hint;
        }
        told.push('\n');
    }
    told.trim_end().to_owned()
}

/// Checks that `source` does not parse, and what is told about it.
#[track_caller]
fn check(source: &str, expect: &str) {
    let (_, diagnostics) = parse(source);
    assert_eq!(told(source, &diagnostics), expect, "{source}");
    let (profile, diagnostics) = profile::load(source);
    assert!(profile.is_none() || !diagnostics.is_empty());
}

#[track_caller]
fn tree(source: &str) -> Node {
    let (node, diagnostics) = parse(source);
    assert_eq!(told(source, &diagnostics), "");
    node.unwrap()
}

/// Returns a tree as compact text: texts in quotes, numbers in `<>`.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => format!("<{it}>"),
        Value::Str(it) => format!("{it:?}"),
        Value::Seq(items) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(key, it)| format!("{}: {}", key.name, shown(it)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

#[track_caller]
fn check_tree(source: &str, expect: &str) {
    assert_eq!(shown(&tree(source)), expect);
}

#[test]
fn a_tab_in_the_indentation_is_pointed_at() {
    check(
        &profile_with(&[(27, "\ttitle: Engineer")]),
        "27:1 this line is indented with a tab; YAML wants spaces; replace the tab with spaces",
    );
    check(
        &profile_with(&[(33, "    \t- Cut page load times")]),
        "33:5 this line is indented with a tab; YAML wants spaces; replace the tab with spaces",
    );
    check(
        "a: |\n\ttext\n",
        "2:1 this line is indented with a tab; YAML wants spaces; replace the tab with spaces",
    );
}

#[test]
fn a_tab_elsewhere_is_white_space() {
    check_tree("a:\tb\t# c\n\t\nd: e\n", r#"{a: "b", d: "e"}"#);
}

#[test]
fn duplicate_keys_are_all_reported_where_they_stand() {
    check(
        &profile_with(&[(28, "    title: Architect"), (45, "name: Jo")]),
        "28:5 duplicate key `title`; the first is on line 27; keep one of the two\n\
         45:1 duplicate key `name`; the first is on line 1; keep one of the two",
    );
}

#[test]
fn an_unclosed_quote_is_pointed_at_where_it_opens() {
    check(
        &profile_with(&[(27, "    title: \"Engineer")]),
        "27:12 this quote is never closed; \
         close it; a text that starts with a double quote can stand in single quotes",
    );
    check(
        &profile_with(&[(27, "    title: 'Engineer")]),
        "27:12 this quote is never closed; \
         close it; an apostrophe in a text that starts with one is fine in double quotes",
    );
}

#[test]
fn an_unclosed_quote_is_pointed_at_even_if_a_later_one_closes_it() {
    check(
        &profile_with(&[
            (27, "    title: \"Engineer"),
            (28, "    about: \"Payments\""),
        ]),
        "27:12 this quote is never closed; \
         close it; a text that starts with a double quote can stand in single quotes",
    );
}

#[test]
fn an_unclosed_bracket_is_pointed_at_where_it_opens() {
    check(
        &profile_with(&[(42, "    items: [Git, Make")]),
        "42:12 `[` is never closed; close it with `]`; if it is part of a text, put the text in quotes",
    );
    check(
        &profile_with(&[(42, "    items: {Git, Make")]),
        "42:12 `{` is never closed; close it with `}`; if it is part of a text, put the text in quotes",
    );
    check(
        &profile_with(&[(42, "    items: [Git, Make}")]),
        "42:12 `[` is closed with `}`; close each bracket with its own kind",
    );
}

#[test]
fn a_second_colon_in_a_value_is_pointed_at() {
    check(
        &profile_with(&[(26, "  - title: Engineer: Payments")]),
        "26:20 a second `: ` in a value without quotes; put the value in quotes: `\"Engineer: Payments\"`",
    );
    check(
        &profile_with(&[(32, "      - Billing: built: twice")]),
        "32:23 a second `: ` in a value without quotes; put the value in quotes: `\"Billing: built: twice\"`",
    );
    check(
        "a: [b: c: d]",
        "1:9 a second `: ` in a value without quotes; if it is part of a text, put the text in quotes",
    );
}

#[test]
fn a_line_that_does_not_line_up_is_pointed_at() {
    check(
        &profile_with(&[(27, "  title: Engineer")]),
        "27:3 this line does not line up with the lines above; \
         what it goes with starts in column 1 or 5",
    );
    check(
        &profile_with(&[(27, "   title: Engineer")]),
        "27:4 this line does not line up with the lines above; \
         what it goes with starts in column 1 or 5",
    );
    check(
        &profile_with(&[(33, "     - Cut page load times by half")]),
        "33:6 this line does not line up with the lines above; \
         what it goes with starts in column 3 or 7",
    );
}

#[test]
fn a_line_of_a_text_block_that_is_indented_less_is_pointed_at() {
    check(
        "a: |2\n x\n",
        "2:2 this line is not indented like the rest of its text; \
         indent all lines of a text after `|` or `>` alike",
    );
}

#[test]
fn a_line_indented_too_deep_is_pointed_at() {
    check(
        &profile_with(&[(27, "      title: Engineer")]),
        "27:7 this line is indented deeper than the value above, so YAML reads it as part of that value; \
         indent it like the line above; if it does belong to the value, put all of it in quotes",
    );
}

#[test]
fn values_that_cannot_start_as_they_do_are_to_be_quoted() {
    for (value, expect) in [
        (
            "%40",
            "32:9 a text without quotes can't start with `%`; put the value in quotes: `\"%40\"`",
        ),
        (
            "@x",
            "32:9 a text without quotes can't start with `@`; put the value in quotes: `\"@x\"`",
        ),
        (
            "`x`",
            "32:9 a text without quotes can't start with a backtick; put the value in quotes: `\"`x`\"`",
        ),
        (
            "& Co",
            "32:9 a text without quotes can't start with `&`; put the value in quotes: `\"& Co\"`",
        ),
        (
            "!x y",
            "32:9 a text without quotes can't start with `!`; put the value in quotes: `\"!x y\"`",
        ),
        (
            "| y",
            "32:9 a text without quotes can't start with `|`; put the value in quotes: `\"| y\"`",
        ),
        (
            "> 5",
            "32:9 a text without quotes can't start with `>`; put the value in quotes: `\"> 5\"`",
        ),
        (
            ", y",
            "32:9 a text without quotes can't start with `,`; put the value in quotes: `\", y\"`",
        ),
        ("] y", "32:9 `]` closes nothing; put the value in quotes"),
        (
            "*Built* x",
            "32:9 a text without quotes can't start with `*`; put the value in quotes: `\"*Built* x\"`",
        ),
        (
            "\"Fast\" x",
            "32:16 text after the closing quote; put the whole value in quotes of the other kind",
        ),
        (
            "'It's'",
            "32:13 text after the closing quote; \
             write `''` for an apostrophe in single quotes, or use double quotes",
        ),
        (
            "[x] y",
            "32:13 text after the closing bracket; put the whole value in quotes",
        ),
    ] {
        check(&profile_with(&[(32, &format!("      - {value}"))]), expect);
    }
    check(
        "a: - b",
        "1:4 a list can't start on the line of its key; \
         start it on the next line; if it is not a list, put the value in quotes",
    );
}

#[test]
fn values_of_which_yaml_would_drop_a_part_are_to_be_quoted() {
    check(
        "a: &Sons Ltd",
        "1:4 a text without quotes can't start with `&`; \
         put the whole value in quotes: YAML drops `&Sons`",
    );
    check(
        "- !!str 12",
        "1:3 a text without quotes can't start with `!`; \
         put the whole value in quotes: YAML drops `!!str`",
    );
    check(
        "- ! x",
        "1:3 a text without quotes can't start with `!`; \
         put the whole value in quotes: YAML drops `!`",
    );
    check(
        "- Ranked #1 of 40\n- C# and F#\n- \"x\" #1\n- y # note",
        "1:10 warning: the value ends here: ` #` starts a comment; \
         put the value in quotes, or a space after `#` if a comment is meant",
    );
    check(
        "a: b # c\n  d",
        "1:6 ` #` starts a comment in the middle of a value; \
         put the whole value in quotes, or move the comment",
    );
}

#[test]
fn a_key_without_its_colon_is_pointed_at() {
    check(
        &profile_with(&[(36, "    degree:BSc")]),
        "36:5 a key without a colon and a space after it; write `degree: BSc`",
    );
    check(
        &profile_with(&[(2, "headline")]),
        "2:1 a key without a colon and a space after it; \
         write `key: value`; an entry of a list starts with `- `",
    );
}

#[test]
fn an_escape_that_is_none_is_pointed_at() {
    for (value, column) in [(r#""30\%""#, 7), (r#""\n\u12""#, 7), (r#""\ud800""#, 5)] {
        check(
            &format!("a: {value}"),
            &format!(
                r"1:{column} no such escape in double quotes; write `\\` for a backslash, or use single quotes"
            ),
        );
    }
}

#[test]
fn an_alias_of_nothing_is_pointed_at() {
    check(
        &profile_with(&[(41, "  - group: *tools")]),
        "41:12 no anchor `&tools` stands before this alias; put the value in quotes: `\"*tools\"`",
    );
    check("a: &x [*x]", "1:8 this alias stands inside what it repeats");
}

#[test]
fn a_second_document_is_pointed_at() {
    let source = PROFILE.to_owned() + "---\nname: Jo\n";
    check(
        &source,
        "47:1 a second YAML document starts here: one file holds one; \
         delete the line `---` or `...` before it, or move it to a file of its own",
    );
}

#[test]
fn a_file_without_content_is_told_as_such() {
    for source in ["", "\n\n", "# only a comment\n", "---\n", "\u{feff}", "~"] {
        check(source, "the file is empty, or holds nothing but comments");
    }
}

#[test]
fn texts_that_look_like_something_else_stay_as_they_are_spelt() {
    check_tree(
        "[on, no, yes, off, y, n, 007, 12:30, 2021-03, 2016-03-01, 1_000, .NaN, 1e999, x]",
        r#"["on", "no", "yes", "off", "y", "n", "007", "12:30", "2021-03", "2016-03-01", "1_000", ".NaN", "1e999", "x"]"#,
    );
}

#[test]
fn numbers_keep_their_spelling() {
    check_tree(
        "[42, 1.10, 2016.10, 0x1F, +1555, 99999999999999999999999]",
        "[<42>, <1.10>, <2016.10>, <0x1F>, <+1555>, <99999999999999999999999>]",
    );
}

#[test]
fn only_true_and_false_are_booleans() {
    check_tree(
        "[true, False, yes, \"true\"]",
        r#"[true, false, "yes", "true"]"#,
    );
}

#[test]
fn nothing_is_null() {
    check_tree(
        "a:\nb: ~\nc: null\nd: \"\"\n",
        r#"{a: null, b: null, c: null, d: ""}"#,
    );
}

#[test]
fn anchors_and_aliases_repeat_values() {
    check_tree("a: &x {p: 1}\nb: *x\n", "{a: {p: <1>}, b: {p: <1>}}");
}

#[test]
fn merge_keys_fill_in_what_is_not_given() {
    check_tree(
        "a: &x {p: 1, q: 2}\nb: {<<: *x, p: 3}\nc:\n  <<: [*x, {r: 4}]\n",
        "{a: {p: <1>, q: <2>}, b: {p: <3>, q: <2>}, c: {p: <1>, q: <2>, r: <4>}}",
    );
    check(
        "a: &x {p: 1}\nb: {<<: *x, p: 3, p: 4}\n",
        "2:19 duplicate key `p`; the first is on line 2; keep one of the two",
    );
    check("a: {<<: 3}", "1:9 only a mapping can be merged with `<<`");
}

#[test]
fn keys_must_be_texts() {
    check(
        "1: a\ntrue: b\n? [c]\n: d\n\"2\": e\n? \n: f\n",
        "1:1 a key must be a text, found `1`\n\
         2:1 a key must be a text, found `true`\n\
         3:3 a key must be a text, found a list or a mapping; \
         put the value in quotes if it is a text that starts with a bracket\n\
         7:1 a key must be a text, found nothing",
    );
}

#[test]
fn a_scalar_or_a_list_is_a_tree() {
    check_tree("hello", "\"hello\"");
    check_tree("- a", "[\"a\"]");
}

#[test]
fn a_byte_order_mark_is_no_content() {
    let source = "\u{feff}name: x\n";
    let Value::Map(entries) = tree(source).value else {
        panic!("a mapping");
    };
    assert_eq!(entries[0].0.name, "name");
    assert_eq!(place(source, entries[0].0.span), (1, 1));
    check(
        "a: b\n\u{feff}c: d\n",
        "2:1 a byte order mark in the middle of the file; delete this invisible character",
    );
}

#[test]
fn all_line_ends_give_the_same_tree_and_places() {
    let faulty = profile_with(&[(26, "  - title: Engineer: Payments")]);
    for end in ["\n", "\r\n", "\r"] {
        let source = PROFILE.replace('\n', end);
        assert_eq!(shown(&tree(&source)), shown(&tree(PROFILE)));
        let source = faulty.replace('\n', end);
        let (_, diagnostics) = parse(&source);
        assert!(told(&source, &diagnostics).starts_with("26:20 "));
    }
}

#[test]
fn columns_count_characters_however_wide() {
    check(
        "name: 会社 🎉\n- x: é 会社 🎉: b: c\n",
        "2:1 this line does not line up with the lines above; \
         start it in the column of the key or `- ` that it goes with",
    );
    check(
        "会社: 🎉: b\n",
        "1:6 a second `: ` in a value without quotes; put the value in quotes: `\"🎉: b\"`",
    );
}

#[test]
fn spans_are_the_text_of_the_source() {
    for source in [
        EVERYTHING,
        &("\u{feff}".to_owned() + &EVERYTHING.replace('\n', "\r\n")),
    ] {
        check_spans(source, &tree(source));
    }
}

#[track_caller]
fn check_spans(source: &str, node: &Node) {
    let own = &source[node.span.start..node.span.end];
    match &node.value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(it) => assert_eq!(own, it),
        Value::Str(it) => {
            let first_word = |text: &str| {
                let text = text.trim_start_matches('"').to_owned();
                text.split_whitespace().next().map(str::to_owned)
            };
            let plain = |text: &str| first_word(text).map(|it| it.trim_end_matches('"').to_owned());
            assert_eq!(plain(own), plain(it));
        }
        Value::Seq(items) => items.iter().for_each(|it| {
            assert!(node.span.start <= it.span.start && it.span.end <= node.span.end);
            check_spans(source, it);
        }),
        Value::Map(entries) => entries.iter().for_each(|(key, it)| {
            assert_eq!(&source[key.span.start..key.span.end], key.name);
            assert!(node.span.start <= key.span.start && it.span.end <= node.span.end);
            check_spans(source, it);
        }),
    }
}

#[track_caller]
fn check_bytes(bytes: &[u8], expect: &str) {
    let undecodable = decode(bytes).unwrap_err();
    assert_eq!(told(&undecodable.text, &[undecodable.diagnostic]), expect);
}

#[test]
fn a_byte_that_is_not_utf8_is_pointed_at() {
    check_bytes(
        b"name: Jos\xe9\n",
        "1:10 the byte 0xE9 is not UTF-8; \
         save the file as UTF-8; in Windows-1252 or Latin-1 this byte is `é`",
    );
    check_bytes(
        "会社: 🎉\nb: "
            .as_bytes()
            .iter()
            .copied()
            .chain([0x80])
            .collect::<Vec<u8>>()
            .as_slice(),
        "2:4 the byte 0x80 is not UTF-8; save the file as UTF-8",
    );
    assert_eq!(decode("\u{feff}é".as_bytes()), Ok("\u{feff}é"));
}

#[test]
fn utf16_is_recognised() {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    for text in ["\u{feff}name: x", "name: x"] {
        check_bytes(
            &utf16(text),
            "the file is UTF-16, or no text at all; save it as UTF-8",
        );
    }
}

#[test]
fn control_characters_are_all_pointed_at() {
    check(
        &profile_with(&[
            (27, "    title: Engi\0neer\u{7}"),
            (28, "    pin: \u{9b}never"),
        ]),
        "27:16 control character U+0000; delete it: it can't be seen or printed\n\
         27:21 control character U+0007; delete it: it can't be seen or printed\n\
         28:10 control character U+009B; delete it: it can't be seen or printed",
    );
}

#[test]
fn each_control_character_is_found_by_itself() {
    for code in (0..0x20).chain(0x7f..0xa1) {
        let it = char::from_u32(code).unwrap();
        let is_refused = it.is_control() && !"\t\n\r\u{85}".contains(it);
        let (_, diagnostics) = parse(&format!("a: \"« b{it}c »\""));
        let names = format!("control character U+{code:04X}");
        let is_told = diagnostics.iter().any(|it| it.message == names);
        assert_eq!(is_told, is_refused, "U+{code:04X}: {diagnostics:?}");
    }
}

type Make = fn() -> String;

/// Hostile inputs, made one at a time, and what is told first about each.
const HOSTILE: &[(Make, &str)] = &[
    (laughs, "5:12 more than 20000 values in one file"),
    (
        || {
            (1..100).fold("a0: &a0 {x: y}\n".to_owned(), |source, n| {
                source + &format!("a{n}: &a{n} {{x: *a{}}}\n", n - 1)
            })
        },
        "24:15 lists and mappings nested more than 24 deep",
    ),
    (
        || {
            let aliases = "  - *j\n".repeat(20_000);
            format!("experience:\n  - &j {{employer: A, title: B}}\n{aliases}")
        },
        "103:5 more than 100 aliases in one file",
    ),
    (
        || format!("a: &a \"{}\"\nb: [*a, *a]\n", "x".repeat(900_000)),
        "2:5 aliases repeat more than 1 MB of text",
    ),
    (
        || "[".repeat(10_000),
        "1:25 lists and mappings nested more than 24 deep",
    ),
    (
        || "[".repeat(100_000),
        "1:25 lists and mappings nested more than 24 deep",
    ),
    (
        || format!("name: x\nsummary: {}", "[".repeat(100_000)),
        "2:34 lists and mappings nested more than 24 deep",
    ),
    (
        || "- ".repeat(100_000),
        "1:49 lists and mappings nested more than 24 deep",
    ),
    (
        || format!("name: x\nsummary:\n  {}", "- ".repeat(10_000)),
        "3:49 lists and mappings nested more than 24 deep",
    ),
    (
        || "? ".repeat(100_000),
        "1:49 lists and mappings nested more than 24 deep",
    ),
    (
        || JOB.repeat(19_000),
        "2223:4 more than 20000 values in one file",
    ),
    (
        || JOB.repeat(1_030_000),
        "the file has 49.1 MB; at most 1 MB is read",
    ),
    (
        || "x".repeat(50 << 20),
        "the file has 50.0 MB; at most 1 MB is read",
    ),
    (
        || "\n".repeat(50 << 20),
        "the file has 50.0 MB; at most 1 MB is read",
    ),
    (
        || "\0".repeat(1 << 20),
        "1:1 control character U+0000; delete it: it can't be seen or printed",
    ),
    (
        || "\"".repeat(1 << 20),
        "1:3 text after the closing quote; put the whole value in quotes of the other kind",
    ),
    (|| "a: b\n".repeat(6_000), "1:1 missing `name`"),
    (
        || format!("{{name: [], {}}}", "key: x, ".repeat(6_000)),
        "1:2 `name` is empty; it needs at least one entry",
    ),
];

fn laughs() -> String {
    let mut source = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, of) in ('b'..'j').zip('a'..) {
        let aliases = vec![format!("*{of}"); 9].join(", ");
        writeln!(source, "{name}: &{name} [{aliases}]").unwrap();
    }
    source
}

const JOB: &str = "- {employer: A, title: B, start: 2020, end: 2021}\n";

#[test]
fn hostile_input_is_refused_in_words() {
    for (make, expect) in HOSTILE {
        let source = make();
        let (profile, diagnostics) = profile::load(&source);
        assert_eq!(profile, None);
        assert_eq!(&told(&source, &diagnostics[..1]), expect);
        let drawn = draw("p.yaml", &source, &diagnostics, false);
        assert!(drawn.len() < 100_000);
    }
    println!("peak {} kB", peak_memory().unwrap_or_default());
}

#[test]
fn input_at_the_edge_of_the_budgets_is_read() {
    let entries =
        |text: &str, n: usize| format!("name: x\nskills: [{}]\n", vec![text; n].join(", "));
    for source in [
        entries("a", 19_000),
        entries("{text: a}", 6_000),
        format!("name: x\nsummary: {}\n", "word ".repeat(200_000)),
        format!(
            "name: x\nskills: &s [a, b]\ninterests: [{}]\n",
            vec!["*s"; 50].join(", ")
        ),
    ] {
        let (node, diagnostics) = parse(&source);
        assert_eq!(told(&source, &diagnostics), "");
        assert!(node.is_some());
        let (_, diagnostics) = profile::load(&source);
        draw("p.yaml", &source, &diagnostics, false);
    }
}

/// Runs the hostile inputs in a process of their own, so that other tests don't count.
#[cfg(target_os = "linux")]
#[test]
fn hostile_input_takes_less_than_200_megabytes() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "yaml::hostile_input_is_refused_in_words",
            "--nocapture",
        ])
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let peak = output
        .split_once("peak ")
        .unwrap()
        .1
        .split_once(" kB")
        .unwrap()
        .0;
    let peak: usize = peak.parse().unwrap();
    assert!((1..200_000).contains(&peak), "{peak} kB");
}

/// Returns the most memory that this process had at any time, in kB, where the system tells.
fn peak_memory() -> Option<usize> {
    let mut status = String::new();
    let mut file = std::fs::File::open("/proc/self/status").ok()?;
    file.read_to_string(&mut status).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Changes that break YAML, or make it mean something else.
const INSERTIONS: &[&str] = &[
    ": ", "- ", "\t", "[", "]", "{", "}", ",", "\"", "'", "&a ", "*a", "!x ", "\n", "\r",
    "\u{feff}", "é", "🎉", "\0", "\u{7}", "\n---\n", "<<: *a", "|", ">-", "#", " #", "? ", "%",
    "@", "`", "\\", "\\u", "\u{85}", "  ", "2020-13", "~", "true", "1e999", "\u{2028}",
];

#[test]
fn mutated_files_are_read_or_refused_in_words() {
    let mut random = Random(42);
    for round in 0..2_000 {
        let seed = [PROFILE, EVERYTHING, GUIDE][round % 3];
        let mut source = seed.to_owned();
        for _ in 0..=random.below(3) {
            mutate(&mut source, &mut random);
        }
        let (profile, diagnostics) = profile::load(&source);
        check_diagnostics(&source, profile.is_some(), &diagnostics);
        let (guide, diagnostics) = guide::load(&source);
        check_diagnostics(&source, guide.is_some(), &diagnostics);
    }
}

#[track_caller]
fn check_diagnostics(source: &str, is_read: bool, diagnostics: &[Diagnostic]) {
    let is_wrong = diagnostics.iter().any(|it| it.severity == Severity::Error);
    assert_eq!(is_read, !is_wrong, "{source}");
    for it in diagnostics {
        let span = it.span.unwrap_or_default();
        assert!(
            source.get(span.start..span.end).is_some(),
            "{it:?} in {source}"
        );
        assert!(!it.message.contains(['\n', '\0']), "{it:?}");
    }
    let drawn = draw("p.yaml", source, diagnostics, true);
    assert_eq!(drawn.is_empty(), diagnostics.is_empty());
}

fn mutate(source: &mut String, random: &mut Random) {
    let at = source.floor_char_boundary(random.below(source.len() + 1));
    let end = source.floor_char_boundary((at + random.below(12)).min(source.len()));
    let end = end.max(at);
    match random.below(4) {
        0 => source.replace_range(at..end, ""),
        1 => {
            let copy = source[at..end].to_owned();
            let to = source.floor_char_boundary(random.below(source.len() + 1));
            source.insert_str(to, &copy);
        }
        2 => source.truncate(at),
        _ => source.insert_str(at, INSERTIONS[random.below(INSERTIONS.len())]),
    }
}

/// The xorshift generator: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap()
    }
}
