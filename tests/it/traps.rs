//! Words that look like others, each right both ways: a line earns points exactly when it should.

use bespoke::guide::{Guide, Term, Theme};
use bespoke::posting::{Posting, read};
use bespoke::profile::{Employment, Highlight, Position, Profile, Text};
use bespoke::score::{LineScore, score};

/// Returns the score of one line for a guide with one term, and for a posting that asks for the same.
fn scored(asked: &str, line: &str) -> LineScore {
    let text = |text: &str| Text {
        text: text.to_owned(),
        ..Text::default()
    };
    let position = Position {
        title: text("Clerk"),
        highlights: vec![Highlight {
            text: text(line),
            ..Highlight::default()
        }],
        ..Position::default()
    };
    let profile = Profile {
        experience: vec![Employment {
            employer: text("Example"),
            positions: vec![position],
            ..Employment::default()
        }],
        ..Profile::default()
    };
    let guide = Guide {
        name: "Role".to_owned(),
        themes: vec![Theme {
            name: "Theme".to_owned(),
            weight: 1.0,
            about: None,
            competencies: Vec::new(),
            terms: vec![Term {
                term: asked.to_owned(),
                also: Vec::new(),
            }],
            examples: Vec::new(),
        }],
        ..Guide::default()
    };
    let posting: Posting = read(&format!("Requirements:\n- {asked}\n"));
    assert_eq!(posting.requirements.len(), 1, "{asked}");
    let scored = score(&profile, &guide, Some(&posting), "2025-06".parse().unwrap());
    // Line 0 is the job's title.
    scored.lines[1].clone()
}

#[track_caller]
fn earns(asked: &str, lines: &[&str]) {
    for line in lines {
        let score = scored(asked, line);
        assert!(score.themes[0] > 0.0, "guide: {asked}: {line}");
        assert!(!score.requirements.is_empty(), "posting: {asked}: {line}");
    }
}

#[track_caller]
fn earns_nothing(asked: &str, lines: &[&str]) {
    for line in lines {
        let score = scored(asked, line);
        assert!(score.themes[0] <= 0.0, "guide: {asked}: {line}");
        assert!(score.requirements.is_empty(), "posting: {asked}: {line}");
    }
}

#[test]
fn go_in_go_to_market() {
    earns("Go", &["Wrote services in Go", "Ported the Golang client"]);
    earns_nothing(
        "Go",
        &[
            "Owned go-to-market for Europe",
            "Going forward with the plan",
            "Ran the go/no-go call",
        ],
    );
    earns(
        "go-to-market",
        &["Owned go-to-market for Europe", "Wrote the GTM plan"],
    );
    earns_nothing("go-to-market", &["Wrote services in Go"]);
}

#[test]
fn r_in_red_flags() {
    earns("R", &["Statistics in R", "Forecast demand with R and SAS"]);
    earns_nothing("R", &["Raised red flags early", "Led R&D in Lyon"]);
    earns(
        "R&D",
        &["Led R&D in Lyon", "Funded research and development"],
    );
    earns_nothing("R&D", &["Statistics in R"]);
}

#[test]
fn c_in_project() {
    earns("C", &["Wrote firmware in C", "Embedded C, C++"]);
    earns_nothing(
        "C",
        &[
            "Planned a project for the C-suite",
            "Raised the Series C round",
            "Studied vitamin C",
            "Tutored grade C students",
            "Tuned C++ code",
            "Tuned C# code",
        ],
    );
}

#[test]
fn c_plus_plus_and_c_sharp() {
    earns("C++", &["Tuned C++17 code", "Wrote C++, Python"]);
    earns_nothing("C++", &["Tuned C code", "Tuned C# code"]);
    earns("C#", &["Tuned C# code", "Wrote CSharp services"]);
    earns_nothing("C#", &["Tuned C code", "Tuned C++ code"]);
}

#[test]
fn java_in_javascript() {
    earns("Java", &["Ported Java services"]);
    earns_nothing("Java", &["Wrote JavaScript"]);
    earns("JavaScript", &["Wrote JavaScript", "Ported JS widgets"]);
    earns_nothing("JavaScript", &["Ported Java services"]);
}

#[test]
fn ios_in_curiosity() {
    earns("iOS", &["Shipped the iOS app"]);
    earns_nothing("iOS", &["Hired for curiosity", "Tested six scenarios"]);
}

#[test]
fn rust_in_zero_trust() {
    earns("Rust", &["Rewrote the parser in Rust"]);
    earns_nothing(
        "Rust",
        &["Rolled out Zero Trust", "Removed rust from the hull"],
    );
    earns("zero trust", &["Rolled out zero-trust access"]);
    earns_nothing("zero trust", &["Rewrote the parser in Rust"]);
}

#[test]
fn react_and_reacted() {
    earns("React", &["Built the shop in React", "Wrote ReactJS pages"]);
    earns_nothing(
        "React",
        &["Customers reacted well", "Reacted to alarms fast"],
    );
}

