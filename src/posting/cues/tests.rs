use super::*;

#[test]
fn tables_are_well_formed() {
    assert!(OF_THE_ROLE.is_sorted());
    for line in include_str!("../cues.tsv").lines() {
        if !line.starts_with('#') && !line.is_empty() {
            assert_eq!(line.split('\t').count(), 3, "{line}");
        }
    }
    for cues in [
        &TABLE.headings,
        &TABLE.whole_headings,
        &TABLE.labels,
        &TABLE.terms,
        &TABLE.drops,
        &TABLE.needs,
    ] {
        let mut cues = cues.by_beginning.values().flatten().peekable();
        assert!(cues.peek().is_some());
        assert!(cues.all(|(cue, _)| *cue == cue.to_lowercase() && *cue == plain(cue)));
    }
}

#[test]
fn cues_are_whole_words_wherever_they_stand() {
    let found = |text: &str| {
        let found = TABLE.drops.found(text).map(|(at, _)| text[at].to_owned());
        found.collect::<Vec<_>>()
    };
    assert_eq!(
        found("a 401(k), and up to 10 % travel"),
        ["401(k)", "% travel"]
    );
    assert!(found("a 4401(k) and 401(kin)").is_empty());
    assert!(found("").is_empty());
}

#[test]
fn headings_announce_their_section() {
    let asks = |need| Some(Section::Asks(need));
    assert_eq!(heading("What you'll do"), asks(Need::Duty));
    assert_eq!(heading("What you’ll do"), asks(Need::Duty));
    assert_eq!(heading("Qualifications"), asks(Need::Required));
    assert_eq!(heading("PREFERRED QUALIFICATIONS"), asks(Need::Preferred));
    assert_eq!(heading("About Northwind"), Some(Section::Drop));
    assert_eq!(heading("About the role"), Some(Section::Neutral));
    assert_eq!(heading("About you"), asks(Need::Required));
    assert_eq!(heading("Pay and benefits"), Some(Section::Drop));
    assert_eq!(heading("What we offer"), Some(Section::Drop));
    assert_eq!(heading("Physical requirements"), Some(Section::Drop));
    assert_eq!(heading("Platform"), None);
    assert_eq!(heading("Must-haves"), asks(Need::Required));
    assert_eq!(heading("QUALIFICATIONS DESIRED"), asks(Need::Preferred));
    assert_eq!(heading("Helpful, not required"), asks(Need::Preferred));
    assert_eq!(heading("Required & preferred skills"), asks(Need::Required));
    assert_eq!(heading("Evaluation of candidates"), Some(Section::Drop));
    assert_eq!(heading("Nationality requirements"), Some(Section::Drop));
    assert_eq!(heading("Security"), Some(Section::Drop));
    assert_eq!(heading("Application security"), None);
}

#[test]
fn sentences_insist_or_wish() {
    assert_eq!(need("SQL is required."), Some(Need::Required));
    assert_eq!(need("PMP is a plus."), Some(Need::Preferred));
    assert_eq!(need("A degree is not required."), Some(Need::Preferred));
    assert_eq!(need("Works with mustard."), None);
    assert_eq!(need("Production experience (AWS preferred)"), None);
    assert_eq!(need("Five years of sales, preferably in retail"), None);
    assert_eq!(need("Preferably in retail"), Some(Need::Preferred));
    assert_eq!(need("SQL is required, R is helpful"), Some(Need::Required));
}

#[test]
fn titles_lose_their_terms() {
    assert_eq!(
        without_terms("Charge Nurse – ICU – Full Time Nights – $10,000 Sign-On Bonus"),
        "Charge Nurse – ICU"
    );
    assert_eq!(
        without_terms("Teacher (Biology), 1.0 FTE"),
        "Teacher (Biology)"
    );
    assert_eq!(
        without_terms("Program Manager, Remote Care"),
        "Program Manager, Remote Care"
    );
}

#[test]
fn the_end_of_a_paragraph_leads_in_a_list() {
    let duty = Some(Section::Asks(Need::Duty));
    assert_eq!(
        leads_in("Each has sixty awards. The job holder will:"),
        duty
    );
    assert_eq!(leads_in("We are a team of nine."), None);
}

#[test]
fn boilerplate_is_known_by_its_words() {
    assert!(is_boilerplate("We are an Equal Opportunity employer."));
    assert!(is_boilerplate("Medical, dental and vision from day one"));
    assert!(is_boilerplate("You must be a U.S. citizen"));
    assert!(!is_boilerplate("Improve access to health equity programs"));
    assert!(!is_boilerplate("Cut the team's travel time in half"));
}
