//! Page styles: read, refused, and seen on the page.

use bespoke::layout::{Fonts, Item, Page, Text};
use bespoke::render::{self, PdfMeta};
use bespoke::tailor::{Inputs, Options, Tailored, tailor};
use bespoke::template::{self, Template};

use crate::support::{Test, guide, profile, profiles};

const PROFILE: &str = "\
name: Ada Example
contact: {email: ada@example.com}
experience:
  - {employer: Northwind, title: Engineer, start: 2021-03, end: 2022-11, highlights: [Built a bridge]}
education:
  - {institution: State University, degree: B.S., end: 2012}
";

fn built_in(name: &str) -> Template {
    template::load(template::built_in(name).unwrap()).0.unwrap()
}

fn tailored(source: &str, template: &Template) -> Tailored {
    let inputs = Inputs {
        profile: &profile(source),
        guide: &guide("technical-program-manager"),
        posting: None,
        template,
    };
    let options = Options {
        pages: template.pages,
        ..Options::default()
    };
    tailor(inputs, options, Fonts::family(template.style.family))
}

fn texts(page: &Page) -> impl Iterator<Item = &Text> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        Item::Rule(_) => None,
    })
}

#[test]
fn every_page_style_keeps_every_example_inside_its_margins_and_readable() {
    for name in template::built_in_names() {
        let template = built_in(name);
        let style = &template.style;
        for (profile, source) in profiles() {
            let tailored = tailored(&source, &template);
            assert!(tailored.pages.len() <= template.pages, "{name}, {profile}");
            for page in &tailored.pages {
                let right = page.width - style.right + 1e-6;
                let foot = page.height - style.bottom + 1e-6;
                for text in texts(page).filter(|it| it.tag.is_some()) {
                    let inside = text.x >= style.left - 1e-6 && text.x + text.ink_width() <= right;
                    assert!(inside, "{name}, {profile}: {text:?}");
                    assert!(text.y <= foot, "{name}, {profile}: {text:?}");
                    assert!(text.size >= 9.5 && text.color.contrast() >= 4.5);
                }
            }
        }
    }
}

#[test]
fn lines_in_the_middle_leave_as_much_room_on_both_sides() {
    let template = built_in("executive");
    let tailored = tailored(PROFILE, &template);
    let page = &tailored.pages[0];
    let name = texts(page).find(|it| it.text.contains("Ada")).unwrap();
    let right = page.width - name.x - name.ink_width();
    assert!((name.x - right).abs() < 1e-6, "{} and {right}", name.x);
}

#[test]
fn several_pages_are_numbered_as_decoration() {
    let (_, source) = profiles()
        .into_iter()
        .find(|it| it.0 == "technical-program-manager")
        .unwrap();
    let template = built_in("academic");
    let tailored = tailored(&source, &template);
    let numbers: Vec<Vec<&str>> = tailored
        .pages
        .iter()
        .map(|page| {
            let decoration = texts(page).filter(|it| it.tag.is_none());
            decoration.map(|it| it.text.as_str()).collect()
        })
        .collect();
    assert_eq!(numbers, [["1"], ["2"]]);
    let meta = PdfMeta {
        title: "Jordan Lee".to_owned(),
        author: "Jordan Lee".to_owned(),
        lang: "en".to_owned(),
    };
    let fonts = Fonts::family(template.style.family);
    let svg = render::svg(&tailored.pages, "Jordan Lee", "en", fonts).unwrap();
    assert!(svg[1].contains(">Experience") || svg[0].contains(">Experience"));
    assert!(!svg[1].contains(">2</text>"));
    assert!(render::pdf(&tailored.pages, &meta, fonts).is_ok());
}

#[test]
fn one_page_has_no_number() {
    let template = built_in("academic");
    let tailored = tailored(PROFILE, &template);
    assert_eq!(tailored.pages.len(), 1);
    assert!(texts(&tailored.pages[0]).all(|it| it.tag.is_some()));
}

#[test]
fn a_page_style_says_order_headings_and_months() {
    let style = "\
template: Mine
sections:
  order: [education, experience]
  headings: {experience: Work Experience}
dates: {months: number}
";
    let ran = Test::new(["tailor", "p.yaml", "-q", "--template", "mine.yaml"])
        .file("p.yaml", PROFILE)
        .file("mine.yaml", style)
        .any_stdout()
        .run();
    let at = |wanted: &str| {
        let found = ran.stdout.find(wanted);
        found.unwrap_or_else(|| panic!("no {wanted} in {}", ran.stdout))
    };
    assert!(at("Education") < at("Work Experience"));
    at("03/2021 – 11/2022");
}

#[test]
fn the_persons_own_order_comes_first() {
    let source = format!("{PROFILE}sections: [experience, education]\n");
    let tailored = tailored(&source, &built_in("academic"));
    let kinds: Vec<&str> = tailored
        .document
        .sections
        .iter()
        .map(|it| it.kind)
        .collect();
    assert_eq!(kinds, ["experience", "education"]);
}

