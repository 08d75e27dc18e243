//! What all formats share: dates, links, jobs, bullets.

use std::collections::BTreeSet;

use super::draft::{DraftValue, Entry};
use super::imported_text::ImportedText;
use super::source::Source;
use crate::profile::{Date, LATEST, account, goes_on, is_address};

/// A date of the source, as the profile writes it.
#[derive(Debug, Clone)]
struct When {
    said: ImportedText,
    /// The date; nothing for `present`.
    date: Option<Date>,
}

/// Returns the date that stands in the source, as coarse as it is there.
fn when(source: &Source<'_>) -> Option<When> {
    when_in(source, source.raw()?)
}

/// Returns the date that a part of what stands in the source is.
fn when_in(source: &Source<'_>, raw: &str) -> Option<When> {
    let raw = raw.trim();
    let said = |text: String| source.as_said(text, Vec::new());
    if goes_on(raw.trim_end_matches('.')) {
        return Some(When {
            said: said("present".to_owned()),
            date: None,
        });
    }
    if let Some(date) = exact(raw) {
        return Some(When {
            said: said(date.to_string()),
            date: Some(date),
        });
    }
    // Of anything else, a year that stands alone in it is certain.
    let numbers = raw.split(|it: char| !it.is_ascii_digit());
    let years: BTreeSet<&str> = numbers.filter(|it| it.len() == 4).collect();
    let date = years.first().filter(|_| years.len() == 1)?;
    let date = known(date.parse().ok()?)?;
    let remark = format!("stands as {date}");
    Some(When {
        said: ImportedText {
            remark: Some(remark),
            ..said(date.to_string())
        },
        date: Some(date),
    })
}

/// Returns the date that a text means, day and time left out.
fn exact(text: &str) -> Option<Date> {
    // A point in time starts with its day.
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let is_day = day.len() == 10 && day.bytes().filter(|it| *it == b'-').count() == 2;
    let text = if is_day { day } else { text };
    let date = text.parse().ok().or_else(|| Date::guess(text))?;
    known(date)
}

/// Returns a date that a profile can hold.
fn known(date: Date) -> Option<Date> {
    (date.year <= LATEST).then_some(date)
}

/// Returns a single date.
pub(super) fn date(source: &Source<'_>) -> Option<ImportedText> {
    when(source)
        .filter(|it| it.date.is_some())
        .map(|it| it.said)
}

/// When something began and ended.
#[derive(Debug, Clone, Default)]
pub(super) struct Period {
    pub(super) start: Option<ImportedText>,
    pub(super) end: Option<ImportedText>,
    /// What its author should know.
    pub(super) comment: Option<String>,
}

/// Returns a period; what has a start and no end goes on. None where the dates contradict each other.
pub(super) fn period(start: &Source<'_>, end: &Source<'_>) -> Period {
    let (begins, ends) = (when(start).filter(|it| it.date.is_some()), when(end));
    let first = begins.as_ref().and_then(|it| it.date);
    let last = ends.as_ref().and_then(|it| it.date);
    if let (Some(first), Some(last)) = (first, last)
        && last.last_month() < first.first_month()
    {
        return Period {
            comment: Some(format!(
                "in the source the end, {last}, is before the start, {first}"
            )),
            ..Period::default()
        };
    }
    let unread = end.raw().filter(|_| ends.is_none());
    let comment = unread.map(|it| format!("the source says of the end: {it}"));
    match (begins, ends) {
        (Some(start), ends) => Period {
            start: Some(start.said),
            end: ends
                .map(|it| it.said)
                .or(Some(ImportedText::implied("present"))),
            comment,
        },
        (None, ends) => Period {
            start: None,
            end: ends.map(|it| it.said),
            comment,
        },
    }
}

/// Returns the period of `2019-03 – 2021` and the like, or of a single date.
pub(super) fn period_of(source: &Source<'_>) -> Period {
    source
        .raw()
        .map_or_else(Period::default, |raw| period_in(source, raw))
}

