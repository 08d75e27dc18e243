//! SVG pages, as a reader of XML sees them.

use std::collections::BTreeSet;

use bespoke::{
    document::{Block, Face, Part, Role, Run},
    layout::{Dates, Family, Fonts, Item, Page, Paper, Style, Text, pages},
    render::svg,
};
use proptest::prelude::*;

use crate::support::Test;

fn run(text: &str, face: Face, link: Option<&str>) -> Run {
    Run {
        text: text.to_owned(),
        face,
        link: link.map(ToOwned::to_owned),
        part: Part::Words,
    }
}

fn resume(n_bullets: usize) -> Vec<Page> {
    let mut blocks = vec![
        Block {
            role: Role::Name,
            runs: vec![run("Zoë Łukasz", Face::Regular, None)],
        },
        Block {
            role: Role::Contact,
            runs: vec![
                run(
                    "zoe@example.com",
                    Face::Regular,
                    Some("mailto:zoe@example.com"),
                ),
                run(" | ", Face::Regular, None),
                run(
                    "site",
                    Face::Italic,
                    Some("https://example.com/?a=1&b=\"<2>\""),
                ),
            ],
        },
        Block {
            role: Role::Heading,
            runs: vec![run("R&D <Work>", Face::Bold, None)],
        },
    ];
    blocks.extend((0..n_bullets).map(|year| Block {
        role: Role::Bullet,
        runs: vec![run(
            &format!("Led AVATAR in {}", 1950 + year),
            Face::Regular,
            None,
        )],
    }));
    pages(
        &blocks,
        &Style::classic(),
        Paper::Letter,
        Fonts::family(Family::Sans),
    )
    .unwrap()
}

fn drawn(pages: &[Page], name: &str) -> Vec<String> {
    svg(pages, name, "en-US", Fonts::family(Family::Sans)).unwrap()
}

/// A tag of a file: its name, its attributes, and the text up to the next tag.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, key: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str())
    }

    fn number(&self, key: &str) -> f64 {
        self.get(key).map_or(0.0, |it| it.parse().unwrap())
    }
}

/// Returns the elements of a file in the order they open, and panics where it is not well-formed.
fn read(source: &str) -> Vec<Element> {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let mut rest = source.strip_prefix(declaration).unwrap();
    assert!(
        rest.chars()
            .all(|it| matches!(it, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)),
        "a character that XML forbids"
    );
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut n_roots = 0;
    while let Some(at) = rest.find('<') {
        let text = unescaped(rest[..at].trim_end_matches('\n'));
        assert!(!open.is_empty() || text.is_empty(), "text outside the root");
        if let Some(element) = elements.last_mut() {
            element.text += &text;
        }
        let (tag, after) = rest[at + 1..].split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else {
            n_roots += usize::from(open.is_empty());
            let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |it| (it, true));
            let element = element(tag);
            if !is_empty {
                open.push(element.name.clone());
            }
            elements.push(element);
        }
        if open.is_empty() {
            rest = rest.trim_start();
        }
    }
    assert_eq!((rest, open.as_slice(), n_roots), ("", [].as_slice(), 1));
    elements
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(name.chars().all(|it| it.is_ascii_lowercase()), "<{tag}>");
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_once("=\"").unwrap();
        let (value, after) = after.split_once('"').unwrap();
        assert!(
            key.chars()
                .all(|it| it.is_ascii_alphanumeric() || it == ':' || it == '-'),
            "<{tag}>"
        );
        assert!(attributes.iter().all(|(other, _)| other != key), "<{tag}>");
        attributes.push((key.to_owned(), unescaped(value)));
        rest = after.strip_prefix(' ').unwrap_or(after);
        assert!(after.is_empty() || after.starts_with(' '), "<{tag}>");
    }
    Element {
        name: name.to_owned(),
        attributes,
        text: String::new(),
    }
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (name, after) = part.split_once(';').unwrap();
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#9" => '\t',
            "#10" => '\n',
            "#13" => '\r',
            other => panic!("&{other};"),
        });
        plain.push_str(after);
    }
    plain
}

fn texts(page: &Page) -> Vec<&Text> {
    let texts = page.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        Item::Rule(_) => None,
    });
    texts.collect()
}

fn named<'a>(elements: &'a [Element], name: &str) -> Vec<&'a Element> {
    elements.iter().filter(|it| it.name == name).collect()
}

