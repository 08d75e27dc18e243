//! The page styles that come with the program.

/// Name and text of each, the default first.
const TEMPLATES: [(&str, &str); 5] = [
    ("classic", include_str!("../../templates/classic.yaml")),
    ("modern", include_str!("../../templates/modern.yaml")),
    ("compact", include_str!("../../templates/compact.yaml")),
    ("executive", include_str!("../../templates/executive.yaml")),
    ("academic", include_str!("../../templates/academic.yaml")),
];

/// Returns the names of the page styles that come with the program, the default first.
pub fn built_in_names() -> Vec<&'static str> {
    TEMPLATES.iter().map(|(name, _)| *name).collect()
}

/// Returns the YAML of the page style of that name.
pub fn built_in(name: &str) -> Option<&'static str> {
    let found = TEMPLATES.iter().find(|(it, _)| *it == name);
    found.map(|(_, source)| *source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{Template, load};

    #[test]
    fn every_page_style_is_sound_and_looks_like_no_other() {
        let mut styles = Vec::new();
        for (name, source) in TEMPLATES {
            let (template, diagnostics) = load(source);
            assert_eq!(diagnostics, [], "{name}");
            let template = template.unwrap();
            assert_eq!(template.name.to_lowercase(), name);
            assert!(template.about.is_some(), "{name}");
            assert!(!styles.contains(&template.style), "{name}");
            styles.push(template.style);
        }
    }

    #[test]
    fn the_first_one_says_what_the_program_does_without_any() {
        assert_eq!(load(TEMPLATES[0].1).0, Some(Template::default()));
    }
}
