//! `bespoke batch`: many resumes in one run, none stopped by another, none made twice.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::support::{person, program, root};

const POSTING: &str =
    "# Cloud Engineer\n\n## Requirements\n\n- Cutting the cost of the cloud\n- Leading engineers\n";

/// A folder with profiles, postings and rosters in it.
struct Office {
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Three people and two postings.
    fn with_cohort() -> Self {
        Self::new()
            .file("students/ada.yaml", &person("Ada Example"))
            .file("students/ben.yaml", &person("Ben Example"))
            .file("students/cleo.yaml", &person("Cleo Example"))
            .file("postings/cloud.md", POSTING)
            .file(
                "postings/teacher.md",
                "# Teacher\n\n## Requirements\n\n- Teaching\n",
            )
    }

    fn file(self, name: &str, text: &str) -> Self {
        self.bytes(name, text.as_bytes())
    }

    fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &str) -> Command {
        let mut command = program();
        command
            .args(args.split_whitespace())
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program, which must end with `status`, and returns what it said: standard output and error.
    #[track_caller]
    fn run(&self, args: &str, status: i32) -> (String, String) {
        let output = self.command(args).output().unwrap();
        told(&output, status)
    }

    /// Every file of a folder but what the program keeps for itself, with its bytes.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(folder), "", &mut files);
        files
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }

    /// The report of a folder: its resumes, in order.
    fn resumes(&self, folder: &str) -> Vec<serde_json::Value> {
        let text = fs::read_to_string(self.path(folder).join("report.json")).unwrap();
        let report: serde_json::Value = serde_json::from_str(&text).unwrap();
        report["resumes"].as_array().unwrap().clone()
    }

    fn statuses(&self, folder: &str) -> Vec<String> {
        let resumes = self.resumes(folder).into_iter();
        resumes
            .map(|it| it["status"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[track_caller]
fn told(output: &Output, status: i32) -> (String, String) {
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        output.status.code(),
        Some(status),
        "stdout:\n{stdout}\nstderr:\n{stderr}"
    );
    (stdout, stderr)
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            if name != ".bespoke" {
                collect(&path, &format!("{name}/"), files);
            }
        } else {
            files.insert(name, fs::read(path).unwrap());
        }
    }
}

#[track_caller]
fn contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
}

const CROSS: &str = "batch --profiles students/*.yaml --jobs postings/*.md -o out";

#[test]
fn patterns_make_every_profile_for_every_posting() {
    let office = Office::with_cohort();
    let (stdout, stderr) = office.run(CROSS, 0);
    assert_eq!(stdout, "");
    contains(&stderr, &["6 resumes:", "0 failed", "report.html"]);
    assert_eq!(
        office.names("out"),
        [
            "Ada_Example_Resume_cloud.pdf",
            "Ada_Example_Resume_teacher.pdf",
            "Ben_Example_Resume_cloud.pdf",
            "Ben_Example_Resume_teacher.pdf",
            "Cleo_Example_Resume_cloud.pdf",
            "Cleo_Example_Resume_teacher.pdf",
            "report.csv",
            "report.html",
            "report.json",
        ]
    );
    let guides: Vec<_> = office
        .resumes("out")
        .into_iter()
        .map(|it| it["guide"].clone())
        .collect();
    assert_eq!(guides[..2], ["general", "teacher"]);
}

#[test]
fn files_are_those_of_single_runs_on_any_number_of_threads() {
    let office = Office::new()
        .file("postings/cloud.md", POSTING)
        .file("students/Ada.yaml", &person("Ada Example"));
    for name in ["technical-program-manager", "student", "nurse"] {
        let profile = root().join("profiles").join(format!("{name}.yaml"));
        fs::copy(
            profile,
            office.path("students").join(format!("{name}.yaml")),
        )
        .unwrap();
    }
    let common = "--profiles students/*.yaml --jobs postings/cloud.md --format pdf,md,svg --pages 2 --name {id}";
    office.run(&format!("batch {common} -q --threads 1 -o one"), 0);
    office.run(&format!("batch {common} -q --threads 2 -o two"), 0);
    let (one, two) = (office.files("one"), office.files("two"));
    assert!(one == two);
    fs::create_dir(office.path("single")).unwrap();
    for name in ["technical-program-manager", "student", "nurse", "Ada"] {
        let outputs = format!("-o single/{name}.pdf -o single/{name}.md -o single/{name}.svg");
        office.run(
            &format!("tailor students/{name}.yaml --job postings/cloud.md --pages 2 -q {outputs}"),
            0,
        );
    }
    let single = office.files("single");
    assert!(single.len() > 12, "some have two pages of SVG");
    for (name, bytes) in &single {
        assert!(one[name] == *bytes, "{name}");
    }
    assert_eq!(one.len(), single.len() + 3);
}

