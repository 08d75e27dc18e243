//! What our export of JSON Resume keeps beside the standard, read back. What is nothing of the kind stays a private note.

use std::collections::BTreeMap;

use super::draft::{DraftValue, Entry};
use super::imported_text::ImportedText;
use super::parts::{self, Period};
use super::source::Source;
use crate::profile::{COURSES, OWN, SCHEMA, Section, VERSION, is_id};

/// The keys of what says where other values belong, and stands in no words of a profile.
const MARKS: [&str; 5] = ["at", "courses", "continues", "apart", "here"];

/// Returns what our export says of an entry beside the standard.
pub(super) fn own<'n>(it: &Source<'n>) -> Source<'n> {
    it.get(OWN)
}

/// Returns whether what stands at a path only says where other values belong.
pub(super) fn is_mark(path: &str) -> bool {
    let below = path.split_once(OWN).map(|it| it.1);
    below.is_some_and(|below| {
        MARKS
            .iter()
            .any(|mark| below.rsplit('.').next() == Some(*mark))
    })
}

/// Returns whether a file is an export of ours: that always says the language.
pub(super) fn is_ours(root: &Source<'_>) -> bool {
    own(root).get("lang").is_there()
}

/// Returns the paths to what our export says of the format itself, and says again.
pub(super) fn of_format(root: &Source<'_>) -> Vec<String> {
    if !is_ours(root) {
        return Vec::new();
    }
    let said = [
        (root.get("$schema"), SCHEMA),
        (root.get("meta").get("version"), VERSION),
    ];
    let said = said.iter().filter(|(it, usual)| it.raw() == Some(usual));
    said.map(|(it, _)| it.path().to_owned()).collect()
}

/// Returns the order of sections.
pub(super) fn sections(own: &Source<'_>) -> Vec<ImportedText> {
    let mut known: Vec<ImportedText> = Vec::new();
    for it in own.get("sections").plain_items() {
        let is_new = known.iter().all(|other| other.text != it.text);
        if is_new && Section::from_key(&it.text).is_some() {
            known.push(it);
        }
    }
    known
}

impl Entry {
    /// Returns this with id, tags and pin; `keywords` are tags, too.
    pub(super) fn chosen(self, own: &Source<'_>, keywords: Vec<ImportedText>) -> Self {
        let mut tags = keywords;
        tags.extend(own.get("tags").plain_items());
        let id = own.get("id").plain().filter(|it| is_id(&it.text));
        let pin = own.get("pin").plain();
        let pin = pin.filter(|it| ["always", "never"].contains(&it.text.as_str()));
        self.put("id", id).texts("tags", tags).put("pin", pin)
    }

    /// Returns this with all that our export says of a text: other wordings, id, tags, pin and note.
    fn told(self, own: &Source<'_>) -> Self {
        self.texts("variants", own.get("variants").plain_items())
            .chosen(own, Vec::new())
            .noted(own.get("note").plain())
    }
}

/// What our export says of the texts of a list, each under its number there.
pub(super) struct Details<'n> {
    found: BTreeMap<usize, Source<'n>>,
}

impl<'n> Details<'n> {
    pub(super) fn of(own: &Source<'n>) -> Self {
        let mut found = BTreeMap::new();
        for it in own.get("details").items() {
            if let Some(at) = it.get("at").number() {
                found.entry(at).or_insert(it);
            }
        }
        Self { found }
    }

    /// Returns a line with what is said of the text with a number.
    fn told(&self, line: DraftValue, at: usize) -> DraftValue {
        let Some(own) = self.found.get(&at) else {
            return line;
        };
        let mut entry = match line {
            DraftValue::Text(said) => Entry::default().put("text", Some(said)),
            DraftValue::Map(entry) => entry,
            DraftValue::List(_) => return line,
        };
        if let Some((_, DraftValue::Text(text))) = entry.fields.first_mut() {
            text.from.push(own.get("at").origin());
        }
        entry.told(own).into()
    }

    /// Returns the bullets of a list.
    pub(super) fn bullets(&self, list: &Source<'_>) -> Vec<DraftValue> {
        self.lines(list, parts::bullets)
    }

    /// Returns the short texts of a list.
    pub(super) fn items(&self, list: &Source<'_>) -> Vec<DraftValue> {
        self.lines(list, |item| {
            item.said().map(DraftValue::Text).into_iter().collect()
        })
    }

