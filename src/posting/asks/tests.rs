use super::*;

/// Writes what is asked for in short: all of `(a & b)`, any of `(a | b)`.
fn short(asks: &Asks) -> String {
    let joined = |these: &[Asks], by: &str| {
        let these: Vec<String> = these.iter().map(short).collect();
        format!("({})", these.join(by))
    };
    match asks {
        Asks::All(these) => joined(these, " & "),
        Asks::Any(these) => joined(these, " | "),
        Asks::One(one) => match one {
            Ask::Skill { name } => name.clone(),
            Ask::Years { years, .. } => format!("{years} years"),
            Ask::Degree { level, .. } => format!("{level:?}"),
            Ask::Credential { name } => format!("credential {name}"),
            Ask::Language { language, .. } => format!("language {language}"),
            Ask::Logistics { .. } => "logistics".to_owned(),
            Ask::Activity { .. } => "activity".to_owned(),
            Ask::Soft { .. } => "soft".to_owned(),
        },
    }
}

#[track_caller]
fn check(text: &str, expect: &str) {
    assert_eq!(short(&asks(text)), expect, "{text}");
}

#[test]
fn lists_of_names() {
    check("Python and SQL", "(Python & SQL)");
    check("Go or Rust", "(Go | Rust)");
    check("Terraform, Datadog", "(Terraform & Datadog)");
    check("Fluent in Python or R, and SQL", "((Python | R) & SQL)");
    check("Tools such as Jira and Confluence", "(Jira | Confluence)");
    check("Asana, Jira or similar", "(Asana | Jira)");
}

#[test]
fn lists_in_brackets_of_names_that_nothing_knows() {
    check(
        "Farm records in a cloud service (Agvance or Granular)",
        "((Agvance | Granular) | activity)",
    );
    check("Greet guests (walk-ins or booked) by name", "activity");
    check("Run the yearly count (Sunday)", "activity");
}

#[test]
fn names_and_what_is_done_with_them() {
    check(
        "Chart every visit of a patient in Epic",
        "(Epic & activity)",
    );
    check("Excel in a fast setting of growing farms", "activity");
    check("Grow tomatoes and lettuce for restaurants", "activity");
}

#[test]
fn careers() {
    check("5+ years of plumbing", "5 years");
    check(
        "BA and 3 years of editing experience",
        "(Bachelor & 3 years)",
    );
    check(
        "5 years of brewing, or 3 years with a PhD",
        "(5 years | (3 years & Doctor))",
    );
}

#[test]
fn credentials_languages_and_conditions() {
    check(
        "PMP or CSM certification",
        "(credential PMP | credential CSM certification)",
    );
    check("OSHA 10 or 30", "(credential OSHA 10 | credential OSHA 30)");
    check("Spanish or Hmong", "(language Spanish | language Hmong)");
    check("Willing to travel 20%", "logistics");
    check("Strong communication skills", "soft");
}

#[test]
fn any_text_is_read() {
    // Letters whose lower case is longer or shorter: their places must not move.
    let odd = "İİ\u{212a}é";
    for text in [
        format!("{odd}, PMP or {odd} certification and {odd}"),
        format!(
            "{odd} 5 years of {odd}; or {odd}, Bachelor's degree in {odd}, {odd} or {odd}; with {odd}"
        ),
        format!("Excel or {odd} a {odd} tool, {odd} such as Jira ({odd})"),
        format!("{odd} degree {odd} in {odd}{odd}. {odd}"),
        String::new(),
    ] {
        asks(&text);
    }
}

#[test]
fn tables_are_sorted() {
    assert!(LANGUAGES.is_sorted());
    assert!(CREDENTIAL.is_sorted());
}
