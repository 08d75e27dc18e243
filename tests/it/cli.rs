//! The command line: what is printed where, exit codes, files.

use std::fs;

use crate::support::{Test, profiles};

const PROFILE: &str = "\
name: Ada Example
contact: {email: ada@example.com}
experience:
  - employer: Northwind
    title: Engineer
    start: 2019-04
    end: present
    highlights:
      - Led 4 engineers and cut the cost of the cloud by 31 %
";

const GUIDE: &str = "guide: Beekeeper\nthemes:\n  - name: Bees\n    terms: [cloud]\n";

#[test]
fn markdown_goes_to_standard_output() {
    Test::new(["tailor", "p.yaml", "-q"])
        .file("p.yaml", PROFILE)
        .stdout(
            "\
# Ada Example

[ada@example.com](<mailto:ada@example.com>)

## Experience

### Northwind

*Engineer* | Apr 2019 – Present

- Led 4 engineers and cut the cost of the cloud by 31 %
",
        )
        .run();
}

#[test]
fn a_profile_may_come_from_standard_input() {
    let ran = Test::new(["tailor", "-", "-q", "-o", "-"])
        .stdin(PROFILE)
        .any_stdout()
        .run();
    assert!(ran.stdout.starts_with("# Ada Example\n"));
}

#[test]
fn a_profile_too_short_for_the_page_says_so() {
    let ran = Test::new(["tailor", "p.yaml", "-o", "r.md"])
        .file("p.yaml", PROFILE)
        .any_stderr()
        .run();
    assert!(
        ran.stderr.contains("warning: the profile fills 0."),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("everything that may be printed is"),
        "{}",
        ran.stderr
    );
}

#[test]
fn several_formats_are_made_at_once() {
    let ran = Test::new(["tailor", "p.yaml", "-q", "-o", "r.pdf", "-o", "r.md"])
        .file("p.yaml", PROFILE)
        .run();
    assert!(ran.bytes("r.pdf").starts_with(b"%PDF-"));
    assert!(ran.text("r.md").starts_with("# Ada Example\n"));
    assert_eq!(ran.files(), ["p.yaml", "r.md", "r.pdf"]);
}

#[test]
fn the_same_command_gives_the_same_bytes_with_any_threads_in_any_folder_time_zone_and_language() {
    let (_, source) = profiles().pop().unwrap();
    let outputs = ["r.pdf", "r.md", "r.svg"];
    let make = |variables: &[(&'static str, &'static str)]| {
        let args = "tailor p.yaml -q -t modern -o r.pdf -o r.md -o r.svg".split(' ');
        let mut test = Test::new(args).file("p.yaml", &source);
        for &(name, value) in variables {
            test = test.env(name, value);
        }
        let ran = test.run();
        outputs.map(|it| ran.bytes(it))
    };
    let usual = make(&[]);
    for variables in [
        [("RAYON_NUM_THREADS", "1"), ("TZ", "Asia/Tokyo")],
        [("RAYON_NUM_THREADS", "5"), ("LC_ALL", "tr_TR.UTF-8")],
        [("SOURCE_DATE_EPOCH", "0"), ("HOME", "/nowhere")],
    ] {
        assert!(make(&variables) == usual, "{variables:?}");
    }
}

