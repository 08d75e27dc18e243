use super::*;

/// Writes each token's key, and its kind where that is not a word.
fn keys(text: &str) -> String {
    let show = |it: &Token| match it.kind {
        TokenKind::Word | TokenKind::Name => it.key.to_string(),
        kind => format!("{kind:?}({})", &text[it.at.clone()]),
    };
    tokens(text).iter().map(show).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn has(text: &str, key: &str) {
    assert!(
        tokens(text).iter().any(|it| it.key == key),
        "{text}: {}",
        keys(text)
    );
}

#[track_caller]
fn lacks(text: &str, key: &str) {
    assert!(
        tokens(text).iter().all(|it| it.key != key),
        "{text}: {}",
        keys(text)
    );
}

#[test]
fn tables_are_sorted() {
    let tables: [&[&str]; 6] = [&JOINED, &DOTTED, &PLUS, &SCALES, &UNITS, &RANKED];
    for table in tables {
        assert!(table.is_sorted(), "{table:?}");
    }
}

#[test]
fn keeps_symbols_that_belong_to_a_name() {
    has("Wrote C++ and C# services", "c++");
    has("Wrote C++ and C# services", "c#");
    has("Reconstruction software (C++17, ROOT)", "c++");
    has("Embedded C, C++.", "c++");
    has("Embedded C, C++.", "=c");
    has("Moved .NET services", ".net");
    has("ASP.NET and Node.js", "asp.net");
    has("ASP.NET and Node.js", "node.js");
    has("CompTIA Security+ certified", "security+");
    lacks("Wrote C++ code", "=c");
    lacks("Wrote C# code", "=c");
}

#[test]
fn reads_a_name_only_where_it_is_written_as_one() {
    has("Wrote the scheduler in Go", "=go");
    has("Go, Python and SQL", "=go");
    has("Python/Go/Rust", "=go");
    has("Go developer", "=go");
    has("BACKEND ENGINEER (GO / KUBERNETES)", "=go");
    for text in [
        "you'll go through the plan",
        "Own go-to-market for Europe",
        "Own Go-To-Market for Europe",
        "Going forward",
        "Go live in May",
        "Ran the go/no-go call",
    ] {
        lacks(text, "=go");
    }
    has("Statistics in R and SAS", "=r");
    has("R, Python", "=r");
    lacks("Red flags", "=r");
    lacks("Led R&D in Lyon", "=r");
    has("Firmware in C on an STM32", "=c");
    lacks("Project planning", "=c");
    lacks("Raised the Series C round", "=c");
    lacks("Reported to the C-suite", "=c");
    has("React front end", "=react");
    has("javascript, react, css", "=react");
    lacks("Customers reacted well", "=react");
    lacks("React to incidents fast", "=react");
    has("Services in Rust", "=rust");
    lacks("Zero Trust Engineer", "=rust");
    lacks("Removed rust from the hull", "=rust");
}

#[test]
fn capitals_decide_for_short_words() {
    has("IT project manager", "=it");
    lacks("made it work", "=it");
    lacks("MAKE IT HAPPEN EVERY DAY HERE", "=it");
    has("Worked with the PM and 11 PMs", "=pm");
    lacks("from 9 am to 3 pm", "=pm");
    lacks("until 3 PM", "=pm");
    has("RAID log", "=raid");
    lacks("police raid", "=raid");
    has("AI platform", "ai");
    lacks("she said", "ai");
}

#[test]
fn words_inside_words_do_not_match() {
    lacks("JavaScript", "java");
    lacks("NoSQL stores", "sql");
    lacks("curiosity", "io");
    has("iOS app", "io");
    has("iOS app", &lexeme("ios").stem);
    lacks("Software Defined Networking", "defi");
    lacks("rapid", "api");
}

#[test]
fn slashes_and_ampersands_join_only_known_pairs() {
    assert_eq!(keys("CI/CD"), "ci/cd");
    assert_eq!(keys("A/B test"), "a/b test");
    assert_eq!(keys("24/7 and 24x7"), "24/7 and 24/7");
    assert_eq!(keys("AWS/GCP"), "aw gcp");
    assert_eq!(keys("R&D, P&L"), "r&d p&l");
}

#[test]
fn numbers_carry_their_unit() {
    assert_eq!(
        keys("Saved $1.2M (31 %) at 99.9% with 1,100 nodes"),
        "save Money($1.2M) Percent(31 %) at Percent(99.9%) with Number(1,100) node"
    );
    assert_eq!(keys("5+ years"), "Number(5+) year");
    assert_eq!(keys("3D and 2FA in 90ms"), "3d and 2fa in Number(90ms)");
    assert_eq!(keys("k8s"), "k8s");
    assert_eq!(
        keys("£750k, €12 million"),
        "Money(£750k) Money(€12) million"
    );
}

#[test]
fn dots_in_abbreviations_end_nothing() {
    let text = "Ph.D. in physics, e.g. optics, in the U.S. market";
    assert_eq!(keys(text), "phd in physics eg optic in the =us market");
    assert_eq!(tokens("Ph.D. in physics")[1].before, Gap::Space);
    assert_eq!(tokens("Shipped it. Then rested")[2].before, Gap::Sentence);
}

#[test]
fn addresses_are_not_words() {
    assert_eq!(
        keys("Mail a.go@example.com or see https://go.dev/learn (github.com/go/rust)."),
        "mail Address(a.go@example.com) or see Address(https://go.dev/learn) Address(github.com/go/rust)"
    );
    assert_eq!(keys("cloud.gov, Monday.com"), "cloud.gov monday.com");
}

#[test]
fn spelling_variants_meet() {
    assert_eq!(keys("e-mail E‑commerce K-12"), "email ecommerc k12");
    assert_eq!(keys("back end roll-out"), "backend rollout");
    assert_eq!(keys("rolled out"), "roll out");
    assert_eq!(keys("lean start\u{ad}up"), "lean startup");
    assert_eq!(keys("re\u{301}sume\u{301}"), keys("résumé"));
    assert_eq!(keys("ﬁnance team’s"), "financ team");
    assert_eq!(keys("Ｇｏｏｇｌｅ"), "googl");
}

#[test]
fn spans_point_into_the_source() {
    let text = "Zoë’s — “k8s” (31 %)";
    let words: Vec<_> = tokens(text).into_iter().map(|it| &text[it.at]).collect();
    assert_eq!(words, ["Zoë", "k8s", "31 %"]);
}
