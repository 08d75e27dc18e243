//! What each key of a guide means, for editors and readers.

use crate::reader::{About, about};

/// Every key of a guide, with examples.
pub(crate) const ABOUT: &[About] = &[
    about(
        "guide",
        "guide",
        "The role's name.",
        &["Technical Program Manager"],
    ),
    about(
        "guide",
        "about",
        "What the role is, in a sentence.",
        &["Leads technical work that spans several teams."],
    ),
    about(
        "guide",
        "titles",
        "Titles that mean this role, the usual one first: a posting with one of them chooses the guide.",
        &["[Technical Program Manager, TPM]"],
    ),
    about(
        "guide",
        "themes",
        "What resumes for this role should show, each with its weight and vocabulary.",
        &["[{name: Leadership, weight: 2, terms: [led a team, mentored]}]"],
    ),
    about(
        "guide",
        "background",
        "Titles of earlier positions that count as a background for this role.",
        &["[Software Engineer]"],
    ),
    about(
        "guide",
        "education",
        "Studies that fit.",
        &["{fields: [computer science], advanced: [MBA]}"],
    ),
    about(
        "guide",
        "certifications",
        "Certifications that help.",
        &["[PMP, {term: Certified ScrumMaster, also: [CSM]}]"],
    ),
    about(
        "guide",
        "industries",
        "Industries that are close.",
        &["[software development, fintech]"],
    ),
    about(
        "guide",
        "metrics",
        "How much a quantified result adds to a highlight: 0 not at all, 1 as usual, at most 3.",
        &["1.5"],
    ),
    about(
        "guide",
        "sections",
        "The sections in the order printed; those not named follow in the usual order.",
        &["[summary, experience, skills, education]"],
    ),
    about(
        "education",
        "fields",
        "Fields of study that fit.",
        &["[computer science, engineering]"],
    ),
    about(
        "education",
        "advanced",
        "Further degrees that help.",
        &["[MBA]"],
    ),
    about(
        "theme",
        "name",
        "The theme's name, as the ledger shows it.",
        &["Leadership"],
    ),
    about(
        "theme",
        "weight",
        "How much it counts beside the others: above 0, at most 10; 1 unless given.",
        &["3", "0.5"],
    ),
    about(
        "theme",
        "about",
        "What it means, in a sentence.",
        &["Leads people who don't report to them."],
    ),
    about(
        "theme",
        "competencies",
        "The general competencies that it is about: what words say for them is built in, and counts beside terms and examples.",
        &["[leading-people]"],
    ),
    about(
        "theme",
        "terms",
        "Words and phrases that show it, found by their stems whatever their capitals.",
        &["[led a team, {term: Kubernetes, also: [k8s]}]"],
    ),
    about(
        "theme",
        "examples",
        "Short phrases, as a person would write a highlight that shows it.",
        &["[Led 12 engineers through two launches]"],
    ),
    about("term", "term", "The usual name.", &["Kubernetes"]),
    about(
        "term",
        "also",
        "Other names for the same thing.",
        &["[k8s]"],
    ),
];
