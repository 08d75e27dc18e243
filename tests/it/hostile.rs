//! Inputs of strangers, and a world that is not as expected: nothing hangs, ends in a crash or loses a result.

use std::fs;
use std::process::Stdio;

use crate::support::{Test, person, program};

/// A profile of one job and two lines.
fn profile() -> String {
    person("Ada Example") + "      - Moved 12 services to Kubernetes with Terraform\n"
}

fn inline(name: &str, body: &str) -> String {
    format!("{{{{#*inline \"{name}\"}}}}{body}{{{{/inline}}}}")
}

fn fails_with_template(template: &str, expect: &str) {
    let ran = Test::new(["tailor", "p.yaml", "-q", "-t", "t.hbs", "-o", "r.md"])
        .file("p.yaml", &profile())
        .file("t.hbs", template)
        .any_stderr()
        .status(1)
        .run();
    assert!(ran.stderr.contains(expect), "{}", ran.stderr);
    assert_eq!(ran.files(), ["p.yaml", "t.hbs"]);
}

#[test]
fn a_template_that_includes_itself_is_refused() {
    fails_with_template(
        "{{#*inline \"a\"}}x{{> b}}{{/inline}}{{#*inline \"b\"}}{{> a}}{{/inline}}{{> a}}",
        "does a partial include itself?",
    );
}

#[test]
fn a_template_that_repeats_without_end_is_refused() {
    // Each partial holds twenty of the one before it: a billion, and nothing is written.
    let mut template = "{{#*inline \"p0\"}}{{/inline}}".to_owned();
    for i in 1..8 {
        let calls = format!("{{{{> p{}}}}}", i - 1).repeat(20);
        template.push_str(&inline(&format!("p{i}"), &calls));
    }
    fails_with_template(&(template + "{{> p7}}"), "takes more than 200000 steps");
}

#[test]
fn a_template_that_writes_without_end_is_refused() {
    let long = "word ".repeat(20_000);
    let mut template = format!("{{{{#*inline \"p0\"}}}}{long}{{{{/inline}}}}");
    for i in 1..4 {
        let calls = format!("{{{{> p{}}}}}", i - 1).repeat(20);
        template.push_str(&inline(&format!("p{i}"), &calls));
    }
    fails_with_template(&(template + "{{> p3}}"), "writes more than 16 MB");
}

#[test]
fn a_template_of_deep_blocks_is_refused_before_it_is_read() {
    for (open, close) in [("{{#if name}}", "{{/if}}"), ("{{#each x}}", "{{/each}}")] {
        let template = open.repeat(5000) + "x" + &close.repeat(5000);
        fails_with_template(&template, "blocks are nested more than 100 levels deep");
    }
    let chain = format!("{{{{#if a}}}}a{}{{{{/if}}}}", "{{else if b}}b".repeat(5000));
    fails_with_template(&chain, "blocks are nested more than 100 levels deep");
}

#[test]
fn partials_blocks_and_else_chains_of_usual_templates_work() {
    let template = "{{#*inline \"line\"}}* {{name}}{{/inline}}{{> line}}{{#if headline}} a{{else if name}} b{{else}} c{{/if}}\n";
    let ran = Test::new(["tailor", "p.yaml", "-q", "-t", "t.hbs", "-o", "r.md"])
        .file("p.yaml", &profile())
        .file("t.hbs", template)
        .run();
    assert_eq!(ran.text("r.md"), "* Ada Example b\n");
}

