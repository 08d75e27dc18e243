//! Any text in any field comes out of Markdown as it went in.

use bespoke::document::{Document, Entry, Flow, Line, Origin, Position, Section, TextWithLink};
use bespoke::render::{DEFAULT_TEMPLATE, MarkdownError, MarkdownTemplate};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A document that holds one text in every place that a text can stand in.
pub(crate) fn everywhere(text: &str) -> Document {
    let origin = Origin::Header;
    let linked = || TextWithLink {
        text: text.to_owned(),
        url: Some("https://example.com/a?b=c&d=e".to_owned()),
    };
    let line = || Line {
        id: "id".to_owned(),
        text: text.to_owned(),
        origin,
    };
    let section = Section {
        kind: "experience",
        heading: text.to_owned(),
        paragraph: Some(line()),
        entries: vec![Entry {
            name: text.to_owned(),
            url: None,
            details: vec![text.to_owned(), text.to_owned()],
            dates: Some(text.to_owned()),
            more: vec![text.to_owned()],
            about: Some(text.to_owned()),
            positions: vec![Position {
                title: text.to_owned(),
                dates: Some(text.to_owned()),
                details: vec![text.to_owned()],
                about: None,
                bullets: vec![line()],
                origin,
            }],
            bullets: vec![line()],
            origin,
        }],
        flows: vec![Flow {
            label: Some(text.to_owned()),
            items: vec![linked(), linked()],
            separator: ", ",
            origin,
        }],
        bullets: vec![line()],
        origin,
    };
    Document {
        name: text.to_owned(),
        lang: "en".to_owned(),
        headline: Some(text.to_owned()),
        contact: vec![linked(), linked()],
        sections: vec![section],
    }
}

/// What a reader of Markdown, with every extension that changes how text is read, makes of it.
fn read(markdown: &str) -> String {
    let extensions = Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_WIKILINKS;
    let mut text = String::new();
    for event in Parser::new_ext(markdown, extensions) {
        match event {
            Event::Text(it) => text.push_str(&it),
            Event::SoftBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push('\n'),
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::List(None)
                | Tag::Item
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Link { .. },
            )
            | Event::End(_) => {}
            other => panic!("{other:?} in\n{markdown}"),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn markdown(document: &Document, template: &str) -> Result<String, MarkdownError> {
    MarkdownTemplate::new(template)?.fill(document)
}

#[track_caller]
fn check(text: &str) {
    let markdown = markdown(&everywhere(text), DEFAULT_TEMPLATE).unwrap();
    let item = format!("{text}, {text}");
    let expected = format!(
        "{text} {text} {text} | {text} {text} {text} {text} | {text} | {text} | {text} | {text} {text} {text} | {text} | {text} \
         {text} {text} {text}: {item} {text}"
    );
    let expected = expected.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(read(&markdown), expected, "in\n{markdown}");
}

#[test]
fn special_characters_come_out_as_they_are() {
    for text in [
        "C# and C++, 100 % of R&D",
        "*not emphasis* _nor this_ **nor this**",
        "# not a heading",
        "- not a list",
        "1. not a list",
        "> not a quotation",
        "`not code`",
        "<b>not HTML</b> &amp; &copy; &#65;",
        "[not](a link) ![nor](an image) [^1] [[x]]",
        "a | b | c",
        "~~not struck~~ H~2~O x^2^ ||spoiler||",
        "$5 and $6, $$x$$",
        r"back\slash \* \\",
        "--- === +++ ***",
        "::: note",
        ": a definition",
        "Zoë Świątek-Núñez 会社 🎉 العربية",
        "https://example.com/a_b_c and www.example.com",
        "{#id .class}",
        "a!",
    ] {
        check(text);
    }
}

#[test]
fn a_template_that_asks_for_what_is_not_there_is_an_error() {
    let error = markdown(&everywhere("x"), "{{nmae}}")
        .unwrap_err()
        .to_string();
    assert!(error.contains("nmae"), "{error}");
    assert!(markdown(&everywhere("x"), "{{#each}}").is_err());
}

proptest! {
    #![proptest_config(crate::support::cases(300))]

    #[test]
    fn any_string_comes_out_literally(text in r"[^\p{Cc}\p{Z}]([^\p{Cc}\p{Zl}\p{Zp}\p{Zs}]| [^\p{Cc}\p{Z}]){0,40}") {
        check(&text);
    }

    #[test]
    fn any_string_of_markup_comes_out_literally(text in r"[!-~]([!-~]| [!-~]){0,30}") {
        check(&text);
    }
}
