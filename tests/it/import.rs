//! Files of other tools become profiles, and nothing of them is lost in silence.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use bespoke::interop::{self, Draft, Format};
use bespoke::profile::{self, Date, Profile};
use bespoke::yaml::{self, Node, Value};

use crate::support::{Test, root};

fn fixtures() -> PathBuf {
    root().join("tests/fixtures/import")
}

fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .map(|it| {
            (
                it.file_name().unwrap().to_str().unwrap().to_owned(),
                fs::read(&it).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[track_caller]
fn draft(source: &str) -> Draft {
    let format = interop::detect_any(source).unwrap();
    let (draft, diagnostics) = interop::convert(source, format);
    assert_eq!(diagnostics, []);
    draft.unwrap()
}

/// Every text that can be imported: name, source, draft.
fn drafts() -> Vec<(String, String, Draft)> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(fixtures()).unwrap() {
        paths.push(entry.unwrap().path());
    }
    paths.sort();
    let is_source = |it: &&PathBuf| {
        let name = it.file_name().unwrap().to_str().unwrap();
        it.is_file() && !name.contains("expected") && name != "SOURCES.md"
    };
    let texts = paths.iter().filter(is_source).map(|path| {
        let source = fs::read_to_string(path).unwrap();
        (path.display().to_string(), source.clone(), draft(&source))
    });
    let mut all: Vec<_> = texts.collect();
    assert!(all.len() >= 5, "{}", all.len());
    let files = tables(&fixtures().join("linkedin"));
    let mut source = String::new();
    for (_, bytes) in files.iter().filter(|it| it.0 != "messages.csv") {
        // The names of columns are no values.
        let text = String::from_utf8_lossy(bytes).into_owned();
        source.push_str(text.split_once('\n').unwrap().1);
    }
    all.push((
        "linkedin".to_owned(),
        source,
        interop::linkedin(&files).unwrap(),
    ));
    all
}

#[track_caller]
fn loaded(yaml: &str) -> Profile {
    let (profile, diagnostics) = profile::load(yaml);
    assert_eq!(diagnostics, [], "{yaml}");
    profile.unwrap()
}

#[track_caller]
fn check_golden(name: &str, draft: &Draft, from: &str) {
    let expected = fixtures().join(format!("{name}.expected.yaml"));
    let yaml = draft.yaml(from);
    assert_eq!(
        yaml,
        fs::read_to_string(&expected).unwrap(),
        "{}",
        expected.display()
    );
    loaded(&yaml);
}

#[test]
fn each_format_becomes_the_profile_expected() {
    for file in [
        "jsonresume.json",
        "rendercv.yaml",
        "yamlresume.yml",
        "fresh.json",
        "markdown.md",
    ] {
        let source = fs::read_to_string(fixtures().join(file)).unwrap();
        check_golden(file.split('.').next().unwrap(), &draft(&source), file);
    }
    let files = tables(&fixtures().join("linkedin"));
    check_golden(
        "linkedin",
        &interop::linkedin(&files).unwrap(),
        "export.zip",
    );
}

#[test]
fn every_import_loads_without_a_word() {
    for (name, _, draft) in drafts() {
        assert!(draft.has_name(), "{name}");
        loaded(&draft.yaml("x"));
    }
}

fn scalars(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::Null => {}
        Value::Bool(it) => found.push(it.to_string()),
        Value::Number(it) | Value::Str(it) => found.push(it.clone()),
        Value::Seq(items) => items.iter().for_each(|it| scalars(it, found)),
        Value::Map(entries) => entries.iter().for_each(|(_, it)| scalars(it, found)),
    }
}

/// Tells by the texts alone, without the ledger: every word of the source stands in the file that is written.
#[test]
fn every_word_of_the_source_stands_in_the_profile_or_in_its_list() {
    let mut n_words = 0;
    for (name, source, draft) in drafts() {
        let mut values = Vec::new();
        // JSON is YAML, and tables and Markdown are texts.
        match yaml::parse(&source)
            .0
            .filter(|_| !name.ends_with("md") && name != "linkedin")
        {
            Some(tree) => scalars(&tree, &mut values),
            None => values.extend(source.lines().map(ToOwned::to_owned)),
        }
        let yaml = draft.yaml("x").to_lowercase();
        for value in values {
            if Date::guess(&value).is_some_and(|it| yaml.contains(&it.to_string())) {
                continue;
            }
            let value = value
                .replace("<p>", " ")
                .replace("</p>", " ")
                .replace("&amp;", "&");
            let value = value.replace("<b>", "").replace("</b>", "");
            for word in value
                .split(|it: char| !it.is_alphanumeric())
                .filter(|it| !it.is_empty())
            {
                n_words += 1;
                let is_month = Date::guess(&format!("{word} 2000")).is_some();
                assert!(
                    is_month || yaml.contains(&word.to_lowercase()),
                    "{name}: `{word}` of `{value}`"
                );
            }
        }
    }
    assert!(n_words > 800, "{n_words}");
}

/// Returns the text at a path such as `experience[0].title`.
fn at<'n>(node: &'n Node, path: &str) -> Option<&'n str> {
    let mut node = node;
    for step in path
        .replace('[', ".[")
        .split('.')
        .filter(|it| !it.is_empty())
    {
        node = match &node.value {
            Value::Seq(items) => items.get(step.trim_matches(['[', ']']).parse::<usize>().ok()?)?,
            Value::Map(entries) => &entries.iter().find(|(it, _)| it.name == step)?.1,
            _ => return None,
        };
    }
    match &node.value {
        Value::Str(it) | Value::Number(it) => Some(it),
        _ => None,
    }
}

