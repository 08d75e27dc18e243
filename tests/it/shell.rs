//! What shells and systems ask for: completions, manual pages, the date of a build.

use std::fs;
use std::process::Command;

use crate::support::{Test, person, program};

/// What may stand next on a command line, for a shell that asks: the last of `words` is under the cursor.
#[track_caller]
fn completions(words: &str) -> Vec<String> {
    let words: Vec<&str> = words.split(' ').collect();
    let index = (words.len() - 1).to_string();
    let ran = Test::new(["--"].into_iter().chain(words))
        .file("teaching.yaml", "")
        .file("drafts/other.yaml", "")
        .env("BESPOKE_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", &index)
        .env("_CLAP_IFS", "\n")
        .any_stdout()
        .run();
    ran.stdout.lines().map(ToOwned::to_owned).collect()
}

#[test]
fn a_shell_is_offered_the_names_of_guides_and_templates_beside_files() {
    for option in [
        "tailor p.yaml --guide",
        "explain p.yaml -g",
        "batch r.csv --guide",
    ] {
        assert_eq!(
            completions(&format!("bespoke {option} te")),
            ["technical-program-manager", "teacher", "teaching.yaml"],
            "{option}"
        );
    }
    assert_eq!(
        completions("bespoke tailor p.yaml --template mod"),
        ["modern"]
    );
    assert_eq!(completions("bespoke guide show pro"), ["product-manager"]);
    assert_eq!(
        completions("bespoke template new x.yaml --from c"),
        ["classic", "compact"]
    );
    assert_eq!(completions("bespoke tailor d"), ["drafts/"]);
    assert_eq!(completions("bespoke schema ro"), ["roster"]);
    assert_eq!(completions("bespoke tai"), ["tailor"]);
}

#[test]
fn every_shell_has_a_script_that_asks_the_program() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Test::new(["completions", shell]).any_stdout().run();
        assert!(
            ran.stdout.contains("BESPOKE_COMPLETE"),
            "{shell}: {}",
            ran.stdout
        );
        assert!(ran.stdout.contains("bespoke"), "{shell}");
    }
    Test::new(["completions", "tcsh"])
        .any_stderr()
        .status(2)
        .run();
    Test::new(["--", "bespoke", ""])
        .env("BESPOKE_COMPLETE", "tcsh")
        .status(1)
        .run();
}

#[test]
#[cfg(unix)]
fn bash_completes_by_the_script() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = program()
        .args(["completions", "bash"])
        .output()
        .unwrap()
        .stdout;
    fs::write(folder.path().join("script"), script).unwrap();
    let asks = "shopt -u progcomp_alias; source ./script\n\
                COMP_WORDS=(bespoke tailor p.yaml --guide te); COMP_CWORD=4; COMP_TYPE=9\n\
                _clap_complete_bespoke bespoke te --guide 2>/dev/null\n\
                printf '%s\\n' \"${COMPREPLY[@]}\"";
    let programs = std::path::Path::new(env!("CARGO_BIN_EXE_bespoke"))
        .parent()
        .unwrap();
    let path = std::env::join_paths(
        [programs.to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let output = Command::new("bash")
        .args(["--norc", "-c", asks])
        .current_dir(folder.path())
        .env("PATH", path.unwrap())
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "technical-program-manager\nteacher\n"
    );
}

#[test]
fn every_command_has_a_manual_page() {
    let help = Test::new(["help"]).any_stdout().run().stdout;
    let commands = help.split("Commands:\n").nth(1).unwrap();
    let commands = commands.split("\n\n").next().unwrap();
    // What a command does may take further lines, which stand further in.
    let first_lines = commands.lines().filter_map(|it| it.strip_prefix("  "));
    let names = first_lines.filter_map(|it| it.split(' ').next());
    let names: Vec<&str> = names.filter(|it| !it.is_empty() && *it != "help").collect();
    assert!(names.len() >= 12, "{names:?}");
    let ran = Test::new(["man", "share/man1"]).any_stderr().run();
    for name in names {
        let page = ran.text(&format!("share/man1/bespoke-{name}.1"));
        let title = format!(".TH BESPOKE-{} 1 ", name.to_uppercase());
        assert!(page.contains(&title), "{page}");
        assert!(page.contains(&format!("bespoke\\-{name} \\- ")), "{page}");
    }
    ran.text("share/man1/bespoke-guide-show.1");
    let first = Test::new(["man"]).any_stdout().run().stdout;
    assert_eq!(first, ran.text("share/man1/bespoke.1"));
    assert!(first.contains("\nbespoke\\-tailor(1)\n"), "{first}");
}

/// The date that a resume of somebody counts from.
#[track_caller]
fn as_of(args: &[&'static str], epoch: &str) -> String {
    let args = ["explain", "p.yaml", "--json"].iter().chain(args).copied();
    let ran = Test::new(args)
        .file("p.yaml", &person("Ada Example"))
        .env("SOURCE_DATE_EPOCH", epoch)
        .any_stdout()
        .run();
    let rest = ran.stdout.split("\"as_of\": \"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn the_date_of_a_build_counts_where_nothing_later_is_known() {
    assert_eq!(as_of(&[], ""), "2019-04");
    assert_eq!(as_of(&[], "1748736000"), "2025-06");
    assert_eq!(as_of(&[], "0"), "2019-04");
    assert_eq!(as_of(&["--as-of", "2021"], "1748736000"), "2021");
}

#[test]
fn a_date_of_a_build_that_is_no_number_is_an_error() {
    for command in ["tailor p.yaml", "batch --profiles p.yaml -o drafts"] {
        Test::new(command.split(' '))
            .file("p.yaml", &person("Ada Example"))
            .env("SOURCE_DATE_EPOCH", "June")
            .stderr(
                "error: SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, before the year 2200, found `June`: \
                 set it as `date +%s` writes it, or unset it\n",
            )
            .status(1)
            .run();
    }
}
