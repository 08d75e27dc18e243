//! Text, HTML, Word and JSON Resume say what the document says, whatever characters it has.

use std::collections::BTreeSet;

use bespoke::document::{Document, Role, blocks};
use bespoke::guide;
use bespoke::layout::{Family, Fonts, Paper, Spacing};
use bespoke::profile::Profile;
use bespoke::render::{self, DocxLook};
use bespoke::tailor::{Format, Inputs, Options, Tailored, tailor};
use bespoke::template::{self, Template};
use proptest::prelude::*;
use serde_json::Value;

use crate::markdown::everywhere;
use crate::support::{self, Test};

/// A profile that a person can read whole, with each kind of line.
const PROFILE: &str = r#"name: Ada Example
headline: Program Manager
lang: en-GB
contact:
  email: ada@example.com
  phone: +44 20 7946 0000
  location: London, England
  links: [github.com/ada, {label: Portfolio, url: https://ada.example/work?a=1&b=2}]
summary: Runs programs <on time> & on budget
experience:
  - employer: Northwind "Cloud"
    url: northwind.example
    industry: software
    positions:
      - title: Senior Program Manager
        start: 2021-03
        end: present
        highlights:
          - Led 4 teams to ship billing 3 weeks early
          - {text: Cut cost 31 %, tags: [cost], note: was 29 at first}
      - {title: Program Manager, start: 2019, end: 2021-03, highlights: [Ran the risk review]}
projects:
  - {name: Atlas, url: atlas.example, role: Author, date: 2020-05, highlights: [Drew a map of teams]}
education:
  - {institution: Lakeside University, degree: BSc, field: Mathematics, end: 2012, gpa: "3.9"}
certifications: [{name: PMP, issuer: PMI, date: 2020-05, url: pmi.example/ada}]
skills: [{group: Cloud, items: [AWS, Terraform]}, Negotiation]
languages: [{language: German, level: fluent}]
other: [{heading: Straße & Co, items: [Patron]}]
"#;

fn tailored(profile: &Profile, guide: &str, pages: usize) -> Tailored {
    let inputs = Inputs {
        profile,
        guide: &support::guide(guide),
        posting: None,
        template: &Template::default(),
    };
    let options = Options {
        pages,
        ..Options::default()
    };
    tailor(inputs, options, Fonts::family(Family::Sans))
}

fn html(document: &Document) -> String {
    render::html(document, &Template::default().style, Paper::Letter)
}

fn docx(document: &Document) -> Vec<u8> {
    let look = DocxLook {
        style: &Template::default().style,
        paper: Paper::Letter,
        spacing: Spacing::NATURAL,
        numbered: true,
    };
    render::docx(document, look).unwrap()
}

fn json(profile: &Profile, tailored: &Tailored) -> Value {
    serde_json::from_slice(&support::export(tailored, profile, Format::Json)).unwrap()
}

/// The text of every block.
fn said(document: &Document) -> Vec<String> {
    let text = |runs: &[bespoke::document::Run]| runs.iter().map(|it| it.text.as_str()).collect();
    blocks(document)
        .iter()
        .map(|(_, block)| text(&block.runs))
        .collect()
}

/// Holds every format against what the document says, block by block.
#[track_caller]
fn check(document: &Document) {
    let said = said(document);
    // The first line is the title.
    assert_eq!(support::text_lines(&html(document))[1..], said);
    assert_eq!(support::word_paragraphs(&docx(document)), said);
    let text = render::text(document);
    let lines: Vec<&str> = text.lines().filter(|it| !it.is_empty()).collect();
    assert_eq!(lines.len(), said.len());
    for ((line, said), (_, block)) in lines.iter().zip(&said).zip(blocks(document)) {
        let expected = match block.role {
            Role::Heading => said.to_uppercase(),
            Role::Bullet => format!("- {said}"),
            _ => said.clone(),
        };
        assert_eq!(without_addresses(line), expected);
    }
}

/// A line of text without the addresses that stand behind words.
fn without_addresses(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(" (http") {
        out.push_str(before);
        rest = after.split_once(')').unwrap().1;
    }
    out + rest
}

#[test]
fn every_format_reads_as_it_should() {
    let ran = Test::new([
        "tailor", "p.yaml", "-q", "-o", "r.txt", "-o", "r.html", "-o", "r.docx", "-o", "r.json",
    ])
    .file("p.yaml", PROFILE)
    .run();
    insta::assert_snapshot!("text", ran.text("r.txt"));
    insta::assert_snapshot!("html", ran.text("r.html"));
    insta::assert_snapshot!("json", ran.text("r.json"));
    let docx = ran.bytes("r.docx");
    let document = support::word_part(&docx, "word/document.xml");
    insta::assert_snapshot!("docx", document.replace("</w:p>", "</w:p>\n"));
    let links = support::word_part(&docx, "word/_rels/document.xml.rels");
    for link in [
        "mailto:ada@example.com",
        "tel:+442079460000",
        "https://ada.example/work?a=1&amp;b=2",
    ] {
        assert!(
            links.contains(&format!("Target=\"{link}\" TargetMode=\"External\"")),
            "{link}"
        );
    }
}

#[test]
fn an_export_says_that_it_tells_what_notes_keep() {
    let ran = Test::new(["export", "p.yaml"])
        .file(
            "p.yaml",
            "name: Ana\nskills: [{group: Cloud, items: [AWS], note: 'level: Expert'}]\n",
        )
        .any_stdout()
        .stderr("warning: what private notes keep is in it: send a tailored resume instead\n")
        .run();
    assert!(ran.stdout.contains("\"level\": \"Expert\""));
    let ran = Test::new(["tailor", "p.yaml", "-q", "-o", "r.json"])
        .file(
            "p.yaml",
            "name: Ana\nskills: [{group: Cloud, items: [AWS], note: 'level: Expert'}]\n",
        )
        .run();
    assert!(!ran.text("r.json").contains("Expert"));
}

#[test]
fn the_whole_profile_is_exported() {
    let ran = Test::new(["export", "p.yaml", "-o", "p.json"])
        .file("p.yaml", PROFILE)
        .stderr(
            "p.json: the whole profile\nwarning: private notes are in it, under `x-bespoke`: send a tailored resume \
             instead\n",
        )
        .run();
    insta::assert_snapshot!("export", ran.text("p.json"));
    Test::new(["export", "p.json", "-o", "./p.json"])
        .file("p.json", PROFILE)
        .stderr("error: `./p.json` is an input: name another output\n")
        .status(2)
        .run();
}

#[test]
fn nothing_that_a_profile_holds_is_lost_in_an_export() {
    let source =
        std::fs::read_to_string(support::root().join("tests/fixtures/reading/everything.yaml"))
            .unwrap();
    let (profile, _) = bespoke::profile::load(&source);
    let json = render::json_resume(&profile.unwrap()).unwrap();
    insta::assert_snapshot!("everything", json);
    // Names of keys, and the comment.
    let keys = "Every key of a profile once in each of its shapes headline contact links url label positions title \
                start text group items degree field institution gpa organization issuer interests role awards \
                publications certifications skills languages experience education projects volunteering summary \
                location email phone sections name lang guide date authors venue level language heading variants tags \
                pin note id about industry employer end highlights honors expires number expected present other \
                summaries no yes";
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (said, keys) = (words(&json), words(keys));
    let lost: Vec<String> = words(&source)
        .into_iter()
        .filter(|it| !said.contains(it) && !keys.contains(it))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(json.contains("\"yes\"") && json.contains("\"no\""));
}

#[test]
fn every_format_says_the_same_of_every_example() {
    for (_, source) in support::profiles() {
        let profile = support::profile(&source);
        for guide in guide::built_in_names() {
            check(&tailored(&profile, guide, 1).document);
        }
    }
}

#[test]
fn a_tailored_json_resume_prints_what_the_document_prints() {
    for (name, source) in support::profiles() {
        let profile = support::profile(&source);
        for pages in [1, 2] {
            let tailored = tailored(&profile, "technical-program-manager", pages);
            let json = json(&profile, &tailored);
            let mut lines: Vec<&str> = Vec::new();
            let mut skills: Vec<&str> = Vec::new();
            for section in &tailored.document.sections {
                lines.extend(section.paragraph.iter().map(|it| it.text.as_str()));
                for entry in &section.entries {
                    let bullets = entry.positions.iter().flat_map(|it| &it.bullets);
                    lines.extend(bullets.chain(&entry.bullets).map(|it| it.text.as_str()));
                }
                lines.extend(section.bullets.iter().map(|it| it.text.as_str()));
                if section.kind == "skills" {
                    let items = section.flows.iter().flat_map(|it| &it.items);
                    skills.extend(items.map(|it| it.text.as_str()));
                }
            }
            let mut found: Vec<&str> = Vec::new();
            let own = &json["x-bespoke"]["other"];
            let lists = ["work", "volunteer", "education", "projects"];
            found.extend(json["basics"]["summary"].as_str());
            let entries = lists.iter().filter_map(|it| json[it].as_array()).flatten();
            let entries = entries.chain(own.as_array().into_iter().flatten());
            for entry in entries.chain(json["awards"].as_array().into_iter().flatten()) {
                for key in ["highlights", "courses"] {
                    let texts = [&entry[key], &entry["x-bespoke"][key]];
                    let texts = texts.into_iter().filter_map(Value::as_array).flatten();
                    found.extend(texts.filter_map(Value::as_str));
                }
            }
            let (sorted, mut wanted) = (found.clone(), lines.clone());
            let mut sorted = sorted;
            sorted.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(sorted, wanted, "{name}");
            let mut keywords: Vec<&str> = Vec::new();
            for skill in json["skills"].as_array().into_iter().flatten() {
                match skill["keywords"].as_array() {
                    Some(words) => keywords.extend(words.iter().filter_map(Value::as_str)),
                    None => keywords.extend(skill["name"].as_str()),
                }
            }
            assert_eq!(keywords, skills, "{name}");
            let printed = tailored
                .document
                .sections
                .iter()
                .find(|it| it.kind == "experience")
                .map_or(0, |it| it.entries.len());
            let mut employers: Vec<&str> = json["work"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|it| it["x-bespoke"]["continues"].is_null())
                .filter_map(|it| it["name"].as_str())
                .collect();
            assert_eq!(employers.len(), printed, "{name}");
            employers.sort_unstable();
            assert!(!json.to_string().contains("\"note\""), "{name}");
        }
    }
}

#[test]
fn every_page_style_gives_a_sound_page_and_file() {
    let document = everywhere("a");
    for name in template::built_in_names() {
        let style = template::load(template::built_in(name).unwrap())
            .0
            .unwrap()
            .style;
        let page = render::html(&document, &style, Paper::A4);
        assert_eq!(support::text_lines(&page).len(), said(&document).len() + 1);
        for wanted in [style.name.color.to_string(), format!("{}pt", style.left)] {
            assert!(page.contains(&wanted), "{name}: {wanted}");
        }
        let look = DocxLook {
            style: &style,
            paper: Paper::A4,
            spacing: Spacing::NATURAL,
            numbered: style.page_numbers,
        };
        let file = render::docx(&document, look).unwrap();
        for part in [
            "word/styles.xml",
            "word/numbering.xml",
            "word/settings.xml",
            "docProps/core.xml",
        ] {
            support::text_lines(&support::word_part(&file, part));
        }
        assert!(
            support::word_part(&file, "word/document.xml").contains("w:w=\"11906\" w:h=\"16838\"")
        );
    }
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    let page = html(&everywhere("x"));
    for word in ["<script", "<link", "<img", "@import", "url(", " src="] {
        assert!(!page.contains(word), "{word}");
    }
    let mut document = everywhere("x");
    document.contact[0].url = Some("javascript:alert(1)".to_owned());
    assert!(!html(&document).contains("javascript"));
    let links = support::word_part(&docx(&document), "word/_rels/document.xml.rels");
    assert!(!links.contains("javascript"));
}

#[test]
fn the_same_document_gives_the_same_bytes_on_every_thread() {
    let document = everywhere("same");
    let here = (docx(&document), html(&document));
    std::thread::scope(|scope| {
        let make = || (docx(&document), html(&document));
        let threads = [scope.spawn(make), scope.spawn(make)];
        for it in threads {
            assert!(it.join().unwrap() == here);
        }
    });
}

#[test]
fn a_batch_makes_what_a_single_run_makes() {
    let endings = ["docx", "html", "txt", "json"];
    let batch = Test::new([
        "batch",
        "--profiles",
        "p.yaml",
        "-q",
        "-o",
        "out",
        "--name",
        "r",
        "--format",
        "docx,html,txt,json",
    ])
    .file("p.yaml", PROFILE)
    .any_stderr()
    .run();
    for ending in endings {
        let file = format!("r.{ending}");
        let single = Test::new(["tailor", "p.yaml", "-q", "-o", &file])
            .file("p.yaml", PROFILE)
            .run();
        assert!(
            batch.bytes(&format!("out/{file}")) == single.bytes(&file),
            "{file}"
        );
    }
}

proptest! {
    #![proptest_config(support::cases(150))]

    #[test]
    fn any_string_comes_out_literally(text in r"[^\p{Cc}\p{Z}\u{FFFE}\u{FFFF}]([^\p{Cc}\p{Z}\u{FFFE}\u{FFFF}]| [^\p{Cc}\p{Z}\u{FFFE}\u{FFFF}]){0,40}") {
        check(&everywhere(&text));
    }

    #[test]
    fn any_string_of_markup_comes_out_literally(text in r"[!-~]([!-~]| [!-~]){0,30}") {
        check(&everywhere(&text));
    }
}

#[test]
fn hebrew_runs_from_the_right_in_web_pages_and_in_word() {
    let profile = support::profile(
        "name: נועה כהן\nlang: he\nexperience:\n  - employer: Northwind\n    positions:\n      - title: מנהלת\n        start: 2021\n        end: present\n        highlights: [הובלתי מעבר של 140 שירותים, Led 9 teams]\n",
    );
    let document = tailored(&profile, "technical-program-manager", 1).document;
    let page = html(&document);
    for line in [
        "<h1 dir=\"rtl\" itemprop=\"name\">",
        "<h3><strong>Northwind</strong></h3>",
        "<h4 dir=\"rtl\">",
        "<li dir=\"rtl\">",
        "<li>Led 9 teams</li>",
    ] {
        assert!(page.contains(line), "{line} in\n{page}");
    }
    let file = docx(&document);
    let word = support::word_part(&file, "word/document.xml");
    let paragraph = |text: &str| {
        let line = word.split("</w:p>").find(|it| it.contains(text)).unwrap();
        (line.contains("<w:bidi/>"), line.contains("<w:rtl/>"))
    };
    assert_eq!(paragraph("נועה"), (true, true));
    assert_eq!(paragraph("140"), (true, true));
    assert_eq!(paragraph("Led 9"), (false, false));
}

#[test]
fn interests_keep_the_persons_order() {
    let interests = "interests: [Sailing, Kubernetes meetups, Cheese making]\n";
    let args = [
        "tailor",
        "p.yaml",
        "--guide",
        "software-engineer",
        "-o",
        "r.md",
    ];
    let test = Test::new(args).file("p.yaml", &(support::person("Ada Moss") + interests));
    let page = test.any_stderr().run().text("r.md");
    assert!(
        page.contains("Sailing, Kubernetes meetups, Cheese making"),
        "{page}"
    );
}
