//! Findings on the writing: not errors, but worth fixing before a resume is sent.
//!
//! A wrong alarm is worse than a missed one: where a text can be read in two ways, nothing is said. `fit/findings.tsv`
//! holds lines labelled by hand, and a test holds how often the rules are right on them. Rules about words are about
//! English words, and rest where the profile is in another language. What is pinned `never` is not printed, and so
//! nothing is said of it.

mod abbreviation;
mod about;
mod contact;
mod education;
mod finding;
mod form;
mod heading;
mod house;
mod measure;
mod month;
mod opener;
mod pronoun;
mod prose;
mod rule;
mod timeline;
mod verb;

pub(crate) use about::keys;
pub use finding::Finding;
pub use house::House;
pub(crate) use house::outline;
pub use measure::{is_quantified, n_words};
pub use opener::weak_opener;
pub use pronoun::pronoun;
pub use rule::{Level, Rule};
pub use verb::{Form, Opening, opening};

use crate::profile::Profile;

/// Returns what is to be said about the writing of a profile, in the order of its source.
pub fn findings(profile: &Profile, house: &House) -> Vec<Finding> {
    let mut found = [
        education::findings(profile, house),
        timeline::findings(profile, house),
        contact::findings(profile),
    ]
    .concat();
    if is_english(&profile.lang) {
        found.extend(opener::findings(profile, house));
        found.extend(form::findings(profile));
        found.extend(pronoun::findings(profile));
        found.extend(measure::findings(profile, house));
        found.extend(abbreviation::findings(profile, house));
        found.extend(month::findings(profile));
        found.extend(heading::findings(profile));
    }
    for it in &mut found {
        it.level = house.level(it.rule);
    }
    found.retain(|it| it.level > Level::Off);
    found.sort_by(|a, b| (a.at, a.rule, &a.message).cmp(&(b.at, b.rule, &b.message)));
    // What an alias repeats is read, and found, more than once.
    found.dedup();
    found
}

fn is_english(lang: &str) -> bool {
    lang.split('-')
        .next()
        .is_some_and(|it| it.eq_ignore_ascii_case("en"))
}