#[test]
fn says_size_title_and_language() {
    let files = drawn(&resume(2), "Zoë <Łukasz> & \"Co\"");
    let [file] = files.as_slice() else {
        panic!("{} files", files.len());
    };
    let elements = read(file);
    let root = &elements[0];
    assert_eq!(root.name, "svg");
    for (key, value) in [
        ("width", "612pt"),
        ("height", "792pt"),
        ("viewBox", "0 0 612 792"),
        ("lang", "en-US"),
        ("xml:lang", "en-US"),
        ("role", "graphics-document document"),
    ] {
        assert_eq!(root.get(key), Some(value), "{key}");
    }
    assert_eq!(elements[1].name, "title");
    assert_eq!(elements[1].text, "Zoë <Łukasz> & \"Co\"");
    let paper = &elements[2];
    assert_eq!(
        (paper.name.as_str(), paper.get("fill")),
        ("rect", Some("#ffffff"))
    );
}

#[test]
fn every_glyph_is_drawn_where_layout_put_it() {
    let fonts = Fonts::family(Family::Sans);
    for (page, file) in resume(80).iter().zip(drawn(&resume(80), "Zoë")) {
        let elements = read(&file);
        let outlines = named(&elements, "path");
        let ids: BTreeSet<&str> = outlines.iter().filter_map(|it| it.get("id")).collect();
        assert_eq!(ids.len(), outlines.len(), "an outline stands there twice");
        let mut expected = Vec::new();
        for text in texts(page) {
            let mut pen = text.x;
            for glyph in &text.glyphs {
                if fonts.face(text.face).outline(glyph.id) != Some(Vec::new()) {
                    let face = match text.face {
                        Face::Regular => "r",
                        Face::Bold => "b",
                        Face::Italic => "i",
                    };
                    let id = format!("{face}{}", glyph.id);
                    expected.push((id, pen + glyph.x_offset, text.y - glyph.y_offset));
                }
                pen += glyph.advance;
            }
        }
        let mut found = Vec::new();
        let (mut at, mut unit) = ([0.0; 2], 0.0);
        for element in &elements {
            if element.name == "g" {
                let numbers: Vec<f64> = element
                    .get("transform")
                    .unwrap()
                    .split(|it: char| !it.is_ascii_digit() && it != '.')
                    .filter(|it| !it.is_empty())
                    .map(|it| it.parse().unwrap())
                    .collect();
                (at, unit) = ([numbers[0], numbers[1]], numbers[2]);
            } else if element.name == "use" {
                let id = element.get("href").unwrap().strip_prefix('#').unwrap();
                assert!(ids.contains(id), "{id}");
                let x = at[0] + element.number("x") * unit;
                found.push((id.to_owned(), x, at[1] + element.number("y") * unit));
            }
        }
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found.0, expected.0);
            let is_near = |a: f64, b: f64| (a - b).abs() < 0.02;
            assert!(
                is_near(found.1, expected.1) && is_near(found.2, expected.2),
                "{found:?} {expected:?}"
            );
        }
    }
}

#[test]
fn an_outline_is_the_font_s_own_turned_upside_down() {
    let block = Block {
        role: Role::Paragraph,
        runs: vec![run("Hg", Face::Regular, None)],
    };
    let fonts = Fonts::family(Family::Sans);
    let pages = pages(&[block], &Style::classic(), Paper::Letter, fonts).unwrap();
    let file = &drawn(&pages, "Zoë")[0];
    let face = fonts.face(Face::Regular);
    // `y` grows downwards in an SVG: what stands above the baseline is negative.
    let ends = |character| {
        let id = format!("r{}", face.glyph(character).unwrap());
        let elements = read(file);
        let path = named(&elements, "path")
            .iter()
            .find_map(|it| {
                it.get("d")
                    .filter(|_| it.get("id") == Some(&id))
                    .map(str::to_owned)
            })
            .unwrap();
        assert!(path.starts_with('M') && path.ends_with('Z'), "{path}");
        let numbers: Vec<f64> = path
            .split(|it: char| it.is_ascii_alphabetic() || it == ' ')
            .filter(|it| !it.is_empty())
            .map(|it| it.parse().unwrap())
            .collect();
        let ys = numbers.iter().skip(1).step_by(2).copied();
        (
            ys.clone().fold(f64::MAX, f64::min),
            ys.fold(f64::MIN, f64::max),
        )
    };
    // The capital stands on the baseline, by a hair lower than the height that the font rounds for all of its capitals.
    assert_eq!(ends('H'), (-656.0, 0.0));
    assert!((face.metrics().cap_height - 656.0).abs() < 5.0);
    let (top, bottom) = ends('g');
    assert!(top < -400.0 && (100.0..=face.metrics().descent).contains(&bottom));
}