/// Returns the period that a part of what stands in the source is.
pub(super) fn period_in(source: &Source<'_>, raw: &str) -> Period {
    if let Some(it) =
        when_in(source, raw).filter(|it| it.said.remark.is_none() && it.date.is_some())
    {
        return Period {
            start: None,
            end: Some(it.said),
            comment: None,
        };
    }
    let parted = [" – ", " — ", " - ", " to ", "–", "—"]
        .iter()
        .find_map(|it| raw.split_once(it));
    let at = |text: &str| {
        let text = text.trim();
        if goes_on(text) {
            return Some("present".to_owned());
        }
        exact(text).map(|it| it.to_string())
    };
    if let Some((start, end)) = parted
        && let (Some(start), Some(end)) = (at(start), at(end))
        && (end == "present" || in_order(&start, &end))
        && start != "present"
    {
        let said = |text| Some(source.as_said(text, Vec::new()));
        return Period {
            start: said(start),
            end: said(end),
            comment: None,
        };
    }
    Period {
        start: None,
        end: when_in(source, raw)
            .filter(|it| it.date.is_some())
            .map(|it| it.said),
        comment: None,
    }
}

fn in_order(start: &str, end: &str) -> bool {
    match (start.parse::<Date>(), end.parse::<Date>()) {
        (Ok(start), Ok(end)) => end.last_month() >= start.first_month(),
        _ => false,
    }
}

/// Returns a web address that a profile can hold.
pub(super) fn url(source: &Source<'_>) -> Option<ImportedText> {
    let text = source.raw()?.trim();
    is_address(text).then(|| source.as_said(text.to_owned(), Vec::new()))
}

/// Returns an e-mail address that a profile can hold.
pub(super) fn email(source: &Source<'_>) -> Option<ImportedText> {
    let text = source.raw()?.trim();
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (name, host) = text.split_once('@')?;
    let is_address = !name.is_empty()
        && !host.is_empty()
        && !text.contains(|it: char| it.is_whitespace() || it.is_control());
    is_address.then(|| source.as_said(text.to_owned(), Vec::new()))
}