fn is_unprintable(c: char) -> bool {
    c.is_control() && !"\n\t".contains(c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

#[test]
fn control_characters_of_a_posting_never_reach_the_terminal() {
    let text = "Engineer\n\nRequirements:\n- Kubernetes \u{1b}]0;owned\u{7} at \u{1b}[2J scale\n- Terraform \u{9b}31m and \u{202e}drawkcab\n";
    let html = "<h1>Engineer</h1><h2>Requirements</h2><ul><li>Kubernetes &#27;[2J at &#x7; scale<li>Terraform &#x202e;drawkcab &#8294;x</ul>";
    for posting in [text, html] {
        let ran = Test::new(["explain", "p.yaml", "--job", "job"])
            .file("p.yaml", &profile())
            .file("job", posting)
            .any_stdout()
            .any_stderr()
            .run();
        let all = ran.stdout.clone() + &ran.stderr;
        assert!(all.contains("Terraform"), "{all}");
        assert!(!all.contains(is_unprintable), "{all:?}");
    }
}

#[cfg(unix)]
#[test]
fn control_characters_of_file_names_never_reach_the_terminal() {
    let name = "p\u{1b}[31m\u{202e}fdp.yaml";
    let ran = Test::new(["tailor", name, "-o", "r.md"])
        .file(name, &profile())
        .any_stderr()
        .run();
    assert!(!ran.stderr.contains(is_unprintable), "{:?}", ran.stderr);
    let ran = Test::new(["check", name])
        .file(name, "nam: x\n")
        .any_stderr()
        .status(1)
        .run();
    assert!(!ran.stderr.contains(is_unprintable), "{:?}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn messages_that_nobody_reads_are_no_crash() {
    let test = Test::new([]).file("p.yaml", &profile());
    for args in [
        &["tailor", "p.yaml", "-o", "r.md"][..],
        &["tailor", "none.yaml"],
        &["check", "p.yaml"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").ok();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        for stderr in [full.map(Stdio::from), Some(Stdio::from(writer))]
            .into_iter()
            .flatten()
        {
            let status = program()
                .args(args)
                .current_dir(test.folder())
                .stdout(Stdio::null())
                .stderr(stderr)
                .status()
                .unwrap();
            assert!(matches!(status.code(), Some(0 | 1)), "{args:?}: {status}");
        }
    }
    assert!(test.folder().join("r.md").exists());
}

#[cfg(unix)]
#[test]
fn a_batch_never_writes_through_a_linked_folder_onto_an_input() {
    let roster = "profile,output,format,job\np.yaml,up/job,md,job.md\n";
    let test = Test::new(["batch", "r.csv", "-o", "out"])
        .file("p.yaml", &profile())
        .file("r.csv", roster)
        .file("job.md", "# Engineer\n\n- Kubernetes in production\n")
        .file("out/keep", "");
    std::os::unix::fs::symlink("..", test.folder().join("out/up")).unwrap();
    let ran = test.any_stderr().status(2).run();
    assert!(ran.stderr.contains("is an input"), "{}", ran.stderr);
    assert!(ran.text("job.md").starts_with("# Engineer"));
}

#[cfg(unix)]
#[test]
fn a_pipe_among_profiles_stops_only_its_resume() {
    let test =
        Test::new(["batch", "--profiles", "s/*.yaml", "-o", "out"]).file("s/a.yaml", &profile());
    let pipe = test.folder().join("s/b.yaml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let ran = test.any_stderr().status(1).run();
    assert!(
        ran.stderr.contains("is a pipe or a device"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("1 warned"), "{}", ran.stderr);
}

#[test]
fn a_quote_within_a_cell_is_text() {
    let roster = "profile,label:note,output\np.yaml,3.5\" disk,a\np.yaml,\"said \"\"hi\"\"\",b\np.yaml,plain,c\n";
    let ran = Test::new(["batch", "r.csv", "-o", "out", "--format", "md"])
        .file("p.yaml", &profile())
        .file("r.csv", roster)
        .any_stderr()
        .run();
    assert!(ran.stderr.contains("3 warned"), "{}", ran.stderr);
}

#[test]
fn many_namesakes_are_numbered_in_order() {
    let roster = "profile\n".to_owned() + &"p.yaml\n".repeat(3000);
    let ran = Test::new([
        "batch",
        "r.csv",
        "--number-duplicates",
        "--dry-run",
        "-o",
        "out",
    ])
    .file("p.yaml", &profile())
    .file("r.csv", &roster)
    .any_stdout()
    .any_stderr()
    .run();
    assert!(ran.stdout.contains("Ada_Example_Resume_2.pdf\n"));
    assert!(ran.stdout.contains("Ada_Example_Resume_3000.pdf\n"));
    assert!(!ran.stdout.contains("Ada_Example_Resume_3001.pdf\n"));
}

#[test]
fn what_is_wrong_with_any_input_is_told_in_one_run() {
    let ran = Test::new([
        "tailor", "p.yaml", "-g", "g.yaml", "-t", "t.yaml", "-j", "j.md", "-o", "r.md",
    ])
    .file("p.yaml", "nam: A\n")
    .file("g.yaml", "thems: 5\n")
    .file("t.yaml", "template: x\nfont: y\n")
    .file("j.md", "")
    .any_stderr()
    .status(1)
    .run();
    for it in ["`nam`", "`thems`", "`font`", "`j.md` is empty"] {
        assert!(ran.stderr.contains(it), "{it} in\n{}", ran.stderr);
    }
    let ran = Test::new(["check", "p.yaml", "--house", "h.yaml"])
        .file("p.yaml", "nam: A\n")
        .file("h.yaml", "rulez: 5\n")
        .any_stderr()
        .status(1)
        .run();
    assert!(
        ran.stderr.contains("`nam`") && ran.stderr.contains("`rulez`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_import_keeps_what_it_can() {
    let handle = "# Ana\n\n@ana.example | ana@mail.example\n\n## Experience\n\n### Mill\n\n*Clerk* | 2020 – 2021\n\n- Kept the books\n";
    let present = "cv:\n  name: Ana\n  sections:\n    experience:\n      - company: Mill\n        position: Clerk\n        end_date: present\n        highlights: [Kept the books]\n";
    let blank = "cv:\n  name: Ana\n  sections:\n    \"--\": [Kept the books]\n";
    for (name, source) in [("a.md", handle), ("b.yaml", present), ("c.yaml", blank)] {
        let ran = Test::new(["import", name, "-o", "p.yaml"])
            .file(name, source)
            .any_stderr()
            .run();
        assert!(
            ran.text("p.yaml").contains("Kept the books"),
            "{name}: {}",
            ran.stderr
        );
        let ran = Test::new(["check", "p.yaml"])
            .file("p.yaml", &ran.text("p.yaml"))
            .any_stderr()
            .run();
        assert!(ran.stderr.contains("no errors"), "{}", ran.stderr);
    }
}
