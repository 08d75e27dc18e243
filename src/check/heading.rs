//! Headings of a person's own that software doesn't file.

use super::finding::Finding;
use super::rule::Rule;
use crate::profile::Profile;
use crate::text::normalise;

/// The keys of the profile and the headings that mean them.
const MEANT: [(&str, &[&str]); 11] = [
    (
        "summary",
        &[
            "about me",
            "about",
            "who i am",
            "my story",
            "profile",
            "objective",
            "career objective",
            "professional summary",
            "in a nutshell",
        ],
    ),
    (
        "experience",
        &[
            "work history",
            "work experience",
            "employment",
            "employment history",
            "professional experience",
            "career history",
            "my journey",
            "career journey",
            "where i've been",
            "where i have worked",
            "what i've done",
            "professional background",
            "relevant experience",
        ],
    ),
    (
        "projects",
        &[
            "things i've built",
            "things i have built",
            "my work",
            "selected projects",
            "personal projects",
            "side projects",
            "academic projects",
        ],
    ),
    (
        "education",
        &[
            "academic background",
            "academics",
            "schooling",
            "academic history",
            "where i studied",
            "what i studied",
        ],
    ),
    (
        "certifications",
        &[
            "certificates",
            "licenses",
            "licences",
            "credentials",
            "licenses and certifications",
            "licences and certificates",
        ],
    ),
    (
        "skills",
        &[
            "technical skills",
            "core competencies",
            "toolbox",
            "my toolbox",
            "superpowers",
            "my superpowers",
            "expertise",
            "areas of expertise",
            "what i do",
            "what i'm good at",
            "tech stack",
            "skill set",
            "key skills",
            "toolkit",
        ],
    ),
    ("languages", &["language skills", "languages spoken"]),
    (
        "awards",
        &[
            "honors",
            "honours",
            "honors and awards",
            "awards and honors",
            "achievements",
            "accolades",
            "trophy case",
            "bragging rights",
        ],
    ),
    (
        "publications",
        &[
            "papers",
            "selected publications",
            "articles",
            "talks and publications",
        ],
    ),
    (
        "volunteering",
        &[
            "volunteer work",
            "volunteer experience",
            "community service",
            "giving back",
            "community involvement",
        ],
    ),
    (
        "interests",
        &[
            "hobbies",
            "hobbies and interests",
            "interests and hobbies",
            "fun facts",
            "when i'm not working",
            "beyond work",
            "passions",
        ],
    ),
];

pub(super) fn findings(profile: &Profile) -> Vec<Finding> {
    let headings = profile.other.iter().map(|it| &it.heading);
    headings
        .filter_map(|heading| {
            let written = normalise(&heading.text.replace('&', "and"));
            let plain = written.trim_end_matches([':', '.', '!']);
            let (key, _) = MEANT
                .iter()
                .find(|(key, names)| *key == plain || names.contains(&plain))?;
            let message = format!(
                "software doesn't file a section `{}` as `{key}`",
                heading.text
            );
            let hint =
                format!("move its lines to `{key}:`, which is printed under the usual heading");
            Some(Finding::new(Rule::Heading, heading, message, hint))
        })
        .collect()
}
