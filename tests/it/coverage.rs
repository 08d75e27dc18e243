//! What is claimed of a profile beside a posting: every grade, and the facts behind it.

use bespoke::coverage::{Claim, Coverage, Grade};
use bespoke::guide::Guide;
use bespoke::posting::{self, Posting, RequirementId};
use bespoke::profile::{self, Date, LineId, Profile};
use bespoke::score::score;

const PROFILE: &str = "
name: Imke Brandsma
summaries:
  - Harbour engineer who runs dredging works.
experience:
  - employer: Wadden Dredging
    title: Project Engineer
    start: 2019-01
    end: present
    highlights:
      - Planned the maintenance dredging of eleven harbour basins with QGIS
      - Mentored two surveyors in their first season
  - employer: Noorderhaven
    title: Hydrographic Surveyor
    start: 2015-01
    end: 2020-12
    highlights:
      - Surveyed quay walls by multibeam sonar every quarter
education:
  - {institution: Delft, degree: M.Sc., field: Civil Engineering, end: 2014}
certifications:
  - {name: Professional Engineer (PE), date: 2016}
  - {name: First Aid / CPR, date: 2019, expires: 2021}
skills:
  - {group: Tools, items: [AutoCAD, Excel, Python]}
languages:
  - {language: Dutch, level: native}
  - {language: German, level: basic}
";

fn guide() -> Guide {
    let source = bespoke::guide::built_in("technical-program-manager").unwrap();
    bespoke::guide::load(source).0.unwrap()
}

fn claims(asked: &[&str]) -> (Profile, Posting, Vec<Claim>) {
    let (profile, _) = profile::load(PROFILE);
    let profile = profile.unwrap();
    let list: Vec<String> = asked.iter().map(|it| format!("- {it}")).collect();
    let posting = posting::read(&format!(
        "# Harbour Engineer\n\n## Requirements\n\n{}\n",
        list.join("\n")
    ));
    assert_eq!(posting.requirements.len(), asked.len(), "{posting:#?}");
    let guide = guide();
    let as_of = Date {
        year: 2026,
        month: Some(6),
    };
    let scored = score(&profile, &guide, Some(&posting), as_of);
    let coverage = Coverage::new(&profile, &posting, &scored, as_of);
    let claims = (0..asked.len())
        .map(|it| coverage.claim(RequirementId(it), |_| true))
        .collect();
    (profile, posting, claims)
}

#[track_caller]
fn check(asked: &str, expect: Grade) -> Claim {
    let (_, _, claims) = claims(&[asked]);
    assert_eq!(claims[0].grade, expect, "{asked}: {:?}", claims[0]);
    claims[0].clone()
}

#[test]
fn what_is_named_is_shown() {
    check("Experience with QGIS", Grade::Shown);
    check("Python or R", Grade::Shown);
    check("Proficiency in Microsoft Excel", Grade::Shown);
    check(
        "Drawing tools such as AutoCAD or MicroStation",
        Grade::Shown,
    );
    let claim = check("Salesforce", Grade::NotFound);
    assert!(claim.is_missing() && claim.evidence.is_empty());
}

#[test]
fn a_product_shows_its_kind_and_no_other_product() {
    check("GIS software", Grade::Shown);
    check("Proficiency with spreadsheets", Grade::Shown);
    check("A programming language", Grade::Shown);
    let claim = check("Experience with CAD", Grade::Shown);
    assert_eq!(claim.evidence[0].1, ["AutoCAD"]);
    assert!(check("ArcGIS", Grade::NotFound).is_missing());
    assert!(check("SolidWorks", Grade::NotFound).is_missing());
    assert!(check("Statistical software", Grade::NotFound).is_missing());
}

#[test]
fn people_who_were_led_show_that_somebody_leads() {
    let (profile, _) = profile::load(&PROFILE.replace(
        "Surveyed quay walls by multibeam sonar every quarter",
        "Led two boat crews and a student through the winter season",
    ));
    let profile = profile.unwrap();
    let posting = posting::read(
        "# Surveyor\n\n## Requirements\n\n- Supervisory experience\n- Supervise two members of staff\n",
    );
    let as_of = Date {
        year: 2026,
        month: Some(6),
    };
    let scored = score(&profile, &guide(), Some(&posting), as_of);
    let coverage = Coverage::new(&profile, &posting, &scored, as_of);
    for requirement in 0..2 {
        let claim = coverage.claim(RequirementId(requirement), |_| true);
        assert_eq!(claim.grade, Grade::Shown, "{claim:?}");
        assert_eq!(claim.evidence[0].1[0], "Led two boat crews");
    }
    check("Supervisory experience", Grade::NotFound);
}