#[test]
fn a_page_style_and_a_markdown_template_go_together_and_two_of_a_kind_do_not() {
    Test::new(["tailor", "p.yaml", "-q", "-t", "academic", "-t", "t.hbs"])
        .file("p.yaml", PROFILE)
        .file("t.hbs", "{{#each sections}}/{{heading}}{{/each}}\n")
        .stdout("/Education/Experience\n")
        .run();
    Test::new(["tailor", "p.yaml", "-t", "modern", "-t", "compact"])
        .file("p.yaml", PROFILE)
        .stderr("error: `modern` and `compact` are each a page style: name one\n")
        .status(2)
        .run();
}

#[test]
fn a_page_style_that_is_not_there_is_told_with_what_is() {
    let ran = Test::new(["tailor", "p.yaml", "-t", "modrn"])
        .file("p.yaml", PROFILE)
        .any_stderr()
        .status(1)
        .run();
    assert!(
        ran.stderr
            .contains("there is no template `modrn`; did you mean `modern`?"),
        "{}",
        ran.stderr
    );
    Test::new(["tailor", "p.yaml", "-t", "mine.txt"])
        .file("p.yaml", PROFILE)
        .stderr(
            "error: can't tell what `mine.txt` is: end a page style with .yaml, a Markdown template with .hbs\n",
        )
        .status(2)
        .run();
}

#[test]
fn every_mistake_in_a_page_style_is_told_in_one_run() {
    let style = "\
template: Mine
margins: {left: 20}
body: {size: 9, colour: \"#000000\"}
name: {color: \"#bbbbbb\"}
headline:
  color: #123456
contact: {color: navy, leading: 5}
heading: {rule: {drop: 400}, align: middle}
sections: {headings: {experince: Work}}
pages: 1.5
";
    let ran = Test::new(["tailor", "p.yaml", "-t", "mine.yaml"])
        .file("p.yaml", PROFILE)
        .file("mine.yaml", style)
        .any_stderr()
        .status(1)
        .run();
    let told: Vec<&str> = ran
        .stderr
        .lines()
        .filter(|it| it.starts_with("error") || it.contains("help:") || it.contains("-->"))
        .map(str::trim)
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r##"
    error: `left` must be a number from 36 to 108 points, which is 0.5 to 1.5 inches, found `20`
    --> mine.yaml:2:17
    error: `size` must be a number from 10 to 12 points, found `9`
    --> mine.yaml:3:14
    error: unknown key `colour`
    --> mine.yaml:3:17
    = help: did you mean `color`?
    error: the color #bbbbbb is too light to read
    --> mine.yaml:4:15
    = help: its contrast to white is 1.9 to 1; take one of at least 4.5 to 1
    error: `color` has no value
    --> mine.yaml:6:3
    = help: put a color in quotes, as in "#1f4e79": a bare # begins a comment
    error: `navy` is not a color
    --> mine.yaml:7:18
    = help: write it as "#rrggbb": red, green and blue in hexadecimal, as in "#1f4e79"
    error: `leading` must be a number from 1 to 2 times the size of 10, found `5`
    --> mine.yaml:7:33
    error: `drop` must be a number from -40 to 40 points, found `400`
    --> mine.yaml:8:24
    error: `align` can't be `middle`
    --> mine.yaml:8:37
    = help: it can be `left` or `center`
    error: unknown key `experince`
    --> mine.yaml:9:23
    = help: did you mean `experience`?
    error: `pages` must be a number of pages, from 1 to 20, found `1.5`
    --> mine.yaml:10:8
    "##);
}

#[test]
fn a_page_style_is_begun_from_a_built_in_one_and_never_replaces_a_file() {
    let ran = Test::new(["template", "new", "mine.yaml", "--from", "modern"])
        .any_stderr()
        .run();
    let header = "# yaml-language-server: $schema=.bespoke/template.schema.json\n";
    assert_eq!(
        ran.text("mine.yaml"),
        header.to_owned() + template::built_in("modern").unwrap(),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("--template mine.yaml"));
    Test::new(["template", "new", "mine.yaml"])
        .file("mine.yaml", "template: Mine\n")
        .stderr("error: `mine.yaml` exists already and stays as it is\n")
        .status(1)
        .run();
}

#[test]
fn the_list_says_what_each_is_like() {
    let ran = Test::new(["template", "list"]).any_stdout().run();
    for name in template::built_in_names() {
        let line = ran
            .stdout
            .lines()
            .find(|it| it.trim_start().starts_with(name));
        assert!(line.is_some_and(|it| it.len() > 40), "{}", ran.stdout);
    }
    assert!(ran.stdout.contains("resume"));
    Test::new(["template", "list", "--names"])
        .stdout("classic\nmodern\ncompact\nexecutive\nacademic\nresume\n")
        .run();
}