/// Returns the links of profiles in networks, each with what it is called, unless its address says so.
pub(super) fn links(profiles: &[(Source<'_>, Source<'_>, Source<'_>)]) -> Vec<DraftValue> {
    let link = |(network, user, address): &(Source<'_>, Source<'_>, Source<'_>)| {
        let mut link = url(address).or_else(|| of_user(network, user))?;
        let squeezed = |it: &str| {
            let letters = it.chars().filter(|it| it.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect::<String>()
        };
        let within = squeezed(&link.text);
        let mut label = None;
        for (said, is_label) in [(network.said(), true), (user.said(), false)] {
            let Some(said) = said else { continue };
            if link.from.iter().any(|it| said.from.contains(it)) {
                continue;
            }
            if within.contains(&squeezed(&said.text)) {
                link.also(&said);
            } else if is_label {
                label = Some(said);
            }
        }
        Some(match label {
            Some(_) => Entry::default()
                .put("label", label)
                .put("url", Some(link))
                .into(),
            None => DraftValue::Text(link),
        })
    };
    profiles.iter().filter_map(link).collect()
}

/// Returns the address of somebody in a network that is known.
fn of_user(network: &Source<'_>, user: &Source<'_>) -> Option<ImportedText> {
    let name = network.raw()?.trim();
    let handle = user.raw()?.trim().trim_start_matches('@');
    if is_address(handle) && handle.contains('/') {
        return Some(user.as_said(handle.to_owned(), Vec::new()));
    }
    let of_host = handle.split_once('@');
    if let Some((own, host)) = of_host.filter(|_| name.eq_ignore_ascii_case("mastodon")) {
        let text = format!("https://{host}/@{own}");
        return is_address(&text).then(|| user.as_said(text, Vec::new()));
    }
    let text = account(name, handle)?;
    let mut link = is_address(&text).then(|| user.as_said(text, Vec::new()))?;
    link.from.push(network.origin());
    Some(link)
}

/// Returns texts that stand in a list.
pub(super) fn texts(source: &Source<'_>) -> Vec<ImportedText> {
    source.items().iter().filter_map(Source::said).collect()
}

/// Returns one text of what stands at several places.
pub(super) fn together<'n>(
    sources: impl IntoIterator<Item = Source<'n>>,
    separator: &str,
) -> Option<ImportedText> {
    let said = sources.into_iter().filter_map(|it| it.said());
    ImportedText::join(said, separator)
}

/// Returns what names an entry of education, and its degree: the degree names it where no school does.
pub(super) fn named(
    school: Option<ImportedText>,
    degree: Option<ImportedText>,
) -> (Option<ImportedText>, Option<ImportedText>) {
    match school {
        None => (degree, None),
        school => (school, degree),
    }
}

/// Returns a bullet, with the addresses it links to as its note.
pub(super) fn bullet(said: ImportedText) -> DraftValue {
    linked("text", said)
}

/// Returns an entry that is nothing but what stands under its main key, with the addresses it links to as its note.
pub(super) fn linked(main: &'static str, mut said: ImportedText) -> DraftValue {
    let links = std::mem::take(&mut said.links);
    if links.is_empty() {
        return DraftValue::Text(said);
    }
    let note = ImportedText::implied(&format!("link: {}", links.join(", ")));
    Entry::default()
        .put(main, Some(said))
        .put("note", Some(note))
        .into()
}

/// Returns whether an entry has more than a note: its name.
pub(super) fn is_named(entry: &Entry) -> bool {
    let names = ["name", "institution", "title", "language"];
    names.iter().any(|it| entry.starts_with(it))
}

/// A text that may hold paragraphs and bullets, parted.
#[derive(Debug, Default)]
pub(super) struct ParagraphsAndBullets {
    /// The paragraphs, as one text.
    pub(super) about: Option<ImportedText>,
    /// The bullets.
    pub(super) bullets: Vec<DraftValue>,
}

/// Returns the paragraphs of a text and its bullets.
pub(super) fn parted(source: &Source<'_>) -> ParagraphsAndBullets {
    let blocks = source.blocks().into_iter();
    let (bullets, paragraphs): (Vec<_>, Vec<_>) = blocks.partition(|(is_bullet, _)| *is_bullet);
    ParagraphsAndBullets {
        about: ImportedText::join(paragraphs.into_iter().map(|it| it.1), " "),
        bullets: bullets.into_iter().map(|it| bullet(it.1)).collect(),
    }
}

/// Returns a text that may hold paragraphs and bullets as one paragraph.
pub(super) fn paragraph(source: &Source<'_>) -> Option<ImportedText> {
    let said = source.blocks().into_iter().map(|it| it.1);
    said.reduce(|mut whole, next| {
        let ends = whole.text.ends_with(['.', '!', '?', ':', ';', '…']);
        whole.text.push_str(if ends { " " } else { ". " });
        whole.text.push_str(&next.text);
        whole.links.extend(next.links);
        whole
    })
}

/// Returns the bullets of a list, of which a single one may hold several.
pub(super) fn bullets(source: &Source<'_>) -> Vec<DraftValue> {
    let items = source.items();
    let of_item = |it: &Source<'_>| {
        let blocks = it.blocks().into_iter();
        blocks.map(|it| bullet(it.1)).collect::<Vec<_>>()
    };
    items.iter().flat_map(of_item).collect()
}

/// One position, with what its employer's name is.
#[derive(Debug, Default)]
pub(super) struct Job<'n> {
    /// Where it stands.
    pub(super) source: Source<'n>,
    /// The employer.
    pub(super) employer: Option<ImportedText>,
    /// What is the employer's rather than the position's.
    pub(super) shared: Vec<(&'static str, Option<ImportedText>)>,
    /// What the employer does.
    pub(super) about_employer: Option<ImportedText>,
    /// What else is said of the employer: id, tags, pin and note.
    pub(super) of_employer: Entry,
    /// Whether the employer is another entry than the one before, for all that the names are the same.
    pub(super) is_apart: bool,
    /// The location, where it is known to be the position's.
    pub(super) place: Option<ImportedText>,
    /// The title.
    pub(super) title: Option<ImportedText>,
    /// When.
    pub(super) period: Period,
    /// About the position.
    pub(super) about: Option<ImportedText>,
    /// What was done.
    pub(super) highlights: Vec<DraftValue>,
    /// Id, tags and pin.
    pub(super) meta: Entry,
}

/// What [`employments`] makes of jobs.
#[derive(Debug, Default)]
pub(super) struct Employments {
    /// Employers with their positions.
    pub(super) employers: Vec<DraftValue>,
    /// The lines of jobs without dates, which no paid position can be.
    pub(super) undated: Vec<DraftValue>,
}

/// Returns employers with their positions: those that follow one another at one employer are one entry.
///
/// `name` is the key of the employer's name; `is_paid` says whether a position must have dates.
pub(super) fn employments(jobs: Vec<Job<'_>>, name: &'static str, is_paid: bool) -> Employments {
    let mut made = Employments::default();
    let mut group: Vec<Job<'_>> = Vec::new();
    let close = |group: &mut Vec<Job<'_>>, made: &mut Employments| {
        if !group.is_empty() {
            made.employers.push(employer(std::mem::take(group), name));
        }
    };
    for job in jobs {
        let Some(job) = complete(job, name) else {
            continue;
        };
        // "Present" alone says no more of when it was than nothing.
        let has_end = (job.period.end.as_ref()).is_some_and(|it| it.text != "present");
        if is_paid && job.period.start.is_none() && !has_end {
            close(&mut group, &mut made);
            made.undated.extend(undated(job));
            continue;
        }
        let job = if is_paid { dated(job) } else { job };
        let is_same = group.first().is_some_and(|first| {
            let text = |it: &Job<'_>| it.employer.as_ref().map(|it| it.text.to_lowercase());
            text(first) == text(&job) && !job.is_apart
        });
        if !is_same {
            close(&mut group, &mut made);
        }
        group.push(job);
    }
    close(&mut group, &mut made);
    made
}

