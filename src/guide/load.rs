//! The guide's YAML to the model.

use std::str::FromStr;

use super::competency::Competency;
use super::model::{Guide, Term, Theme};
use crate::diag::{Diagnostic, InvalidInput};
use crate::profile;
use crate::reader::{self, MappingReader, Outline, Range, SpannedText};

/// Returns the guide written in `source`, unless there is an error, and everything that is wrong with it.
pub fn load(source: &str) -> (Option<Guide>, Vec<Diagnostic>) {
    reader::read(source, "a guide", guide)
}

impl FromStr for Guide {
    type Err = InvalidInput;

    /// Reads a guide from YAML; warnings are dropped.
    fn from_str(source: &str) -> Result<Self, InvalidInput> {
        let (guide, diagnostics) = load(source);
        guide.ok_or_else(|| InvalidInput {
            kind: "guide",
            source: source.to_owned(),
            diagnostics,
        })
    }
}

/// Returns what a guide may hold.
pub(crate) fn outline() -> Outline {
    reader::outline(guide)
}

fn guide(it: &mut MappingReader<'_>) -> Guide {
    it.called("guide");
    let name = it.required("guide");
    it.need("themes");
    let (fields, advanced) =
        it.mapping("education", |it| (it.texts("fields"), it.texts("advanced")));
    Guide {
        name,
        about: it.text("about"),
        titles: it.texts("titles"),
        themes: it.mappings("themes", theme),
        background: it.texts("background"),
        fields,
        advanced,
        certifications: it.entries("certifications", "term", term),
        industries: it.entries("industries", "term", term),
        metrics: it.number("metrics", 1.0, Range::of(0.0, 3.0), "from 0 to 3"),
        sections: it.choices("sections", "section", &profile::sections()),
    }
}

fn theme(it: &mut MappingReader<'_>) -> Theme {
    it.called("theme");
    let name: SpannedText = it.required("name");
    if !name.text.is_empty() {
        it.reader().unique("theme", &name);
    }
    Theme {
        name: name.text,
        weight: it.number(
            "weight",
            1.0,
            Range::above(0.0, 10.0),
            "above 0 and at most 10",
        ),
        about: it.text("about"),
        competencies: it.choices("competencies", "competency", &Competency::NAMES),
        terms: it.entries("terms", "term", term),
        examples: it.texts("examples"),
    }
}

fn term(it: &mut MappingReader<'_>) -> Term {
    it.called("term");
    Term {
        term: it.required("term"),
        also: it.texts("also"),
    }
}
