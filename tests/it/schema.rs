//! `bespoke schema`: one schema for each kind of file, found by editors beside new files.

use crate::support::Test;

const HEADER: &str = "# yaml-language-server: $schema=.bespoke/";

#[test]
fn every_kind_has_a_schema_that_explains_its_keys() {
    for (kind, key) in [
        ("profile", "\"experience\""),
        ("guide", "\"themes\""),
        ("template", "\"page_numbers\""),
        ("house", "\"weak-opener\""),
        ("roster", "\"consent\""),
        ("config", "\"system-fonts\""),
    ] {
        let ran = Test::new(["schema", kind]).any_stdout().run();
        assert!(ran.stdout.contains(key), "{kind}");
        assert!(ran.stdout.contains("\"examples\""), "{kind}");
        assert!(
            ran.stdout
                .starts_with("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\"")
        );
    }
    Test::new(["schema", "resume"]).any_stderr().status(2).run();
}

#[test]
fn a_new_file_names_the_schema_that_stands_beside_it() {
    for (args, kind) in [
        (vec!["new", "sub/mine.yaml"], "profile"),
        (vec!["guide", "new", "sub/mine.yaml"], "guide"),
        (vec!["template", "new", "sub/mine.yaml"], "template"),
    ] {
        let schema = Test::new(["schema", kind]).any_stdout().run().stdout;
        let ran = Test::new(args).file("sub/x", "").any_stderr().run();
        let text = ran.text("sub/mine.yaml");
        assert_eq!(
            text.lines().next().unwrap(),
            format!("{HEADER}{kind}.schema.json")
        );
        assert_eq!(
            ran.text(&format!("sub/.bespoke/{kind}.schema.json")),
            schema
        );
    }
}

#[test]
fn what_has_no_schema_names_none() {
    let ran = Test::new(["template", "new", "mine.hbs", "--from", "resume"])
        .any_stderr()
        .run();
    assert!(!ran.text("mine.hbs").contains("$schema"));
    assert_eq!(ran.files(), ["mine.hbs"]);
    let ran = Test::new(["new", "no/such/mine.yaml"])
        .any_stderr()
        .status(1)
        .run();
    assert_eq!(ran.files(), [] as [String; 0]);
}

#[test]
fn a_file_that_is_there_already_gets_its_schema_and_stays_as_it_is() {
    let ran = Test::new(["schema", "house", "--beside", "mine.yaml"])
        .file("mine.yaml", "tense: off\n")
        .stdout(&format!("{HEADER}house.schema.json\n"))
        .any_stderr()
        .run();
    assert_eq!(ran.text("mine.yaml"), "tense: off\n");
    assert!(ran.text(".bespoke/house.schema.json").contains("\"tense\""));
}