#[test]
fn the_ledger_names_every_value_and_where_it_stands() {
    for (name, _, draft) in drafts() {
        let yaml = draft.yaml("x");
        let tree = yaml::parse(&yaml).0.unwrap();
        let ledger = draft.ledger();
        assert!(ledger.values.len() > 15, "{name}");
        for fate in &ledger.values {
            for to in &fate.to {
                assert!(at(&tree, to).is_some(), "{name}: {} -> {to}", fate.source);
            }
            if fate.to.is_empty() {
                let listed = format!("# - {}: ", fate.source);
                assert!(yaml.contains(&listed), "{name}: {listed}");
            }
        }
    }
}

/// Returns a profile as text, without where its texts stand.
pub(crate) fn unplaced(profile: &Profile) -> String {
    let shown = format!("{profile:?}");
    let mut parts = shown.split("Span { ");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        text.push_str(part.split_once('}').unwrap().1);
    }
    text
}

#[test]
fn read_directly_a_file_says_what_its_import_says() {
    for (name, source, draft) in drafts() {
        let direct = profile::load_tree(&source, &draft.tree());
        assert_eq!(direct.1, [], "{name}");
        let direct = direct.0.unwrap();
        assert_eq!(
            unplaced(&direct),
            unplaced(&loaded(&draft.yaml("x"))),
            "{name}"
        );
        let at = direct.name.at;
        if name != "linkedin" {
            let own = direct.name.text.split(' ').next().unwrap();
            assert!(source[at.start..at.end].contains(own), "{name}");
        }
    }
}

#[test]
fn no_profile_of_our_own_is_taken_for_another_tools() {
    for (name, source) in crate::support::profiles() {
        assert_eq!(interop::detect(&source), None, "{name}");
    }
}

const TINY: &str = r#"{"basics": {"name": "Ana Example", "email": "ana@example.com", "image": "x.png"},
 "work": [{"name": "Northwind", "position": "Engineer", "startDate": "Summer 2020", "highlights": ["Cut build time by 40 %"]}]}"#;