#[test]
fn the_words_stand_there_unseen_in_reading_order() {
    for (page, file) in resume(80).iter().zip(drawn(&resume(80), "Zoë")) {
        let elements = read(&file);
        let found = named(&elements, "text");
        assert!(found.iter().all(|it| it.get("fill") == Some("none")));
        let found: Vec<&str> = found.iter().map(|it| it.text.as_str()).collect();
        let expected: Vec<&str> = texts(page).iter().map(|it| it.text.as_str()).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn rules_are_as_long_and_as_thick_as_laid_out() {
    let pages = resume(1);
    let elements = read(&drawn(&pages, "Zoë")[0]);
    let rules: Vec<_> = pages[0]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rule(rule) => Some(rule),
            Item::Text(_) => None,
        })
        .collect();
    let drawn = &named(&elements, "rect")[1..];
    assert!(!rules.is_empty());
    assert_eq!(drawn.len(), rules.len());
    for (rule, drawn) in rules.iter().zip(drawn) {
        let is_near = |key: &str, value: f64| (drawn.number(key) - value).abs() < 0.006;
        assert!(is_near("x", rule.x) && is_near("width", rule.width));
        assert!(is_near("y", rule.y - rule.thickness / 2.0));
        assert!(is_near("height", rule.thickness));
    }
}

#[test]
fn links_lead_where_the_pages_say() {
    let elements = read(&drawn(&resume(1), "Zoë")[0]);
    let links: Vec<_> = named(&elements, "a")
        .iter()
        .map(|it| it.get("href").unwrap().to_owned())
        .collect();
    assert_eq!(
        links,
        [
            "mailto:zoe@example.com",
            "https://example.com/?a=1&b=\"<2>\""
        ]
    );
}

#[test]
fn each_page_is_a_file_that_says_its_number() {
    let files = drawn(&resume(80), "Zoë");
    assert_eq!(files.len(), 2);
    for (file, title) in files.iter().zip(["Zoë 1/2", "Zoë 2/2"]) {
        assert_eq!(read(file)[1].text, title);
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let pages = resume(80);
    let first = drawn(&pages, "Zoë");
    let other = std::thread::spawn(move || drawn(&pages, "Zoë"));
    assert_eq!(first, other.join().unwrap());
}

proptest! {
    #[test]
    fn hostile_text_stays_text(name in any::<String>(), link in any::<String>(), words in any::<String>()) {
        let mut pages = resume(1);
        for item in &mut pages[0].items {
            if let Item::Text(text) = item {
                text.link = Some(format!("https:{link}"));
                text.text.clone_from(&words);
            }
        }
        let shown = |text: &str| {
            let is_shown = |it: char| matches!(it, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
            text.chars().map(|it| if is_shown(it) { it } else { '\u{FFFD}' }).collect::<String>()
        };
        let elements = read(&drawn(&pages, &name)[0]);
        prop_assert_eq!(&elements[1].text, &shown(&name));
        for it in named(&elements, "a") {
            let href = shown(&format!("https:{link}"));
            prop_assert_eq!(it.get("href"), Some(href.as_str()));
        }
        for it in named(&elements, "text") {
            prop_assert_eq!(&it.text, &shown(&words));
        }
    }
}

/// A profile that fills two pages.
fn long() -> String {
    let mut profile = String::from(
        "name: \"Ana <b>&amp;\\\"' ]]>\"\ncontact:\n  links: [\"https://a.example/?x=<y>&z='\"]\n\
         experience:\n  - employer: E\n    positions:\n      - title: T\n        start: 2020\n        end: 2021\n\
         \x20       highlights:\n",
    );
    let bullet = |idx: usize| {
        let word = ["Baked", "Sold", "Carried", "Counted", "Painted"][idx % 5];
        let number = idx * 7;
        format!("          - {word} {idx} things of kind number {number}\n")
    };
    profile.extend((0..90).map(bullet));
    profile
}

fn tailor<'a>(outputs: &[&'a str]) -> Test {
    let args: Vec<&'a str> = [&["tailor", "p.yaml", "-q", "--pages", "2"], outputs].concat();
    Test::new(args).file("p.yaml", &long())
}

