//! Characters that the fonts lack, told where they stand in the profile.

use crate::diag::{Diagnostic, Span};
use crate::document::{Block, Face, Part, Role, Run};
use crate::layout::{self, Fonts, MissingGlyph, MissingGlyphs, Paper, Style, suited_family};
use crate::profile::{Employment, Entry, Profile, Text};

/// Returns an error for each character that a resume prints and the fonts lack, where it stands in the profile; those that
/// one font would draw are told once.
pub fn missing_glyphs(
    profile: &Profile,
    source: &str,
    missing: &[MissingGlyph],
) -> Vec<Diagnostic> {
    let texts = texts(profile);
    let tell = |(it, more): &(&MissingGlyph, usize)| {
        let printed = it.context.trim_matches('…').trim();
        let holds = |text: &&&Text| text.text.contains(it.character);
        let is_printed = |text: &&&Text| {
            holds(text) && (text.text.contains(printed) || printed.contains(&text.text))
        };
        let text = texts.iter().find(is_printed);
        let text = text.or_else(|| texts.iter().find(holds));
        Diagnostic {
            span: match text {
                Some(text) => Some(within(text.at, source, it.character)),
                None => source.find(it.character).map(|at| span(at, it.character)),
            },
            ..Diagnostic::error(Span::default(), message("no font has a", it, *more))
                .with_hint(way_out(it))
        }
    };
    grouped(missing).iter().map(tell).collect()
}

/// Returns a warning for each character anywhere in the profile's texts that the built-in fonts lack; those that one font
/// would draw are told once.
pub fn unprintable(profile: &Profile, source: &str) -> Vec<Diagnostic> {
    let texts = texts(profile);
    let blocks: Vec<Block> = texts.iter().map(|it| block(&it.text)).collect();
    let style = Style::classic();
    let fonts = Fonts::family(style.family);
    let set = layout::set(&blocks, &style, Paper::Letter, fonts);
    let Err(MissingGlyphs(missing)) = set else {
        return Vec::new();
    };
    let tell = |(it, more): &(&MissingGlyph, usize)| {
        let at = within(texts[it.block].at, source, it.character);
        Diagnostic::warning(at, message("the built-in fonts have no", it, *more)).with_hint(
            "a PDF that prints it is drawn with a font of this machine, or with one named with --font FILE; Markdown can hold it",
        )
    };
    grouped(&missing).iter().map(tell).collect()
}

/// Returns the first of the characters that one font would draw, and how many more there are; the others by themselves.
fn grouped(missing: &[MissingGlyph]) -> Vec<(&MissingGlyph, usize)> {
    let mut groups: Vec<(&MissingGlyph, usize)> = Vec::new();
    for it in missing {
        let family = suited_family(it.character);
        let group = groups
            .iter_mut()
            .find(|(first, _)| family.is_some() && suited_family(first.character) == family);
        match group {
            Some((_, more)) => *more += 1,
            None => groups.push((it, 0)),
        }
    }
    groups
}

fn message(who: &str, missing: &MissingGlyph, more: usize) -> String {
    let more = match more {
        0 => String::new(),
        1 => ", and for 1 more character like it".to_owned(),
        _ => format!(", and for {more} more characters like it"),
    };
    format!("{who} glyph for {missing}{more}")
}

/// Returns what can be done about a character without a glyph.
fn way_out(missing: &MissingGlyph) -> String {
    match suited_family(missing.character) {
        None if !missing.is_visible() => "nothing is seen of it: leave it out".to_owned(),
        Some(family) => format!(
            "name a font that has it, as {family}, with --font FILE; Markdown can hold it without"
        ),
        None => "write it another way, leave it out, or name a font that has it with --font FILE; Markdown can hold it"
            .to_owned(),
    }
}

fn block(text: &str) -> Block {
    Block {
        role: Role::Paragraph,
        runs: vec![Run {
            text: text.to_owned(),
            face: Face::Regular,
            link: None,
            part: Part::Words,
        }],
    }
}

/// Returns the place of a character in the text at `at`, or the whole text where it is written as an escape.
fn within(at: Span, source: &str, character: char) -> Span {
    match source[at.start..at.end].find(character) {
        Some(offset) => span(at.start + offset, character),
        None => at,
    }
}

fn span(start: usize, character: char) -> Span {
    Span {
        start,
        end: start + character.len_utf8(),
    }
}

/// Returns every text that a resume may print, in the order of the source.
fn texts(profile: &Profile) -> Vec<&Text> {
    let mut texts = vec![&profile.name];
    texts.extend(&profile.headline);
    let contact = &profile.contact;
    texts.extend(
        [&contact.email, &contact.phone, &contact.location]
            .into_iter()
            .flatten(),
    );
    for link in &contact.links {
        texts.push(link.label.as_ref().unwrap_or(&link.url));
    }
    for line in profile.lines() {
        texts.extend(line.wordings);
    }
    for employment in profile.experience.iter().chain(&profile.volunteering) {
        of_employment(&mut texts, employment);
    }
    let entries = [
        &profile.projects,
        &profile.certifications,
        &profile.awards,
        &profile.publications,
    ];
    for entry in entries.into_iter().flatten() {
        of_entry(&mut texts, entry);
    }
    for it in &profile.education {
        let parts = [&it.degree, &it.field, &it.location, &it.gpa, &it.honors];
        texts.extend(parts.into_iter().flatten());
    }
    texts.extend(profile.skills.iter().filter_map(|it| it.group.as_ref()));
    texts.extend(profile.languages.iter().filter_map(|it| it.level.as_ref()));
    texts.extend(profile.other.iter().map(|it| &it.heading));
    texts.sort_by_key(|it| it.at.start);
    texts
}

fn of_employment<'a>(texts: &mut Vec<&'a Text>, it: &'a Employment) {
    texts.push(&it.employer);
    let parts = [&it.location, &it.industry, &it.about];
    texts.extend(parts.into_iter().flatten());
    for it in &it.positions {
        texts.extend([&it.location, &it.about].into_iter().flatten());
    }
}

fn of_entry<'a>(texts: &mut Vec<&'a Text>, it: &'a Entry) {
    let parts = [&it.by, &it.authors, &it.number, &it.about];
    texts.extend(parts.into_iter().flatten());
}