#[test]
fn import_writes_a_profile_and_says_what_it_left() {
    let ran = Test::new(["import", "r.json", "--ledger", "l.json"])
        .file("r.json", TINY)
        .stderr(
            "profile.yaml: 7 of 7 values of r.json (JSON Resume)\n\
             Not taken over, and listed at the end of the profile:\n  \
             work[0].startDate: Summer 2020 (stands as 2020)\n\
             Next: bespoke tailor profile.yaml -o resume.pdf\n",
        )
        .run();
    assert_eq!(
        ran.files(),
        [".bespoke", "l.json", "profile.yaml", "r.json"]
    );
    assert!(
        ran.text("profile.yaml")
            .starts_with("# yaml-language-server: $schema=")
    );
    assert!(
        ran.text("profile.yaml").ends_with(
            "\n# Not taken over:\n# - work[0].startDate: Summer 2020 (stands as 2020)\n"
        )
    );
    assert!(ran.text("l.json").contains("\"source\": \"work[0].name\""));
    assert!(ran.text("l.json").contains("\"experience[0].employer\""));
}

#[test]
fn import_replaces_no_file() {
    Test::new(["import", "r.json"])
        .file("r.json", TINY)
        .file("profile.yaml", "name: Mine\n")
        .status(1)
        .stderr("error: `profile.yaml` exists already and stays as it is: name another with -o\n")
        .run();
}

#[test]
fn other_commands_read_the_file_as_it_is() {
    let ran = Test::new(["tailor", "r.json", "-o", "r.md"])
        .file("r.json", TINY)
        .any_stderr()
        .run();
    assert!(ran.text("r.md").contains("Cut build time by 40 %"));
    assert!(
        ran.stderr.contains("1 value has no place in a profile"),
        "{}",
        ran.stderr
    );
    let wrong = TINY.replace("\"name\": \"Ana Example\", ", "");
    let ran = Test::new(["check", "r.json"])
        .file("r.json", &wrong)
        .status(1)
        .any_stderr()
        .run();
    assert!(
        ran.stderr.contains("missing `name`") && ran.stderr.contains("r.json:1:"),
        "{}",
        ran.stderr
    );
}