#[test]
fn two_pages_are_two_files_beside_other_outputs() {
    let ran = tailor(&["-o", "r.svg", "-o", "r.pdf", "-o", "r.md"]).run();
    assert_eq!(ran.files(), ["p.yaml", "r-2.svg", "r.md", "r.pdf", "r.svg"]);
    for (name, title) in [("r.svg", "1/2"), ("r-2.svg", "2/2")] {
        let elements = read(&ran.text(name));
        assert_eq!(elements[1].text, format!("Ana <b>&amp;\"' ]]> {title}"));
    }
    let links = read(&ran.text("r.svg"));
    let links = named(&links, "a");
    assert_eq!(links[0].get("href"), Some("https://a.example/?x=<y>&z='"));
}

#[test]
fn one_page_is_exactly_the_file_named() {
    let ran = Test::new(["tailor", "p.yaml", "-q", "-o", "r", "--format", "svg"])
        .file("p.yaml", &long())
        .run();
    assert_eq!(ran.files(), ["p.yaml", "r"]);
    let printed = Test::new(["tailor", "p.yaml", "-q", "--format", "svg"])
        .file("p.yaml", &long())
        .any_stdout()
        .run();
    assert_eq!(printed.stdout, ran.text("r"));
}

#[test]
fn dates_at_the_right_margin_are_one_text_with_what_they_date() {
    let of = |text, part| Run {
        part,
        ..run(text, Face::Regular, None)
    };
    let entry = Block {
        role: Role::Entry,
        runs: vec![
            of("Northwind", Part::Words),
            of(" | ", Part::Separator),
            of("2019 – 2021", Part::Dates),
        ],
    };
    let style = Style {
        dates: Dates::Right,
        ..Style::classic()
    };
    let pages = pages(&[entry], &style, Paper::Letter, Fonts::family(Family::Sans)).unwrap();
    let elements = read(&drawn(&pages, "Ana")[0]);
    let texts = named(&elements, "text");
    let said: Vec<&str> = texts.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(said, ["Northwind", " | ", "2019 – 2021"]);
    let end = |idx: usize| texts[idx].number("x") + texts[idx].number("textLength");
    assert!((end(0) - texts[1].number("x")).abs() < 0.02);
    assert!((end(1) - texts[2].number("x")).abs() < 0.02);
    assert!((end(2) - 562.0).abs() < 0.02);
}

#[test]
fn standard_output_takes_one_page() {
    tailor(&["--format", "svg"])
        .stderr(
            "error: `-` takes one SVG and the resume has 2 pages: name a file with -o r.svg, or ask for one page\n",
        )
        .status(2)
        .run();
}

#[test]
fn a_further_page_replaces_no_input_and_no_output() {
    let twice = "error: `r-2.svg` would be written twice, once as a further page of an SVG: name another output\n";
    for outputs in [
        ["-o", "r.svg", "-o", "r-2.svg"],
        ["-o", "r-2.svg", "-o", "r.svg"],
    ] {
        let ran = tailor(&outputs).stderr(twice).status(2).run();
        assert_eq!(ran.files(), ["p.yaml"]);
    }
    let ran = tailor(&["-o", "r.svg", "--job", "r-2.svg"])
        .file("r-2.svg", "# Baker")
        .stderr("error: `r-2.svg` is an input: name another output\n")
        .status(2)
        .run();
    assert_eq!(ran.files(), ["p.yaml", "r-2.svg"]);
    assert_eq!(ran.text("r-2.svg"), "# Baker");
}

#[test]
fn a_page_with_holes_is_not_drawn() {
    let ran = Test::new(["tailor", "p.yaml", "-o", "r.svg", "-o", "r.md"])
        .file("p.yaml", "name: 日本\n")
        .any_stderr()
        .status(1)
        .run();
    assert!(ran.stderr.contains("no glyph for"), "{}", ran.stderr);
    assert_eq!(ran.files(), ["p.yaml"]);
}