/// Returns a job with employer and title; where one of them is missing, the other stands for it.
fn complete<'n>(job: Job<'n>, name: &str) -> Option<Job<'n>> {
    let missing = match (&job.employer, &job.title) {
        (None, None) => return None,
        (Some(_), Some(_)) => return Some(job),
        (None, _) => name,
        (_, None) => "title",
    };
    let either = job.employer.clone().or(job.title.clone());
    let comment = job.period.comment;
    let comment = comment.or(Some(format!("the source has no {missing} here")));
    Some(Job {
        employer: either.clone(),
        title: job.title.or(either),
        period: Period {
            comment,
            ..job.period
        },
        ..job
    })
}

/// Returns a job with both dates, of which it has one.
fn dated(job: Job<'_>) -> Job<'_> {
    let period = match job.period {
        Period {
            start: None,
            end: Some(end),
            comment,
        } if end.text != "present" => Period {
            comment: comment.or(Some("the source has a single date here".to_owned())),
            start: Some(end.clone()),
            end: Some(end),
        },
        other => other,
    };
    Job { period, ..job }
}

/// Returns the lines of a job without dates.
fn undated(job: Job<'_>) -> Vec<DraftValue> {
    let comment = job.period.comment.or(Some(
        "no dates in the source: give it `start` and `end` and move it to `experience`".to_owned(),
    ));
    let title = job.title.into_iter().chain(job.employer);
    let mut texts: Vec<ImportedText> = Vec::new();
    for said in title {
        if texts.iter().all(|it| it.text != said.text) {
            texts.push(said);
        }
    }
    let mut below = BTreeSet::new();
    job.highlights.iter().for_each(|it| it.origins(&mut below));
    let about = job.about;
    if let Some(about) = &about {
        below.extend(about.from.iter().map(|it| it.path.clone()));
    }
    let text = ImportedText::join(texts, ", ");
    // An address that the title linked to has no place of its own in the source.
    let url = job.shared.into_iter().find(|it| it.0 == "url");
    let url = url.and_then(|it| it.1).filter(|url| {
        let mut of_text = text.iter().flat_map(|it| &it.from);
        of_text.any(|it| url.from.contains(it))
    });
    let first = Entry::default()
        .put("text", text)
        .linked(url.into_iter().map(|it| it.text).collect())
        .with(job.meta)
        .rest(&job.source, &below)
        .comment(comment);
    let mut lines = vec![first.into()];
    lines.extend(about.map(bullet));
    lines.extend(job.highlights);
    lines
}

/// Returns the entry of one employer with the positions there.
fn employer(jobs: Vec<Job<'_>>, name: &'static str) -> DraftValue {
    // Beside the keys of a position, `about` is the position's.
    let is_one = jobs.len() == 1
        && jobs.iter().all(|job| {
            job.about_employer.is_none() && job.of_employer.is_empty() && job.place.is_none()
        });
    let merged = |texts: Vec<Option<ImportedText>>| {
        let mut texts = texts.into_iter().flatten();
        let mut first = texts.next()?;
        for other in texts.filter(|it| it.text == first.text).collect::<Vec<_>>() {
            first.also(&other);
        }
        Some(first)
    };
    let mut head = Entry::default().put(
        name,
        merged(
            jobs.iter()
                .map(|job| {
                    // The first spelling stands for all.
                    let first = jobs.first().and_then(|it| it.employer.as_ref())?;
                    let own = job.employer.clone()?;
                    let remark =
                        (own.text != first.text).then(|| format!("stands as {}", first.text));
                    Some(ImportedText {
                        text: first.text.clone(),
                        remark,
                        ..own
                    })
                })
                .collect(),
        ),
    );
    let keys: Vec<&'static str> = jobs
        .iter()
        .flat_map(|it| it.shared.iter().map(|it| it.0))
        .collect();
    let mut seen = BTreeSet::new();
    for key in keys.into_iter().filter(|it| seen.insert(*it)) {
        let of_key = |job: &Job<'_>| {
            let found = job.shared.iter().find(|(it, _)| *it == key);
            found.and_then(|(_, said)| said.clone())
        };
        head = head.put(key, merged(jobs.iter().map(of_key).collect()));
    }
    head = head.with(
        jobs.first()
            .map(|it| it.of_employer.clone())
            .unwrap_or_default(),
    );
    let about_employer = merged(jobs.iter().map(|it| it.about_employer.clone()).collect());
    let mut above = BTreeSet::new();
    head.fields
        .iter()
        .for_each(|(_, it)| it.origins(&mut above));
    if let Some(about) = &about_employer {
        above.extend(about.from.iter().map(|it| it.path.clone()));
    }
    // Where the first spelling stands for another, a note says how that was.
    let spelling = jobs.first().and_then(|it| it.employer.clone());
    let respelt = |job: &Job<'_>| -> Vec<String> {
        let first = spelling.as_ref().map(|it| &it.text);
        let own = job.employer.iter().filter(|it| first != Some(&it.text));
        own.flat_map(|it| &it.from)
            .map(|it| it.path.clone())
            .collect()
    };
    let place_of_employer = head.text("location").map(|it| it.text.clone());
    let position = |job: Job<'_>| {
        let paths = respelt(&job);
        let fields = job.source.entries().into_iter().map(|it| it.1);
        let also: Vec<Source<'_>> = fields
            .filter(|it| paths.contains(&it.origin().path))
            .collect();
        let location = job.shared.into_iter().find(|(key, _)| *key == "location");
        let location = location.and_then(|(_, it)| it);
        let location =
            location.filter(|it| !is_one && Some(&it.text) != place_of_employer.as_ref());
        let location = job.place.or(location);
        Entry::default()
            .put("title", job.title)
            .put("location", location)
            .put("start", job.period.start)
            .put("end", job.period.end)
            .put("about", job.about)
            .list("highlights", job.highlights)
            .with(job.meta)
            .rest_with(&job.source, &above, &also)
            .comment(job.period.comment)
    };
    let positions: Vec<Entry> = jobs.into_iter().map(position).collect();
    if is_one {
        for it in positions {
            head.comment = it.comment;
            head.fields.extend(it.fields);
        }
        return head.into();
    }
    head.put("about", about_employer.clone())
        .list(
            "positions",
            positions.into_iter().map(DraftValue::from).collect(),
        )
        .into()
}

/// Returns whether an entry among skills is a group of them.
pub(super) fn is_group(it: &DraftValue) -> bool {
    matches!(it, DraftValue::Map(entry) if !entry.starts_with("text"))
}

/// Returns groups of skills, and those without a group that follow one another as one group where they have notes.
pub(super) fn skill_list(skills: &[DraftValue]) -> Vec<DraftValue> {
    let mut list = Vec::new();
    for run in skills.chunk_by(|one, other| !is_group(one) && !is_group(other)) {
        if run
            .iter()
            .any(|it| matches!(it, DraftValue::Map(entry) if entry.starts_with("text")))
        {
            list.push(Entry::default().list("items", run.to_vec()).into());
        } else {
            list.extend_from_slice(run);
        }
    }
    list
}

/// Returns a section under a heading of the person's own, or nothing.
pub(super) fn other(heading: &str, items: Vec<DraftValue>) -> Option<DraftValue> {
    let entry = Entry::default().put("heading", Some(ImportedText::implied(heading)));
    (!items.is_empty()).then(|| entry.list("items", items).into())
}

/// The heading of what was paid work and has no dates.
pub(super) const UNDATED: &str = "Further experience";