#[test]
fn a_roster_says_what_is_made() {
    let office = Office::with_cohort().file(
        "office/roster.csv",
        "profile,guide,job,pages,paper,format,output,class,consent\n\
         ../students/ada.yaml,teacher,../postings/cloud.md,1,a4,\"pdf,md\",,2027,yes\n\
         ../students/ben.yaml,,,,,svg,Second Draft.svg,2028,no\n\
         \n\
         ../students/cleo.yaml,,,,,,,2027,\n",
    );
    office.run("batch office/roster.csv -q -o out", 0);
    assert_eq!(
        office.names("out"),
        [
            "Ada_Example_Resume_cloud.md",
            "Ada_Example_Resume_cloud.pdf",
            "Cleo_Example_Resume.pdf",
            "Second Draft.svg",
            "report.csv",
            "report.html",
            "report.json",
        ]
    );
    let resumes = office.resumes("out");
    assert_eq!(resumes[0]["guide"], "teacher");
    assert_eq!(resumes[0]["labels"]["class"], "2027");
    assert_eq!(resumes[0]["consent"], true);
    assert_eq!(resumes[1]["consent"], false);
    assert!(resumes[2]["consent"].is_null());
    assert!(resumes[0]["requirements"].as_array().unwrap().len() >= 2);
    assert!(resumes[0]["themes"][0]["resume"].is_number());
    let table = String::from_utf8(office.files("out")["report.csv"].clone()).unwrap();
    contains(
        &table,
        &[
            "row,profile,name,class,consent,guide,job,outputs,status,",
            "theme: ",
        ],
    );
}

#[test]
fn rows_are_filtered_by_label() {
    let office = Office::with_cohort().file(
        "r.csv",
        "profile,class,major\nstudents/ada.yaml,2027,CS\nstudents/ben.yaml,2028,CS\nstudents/cleo.yaml,2027,Art\n",
    );
    office.run(
        "batch r.csv -q -o out --filter class=2027 --filter major=Art",
        0,
    );
    assert_eq!(
        office.names("out"),
        [
            "Cleo_Example_Resume.pdf",
            "report.csv",
            "report.html",
            "report.json"
        ]
    );
    let page = fs::read_to_string(office.path("out/report.html")).unwrap();
    assert!(page.contains("Cleo Example") && !page.contains("Ada Example"));
    let (_, stderr) = office.run("batch r.csv -q -o out --filter clas=2027", 2);
    contains(&stderr, &["did you mean `class`?"]);
    let (_, stderr) = office.run("batch r.csv -q -o out --filter class=1999", 1);
    contains(&stderr, &["no row of the roster has class=1999"]);
}

#[test]
fn columns_without_a_name_are_left_out_and_labels_may_be_called_as_fields_are() {
    let office = Office::with_cohort()
        .file(
            "r.csv",
            "profile,class,,label:job,\nstudents/ada.yaml,2027,,Nurse, \n",
        )
        .file(
            "wrong.csv",
            "profile,class,,label:class,label:\nstudents/ada.yaml,2027,x,2028,y\n",
        );
    let name = "--name {label:job}_{last}{job}";
    office.run(&format!("batch r.csv -q -o out {name}"), 0);
    assert_eq!(office.names("out")[0], "Nurse_Example.pdf");
    let labels = &office.resumes("out")[0]["labels"];
    assert_eq!(
        labels,
        &serde_json::json!({"class": "2027", "job": "Nurse"})
    );
    let (_, stderr) = office.run("batch wrong.csv -q -o wrong", 1);
    contains(
        &stderr,
        &[
            "the column `label:class` is there twice",
            "wrong.csv:2:24",
            "wrong.csv:2:31",
            "row 2 has a cell in a column without a name",
        ],
    );
}