#[test]
fn broken_json_has_its_place() {
    let ran = Test::new(["import", "r.json"])
        .file("r.json", &TINY[..150])
        .status(1)
        .any_stderr()
        .run();
    assert!(
        ran.stderr.contains("r.json:2:") && ran.stderr.contains("cut short"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.files(), ["r.json"]);
}

#[test]
fn all_wrong_types_are_told_in_one_run() {
    let source =
        r#"{"basics": {"name": ["Ana"]}, "work": {"name": "x"}, "skills": [{"keywords": [{}]}]}"#;
    let ran = Test::new(["import", "r.json"])
        .file("r.json", source)
        .status(1)
        .any_stderr()
        .run();
    for message in [
        "`basics.name` must be a text, found a list",
        "`work` must be a list, found a mapping",
        "`skills[0].keywords` must be a list of texts, found a list with more than texts",
    ] {
        assert!(ran.stderr.contains(message), "{}", ran.stderr);
    }
}

#[test]
fn what_nothing_can_read_is_told() {
    let ran = Test::new(["import", "r.txt"])
        .file("r.txt", "hello")
        .status(1)
        .any_stderr()
        .run();
    assert!(
        ran.stderr.contains("can't tell what `r.txt` is"),
        "{}",
        ran.stderr
    );
    let ran = Test::new(["import", "p.yaml", "-o", "q.yaml"])
        .file("p.yaml", "name: Ana\n")
        .status(1)
        .any_stderr()
        .run();
    assert!(
        ran.stderr.contains("is a profile already"),
        "{}",
        ran.stderr
    );
    let test = Test::new(["import", "r.json"]).status(1).any_stderr();
    fs::write(
        test.folder().join("r.json"),
        b"{\"basics\": {\"name\": \"Andr\xE9\"}}",
    )
    .unwrap();
    let ran = test.run();
    assert!(ran.stderr.contains("is not UTF-8"), "{}", ran.stderr);
}

/// Returns a ZIP archive of these files.
fn archive<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[track_caller]
fn import_zip(bytes: &[u8], status: i32) -> crate::support::Ran {
    let test = Test::new(["import", "in/export.zip"])
        .file("in/x", "")
        .status(status)
        .any_stderr();
    fs::write(test.folder().join("in/export.zip"), bytes).unwrap();
    test.run()
}

/// What the file begins with, so that editors find the schema.
const HEADER: &str = "# yaml-language-server: $schema=.bespoke/profile.schema.json\n";

#[test]
fn an_export_is_read_from_its_archive_and_from_its_folder() {
    let files = tables(&fixtures().join("linkedin"));
    let zipped = archive(
        files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    );
    let ran = import_zip(&zipped, 0);
    let expected = fs::read_to_string(fixtures().join("linkedin.expected.yaml")).unwrap();
    let headed = format!("{HEADER}{expected}");
    assert_eq!(ran.text("profile.yaml"), headed);
    let mut test = Test::new(["import", "folder"]).any_stderr();
    for (name, bytes) in &files {
        test = test.file(
            &format!("folder/{name}"),
            std::str::from_utf8(bytes).unwrap(),
        );
    }
    let ran = test.run();
    assert_eq!(
        ran.text("profile.yaml").replace("folder", "export.zip"),
        headed
    );
}

#[test]
fn a_table_that_is_there_twice_is_told() {
    let csv = b"First Name,Last Name\nAna,Example\n".as_slice();
    let other = b"First Name,Last Name\nBo,Other\n".as_slice();
    let ran = import_zip(
        &archive([
            (
                "a/Email Addresses.csv",
                b"Email Address\na@b.example\n".as_slice(),
            ),
            ("a/Profile.csv", csv),
            ("b/Profile.csv", other),
            ("b/Email_Addresses.csv", b"Email Address\nb@b.example\n"),
            ("messages.csv", b"x\n"),
        ]),
        0,
    );
    let made = ran.text("profile.yaml");
    assert!(made.contains("name: Ana Example") && made.contains("email: a@b.example"));
    let told = "\n# Not taken over:\n\
                # - not read, for they are no part of a resume: messages.csv\n\
                # - the table Profile is there twice: of Profile.csv and Profile.csv, the first was read\n\
                # - the table Email Addresses is there twice: of Email Addresses.csv and Email_Addresses.csv, the first \
                was read\n";
    assert!(made.ends_with(told), "{made}");
}

#[test]
fn names_that_lead_out_of_an_archive_lead_nowhere() {
    let csv = b"First Name,Last Name\nAna,Example\n".as_slice();
    let ran = import_zip(
        &archive([
            ("../../Profile.csv", csv),
            ("..\\..\\Positions.csv", b"".as_slice()),
        ]),
        0,
    );
    assert_eq!(ran.files(), [".bespoke", "in", "profile.yaml"]);
    assert!(ran.text("profile.yaml").contains("name: Ana Example"));
}

#[test]
fn archives_that_are_too_large_are_told_before_they_are_read() {
    let mut huge = "First Name,Last Name\n".to_owned();
    huge.push_str(&"A,B\n".repeat(3_000_000));
    let ran = import_zip(&archive([("Profile.csv", huge.as_bytes())]), 1);
    assert!(
        ran.stderr.contains("`Profile.csv` has more than 1 MB"),
        "{}",
        ran.stderr
    );
    let names: Vec<String> = (0..1001).map(|it| format!("{it}.csv")).collect();
    let ran = import_zip(
        &archive(names.iter().map(|it| (it.as_str(), b"".as_slice()))),
        1,
    );
    assert!(ran.stderr.contains("has 1001 files"), "{}", ran.stderr);
    let ran = import_zip(&archive([("word/document.xml", b"x".as_slice())]), 1);
    assert!(ran.stderr.contains("holds no .csv file"), "{}", ran.stderr);
    let ran = import_zip(b"PK\x03\x04 and no more", 1);
    assert!(
        ran.stderr.contains("the ZIP archive can't be read"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_large_table_of_a_folder_is_told() {
    let mut large = "First Name,Last Name\n".to_owned();
    while large.len() < 5 << 20 {
        large.push_str("Ana,Example\n");
    }
    let ran = Test::new(["import", "folder"])
        .file("folder/Profile.csv", &large)
        .status(1)
        .any_stderr()
        .run();
    assert!(
        ran.stderr.contains("`Profile.csv` has more than 1 MB"),
        "{}",
        ran.stderr
    );
}

#[test]
fn no_cut_and_no_byte_of_a_source_makes_it_panic() {
    let source = fs::read_to_string(fixtures().join("jsonresume.json")).unwrap();
    let markdown = fs::read_to_string(fixtures().join("markdown.md")).unwrap();
    for (text, format) in [(source, Format::JsonResume), (markdown, Format::Markdown)] {
        for end in (0..text.len())
            .step_by(7)
            .filter(|it| text.is_char_boundary(*it))
        {
            let _ = interop::convert(&text[..end], format);
        }
    }
    let mut dense = String::from("{\"basics\": {\"name\": \"A\", \"summary\": \"");
    for mark in ["**", "[", "<b>", "&", "_", "\\\\textbf{", "`"] {
        let _ = write!(dense, "{}", mark.repeat(3000));
    }
    dense.push_str("\"}}");
    assert!(interop::convert(&dense, Format::JsonResume).0.is_some());
}

/// Holds that a source is read, loaded or refused, in seconds.
#[track_caller]
fn check_ends(what: &str, source: &str, format: Format) {
    let start = std::time::Instant::now();
    let (draft, diagnostics) = interop::convert(source, format);
    assert!(draft.is_some() || !diagnostics.is_empty(), "{what}");
    if let Some(draft) = draft {
        let _ = draft.ledger().left_lines();
        let _ = profile::load(&draft.yaml("x"));
    }
    let took = start.elapsed();
    assert!(took.as_secs() < 10, "{what}: {took:?}");
}

#[test]
fn no_depth_no_number_and_no_length_of_a_source_keeps_it_busy() {
    for (what, part) in [
        ("bits", "A at B @ C — D – E ("),
        ("dates", " (2019 – 2020)"),
        ("places", " | Engineer · Bern"),
        ("brackets", "[("),
        ("links", "[a](https://a.example) "),
        ("words", "word "),
    ] {
        let deep = part.repeat(50_000 / part.len());
        let markdown = format!(
            "# Ana Example\n\n{deep}\n\n## Experience\n\n### {deep}\n\n*{deep}* 2020\n\n- {deep}\n\n## Skills\n\n{deep}\n\n## Languages\n\n{deep}\n"
        );
        check_ends(what, &markdown, Format::Markdown);
        let json = format!(
            r#"{{"basics": {{"name": "A", "summary": "{deep}"}}, "work": [{{"name": "{deep}", "position": "{deep}", "startDate": "{deep}", "endDate": "{deep} 2020", "highlights": ["{deep}"]}}]}}"#
        );
        check_ends(what, &json, Format::JsonResume);
        let yaml = format!(
            "cv:\n  name: A\n  sections:\n    Work:\n      - {{company: '{deep}', date: '{deep}', highlights: ['{deep}']}}\n    Skills: ['{deep}']\n"
        );
        check_ends(what, &yaml, Format::RenderCv);
    }
    let nested = "[".repeat(50_000) + &"]".repeat(50_000);
    let json = format!(
        r#"{{"work": [{{"name": "A", "position": "B", "startDate": {nested}, "x-bespoke": {nested}}}]}}"#
    );
    check_ends("nested lists", &json, Format::JsonResume);
    let n = 9_000;
    let same = vec!["\"The very same text\""; n].join(", ");
    let details = vec![r#"{"at": 1, "pin": "never", "id": "a"}"#; n / 4].join(", ");
    let jobs = vec![
        r#"{"name": "A", "position": "B", "startDate": "2020", "x-bespoke": {"continues": true}}"#;
        n / 8
    ]
    .join(", ");
    for (what, work) in [
        (
            "one text",
            format!(
                r#"{{"name": "A", "position": "B", "startDate": "2020", "highlights": [{same}]}}"#
            ),
        ),
        (
            "one note",
            format!(r#"{{"name": "A", "position": "B", "startDate": "2020", "mood": [{same}]}}"#),
        ),
        (
            "details",
            format!(
                r#"{{"name": "A", "position": "B", "startDate": "2020", "highlights": ["C", "D"], "x-bespoke": {{"details": [{details}]}}}}"#
            ),
        ),
        (
            "undated",
            format!(
                r#"{{"name": "A", "position": "B", "highlights": [{same}], "keywords": [{same}]}}"#
            ),
        ),
        ("jobs", jobs),
    ] {
        check_ends(
            what,
            &format!(r#"{{"basics": {{"name": "A"}}, "work": [{work}]}}"#),
            Format::JsonResume,
        );
    }
    let links = vec![r#"{"url": "https://a.example"}"#; n / 8].join(", ");
    let basics = format!(
        r#"{{"basics": {{"name": "A", "profiles": [{links}], "x-bespoke": {{"links": [{links}]}}}}}}"#
    );
    check_ends("links", &basics, Format::JsonResume);
    for (what, line) in [
        ("lines", "The very same line\n"),
        ("bullets", "- The very same line\n"),
        ("jobs", "### A\n*B, 2020*\n"),
        ("headings", "## Talks\n- A\n"),
    ] {
        let markdown = format!("# Ana Example\n\n## Experience\n\n{}", line.repeat(n));
        check_ends(what, &markdown, Format::Markdown);
    }
}

#[test]
fn the_ledger_replaces_no_input() {
    let ran = Test::new(["import", "r.json", "--ledger", "./r.json"])
        .file("r.json", TINY)
        .status(2)
        .stderr(
            "error: `./r.json` is the file to read or the profile: name another with --ledger\n",
        )
        .run();
    assert_eq!(ran.files(), ["r.json"]);
    assert_eq!(ran.text("r.json"), TINY);
}

#[test]
fn an_archive_larger_than_other_inputs_is_read_from_a_pipe() {
    let files = tables(&fixtures().join("linkedin"));
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(6 << 20)
    .collect();
    let photo = [("photo.jpg", noise.as_slice())];
    let all = files
        .iter()
        .map(|(name, it)| (name.as_str(), it.as_slice()));
    let zipped = archive(photo.into_iter().chain(all));
    let folder = tempfile::tempdir().unwrap();
    let mut program = crate::support::program()
        .args(["import", "-", "-o", "profile.yaml", "-q"])
        .current_dir(folder.path())
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(&zipped).unwrap();
    assert!(program.wait().unwrap().success());
    let made = fs::read_to_string(folder.path().join("profile.yaml")).unwrap();
    assert!(made.contains("name: "));
}

#[test]
fn a_group_of_skills_without_any_is_a_skill() {
    let source =
        "# Ana Example\n\n## Skills\n\n### Rust\n\n### Tools\n\n- Git\n\n## Education\n\nU\n";
    let skills = loaded(&draft(source).yaml("x")).skills;
    let said = |it: &profile::SkillGroup| it.items[0].text.text.clone();
    assert_eq!(skills.iter().map(said).collect::<Vec<_>>(), ["Rust", "Git"]);
}

#[test]
fn every_link_of_a_markdown_resume_is_kept() {
    let entry = "### [One](https://N1.example) and [two](https://N2.example), 2020\n\n\
                 See [three](https://N3.example), which goes on so that it is no heading of any kind.\n\n\
                 - Did [four](https://N4.example)\n";
    let loose = "- [Five](https://N5.example), [six](https://N6.example)\n";
    let titles = [
        "Experience",
        "Education",
        "Projects",
        "Certifications",
        "Awards",
        "Publications",
        "Skills",
        "Languages",
        "Interests",
        "Volunteering",
        "Patents",
    ];
    for (at, title) in titles.iter().enumerate() {
        let own = |text: &str| text.replace('N', &format!("{title}{at}-").to_lowercase());
        let (entry, loose) = (own(entry), own(loose));
        let lone = own(
            "### [Seven](https://N7.example)\n\n*Helper* | 2019 – 2020 | [eight](https://N8.example)\n\n- Did it\n",
        );
        let source = format!("# Ana Example\n\nEngineer\n\n## {title}\n\n{loose}\n{entry}\n{lone}");
        let draft = draft(&source);
        let yaml = draft.yaml("x");
        loaded(&yaml);
        let (kept, left) = yaml.split_once("# Not taken over:").unwrap_or((&yaml, ""));
        for n in 1..=8 {
            let address = own(&format!("https://N{n}.example"));
            assert!(kept.contains(&address), "{address}: {yaml}");
        }
        assert_eq!(left, "", "{title}");
    }
}

/// Returns the sections that the import of a file names in their order.
#[track_caller]
fn order(source: &str) -> Vec<&'static str> {
    let profile = loaded(&draft(source).yaml("x"));
    let sections = profile.sections.unwrap_or_default();
    sections.into_iter().map(profile::Section::key).collect()
}

#[test]
fn sections_keep_the_order_of_the_file_where_it_is_not_that_of_every_file() {
    let skills = r#""skills": [{"name": "Rust"}]"#;
    let work = r#""work": [{"name": "A", "position": "B", "startDate": "2020"}]"#;
    let basics = r#""basics": {"name": "Ana", "summary": "S"}"#;
    let json = |parts: [&str; 3]| format!("{{{}}}", parts.join(", "));
    assert_eq!(order(&json([basics, work, skills])), [""; 0]);
    assert_eq!(
        order(&json([basics, skills, work])),
        ["summary", "skills", "experience"]
    );
    let yaml = |parts: [&str; 2]| {
        let lines = [basics, parts[0], parts[1]].join("\n  ");
        format!("content:\n  {}\n", lines.replace("\":", "\" :"))
    };
    let school = r#""education": [{"institution": "U"}]"#;
    assert_eq!(order(&yaml([school, work])), [""; 0]);
    assert_eq!(
        order(&yaml([work, school])),
        ["summary", "experience", "education"]
    );
    let name = r#""name": "Ana", "info": {"brief": "S"}"#;
    let jobs =
        r#""employment": {"history": [{"employer": "A", "position": "B", "start": "2020"}]}"#;
    let skills = r#""skills": {"list": [{"name": "Rust"}]}"#;
    assert_eq!(order(&json([name, jobs, skills])), [""; 0]);
    assert_eq!(
        order(&json([name, skills, jobs])),
        ["summary", "skills", "experience"]
    );
}

#[test]
fn own_headings_stand_where_the_last_of_them_stood() {
    let source = "cv:\n  name: Ada Example\n  sections:\n    Welcome: [A greeting at the top]\n    experience:\n      - {company: Northwind, position: Engineer, start_date: 2020-01, end_date: 2021-02, highlights: [Built a bridge]}\n    skills:\n      - {label: Cloud, details: AWS}\n    patents: [{bullet: A patent}]\n";
    let ran = Test::new(["import", "in.yaml", "--from", "rendercv"])
        .file("in.yaml", source)
        .any_stderr()
        .run();
    let made = ran.text("profile.yaml");
    let order = made.split("\nsections:\n").nth(1).unwrap();
    assert!(
        order.starts_with("  - experience\n  - skills\n  - other\n"),
        "{made}"
    );
}
