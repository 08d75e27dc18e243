//! The guides that come with the program.

use super::load::load;
use super::model::Guide;

/// The name of the neutral guide, for roles that no other guide is for.
pub const NEUTRAL: &str = "general";

/// The name of the guide that a new one is copied from where none is named.
pub const EXAMPLE: &str = "technical-program-manager";

/// Name and text of each guide, the example first.
const GUIDES: [(&str, &str); 7] = [
    (
        "technical-program-manager",
        include_str!("../../guides/technical-program-manager.yaml"),
    ),
    (
        "software-engineer",
        include_str!("../../guides/software-engineer.yaml"),
    ),
    (
        "product-manager",
        include_str!("../../guides/product-manager.yaml"),
    ),
    (
        "registered-nurse",
        include_str!("../../guides/registered-nurse.yaml"),
    ),
    ("teacher", include_str!("../../guides/teacher.yaml")),
    (
        "nace-competencies",
        include_str!("../../guides/nace-competencies.yaml"),
    ),
    ("general", include_str!("../../guides/general.yaml")),
];

/// Returns the names of the guides that come with the program, the example first.
pub fn built_in_names() -> Vec<&'static str> {
    GUIDES.iter().map(|(name, _)| *name).collect()
}

/// Returns the YAML of the guide of that name.
pub fn built_in(name: &str) -> Option<&'static str> {
    GUIDES
        .iter()
        .find(|(it, _)| *it == name)
        .map(|(_, source)| *source)
}

impl Guide {
    /// Returns the built-in guide of a name; [`built_in_names`] lists them.
    pub fn built_in(name: &str) -> Option<Self> {
        load(built_in(name)?).0
    }
}

/// Returns the name of the guide whose titles a posting's title contains, the longest such title deciding.
pub fn built_in_for(title: &str) -> Option<&'static str> {
    let title = words(title);
    let mut best: Option<(usize, &'static str)> = None;
    for (name, source) in GUIDES {
        // The titles stand before the themes; the rest, which is most of it, need not be read for them.
        let head = source.split("\nthemes:").next().unwrap_or(source);
        for known in titles(head) {
            let known = words(&known);
            let n_words = known.len();
            let found = n_words > 0 && title.windows(n_words).any(|it| it == known);
            if found && best.is_none_or(|(most, _)| n_words > most) {
                best = Some((n_words, name));
            }
        }
    }
    best.map(|(_, name)| name)
}

/// Returns the items of the list under `titles:`; a test holds this against the full reading of every guide.
fn titles(head: &str) -> Vec<String> {
    head.lines()
        .skip_while(|it| *it != "titles:")
        .skip(1)
        .map_while(|it| it.trim_start().strip_prefix("- "))
        .map(|it| it.trim().trim_matches('"').to_owned())
        .collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guide_is_sound_and_its_titles_are_found() {
        for (name, source) in GUIDES {
            let (guide, diagnostics) = crate::guide::load(source);
            assert_eq!(diagnostics, [], "{name}");
            assert_eq!(guide.unwrap().titles, titles(source), "{name}");
        }
    }

    #[test]
    fn a_posting_names_its_guide() {
        assert_eq!(
            built_in_for("Senior Software Engineer, Payments"),
            Some("software-engineer")
        );
        assert_eq!(
            built_in_for("Sr. Technical Program Manager (TPM)"),
            Some("technical-program-manager")
        );
        assert_eq!(built_in_for("Beekeeper"), None);
    }
}
