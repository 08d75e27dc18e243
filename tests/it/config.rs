//! Settings: from files and variables, told, listed, and beaten by the command line.

use crate::support::{Test, person};

/// A run on a profile beside a project's file.
fn test(args: &str, project: &str) -> Test {
    Test::new(args.split(' '))
        .file("p.yaml", &person("Ada Example"))
        .file("bespoke.yaml", project)
}

/// The paper that a web page is printed on.
fn paper(page: &str) -> &'static str {
    if page.contains("@page{size:595.276pt 841.89pt") {
        "a4"
    } else {
        assert!(
            page.contains("@page{size:612pt 792pt"),
            "neither A4 nor Letter"
        );
        "letter"
    }
}

#[test]
fn a_project_setting_stands_for_the_option_and_the_option_beats_it() {
    let html = |args: &str, variables: &[(&'static str, &str)]| {
        let mut test = test(args, "# ours\npaper: a4\n").any_stderr();
        for &(name, value) in variables {
            test = test.env(name, value);
        }
        let ran = test.run();
        (
            paper(&ran.text("r.html")),
            ran.stderr.lines().next().unwrap().to_owned(),
        )
    };
    let plain = "tailor p.yaml -o r.html";
    let letter = [("BESPOKE_PAPER", "letter")];
    let (paper, told) = html(plain, &[]);
    assert_eq!(
        (paper, told.as_str()),
        ("a4", "note: paper from bespoke.yaml")
    );
    let (paper, told) = html(plain, &letter);
    assert_eq!(
        (paper, told.as_str()),
        ("letter", "note: paper from BESPOKE_PAPER")
    );
    let (paper, told) = html("tailor p.yaml -o r.html --paper a4", &letter);
    assert_eq!(paper, "a4");
    assert!(told.starts_with("r.html: "), "{told}");
    let (paper, told) = html("tailor p.yaml -o r.html --no-config", &[]);
    assert_eq!(paper, "letter");
    assert!(told.starts_with("r.html: "), "{told}");
}

#[test]
fn a_setting_gives_the_bytes_of_its_option() {
    let by_option = test(
        "tailor p.yaml -q --template modern --paper a4 -g teacher -o r.pdf",
        "",
    )
    .run()
    .bytes("r.pdf");
    let by_setting = test(
        "tailor p.yaml -o r.pdf",
        "template: modern\npaper: a4\nguide: teacher\nquiet: true\n",
    )
    .run()
    .bytes("r.pdf");
    assert!(by_option == by_setting);
}

#[test]
fn the_nearest_file_above_counts_and_its_files_are_relative_to_it() {
    let ran = test("tailor ../../p.yaml -o r.html", "guide: guides/own.yaml\n")
        .file(
            "guides/own.yaml",
            "guide: Own\nthemes: [{name: Cloud, terms: [cloud]}]\n",
        )
        .inside("drafts/may")
        .any_stderr()
        .run();
    let told: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(told[0], "note: guide from ../../bespoke.yaml");
    assert!(told[1].ends_with("guide ../../guides/own.yaml"), "{told:?}");
}

#[test]
fn the_top_of_a_repository_ends_the_search() {
    let ran = test("config", "pages: 2\n")
        .file("repository/.git/HEAD", "")
        .inside("repository/drafts")
        .any_stdout()
        .run();
    assert!(
        ran.stdout
            .contains("# bespoke.yaml, here or above: not there\n"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("# pages: 1 "), "{}", ran.stdout);
}

#[test]
fn the_list_says_where_each_setting_comes_from() {
    let test = test(
        "config",
        "# ours\nguide: teacher\nfont:\n  - ~/fonts/it's.ttf\n",
    )
    .file(
        "home/bespoke/config.yaml",
        "guide: product-manager\npaper: a4\nhouse: own.yaml\n",
    )
    .env("BESPOKE_PAGES", "2")
    .env("BESPOKE_QUIET", "");
    let home = test.folder().join("home").display().to_string();
    let ran = test.env("XDG_CONFIG_HOME", &home).any_stdout().run();
    let lines: Vec<Vec<&str>> = ran
        .stdout
        .lines()
        .map(|it| {
            it.split("  ")
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .collect()
        })
        .collect();
    let user = format!("{home}/bespoke/config.yaml");
    let expected = [
        vec!["# What holds here, and where it comes from. Options of a command beat it."],
        vec!["# bespoke.yaml: read"],
        vec![&format!("# {user}: read")],
        vec!["guide: teacher", "# bespoke.yaml:2"],
        vec!["# template: classic", "# default"],
        vec!["pages: 2", "# BESPOKE_PAGES"],
        vec!["paper: a4", &format!("# {user}:2")],
        vec![
            &format!("house: {home}/bespoke/own.yaml"),
            &format!("# {user}:3"),
        ],
        vec!["font: '/nowhere/fonts/it''s.ttf'", "# bespoke.yaml:3"],
        vec!["# system-fonts: true", "# default"],
        vec!["# allow-drop: false", "# default"],
        vec!["# strict: false", "# default"],
        vec!["# color: auto", "# default"],
        vec!["# quiet: false", "# default"],
    ]
    .map(|it| {
        it.into_iter()
            .map(ToOwned::to_owned)
            .collect::<Vec<String>>()
    });
    assert_eq!(lines, expected);
}

#[test]
fn a_file_that_is_named_counts_in_place_of_the_others() {
    for (args, variable) in [("config --config own.yaml", ""), ("config", "own.yaml")] {
        let ran = test(args, "pages: 2\nguid: teacher\n")
            .file("own.yaml", "quiet: true\n")
            .env("BESPOKE_CONFIG", variable)
            .any_stdout()
            .run();
        assert!(ran.stdout.contains("# own.yaml: read\n"), "{}", ran.stdout);
        assert!(!ran.stdout.contains("bespoke.yaml"), "{}", ran.stdout);
        assert!(ran.stdout.contains("# pages: 1 "), "{}", ran.stdout);
    }
    test("config --config no.yaml", "")
        .stderr("error: can't read `no.yaml`: there is no such file\n")
        .status(1)
        .run();
    test("config --config -", "")
        .stderr("error: settings can't come from standard input: name a file\n")
        .status(2)
        .run();
}

#[test]
fn every_mistake_of_a_file_is_told_where_it_stands() {
    let ran = test(
        "tailor p.yaml",
        "guid: teacher\npages: many\ntemplate: clasic\n",
    )
    .any_stderr()
    .status(1)
    .run();
    for place in ["bespoke.yaml:1:1", "bespoke.yaml:2:8", "bespoke.yaml:3:11"] {
        assert!(ran.stderr.contains(place), "{}", ran.stderr);
    }
    assert!(
        ran.stderr.contains("did you mean `guide`?"),
        "{}",
        ran.stderr
    );
}

#[test]
fn every_mistake_of_a_variable_is_told_with_its_name() {
    let ran = test("tailor p.yaml", "")
        .env("BESPOKE_PAGES", "21")
        .env("BESPOKE_COLOR", "blue")
        .stderr(
            "error: `pages` must be a number of pages, from 1 to 20, found `21`
 --> environment:1:15
  |
1 | BESPOKE_PAGES=21
  |               ^^

error: `color` can't be `blue`
 --> environment:2:15
  |
2 | BESPOKE_COLOR=blue
  |               ^^^^
  |
  = help: it can be `auto`, `always` or `never`
",
        )
        .status(1);
    ran.run();
}

#[test]
fn a_broken_file_stops_neither_its_schema_nor_a_run_without_it() {
    let broken = "guid: teacher\n";
    test("schema config", broken).any_stdout().run();
    test("completions bash", broken).any_stdout().run();
    test("config --no-config", broken).any_stdout().run();
    test("config", broken).any_stderr().status(1).run();
}

#[test]
fn a_house_style_and_strictness_hold_for_check_and_give_way() {
    let project = "house: office/house.yaml\nstrict: true\n";
    let house = "too-long: {severity: warning, words: 5}\n";
    let run = |args: &str, status| {
        let ran = test(args, project)
            .file("office/house.yaml", house)
            .any_stderr()
            .status(status)
            .run();
        ran.stderr
    };
    let told = run("check p.yaml", 1);
    assert!(
        told.starts_with("note: house, strict from bespoke.yaml\n"),
        "{told}"
    );
    assert!(told.contains("too-long"), "{told}");
    let told = run("check p.yaml --strict=false", 0);
    assert!(
        told.starts_with("note: house from bespoke.yaml\n"),
        "{told}"
    );
    assert!(!run("check p.yaml --no-config", 0).contains("too-long"));
}

#[test]
fn batch_takes_settings_where_the_roster_says_nothing() {
    let ran = test(
        "batch r.csv -o drafts --format html",
        "paper: a4\nallow-drop: true\ntemplate: modern\n",
    )
    .file(
        "r.csv",
        "profile,paper,output\np.yaml,,one.html\np.yaml,letter,two.html\n",
    )
    .any_stderr()
    .run();
    assert!(
        ran.stderr
            .starts_with("note: template, paper, allow-drop from bespoke.yaml\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(paper(&ran.text("drafts/one.html")), "a4");
    assert_eq!(paper(&ran.text("drafts/two.html")), "letter");
}

#[test]
fn fonts_of_the_machine_are_left_alone_unless_the_command_says_otherwise() {
    let run = |args: &str, told: &str| {
        let ran = test(args, "system-fonts: false\n")
            .any_stdout()
            .any_stderr()
            .run();
        assert_eq!(
            ran.stderr.contains("system-fonts from bespoke.yaml"),
            !told.is_empty()
        );
    };
    run("tailor p.yaml", "told");
    run("tailor p.yaml --system-fonts", "");
    run("tailor p.yaml --no-system-fonts", "");
    // What no built-in font has is missing, whatever this machine has.
    let refused = |args: &str, settings: &str| {
        let ran = Test::new(args.split(' '))
            .file("p.yaml", &person("アダ"))
            .file("bespoke.yaml", settings)
            .any_stderr()
            .status(1)
            .run();
        assert!(ran.stderr.contains("U+30A2"), "{}", ran.stderr);
    };
    refused("tailor p.yaml -o p.pdf", "system-fonts: false\n");
    refused("tailor p.yaml -o p.pdf --no-system-fonts", "pages: 1\n");
}

#[test]
fn no_output_replaces_the_settings_it_was_made_with() {
    let ran = test("tailor p.yaml --format md -o bespoke.yaml", "pages: 1\n")
        .stderr("error: `bespoke.yaml` is an input: name another output\n")
        .status(2)
        .run();
    assert_eq!(ran.text("bespoke.yaml"), "pages: 1\n");
}

#[test]
fn the_list_begins_a_configuration() {
    let list = Test::new(["config"]).any_stdout().run().stdout;
    let again = test("config", &list).any_stdout().run().stdout;
    assert!(again.contains("# bespoke.yaml: read\n"), "{again}");
    assert!(
        again.ends_with(&list[list.find("# guide").unwrap()..]),
        "{again}"
    );
}

#[test]
fn a_file_is_found_by_its_name_as_it_stands() {
    let house = "too-long: {severity: warning, words: 5}\n";
    let styled = |test: Test| {
        let test = test
            .file("a  b.yaml", house)
            .file(" a  b.hbs", "# {{name}}, twice apart\n");
        test.any_stdout().any_stderr().run()
    };
    let found = |test: Test| {
        let told = styled(test).stderr;
        assert!(told.contains("too-long"), "{told}");
    };
    found(test("check p.yaml", "house: 'a  b.yaml'\n"));
    found(test("check p.yaml", "house: |\n  a  b.yaml\n"));
    found(test("check p.yaml", "").env("BESPOKE_HOUSE", "a  b.yaml"));
    let drawn = |test: Test| {
        let page = styled(test).stdout;
        assert_eq!(page, "# Ada Example, twice apart\n");
    };
    drawn(test("tailor p.yaml", "template: ' a  b.hbs'\n"));
    drawn(test("tailor p.yaml", "").env("BESPOKE_TEMPLATE", " a  b.hbs"));
    // Blanks beside a comma are the writer's, and a built-in name has none.
    drawn(test("tailor p.yaml", "").env("BESPOKE_TEMPLATE", " a  b.hbs , modern "));
    test("tailor p.yaml", "")
        .env("BESPOKE_GUIDE", "teacher ")
        .any_stdout()
        .any_stderr()
        .run();
    // The list of settings keeps them.
    let list = test("config", "house: 'a  b.yaml'\nfont: [' c.ttf']\n");
    let list = list.any_stdout().run().stdout;
    assert!(list.contains("house: 'a  b.yaml' "), "{list}");
    assert!(list.contains("font: ' c.ttf' "), "{list}");
}

#[test]
fn what_is_no_name_is_told_with_a_way_out() {
    let hint = |settings: &str| {
        let ran = test("tailor p.yaml", settings).any_stderr().status(1).run();
        let hint = ran.stderr.lines().find_map(|it| it.split_once("= help: "));
        hint.map(|it| it.1.to_owned())
    };
    let house = "put the rules into a file of their own, and name it: `house: house.yaml`";
    for settings in [
        "house: {too-long: off}\n",
        "house:\n  too-long: {words: 5}\n  weak-opener: off\n",
    ] {
        assert_eq!(hint(settings).as_deref(), Some(house));
    }
    let hints = [
        (
            "guide: {name: teacher}\n",
            "write a built-in guide's name or a guide's file: `guide: teacher`",
        ),
        (
            "template: {page: modern}\n",
            "write names or files: `template: [modern, own.hbs]`",
        ),
        (
            "font:\n  - {file: a.ttf}\n",
            "write files: `font: [fonts/own.ttf]`",
        ),
        (
            "house: true\n",
            "if it is a text, put it in quotes: `\"true\"`",
        ),
    ];
    for (settings, expected) in hints {
        assert_eq!(hint(settings).as_deref(), Some(expected));
    }
}

#[test]
fn a_setting_suggests_what_its_option_suggests() {
    let meant = |test: Test| {
        let told = test.any_stderr().status(1).run().stderr;
        let meant = told.split_once("did you mean `").unwrap().1;
        meant.split('`').next().unwrap().to_owned()
    };
    for (key, name) in [
        ("guide", "nurse"),
        ("guide", "Software Engineer"),
        ("template", "clasic"),
        ("template", "exec"),
    ] {
        let mut args = vec!["tailor", "p.yaml"];
        let option = format!("--{key}={name}");
        args.push(&option);
        let by_option = Test::new(args).file("p.yaml", &person("Ada Example"));
        let setting = format!("{key}: {name}\n");
        assert_eq!(meant(test("tailor p.yaml", &setting)), meant(by_option));
    }
}

/// What `bespoke` says to arguments that are no text, in a folder.
#[cfg(unix)]
fn said(folder: &std::path::Path, args: &[&std::ffi::OsStr]) -> (Option<i32>, String) {
    let mut program = crate::support::program();
    let output = program.args(args).current_dir(folder).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), told)
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_stands_for_its_own_file_alone() {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &OsStr| folder.path().join(name);
    let (real, looks_so) = (
        OsStr::from_bytes(b"s\xff.yaml"),
        OsStr::new("s\u{fffd}.yaml"),
    );
    fs::write(at(OsStr::new("p.yaml")), person("Ada Example")).unwrap();
    fs::write(at(real), "pages: 1\n").unwrap();
    fs::write(at(looks_so), "another\n").unwrap();
    let made = |output: &OsStr| {
        let args = ["tailor", "p.yaml", "--format", "md", "--config"].map(OsStr::new);
        let rest = [real, OsStr::new("-o"), output];
        said(folder.path(), &[args.as_slice(), &rest].concat())
    };
    let (status, told) = made(real);
    assert_eq!(status, Some(2), "{told}");
    assert!(told.contains(" is an input: name another output"), "{told}");
    assert_eq!(fs::read_to_string(at(real)).unwrap(), "pages: 1\n");
    let (status, told) = made(looks_so);
    assert_eq!(status, Some(0), "{told}");
    assert!(fs::read_to_string(at(looks_so)).unwrap().starts_with("# "));
}

#[cfg(target_os = "linux")]
#[test]
fn files_of_a_folder_whose_name_is_no_text_are_refused_by_name() {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let office = folder.path().join(OsStr::from_bytes(b"o\xff"));
    fs::create_dir(&office).unwrap();
    fs::write(office.join("c.yaml"), "house: house.yaml\n").unwrap();
    fs::write(office.join("house.yaml"), "too-long: off\n").unwrap();
    // Another folder that only looks as if it were that one.
    fs::create_dir(folder.path().join("o\u{fffd}")).unwrap();
    fs::write(folder.path().join("o\u{fffd}/house.yaml"), "no: rule\n").unwrap();
    let file = OsStr::from_bytes(b"o\xff/c.yaml");
    let (status, told) = said(
        folder.path(),
        &[OsStr::new("config"), OsStr::new("--config"), file],
    );
    assert_eq!(status, Some(1), "{told}");
    assert_eq!(
        told,
        "error: `o\u{fffd}/c.yaml` names `house.yaml`, but the path to it is not UTF-8 text: rename its folder\n"
    );
}

#[test]
fn fonts_of_the_machine_are_a_switch_as_others_are() {
    let looked_for = |args: &str| {
        let ran = test(args, "system-fonts: true\n").any_stdout().any_stderr();
        !ran.run().stderr.contains("system-fonts from")
    };
    assert!(!looked_for("tailor p.yaml"));
    for args in [
        "--system-fonts",
        "--system-fonts=true",
        "--system-fonts=false",
        "--no-system-fonts",
    ] {
        assert!(looked_for(&format!("tailor p.yaml {args}")), "{args}");
    }
    // The last counts.
    let drawn = |args: &str| {
        let command = format!("tailor p.yaml -o p.pdf {args}");
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("p.yaml"), person("アダ")).unwrap();
        let mut program = crate::support::program();
        let program = program
            .current_dir(folder.path())
            .args(command.split_whitespace());
        program.output().unwrap()
    };
    let refused = |args: &str| {
        let told = String::from_utf8(drawn(args).stderr).unwrap();
        told.contains("U+30A2") && !told.contains("of this machine")
    };
    assert!(refused("--system-fonts=false"));
    assert!(refused("--system-fonts --no-system-fonts"));
    assert!(refused("--no-system-fonts --system-fonts=false"));
    assert_eq!(
        drawn("--no-system-fonts --system-fonts").status.code(),
        drawn("").status.code()
    );
}
