//! Role detection: which built-in guide a resume is tailored to where nobody names one.

use crate::document::{latest_first, latest_positions_first};
use crate::guide;
use crate::posting::Posting;
use crate::profile::Profile;

/// The role that a resume is for, as the inputs tell it, and the built-in guide for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The name of the built-in guide: the neutral one where no other fits.
    pub guide: &'static str,
    /// The title that decided: of the posting, else the headline, else the newest position; none where there is no title.
    pub title: Option<String>,
    /// Where the title stands.
    pub source: RoleSource,
}

/// Where the title of a [`Role`] stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleSource {
    /// In the posting.
    Posting,
    /// In the profile's headline.
    Headline,
    /// In the profile's newest paid position.
    NewestPosition,
}

impl Role {
    /// Detects the role from the posting's title, then from the profile.
    ///
    /// A posting decides alone where it has a title: whoever applies for another kind of job is tailored to that one.
    /// Where no built-in guide has the title, the neutral guide is taken, never that of another role.
    pub fn detect(posting: Option<&Posting>, profile: &Profile) -> Self {
        match posting.and_then(|it| it.title.as_deref()) {
            Some(title) => Self::of_title(title, RoleSource::Posting),
            None => Self::of_profile(profile),
        }
    }

    /// Detects the role from the profile alone: its headline, then its newest paid position.
    pub fn of_profile(profile: &Profile) -> Self {
        let headline = (profile.headline.as_ref())
            .map(|it| Self::of_title(&it.text, RoleSource::Headline))
            .filter(|it| !it.is_neutral());
        let newest = || {
            let employment = &profile.experience[*latest_first(&profile.experience).first()?];
            let at = *latest_positions_first(employment).first()?;
            let title = &employment.positions.get(at)?.title.text;
            Some(Self::of_title(title, RoleSource::NewestPosition))
        };
        headline.or_else(newest).unwrap_or_else(|| Self {
            guide: guide::NEUTRAL,
            title: profile.headline.as_ref().map(|it| it.text.clone()),
            source: RoleSource::Headline,
        })
    }

    fn of_title(title: &str, source: RoleSource) -> Self {
        Self {
            guide: guide::built_in_for(title).unwrap_or(guide::NEUTRAL),
            title: Some(title.to_owned()),
            source,
        }
    }

    /// Returns whether no guide fits the role.
    pub fn is_neutral(&self) -> bool {
        self.guide == guide::NEUTRAL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(yaml: &str) -> Profile {
        let (profile, diagnostics) = crate::profile::load(yaml);
        assert_eq!(diagnostics, []);
        profile.unwrap()
    }

    #[track_caller]
    fn check(posting: Option<&str>, headline: &str, titles: [&str; 2], expect: (&str, RoleSource)) {
        let profile = profile(&format!(
            "name: Ada\ncontact: {{email: ada@ada.example}}\n{headline}experience:\n\
             - {{employer: A, title: {}, start: 2015, end: 2019, highlights: [Did]}}\n\
             - {{employer: B, title: {}, start: 2020, end: present, highlights: [Did]}}\n",
            titles[0], titles[1]
        ));
        let posting = posting.map(|title| Posting {
            title: Some(title.to_owned()),
            ..Posting::default()
        });
        let role = Role::detect(posting.as_ref(), &profile);
        assert_eq!((role.guide, role.source), expect, "{role:?}");
    }

    #[test]
    fn the_posting_decides_then_the_headline_then_the_newest_title() {
        let titles = ["Registered Nurse", "Product Manager"];
        check(
            Some("High School Teacher, Biology"),
            "headline: Software engineer\n",
            titles,
            ("teacher", RoleSource::Posting),
        );
        check(
            None,
            "headline: Software engineer who teaches\n",
            titles,
            ("software-engineer", RoleSource::Headline),
        );
        check(
            None,
            "headline: Seventh of nine children\n",
            titles,
            ("product-manager", RoleSource::NewestPosition),
        );
    }

    #[test]
    fn a_role_without_a_guide_is_neutral_and_nothing_else() {
        let titles = ["Product Manager", "Beekeeper"];
        check(
            Some("Head Gardener"),
            "headline: Software engineer\n",
            titles,
            (guide::NEUTRAL, RoleSource::Posting),
        );
        // The older job does not decide.
        check(
            None,
            "",
            titles,
            (guide::NEUTRAL, RoleSource::NewestPosition),
        );
    }
}