#[test]
fn some_of_several_things_is_shown_partly() {
    let claim = check("Python and Terraform", Grade::Partly);
    assert_eq!(claim.lacks, ["Terraform"]);
}

#[test]
fn degrees_by_level_and_field() {
    check("Bachelor's degree in civil engineering", Grade::Shown);
    check(
        "Bachelor's degree in engineering or a related field",
        Grade::Shown,
    );
    let claim = check("PhD in hydrology", Grade::NotFound);
    assert_eq!(claim.lacks, ["a doctorate"]);
    let claim = check("Master's degree in accounting", Grade::Partly);
    assert_eq!(claim.lacks, ["a degree in accounting"]);
}

#[test]
fn years_are_added_up_and_overlaps_counted_once() {
    // From January 2015 to June 2026, two years of which overlap.
    check("11 years of work experience", Grade::Shown);
    check("Five years of surveying", Grade::Shown);
    let claim = check("10 years of surveying", Grade::Partly);
    assert!(
        claim.lacks[0].ends_with("6 years found"),
        "{:?}",
        claim.lacks
    );
}

#[test]
fn credentials_expire() {
    check("Professional Engineer license", Grade::Shown);
    let claim = check("Current CPR certification", Grade::Partly);
    assert_eq!(claim.lacks, ["it expired in 2021"]);
    assert!(check("Crane operator certification", Grade::NotFound).is_missing());
}

#[test]
fn work_is_no_credential() {
    // "Mentored two surveyors" and "Project Engineer" are no certificates.
    check("Mentoring certificate", Grade::Partly);
    check("PE license", Grade::Shown);
}

#[test]
fn languages_and_how_well() {
    check("Fluent Dutch", Grade::Shown);
    let claim = check("Fluent German", Grade::Partly);
    assert_eq!(claim.lacks, ["German is basic"]);
    assert!(check("Portuguese", Grade::NotFound).is_missing());
}

#[test]
fn conditions_are_told_and_never_missing() {
    let claim = check("Own hand tools", Grade::NotFound);
    assert!(claim.is_logistics && !claim.is_missing() && claim.value >= 0.05);
}

#[test]
fn work_in_ordinary_words_is_never_called_missing() {
    let (_, _, claims) = claims(&["Negotiate tariffs", "Experience with QGIS", "AutoCAD"]);
    assert_eq!(claims[0].grade, Grade::NotFound);
    assert!(!claims[0].is_missing());
    let claim = check("Plan maintenance dredging of harbour basins", Grade::Shown);
    assert!(!claim.evidence[0].1.is_empty(), "the words that show it");
}

#[test]
fn what_is_left_off_shows_nothing() {
    let (profile, posting, _) = claims(&["Experience with QGIS", "10 years of work experience"]);
    let guide = guide();
    let as_of = Date {
        year: 2026,
        month: Some(6),
    };
    let scored = score(&profile, &guide, Some(&posting), as_of);
    let coverage = Coverage::new(&profile, &posting, &scored, as_of);
    let lines = profile.lines();
    let qgis = lines
        .iter()
        .position(|it| it.text().contains("QGIS"))
        .map(LineId)
        .unwrap();
    assert!(
        coverage
            .claim(RequirementId(0), |it| it != qgis)
            .is_missing()
    );
    assert!(
        coverage
            .strengths(qgis)
            .iter()
            .any(|it| it.requirement == RequirementId(0) && it.strength > 0.9)
    );
    let newest = lines
        .iter()
        .position(|it| it.text() == "Project Engineer")
        .map(LineId)
        .unwrap();
    let claim = coverage.claim(RequirementId(1), |it| it != newest);
    assert!(claim.value < coverage.claim(RequirementId(1), |_| true).value);
}

#[test]
fn what_a_posting_names_is_known_by_line() {
    let (profile, _) = profile::load(PROFILE);
    let profile = profile.unwrap();
    let posting = posting::read("# Engineer\n\n## Requirements\n\n- AutoCAD\n- Dutch\n");
    let guide = guide();
    let as_of = Date {
        year: 2026,
        month: Some(6),
    };
    let scored = score(&profile, &guide, Some(&posting), as_of);
    let coverage = Coverage::new(&profile, &posting, &scored, as_of);
    let named: Vec<String> = (profile.lines().iter().enumerate())
        .filter(|(idx, _)| coverage.is_named(LineId(*idx)))
        .map(|(_, it)| it.text().to_owned())
        .collect();
    assert_eq!(named, ["AutoCAD", "Dutch"]);
}
