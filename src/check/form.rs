//! The tense of bullets, and whether those of a position have one form.

use super::finding::Finding;
use super::prose::{PositionProse, posts, quoted};
use super::rule::Rule;
use super::verb::{Form, opening, past};
use crate::profile::{Date, End, Profile, Text};

/// The least number of bullets with a clear form that can be out of step with one another.
const MIN_BULLETS: usize = 3;

pub(super) fn findings(profile: &Profile) -> Vec<Finding> {
    let posts = posts(profile);
    let tense = posts.iter().flat_map(tense);
    tense.chain(posts.iter().flat_map(parallel)).collect()
}

/// Returns when the position ended, if it did.
fn ended(post: &PositionProse<'_>) -> Option<Date> {
    match post.position.period.end {
        Some(End::On(date)) => Some(date),
        _ => None,
    }
}

fn tense(post: &PositionProse<'_>) -> Vec<Finding> {
    let Some(end) = ended(post) else {
        return Vec::new();
    };
    let texts = post
        .highlights
        .iter()
        .flat_map(|it| std::iter::once(&it.text).chain(&it.variants));
    texts.filter_map(|text| present(post, end, text)).collect()
}

fn present(post: &PositionProse<'_>, end: Date, text: &Text) -> Option<Finding> {
    let opening = opening(&text.text)?;
    if !matches!(opening.form, Form::Base | Form::Third) {
        return None;
    }
    let message = format!(
        "`{}` is in the present tense, and `{}` ended in {end}",
        opening.word,
        quoted(&post.position.title.text)
    );
    let hint = match past(&opening.verb) {
        Some(told) => format!("write `{}`", capitalised(told, &opening.word)),
        None => "tell what is over in the past tense".to_owned(),
    };
    Some(Finding::new(Rule::Tense, text, message, hint).about(&opening.word))
}

fn capitalised(word: &str, like: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if like.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

/// The forms that may stand side by side: what is done and what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Verb,
    Third,
    Gerund,
}

impl Shape {
    fn of(form: Form) -> Option<Self> {
        match form {
            Form::Past | Form::Base => Some(Self::Verb),
            Form::Third => Some(Self::Third),
            Form::Gerund => Some(Self::Gerund),
            // A missing verb is a finding of its own.
            Form::NoVerb | Form::Unclear => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Verb => "a plain verb, as in `Led`",
            Self::Third => "a verb in -s, as in `Leads`",
            Self::Gerund => "a verb in -ing, as in `Leading`",
        }
    }
}

fn parallel(post: &PositionProse<'_>) -> Vec<Finding> {
    let shapes: Vec<(Shape, String, &Text)> = post
        .highlights
        .iter()
        .filter_map(|bullet| {
            let opening = opening(&bullet.text.text)?;
            Some((Shape::of(opening.form)?, opening.word, &bullet.text))
        })
        .collect();
    let count = |shape: Shape| shapes.iter().filter(|it| it.0 == shape).count();
    let usual = [Shape::Verb, Shape::Third, Shape::Gerund]
        .into_iter()
        .find(|&it| count(it) * 3 >= shapes.len() * 2);
    let Some(usual) = usual.filter(|_| shapes.len() >= MIN_BULLETS) else {
        return Vec::new();
    };
    let is_over = ended(post).is_some();
    shapes
        .iter()
        // In a position that is over, the tense of a verb in -s is told already.
        .filter(|(shape, ..)| *shape != usual && !(is_over && *shape == Shape::Third))
        .map(|(_, word, text)| {
            let message = format!("`{word}` breaks the form of the other bullets");
            let hint = format!("open it like the others: with {}", usual.name());
            Finding::new(Rule::ParallelForm, text, message, hint).about(word)
        })
        .collect()
}