#[test]
fn react_and_redact() {
    earns("redact documents", &["Redacted documents"]);
    earns_nothing("redact documents", &["Built a React library"]);
}

#[test]
fn sql_in_nosql() {
    earns("SQL", &["Wrote SQL for finance"]);
    earns_nothing("SQL", &["Ran NoSQL stores"]);
    earns("NoSQL", &["Ran NoSQL stores"]);
    earns_nothing("NoSQL", &["Wrote SQL for finance"]);
}

#[test]
fn ai_in_said() {
    earns(
        "AI",
        &["Shipped AI features", "Taught artificial intelligence"],
    );
    earns_nothing("AI", &["Said hello to guests", "Repaired air brakes"]);
}

#[test]
fn pm_in_three_pm() {
    earns("PM", &["Worked with the PM"]);
    earns_nothing("PM", &["Closed the shop at 3 pm", "Worked 6 to 11 PM"]);
}

#[test]
fn ci_cd_and_cds() {
    earns(
        "CI/CD",
        &[
            "Set up CI/CD",
            "Set up continuous integration",
            "Owned the CI pipeline",
        ],
    );
    earns_nothing("CI/CD", &["Sold 40 CDs", "Met the CIO"]);
}

#[test]
fn a_b_tests() {
    earns("A/B testing", &["Ran A/B tests", "Ran split tests"]);
    earns_nothing("A/B testing", &["Sorted parcels into bins A and B"]);
}

#[test]
fn dot_net() {
    earns(".NET", &["Ported .NET Core apps", "Wrote dotnet services"]);
    earns_nothing(".NET", &["Built a net for fish", "Raised net income"]);
}

#[test]
fn node_js() {
    earns("Node.js", &["Ported NodeJS apps", "Wrote Node.js services"]);
    earns_nothing("Node.js", &["Removed lymph nodes"]);
}

#[test]
fn lead_in_lead_paint() {
    let others = [
        "Removed lead paint",
        "Bought 300 sales leads",
        "Ran lead generation",
        "Halved the lead time",
    ];
    earns("lead a team", &["Led a team of nine"]);
    earns_nothing("lead a team", &others);
    earns("lead paint", &["Removed lead paint"]);
    earns_nothing("lead paint", &["Led a team of nine"]);
    earns("lead generation", &["Ran lead generation"]);
    earns_nothing("lead generation", &["Led a team of nine"]);
}

#[test]
fn program_in_training_program() {
    earns(
        "program management",
        &[
            "Managed programs in six countries",
            "Headed program delivery",
        ],
    );
    earns_nothing("program management", &["Attended a training program"]);
    earns("training program", &["Wrote the training program"]);
}

#[test]
fn managed_in_managed_database() {
    earns("manage a team", &["Managed a team of six"]);
    earns_nothing("manage a team", &["Moved orders to a managed database"]);
    earns("managed database", &["Moved orders to a managed database"]);
}

#[test]
fn common_words_that_are_names() {
    for (name, line) in [
        ("Excel", "Helped students excel"),
        ("Slack", "Found slack in the schedule"),
        ("Spring", "Planned the spring campaign"),
        ("Swift", "Made swift decisions"),
        ("Ruby", "Sold ruby rings"),
        ("Spark", "Sparked interest in reading"),
        ("Access", "Improved access to care"),
        ("SAFe", "Kept children safe"),
        ("ER", "Served her guests"),
    ] {
        earns(name, &[&format!("Worked with {name} daily")]);
        earns_nothing(name, &[line]);
    }
}

#[test]
fn short_forms_mean_the_long_ones() {
    earns("Kubernetes", &["Ran k8s", "Ran kubernets clusters"]);
    earns_nothing("Kubernetes", &["Ran kitchens", "Made cabinets"]);
    earns("PMP", &["Earned the Project Management Professional"]);
    earns_nothing("PMP", &["Pumped concrete"]);
    earns("OKRs", &["Set objectives and key results"]);
    earns_nothing("OKRs", &["Cooked okra"]);
}

#[test]
fn csm_by_its_company() {
    let scrum = "CSM for three agile teams";
    let customers = "CSM for 40 accounts, 96% retention";
    earns("Certified ScrumMaster", &[scrum]);
    earns_nothing("Certified ScrumMaster", &[customers]);
    earns("customer success", &[customers]);
    earns_nothing("customer success", &[scrum]);
}

#[test]
fn raid_log_and_raid_array() {
    earns("risk register", &["Kept the RAID log"]);
    earns_nothing("risk register", &["Planned a police raid"]);
}

#[test]
fn rn_by_its_company() {
    earns("registered nurse", &["RN on a 24-bed unit"]);
    earns_nothing("registered nurse", &["Ported the RN bridge to Swift"]);
}

#[test]
fn it_and_it() {
    earns("IT", &["Ran the IT desk", "Bought information technology"]);
    earns_nothing("IT", &["Made it work", "Made It Happen"]);
}