#[test]
fn a_bad_profile_leaves_the_output_as_it_was() {
    let ran = Test::new(["tailor", "p.yaml", "-o", "r.md"])
        .file("p.yaml", "nmae: Ada\n")
        .file("r.md", "precious")
        .any_stderr()
        .status(1)
        .run();
    assert_eq!(ran.text("r.md"), "precious");
    assert!(
        ran.stderr.contains("p.yaml:1:1") && ran.stderr.contains("did you mean `name`?"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_character_without_a_glyph_is_named_and_nothing_is_written() {
    let profile = PROFILE.replace("Led 4", "🎉 Led 4");
    let ran = Test::new([
        "tailor",
        "p.yaml",
        "--no-system-fonts",
        "-o",
        "r.pdf",
        "-o",
        "r.md",
    ])
    .file("p.yaml", &profile)
    .any_stderr()
    .status(1)
    .run();
    assert_eq!(ran.files(), ["p.yaml"]);
    assert!(
        ran.stderr.contains("p.yaml:9:9") && ran.stderr.contains("U+1F389"),
        "{}",
        ran.stderr
    );
    // Markdown can hold it.
    let ran = Test::new(["tailor", "p.yaml", "-q"])
        .file("p.yaml", &profile)
        .any_stdout()
        .run();
    assert!(ran.stdout.contains("- 🎉 Led 4"));
}

#[test]
fn a_character_without_a_glyph_is_shown_where_it_is_printed() {
    let comment = "# 🎉 party, 漢字\nguide: technical-program-manager # 🎉\n";
    let profile = format!("{comment}{PROFILE}").replace("Led 4", "🎉 Led 4");
    let profile = profile.replace("employer: Northwind", r#"employer: "North \u6F22 wind""#);
    let ran = Test::new(["tailor", "p.yaml", "--no-system-fonts", "-o", "r.pdf"])
        .file("p.yaml", &profile)
        .any_stderr()
        .status(1)
        .run();
    for place in ["p.yaml:11:9", "p.yaml:6:15"] {
        assert!(ran.stderr.contains(place), "{place}: {}", ran.stderr);
    }
}

#[test]
fn check_warns_of_characters_without_a_glyph() {
    let profile = format!("# 漢\n{PROFILE}").replace("Led 4", "🎉 Led 4 🎉");
    let ran = Test::new(["check", "p.yaml"])
        .file("p.yaml", &profile)
        .any_stderr()
        .run();
    assert!(
        ran.stderr
            .starts_with("warning: the built-in fonts have no glyph for `🎉` (U+1F389)")
            && ran.stderr.contains("p.yaml:10:9")
            && ran.stderr.contains("Markdown can hold it")
            && ran.stderr.matches("warning").count() == 1,
        "{}",
        ran.stderr
    );
}

#[test]
fn what_cannot_be_read_or_written_is_named() {
    Test::new(["tailor", "none.yaml"])
        .stderr("error: can't read `none.yaml`: there is no such file\n")
        .status(1)
        .run();
    Test::new(["tailor", "p.yaml", "-q", "-o", "no/such/r.md"])
        .file("p.yaml", PROFILE)
        .stderr("error: can't write `no/such/r.md`: folder `no/such` does not exist\n")
        .status(1)
        .run();
}

#[test]
fn a_wrong_command_ends_with_2() {
    Test::new(["tailor", "p.yaml", "-o", "resume.doc"])
        .file("p.yaml", PROFILE)
        .stderr("error: can't tell the format of `resume.doc`: end it with .pdf, .docx, .html, .txt, .md, .json or .svg, or add --format\n")
        .status(2)
        .run();
    Test::new(["tailor", "p.yaml", "-o", "p.yaml", "--format", "md"])
        .file("p.yaml", PROFILE)
        .stderr("error: `p.yaml` is an input: name another output\n")
        .status(2)
        .run();
    Test::new(["tailor", "p.yaml", "--pages", "0"])
        .any_stderr()
        .status(2)
        .run();
    Test::new(["tailor", "p.yaml", "--as-of", "2024-13"])
        .any_stderr()
        .status(2)
        .run();
    Test::new(["tailor", "p.yaml", "-o", "r.md", "--format", "pdf"])
        .file("p.yaml", PROFILE)
        .stderr(
            "error: the ending of `r.md` says another format than --format: leave one of the two out\n",
        )
        .status(2)
        .run();
    for args in [
        vec!["tailor", "-", "--job", "-"],
        vec!["tailor", "p.yaml", "--job", "-", "--guide", "-"],
        vec!["explain", "-", "--guide", "-"],
        vec!["check", "-", "-"],
    ] {
        Test::new(args)
            .file("p.yaml", PROFILE)
            .stderr(
                "error: only one input can come from standard input: name a file for the others\n",
            )
            .status(2)
            .run();
    }
    Test::new(["talior"]).any_stderr().status(2).run();
    Test::new([]).any_stderr().status(2).run();
}

#[test]
fn an_output_replaces_no_input_however_it_is_spelt() {
    let sub = "./sub/../";
    for (input, output) in [
        (vec![], format!("{sub}p.yaml")),
        (vec!["--job", "post.md"], "./post.md".to_owned()),
        (vec!["-t", "tmpl.md"], "tmpl.md".to_owned()),
        (vec!["--guide", "g.yaml"], "./g.yaml".to_owned()),
    ] {
        let args = [
            &["tailor", "p.yaml", "--format", "md"],
            input.as_slice(),
            &["-o", &output],
        ];
        let ran = Test::new(args.concat())
            .file("p.yaml", PROFILE)
            .file("post.md", "# Engineer")
            .file("tmpl.md", "{{name}}")
            .file("g.yaml", GUIDE)
            .file("sub/x", "")
            .stderr(&format!(
                "error: `{output}` is an input: name another output\n"
            ))
            .status(2)
            .run();
        assert_eq!(ran.text("p.yaml"), PROFILE);
    }
    // A guide that the profile names is an input as well.
    Test::new(["tailor", "p.yaml", "--format", "md", "-o", "g.yaml"])
        .file("p.yaml", &format!("guide: ./g.yaml\n{PROFILE}"))
        .file("g.yaml", GUIDE)
        .stderr("error: `g.yaml` is an input: name another output\n")
        .status(2)
        .run();
}

#[test]
fn one_output_is_not_named_twice() {
    let ran = Test::new(["tailor", "p.yaml", "-o", "s.md", "-o", "./s.md"])
        .file("p.yaml", PROFILE)
        .stderr("error: `./s.md` is named twice as an output\n")
        .status(2)
        .run();
    assert_eq!(ran.files(), ["p.yaml"]);
}

#[test]
fn an_output_that_fails_leaves_all_others_as_they_were() {
    for (bad, why) in [
        ("no/r.pdf", "folder `no` does not exist"),
        ("sub.pdf", "it is a folder"),
        ("p.yaml/r.pdf", "folder `p.yaml` is a file"),
    ] {
        let ran = Test::new(["tailor", "p.yaml", "-o", "-", "-o", "r.md", "-o", bad])
            .file("p.yaml", PROFILE)
            .file("r.md", "precious")
            .file("sub.pdf/x", "")
            .stderr(&format!("error: can't write `{bad}`: {why}\n"))
            .status(1)
            .run();
        assert_eq!(ran.text("r.md"), "precious");
        assert_eq!(ran.files(), ["p.yaml", "r.md", "sub.pdf"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_to_is_told_without_names_nobody_asked_for() {
    let ran = Test::new(["tailor", "p.yaml", "-q", "-o", "/proc/r.md"])
        .file("p.yaml", PROFILE)
        .any_stderr()
        .status(1)
        .run();
    assert!(
        ran.stderr.starts_with("error: can't write `/proc/r.md`: ")
            && !ran.stderr.contains(".bespoke-")
            && !ran.stderr.contains("os error"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_unknown_guide_is_told_with_the_nearest() {
    let ran = Test::new(["tailor", "p.yaml", "--guide", "sofware-engineer"])
        .file("p.yaml", PROFILE)
        .any_stderr()
        .status(1)
        .run();
    assert!(
        ran.stderr.contains("did you mean `software-engineer`?"),
        "{}",
        ran.stderr
    );
    for args in [
        vec!["tailor", "p.yaml", "--guide", "nurse"],
        vec!["guide", "show", "Nurse"],
    ] {
        let ran = Test::new(args)
            .file("p.yaml", PROFILE)
            .any_stderr()
            .status(1)
            .run();
        assert!(
            ran.stderr.contains("did you mean `registered-nurse`?"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn a_guide_of_ones_own_is_used() {
    let ran = Test::new(["explain", "p.yaml", "--guide", "g.yaml", "--json"])
        .file("p.yaml", PROFILE)
        .file("g.yaml", GUIDE)
        .any_stdout()
        .run();
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(json["highlights"][0]["themes"]["Bees"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_mistake_in_a_guide_is_told_like_one_in_a_profile() {
    let ran = Test::new(["tailor", "p.yaml", "--guide", "./g.yaml"])
        .file("p.yaml", PROFILE)
        .file(
            "g.yaml",
            "guide: Beekeeper\nthemes:\n  - name: Bees\n    wieght: 2\n",
        )
        .any_stderr()
        .status(1)
        .run();
    assert!(
        ran.stderr.contains("g.yaml:4:5") && ran.stderr.contains("did you mean `weight`?"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_template_of_ones_own_is_used() {
    Test::new(["tailor", "p.yaml", "-q", "--template", "./t.hbs"])
        .file("p.yaml", PROFILE)
        .file("t.hbs", "{{name}}{{#each sections}}/{{heading}}{{/each}}\n")
        .stdout("Ada Example/Experience\n")
        .run();
    let ran = Test::new(["tailor", "p.yaml", "-q", "--template", "./t.hbs"])
        .file("p.yaml", PROFILE)
        .file("t.hbs", "{{nmae}}")
        .any_stderr()
        .status(1)
        .run();
    assert!(
        ran.stderr.contains("t.hbs") && ran.stderr.contains("nmae"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_mistake_in_a_template_is_told_in_one_line() {
    for (template, message) in [
        (
            "\n  {{nmae}}",
            "line 2, column 3: there is no field `nmae` here",
        ),
        (
            "{{nohelper name}}",
            "line 1, column 1: there is no helper `nohelper`",
        ),
        ("{{> part}}", "line 1, column 1: there is no partial `part`"),
        (
            "{{link name}}",
            "line 1, column 1: `link` wants something that has a `text`",
        ),
        (
            "{{#each sections}}{{/if}}",
            "line 1, column 19: `{{/if}}` closes a block that `{{#each}}` opened",
        ),
        (
            "{{#each sections}}\n",
            "line 2, column 1: the template ends, but a block or a tag is still open",
        ),
        (
            "{{/if}}",
            "line 1, column 3: this closes a block that is not open",
        ),
    ] {
        Test::new(["tailor", "p.yaml", "-q", "-t", "t.hbs"])
            .file("p.yaml", PROFILE)
            .file("t.hbs", template)
            .stderr(&format!("error: template `t.hbs`: {message}\n"))
            .status(1)
            .run();
    }
}

#[test]
fn a_new_profile_is_sound_and_replaces_nothing() {
    let ran = Test::new(["new"]).any_stderr().run();
    let starter = ran.text("profile.yaml");
    Test::new(["check", "profile.yaml"])
        .file("profile.yaml", &starter)
        .stderr("profile.yaml: no errors, 5 highlights\n")
        .run();
    Test::new(["tailor", "profile.yaml", "-q", "-o", "r.pdf"])
        .file("profile.yaml", &starter)
        .run();
    let ran = Test::new(["new", "profile.yaml"])
        .file("profile.yaml", "mine")
        .any_stderr()
        .status(1)
        .run();
    assert_eq!(ran.text("profile.yaml"), "mine");
    // What goes to standard output has no folder with a schema.
    let (header, rest) = starter.split_once('\n').unwrap();
    assert_eq!(
        header,
        "# yaml-language-server: $schema=.bespoke/profile.schema.json"
    );
    Test::new(["new", "-"]).stdout(rest).run();
}

#[test]
fn check_tells_of_every_file() {
    let ran = Test::new(["check", "good.yaml", "bad.yaml"])
        .file("good.yaml", PROFILE)
        .file("bad.yaml", "name: Ada\nexperience:\n  - employer: X\n    title: Y\n    start: 2020-13\n    end: 2019\n")
        .any_stderr()
        .status(1)
        .run();
    assert!(
        ran.stderr.contains("good.yaml: no errors, 1 highlight"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("bad.yaml:5:12"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("1 of 2 profiles can't be used"),
        "{}",
        ran.stderr
    );
}

#[test]
fn built_in_guides_are_listed_and_shown() {
    let ran = Test::new(["guide", "list", "--names"]).any_stdout().run();
    let names: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(names[0], "technical-program-manager");
    for name in names {
        let ran = Test::new(["guide", "show", name]).any_stdout().run();
        assert_eq!(Some(ran.stdout.as_str()), bespoke::guide::built_in(name));
    }
    Test::new(["guide", "show", "beekeeper"])
        .any_stderr()
        .status(1)
        .run();
    Test::new(["template", "show", "resume"])
        .stdout(bespoke::render::DEFAULT_TEMPLATE)
        .run();
}

#[test]
fn a_pin_beats_everything() {
    let (_, source) = profiles().into_iter().find(|it| it.0 == "nurse").unwrap();
    let section = "other:\n  - heading: Pinned\n    items:\n      - {text: Keeps forty hens and a goose, pin: always}\n";
    let pinned = source.replacen("\nother:\n", &format!("\n{section}"), 1);
    assert!(pinned != source);
    let ran = Test::new(["tailor", "p.yaml", "-q"])
        .file("p.yaml", &pinned)
        .any_stdout()
        .run();
    assert!(
        ran.stdout
            .contains("## Pinned\n\n- Keeps forty hens and a goose\n"),
        "{}",
        ran.stdout
    );
    let never = pinned.replace("pin: always", "pin: never");
    let ran = Test::new(["tailor", "p.yaml", "-q"])
        .file("p.yaml", &never)
        .any_stdout()
        .run();
    assert!(!ran.stdout.contains("goose"));
}

#[test]
fn a_private_note_is_never_printed() {
    let profile = PROFILE.replace(
        "- Led 4 engineers",
        "- text: Led nobody\n        note: secretly told\n      - Led 4 engineers",
    );
    let ran = Test::new(["tailor", "p.yaml", "-q"])
        .file("p.yaml", &profile)
        .any_stdout()
        .run();
    assert!(ran.stdout.contains("Led nobody") && !ran.stdout.contains("secretly"));
    let ran = Test::new(["explain", "p.yaml", "--json"])
        .file("p.yaml", &profile)
        .any_stdout()
        .run();
    assert!(!ran.stdout.contains("secretly"));
}

#[test]
fn color_is_for_terminals_only() {
    let ran = Test::new(["explain", "p.yaml"])
        .file("p.yaml", PROFILE)
        .any_stdout()
        .run();
    assert!(!ran.stdout.contains('\x1b'));
    let ran = Test::new(["explain", "p.yaml", "--color", "always"])
        .file("p.yaml", PROFILE)
        .any_stdout()
        .run();
    assert!(ran.stdout.contains('\x1b'));
}

#[test]
fn an_output_behind_a_link_is_replaced_there() {
    let test = Test::new(["tailor", "p.yaml", "-q", "-o", "link.md"])
        .file("p.yaml", PROFILE)
        .file("real.md", "old");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("real.md", test.folder().join("link.md")).unwrap();
        let ran = test.run();
        assert!(
            fs::symlink_metadata(ran.path("link.md"))
                .unwrap()
                .is_symlink()
        );
        assert!(ran.text("real.md").starts_with("# Ada Example"));
    }
    #[cfg(not(unix))]
    drop((test, fs::exists("")));
}

#[test]
fn a_file_that_is_no_text_is_named_for_what_it_is() {
    for (bytes, found) in [
        ("%PDF-1.7\n%\u{e2}\n1 0 obj", "a PDF"),
        (
            "PK\x03\x04\x14\0\x06\0word",
            "a Word document or another ZIP archive",
        ),
        ("name\0\x01\x02\0", "a binary file"),
    ] {
        for (args, file, wanted) in [
            (vec!["tailor", "x"], "x", "a YAML profile"),
            (
                vec!["tailor", "p.yaml", "-g", "x.bin"],
                "x.bin",
                "a YAML guide",
            ),
            (vec!["tailor", "p.yaml", "-j", "x"], "x", "a text"),
        ] {
            let ran = Test::new(args)
                .file("p.yaml", PROFILE)
                .file(file, bytes)
                .any_stderr()
                .status(1)
                .run();
            assert!(
                ran.stderr
                    .starts_with(&format!("error: this is {found}, not {wanted}\n"))
                    && ran.stderr.contains(file)
                    && ran.stderr.lines().count() < 6,
                "{}",
                ran.stderr
            );
        }
    }
}

#[test]
fn where_the_guide_comes_from_is_told() {
    for (job, told) in [
        ("# Beekeeper\n\nKeep bees.\n", "guide general\n"),
        (
            "# Software Engineer\n\nKeep bees.\n",
            "guide software-engineer (from the posting's title)\n",
        ),
    ] {
        let ran = Test::new(["tailor", "p.yaml", "--job", "j.md", "-o", "r.md"])
            .file("p.yaml", PROFILE)
            .file("j.md", job)
            .any_stderr()
            .run();
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
    }
}

#[test]
fn explain_tells_how_the_pages_differ_from_those_asked_for() {
    let ran = Test::new(["explain", "p.yaml"])
        .file("p.yaml", PROFILE)
        .any_stdout()
        .run();
    assert!(
        ran.stdout
            .lines()
            .nth(2)
            .unwrap()
            .starts_with("the profile fills 0."),
        "{}",
        ran.stdout
    );
    let pinned = "      - {text: Built a bridge, pin: always}\n".repeat(99);
    let ran = Test::new(["explain", "p.yaml"])
        .file("p.yaml", &format!("{PROFILE}{pinned}"))
        .any_stdout()
        .run();
    assert!(
        ran.stdout
            .lines()
            .nth(2)
            .unwrap()
            .starts_with("pinned and required content needs "),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_new_profile_tells_a_command_that_can_be_pasted() {
    for (name, command) in [
        ("my file.yaml", r#"bespoke tailor "my file.yaml" -o"#),
        ("me.yaml", "bespoke tailor me.yaml -o"),
        ("it's $5.yaml", r"bespoke tailor 'it'\''s $5.yaml' -o"),
    ] {
        let ran = Test::new(["new", name]).any_stderr().run();
        assert!(ran.stderr.contains(command), "{}", ran.stderr);
    }
}

#[test]
fn a_profile_whose_dates_end_long_ago_is_told_and_the_resume_does_not_depend_on_the_day() {
    let run = |epoch: &str| {
        Test::new(["tailor", "p.yaml", "-o", "r.md"])
            .file("p.yaml", PROFILE)
            .env("SOURCE_DATE_EPOCH", epoch)
            .any_stderr()
            .run()
    };
    // With the clock, and with a day before all dates in its place.
    let (today, before) = (run(""), run("0"));
    let hint = "the newest date in the profile; pass --as-of 20";
    assert!(today.stderr.contains(hint), "{}", today.stderr);
    assert!(!before.stderr.contains(hint), "{}", before.stderr);
    assert_eq!(today.text("r.md"), before.text("r.md"));
}