#[test]
fn everything_wrong_with_a_roster_is_told_at_once_and_nothing_is_written() {
    let office = Office::with_cohort().file(
        "r.csv",
        "profile,guide,job,pages,format,consnt,class\n\
         students/ada.yaml,techer,postings/clod.md,0,pdf,,x\n\
         students/ben.yaml,,,1,odt,,\n\
         ,,,,,,y\n\
         students/cleo.yaml,,,,,,,extra\n",
    );
    let (_, stderr) = office.run("batch r.csv -o out", 1);
    contains(
        &stderr,
        &[
            "r.csv:1:32",
            "the column `consnt` is none that means something",
            "did you mean `consent`?",
            "r.csv:2:19",
            "row 2, column `guide`: there is no guide or file `techer`; did you mean `teacher`?",
            "row 2, column `job`: there is no file `postings/clod.md`",
            "did you mean `postings/cloud.md`?",
            "row 2, column `pages`: expected a number from 1 to 20, found `0`",
            "r.csv:3:23",
            "row 3, column `format`: expected `pdf`, `docx`, `html`, `txt`, `md`, `json` or `svg`, found `odt`",
            "row 4 names no profile",
            "row 5 has more cells than the header has columns",
        ],
    );
    assert!(!office.path("out").exists());
}

#[test]
fn rosters_of_all_spreadsheets_are_read_or_named() {
    let row = "profile;format\r\nstudents/ada.yaml;pdf,md\r\n";
    let utf16: Vec<u8> = std::iter::once(0xfeff_u16)
        .chain(row.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let office = Office::with_cohort()
        .file("excel.csv", &format!("\u{feff}{row}"))
        .file("said.csv", &format!("sep=;\r\n{row}"))
        .file(
            "tabs.csv",
            "Profile\tFormat\nstudents/ada.yaml\t\"pdf, md\"\n",
        )
        .bytes(
            "latin.csv",
            b"profile,class\nstudents/ada.yaml,Fran\xe7ais\n",
        )
        .bytes("wide.csv", &utf16)
        .bytes("book.csv", b"PK\x03\x04 and so on")
        .file("empty.csv", "");
    for name in ["excel", "said", "tabs"] {
        office.run(&format!("batch {name}.csv -q -o {name}"), 0);
        let names = office.names(name);
        assert_eq!(
            names[..2],
            ["Ada_Example_Resume.md", "Ada_Example_Resume.pdf"],
            "{name}"
        );
    }
    for (name, what) in [
        (
            "latin",
            "Windows-1252 or Latin-1: line 2 has the byte 0xE7, where it stands for `ç`",
        ),
        ("wide", "UTF-16"),
        ("book", "a spreadsheet's own file"),
        ("empty", "the roster is empty"),
    ] {
        let (_, stderr) = office.run(&format!("batch {name}.csv -q -o {name}"), 1);
        contains(&stderr, &[what]);
        assert!(!office.path(name).exists());
    }
    let (_, stderr) = office.run("batch wide.csv -o wide", 1);
    contains(&stderr, &["CSV UTF-8"]);
}

#[test]
fn a_dry_run_lists_and_touches_nothing() {
    let office = Office::with_cohort().file("students/bad.yaml", "nmae: X\n");
    let (stdout, stderr) = office.run(&format!("{CROSS} --dry-run"), 1);
    contains(
        &stdout,
        &[
            "students/ada.yaml for postings/cloud.md -> Ada_Example_Resume_cloud.pdf\n",
            "students/bad.yaml for postings/cloud.md -> nothing: students/bad.yaml:1:1: unknown key `nmae`",
        ],
    );
    contains(&stderr, &["8 resumes: 6 to be made", "nothing was written"]);
    assert!(!office.path("out").exists());
}

#[test]
fn bad_profiles_stop_nobody_else() {
    let office = Office::with_cohort()
        .file("students/bad.yaml", "nmae: X\n")
        .file("students/gap.yaml", &person("Gap 🎉 Example"))
        .bytes("students/scan.yaml", b"%PDF-1.7")
        .file("postings/empty.md", "")
        .file(
            "r.csv",
            "profile,job\nstudents/ada.yaml,\nstudents/bad.yaml,\nstudents/gap.yaml,\nstudents/scan.yaml,\n\
             students/bne.yaml,\nstudents/ben.yaml,postings/empty.md\nstudents/cleo.yaml,\n",
        );
    let (_, stderr) = office.run("batch r.csv -o out", 1);
    contains(
        &stderr,
        &[
            "students/bad.yaml:1:1",
            "did you mean `name`?",
            "U+1F389",
            "this is a PDF, not a YAML profile",
            "did you mean `students/ben.yaml`?",
            "the posting `postings/empty.md` is empty",
            "5 failed",
            "5 of 7 resumes could not be made",
        ],
    );
    assert_eq!(
        office.names("out"),
        [
            "Ada_Example_Resume.pdf",
            "Cleo_Example_Resume.pdf",
            "report.csv",
            "report.html",
            "report.json"
        ]
    );
    let resumes = office.resumes("out");
    let failed: Vec<bool> = resumes.iter().map(|it| it["status"] == "failed").collect();
    assert_eq!(failed, [false, true, true, true, true, true, false]);
    let problem = &resumes[1]["problems"][0];
    assert_eq!(problem["file"], "students/bad.yaml");
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn what_has_not_changed_is_not_made_again() {
    let office = Office::with_cohort();
    office.run(CROSS, 0);
    let first = office.files("out");
    let (_, stderr) = office.run(CROSS, 0);
    contains(&stderr, &["0 made, 6 unchanged"]);
    let again = office.files("out");
    for (name, bytes) in first.iter().filter(|it| !it.0.starts_with("report")) {
        assert!(again[name] == *bytes, "{name}");
    }
    // The report tells as much of what stands as of what was made.
    let told = |resume: &serde_json::Value| {
        let mut resume = resume.clone();
        resume["status"] = serde_json::Value::Null;
        resume
    };
    let before: serde_json::Value = serde_json::from_slice(&first["report.json"]).unwrap();
    let before = before["resumes"].as_array().unwrap();
    let after = office.resumes("out");
    assert_eq!(
        before.iter().map(told).collect::<Vec<_>>(),
        after.iter().map(told).collect::<Vec<_>>()
    );

    let made = |office: &Office| {
        let resumes = office.resumes("out");
        let made = resumes.iter().filter(|it| it["status"] != "unchanged");
        made.map(|it| it["outputs"][0].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    fs::remove_file(office.path("out/Ada_Example_Resume_cloud.pdf")).unwrap();
    let mut bytes = fs::read(office.path("out/Ben_Example_Resume_cloud.pdf")).unwrap();
    bytes[40] ^= 1;
    fs::write(office.path("out/Ben_Example_Resume_cloud.pdf"), bytes).unwrap();
    office.run(CROSS, 0);
    assert_eq!(
        made(&office),
        [
            "Ada_Example_Resume_cloud.pdf",
            "Ben_Example_Resume_cloud.pdf"
        ]
    );

    let office = office.file(
        "students/cleo.yaml",
        &person("Cleo Example").replace("31 %", "32 %"),
    );
    office.run(CROSS, 0);
    assert_eq!(
        made(&office),
        [
            "Cleo_Example_Resume_cloud.pdf",
            "Cleo_Example_Resume_teacher.pdf"
        ]
    );
    let office = office.file("postings/cloud.md", &POSTING.replace("engineers", "teams"));
    office.run(CROSS, 0);
    assert_eq!(made(&office).len(), 3);
    office.run(&format!("{CROSS} --paper a4"), 0);
    assert_eq!(made(&office).len(), 6);
    office.run(&format!("{CROSS} --paper a4 --again"), 0);
    assert_eq!(made(&office).len(), 6);
}

#[test]
fn a_run_that_was_killed_is_finished_by_the_same_command() {
    let office = Office::with_cohort();
    office.run(CROSS, 0);
    let clean = office.files("out");
    let state = office.path("out/.bespoke/state.jsonl");
    let settled = fs::read(&state).unwrap();
    // Torn in the middle of the last line, with a file that is not whole and one that is missing.
    fs::write(&state, &settled[..settled.len() - 20]).unwrap();
    fs::remove_file(office.path("out/Ada_Example_Resume_cloud.pdf")).unwrap();
    fs::create_dir_all(office.path("out/.bespoke/unfinished")).unwrap();
    fs::write(office.path("out/.bespoke/unfinished/.bespoke-abc"), "half").unwrap();
    let (_, stderr) = office.run(CROSS, 0);
    contains(&stderr, &["4 unchanged"]);
    let resumed = office.files("out");
    for (name, bytes) in clean.iter().filter(|it| !it.0.starts_with("report")) {
        assert!(resumed[name] == *bytes, "{name}");
    }
    assert_eq!(resumed.len(), clean.len());
    assert!(fs::read(&state).unwrap() == settled);
    assert!(!office.path("out/.bespoke/unfinished").exists());
    fs::write(&state, "no JSON at all\n\u{0}").unwrap();
    office.run(CROSS, 0);
    assert!(fs::read(&state).unwrap() == settled);
}

#[test]
fn pages_that_a_resume_no_longer_has_are_removed() {
    let office = Office::with_cohort();
    let long = "--profiles students/ada.yaml --format svg,pdf --pages 3 --name {id} -o out";
    let source = person("Ada Example");
    let many: Vec<String> = (1..150)
        .map(|it| format!("      - Cut the cost of cloud number {it} by {it} %\n"))
        .collect();
    let (head, tail) = source.split_once("    highlights:\n").unwrap();
    let grown = format!("{head}    highlights:\n{}{tail}", many.concat());
    let office = office.file("students/ada.yaml", &grown);
    office.run(&format!("batch {long}"), 0);
    let pages = |n: usize| {
        let further = (2..=n).map(|it| format!("ada-{it}.svg"));
        let mut names: Vec<String> = further.chain(["ada.svg".to_owned()]).collect();
        names.sort();
        names
    };
    let drawn = |office: &Office| {
        let mut names = office.names("out");
        names.retain(|it| it.contains(".svg"));
        names
    };
    assert_eq!(drawn(&office), pages(3));
    // Somebody's own file stays, whatever it is called.
    let office = office.file("out/ada-3.svg", "<svg/>");
    let office = office.file("students/ada.yaml", &source);
    let shorter = long.replace("--pages 3", "--pages 1");
    office.run(&format!("batch {shorter}"), 0);
    assert_eq!(drawn(&office), ["ada-3.svg", "ada.svg"]);
    assert_eq!(
        fs::read_to_string(office.path("out/ada-3.svg")).unwrap(),
        "<svg/>"
    );
}

#[test]
fn two_people_of_one_name_are_refused_or_numbered() {
    let office = Office::with_cohort()
        .file("students/other.yaml", &person("ADA Example"))
        .file(
            "r.csv",
            "profile\nstudents/ada.yaml\nstudents/ben.yaml\nstudents/other.yaml\n",
        );
    let (_, stderr) = office.run("batch r.csv -o out", 1);
    contains(
        &stderr,
        &[
            "row 2 (students/ada.yaml) and row 4 (students/other.yaml): `ADA_Example_Resume`",
            "--name '{name}_{id}_Resume_{job}'",
            "--number-duplicates",
        ],
    );
    assert!(!office.path("out").exists());
    office.run("batch r.csv -q -o out --number-duplicates", 0);
    assert_eq!(
        office.names("out")[..3],
        [
            "ADA_Example_Resume_2.pdf",
            "Ada_Example_Resume.pdf",
            "Ben_Example_Resume.pdf"
        ]
    );
    office.run("batch r.csv -q -o by-id --name {last}_{id}", 0);
    assert_eq!(
        office.names("by-id")[..3],
        ["Example_ada.pdf", "Example_ben.pdf", "Example_other.pdf"]
    );
}

#[test]
fn outputs_never_replace_inputs_or_the_report() {
    let office = Office::with_cohort()
        .file("r.csv", "profile,output\nstudents/ada.yaml,report\n")
        .file(
            "same.csv",
            "profile,format,output\nstudents/ada.yaml,md,cloud\n",
        );
    let (_, stderr) = office.run("batch r.csv -o out", 1);
    contains(&stderr, &["is kept for the report"]);
    let (_, stderr) = office.run("batch same.csv --job postings/cloud.md -o postings", 2);
    contains(&stderr, &["is an input"]);
    assert_eq!(
        fs::read_to_string(office.path("postings/cloud.md")).unwrap(),
        POSTING
    );
    assert_eq!(office.names("postings"), ["cloud.md", "teacher.md"]);
}

#[test]
fn names_of_any_script_become_files_and_folders_of_labels_are_made() {
    let long = "Å".repeat(200);
    let office = Office::with_cohort()
        .file("students/zoe.yaml", &person("Zoe\u{308} Ångström, PhD"))
        .file("students/long.yaml", &person(&long))
        .file(
            "r.csv",
            "profile,class\nstudents/zoe.yaml,2027/A\nstudents/long.yaml,..\nstudents/ada.yaml,CON\n",
        );
    office.run("batch r.csv -q -o out --format md --name {class}/{name}", 0);
    let names = office.names("out");
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(
        names.contains(&"2027-A/Zoë_Ångström.md".to_owned()),
        "{names:?}"
    );
    assert!(
        names.contains(&"_CON/Ada_Example.md".to_owned()),
        "{names:?}"
    );
    assert!(
        names
            .iter()
            .all(|it| it.split('/').all(|part| part.len() <= 255))
    );
}

#[test]
fn a_redacted_report_names_nobody() {
    let office = Office::with_cohort()
        .file("students/bad.yaml", &person("Dora Secret").replace("2019-04", "\"Dora ` Dora 2019\""))
        .file("students/fay.yaml", &format!("guide: \"nu`Dora Secret\"\n{}", person("Fay Example")))
        .file(
            "r.csv",
            "profile,class,mail\nstudents/ada.yaml,2027,ada@example.com\nstudents/bad.yaml,2028,dora@example.com\n\
             students/gone`Dora.yaml,2028,dora@example.com\nstudents/fay.yaml,2028,fay@example.com\n",
        );
    let command = "batch r.csv -q -o out --redact --keep-label class";
    office.run(command, 1);
    let texts = || {
        let files = office.files("out");
        ["report.csv", "report.json", "report.html"]
            .map(|it| String::from_utf8(files[it].clone()).unwrap())
    };
    for text in texts() {
        contains(
            &text,
            &["person-0002", "person-0003", "person-0005", "2027"],
        );
        for personal in [
            "Ada",
            "Dora",
            "Fay",
            "ada",
            "dora",
            "students/",
            "example.com",
        ] {
            assert!(!text.contains(personal), "`{personal}` in:\n{text}");
        }
    }
    let (_, stderr) = office.run("batch r.csv -o out --redact --keep-label clas", 2);
    contains(&stderr, &["did you mean `class`?"]);
}

#[test]
fn what_is_to_be_mended_is_counted_for_whom_can_be_read() {
    let office = Office::with_cohort()
        .file("postings/broken.txt", "\0")
        .file("students/broken.yaml", "name: [")
        .file(
            "r.csv",
            "profile,posting\nstudents/ada.yaml,postings/broken.txt\nstudents/broken.yaml,postings/cloud.md\n",
        );
    office.run("batch r.csv -q -o out", 1);
    let table = fs::read_to_string(office.path("out/report.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let place = (reader.headers().unwrap().iter())
        .position(|it| it == "to fix")
        .unwrap();
    let cells: Vec<String> = (reader.records())
        .map(|it| it.unwrap()[place].to_owned())
        .collect();
    assert_eq!(cells, ["0", ""]);
}

#[test]
fn two_runs_do_not_share_a_folder() {
    let office = Office::with_cohort();
    fs::create_dir_all(office.path("out/.bespoke")).unwrap();
    let file = fs::File::create(office.path("out/.bespoke/lock")).unwrap();
    file.lock().unwrap();
    let (_, stderr) = office.run(CROSS, 1);
    contains(&stderr, &["another run works in `out`"]);
    drop(file);
    office.run(CROSS, 0);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_finishes_what_is_in_hand_and_the_next_one_does_the_rest() {
    let mut office = Office::new().file("postings/cloud.md", POSTING);
    for idx in 0..400 {
        office = office.file(
            &format!("students/{idx:03}.yaml"),
            &person(&format!("Person N{idx:03}")),
        );
    }
    let command = "batch --profiles students/*.yaml --jobs postings/*.md -o out --threads 1";
    let child = office.command(command).spawn().unwrap();
    let first = office.path("out/Person_N001_Resume_cloud.pdf");
    for _ in 0..1200 {
        if first.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    let sent = Command::new("kill")
        .arg("-INT")
        .arg(child.id().to_string())
        .status()
        .unwrap();
    assert!(sent.success());
    let (_, stderr) = told(&child.wait_with_output().unwrap(), 130);
    contains(&stderr, &["the same command makes the rest"]);
    let statuses = office.statuses("out");
    assert_eq!(statuses.len(), 400);
    let left = statuses.iter().filter(|it| *it == "left").count();
    assert!(left > 0 && left < 400, "{left}");
    assert_eq!(office.names("out").len(), 400 - left + 3);
    let (_, stderr) = office.run(command, 0);
    contains(&stderr, &[&format!("{} unchanged", 400 - left)]);
    assert_eq!(office.names("out").len(), 403);
}

#[test]
fn progress_is_told_in_lines_where_there_is_no_terminal_and_not_at_all_when_quiet() {
    let mut office = Office::new();
    for idx in 0..50 {
        office = office.file(
            &format!("students/{idx:02}.yaml"),
            &person(&format!("Person N{idx:02}")),
        );
    }
    let command = "batch --profiles students/*.yaml -o out --format md";
    let (_, stderr) = office.run(command, 0);
    contains(&stderr, &["5 of 50\n", "50 of 50\n"]);
    let (_, stderr) = office.run(&format!("{command} -q --again"), 0);
    assert_eq!(stderr, "");
}

#[test]
fn wrong_commands_are_told() {
    let office = Office::with_cohort().file("r.csv", "profile\nstudents/ada.yaml\n");
    for (args, status, what) in [
        ("batch -o out", 2, "required"),
        ("batch r.csv", 2, "--output"),
        ("batch r.csv --profiles x -o out", 2, "cannot be used with"),
        (
            "batch --profiles nobody/*.yaml -o out",
            1,
            "no profile matches `nobody/*.yaml`",
        ),
        ("batch --profiles [ -o out", 2, "is not a file pattern"),
        (
            "batch r.csv -o out --name {nmae}",
            2,
            "did you mean `{name}`?",
        ),
        (
            "batch r.csv -o out --guide techer",
            1,
            "did you mean `teacher`?",
        ),
        (
            "batch r.csv -o out --template resumee",
            1,
            "did you mean `resume`?",
        ),
        ("batch r.csv -o students/ada.yaml", 1, "can't write"),
        ("batch nowhere.csv -o out", 1, "there is no such file"),
    ] {
        let (_, stderr) = office.run(args, status);
        contains(&stderr, &[what]);
        assert!(!office.path("out").exists(), "{args}");
    }
}

#[test]
fn a_quote_that_takes_in_rows_is_told() {
    let open = "profile,class\nstudents/ada.yaml,\"2027\nstudents/ben.yaml,2027\n";
    let closed = "profile,class\n\"students/ada.yaml,2027\n\"students/ben.yaml,2027\n";
    let office = (Office::with_cohort().file("open.csv", open)).file("closed.csv", closed);
    let (_, stderr) = office.run("batch open.csv -o out", 1);
    contains(
        &stderr,
        &[
            "open.csv:2:19",
            "this quote is never closed, and takes in every row after it",
        ],
    );
    let (_, stderr) = office.run("batch closed.csv -o out", 1);
    contains(
        &stderr,
        &[
            "closed.csv:2:1",
            "row 2: the profile goes on over several lines",
        ],
    );
}

#[test]
fn a_roster_is_read_from_a_pipe_and_what_is_read_often_is_not() {
    let office = Office::with_cohort();
    let mut piped = office
        .command("batch - -q -o out")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let rows = b"profile\nstudents/ada.yaml\n";
    piped.stdin.take().unwrap().write_all(rows).unwrap();
    assert!(piped.wait().unwrap().success());
    assert!(
        office
            .names("out")
            .contains(&"Ada_Example_Resume.pdf".to_owned())
    );
    for option in ["--job -", "--guide -"] {
        let command = format!("batch --profiles students/*.yaml {option} -o out");
        let (_, stderr) = office.run(&command, 2);
        contains(&stderr, &["`-` can be read once"]);
    }
}