    fn lines(
        &self,
        list: &Source<'_>,
        of_item: impl Fn(&Source<'_>) -> Vec<DraftValue>,
    ) -> Vec<DraftValue> {
        let numbered = list.items().into_iter().enumerate();
        let lines = numbered.flat_map(|(at, it)| {
            let mut lines = of_item(&it);
            if !lines.is_empty() {
                let first = lines.remove(0);
                lines.insert(0, self.told(first, at));
            }
            lines
        });
        lines.collect()
    }

    /// Returns the lines that courses are: a single one, or those that our export tells apart.
    pub(super) fn courses(&self, list: &Source<'_>, own: &Source<'_>) -> Vec<DraftValue> {
        let apart = own.get("apart").flag();
        let all = list.items();
        let (mut lines, mut at) = (Vec::new(), 0);
        while at < all.len() {
            let count = self.found.get(&at).map(|it| it.get("courses"));
            let count = count.filter(|_| apart.is_some());
            let listed = count.as_ref().and_then(Source::number);
            let listed = listed.filter(|it| *it > 0);
            let n_courses = listed.unwrap_or(if apart.is_some() { 1 } else { all.len() });
            let of_line = all.iter().skip(at).take(n_courses);
            let line = ImportedText::join(of_line.filter_map(Source::said), ", ");
            if let Some(mut line) = line {
                line.from.extend(apart.clone().filter(|_| at == 0));
                if listed.is_some() || apart.is_none() {
                    line.from.extend(count.map(|it| it.origin()));
                    line.text = format!("{COURSES}{}", line.text);
                }
                lines.push(self.told(parts::bullet(line), at));
            }
            at = at.saturating_add(n_courses);
        }
        lines
    }
}

/// Returns the summaries: all that our export lists, and before them one that somebody wrote since.
pub(super) fn summaries(basics: &Source<'_>) -> Vec<DraftValue> {
    let items = own(basics).get("summaries").items();
    let listed = items.iter().filter_map(|item| {
        let text = item.get("text").plain()?;
        Some((text, item))
    });
    let mut listed: Vec<(ImportedText, &Source<'_>)> = listed.collect();
    let mut shown = parts::paragraph(&basics.get("summary"));
    if let (Some(said), Some((first, _))) = (&shown, listed.first_mut())
        && basics
            .get("summary")
            .plain()
            .is_some_and(|it| it.text == first.text)
    {
        first.also(said);
        shown = None;
    }
    let listed = listed.into_iter().map(|(text, it)| {
        let entry = Entry::default().put("text", Some(text)).told(it);
        entry.shortest()
    });
    let shown = shown.into_iter().map(parts::bullet);
    shown.chain(listed).collect()
}

/// Returns links in the order and under the labels of our export, and behind them those that it doesn't list.
pub(super) fn links(basics: &Source<'_>, shown: Vec<DraftValue>) -> Vec<DraftValue> {
    let items = own(basics).get("links").items();
    let listed = items.iter().filter_map(|item| {
        let url = parts::url(&item.get("url"))?;
        let label = item.get("label").plain();
        let entry = Entry::default().put("label", label).put("url", Some(url));
        Some(entry)
    });
    let mut links: Vec<Entry> = listed.collect();
    let text = |it: &Entry, key: &str| Some(it.text(key)?.text.clone());
    let places = links.iter().enumerate().rev();
    let places = places.map(|(at, it)| ((text(it, "url"), text(it, "label")), at));
    let places: BTreeMap<_, usize> = places.collect();
    let mut further = Vec::new();
    for link in shown {
        // Of several links to one address it is the one of this name, if any.
        let name = (address(&link).cloned(), label(&link).cloned());
        let of_address = (name.0.clone(), None)..;
        let mut of_address = places.range(of_address).take_while(|it| it.0.0 == name.0);
        match places.get(&name).or_else(|| Some(of_address.next()?.1)) {
            Some(at) => links[*at].also(link),
            None => further.push(link),
        }
    }
    let links = links.into_iter().map(Entry::shortest);
    links.chain(further).collect()
}

/// Returns the address of a link.
pub(super) fn address(link: &DraftValue) -> Option<&String> {
    match link {
        DraftValue::Text(link) => Some(&link.text),
        DraftValue::Map(entry) => entry.text("url").map(|it| &it.text),
        DraftValue::List(_) => None,
    }
}

/// Returns what a link is called.
pub(super) fn label(link: &DraftValue) -> Option<&String> {
    match link {
        DraftValue::Map(entry) => entry.text("label").map(|it| &it.text),
        DraftValue::Text(_) | DraftValue::List(_) => None,
    }
}

impl Entry {
    /// Notes for each text that a link says, too, where it is from.
    fn also(&mut self, link: DraftValue) {
        let said = match link {
            DraftValue::Text(url) => vec![("url", DraftValue::Text(url))],
            DraftValue::Map(entry) => entry.fields,
            DraftValue::List(_) => Vec::new(),
        };
        for (key, it) in said {
            let mut own = self.fields.iter_mut().filter(|it| it.0 == key);
            if let (DraftValue::Text(it), Some((_, DraftValue::Text(own)))) = (it, own.next())
                && it.text == own.text
            {
                own.also(&it);
            }
        }
    }
}

/// Returns the sections under headings of the person's own.
pub(super) fn others(own: &Source<'_>) -> Vec<(ImportedText, Vec<DraftValue>)> {
    let items = own.get("other").items();
    let sections = items.iter().filter_map(|item| {
        let heading = item.get("heading").plain()?;
        let lines = Details::of(item).bullets(&item.get("highlights"));
        Some((heading, lines))
    });
    sections.collect()
}

/// Returns when something was, and when it is expected to end.
pub(super) fn period(it: &Source<'_>) -> (Period, Option<ImportedText>) {
    let mut period = parts::period(&it.get("startDate"), &it.get("endDate"));
    let Some(how) = own(it).get("end").plain() else {
        return (period, None);
    };
    let is_open = period.end.as_ref().is_none_or(|it| it.from.is_empty());
    match (how.text.as_str(), &mut period) {
        ("present", period) if is_open => period.end = Some(how),
        (
            "unknown",
            Period {
                start: Some(start),
                end,
                ..
            },
        ) if is_open => {
            start.also(&how);
            *end = None;
        }
        ("expected", Period { end, .. }) => {
            if let Some(mut date) = end.take_if(|it| it.text != "present") {
                date.also(&how);
                return (period, Some(date));
            }
        }
        _ => {}
    }
    (period, None)
}
