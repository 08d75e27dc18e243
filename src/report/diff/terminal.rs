//! The difference between two resumes for people, on a terminal.

use std::collections::BTreeSet;

use super::{
    Change, CoverageChange, Diff, EntryDiff, EntrySide, Fact, Field, Form, MovedLine, OnlyInOne,
    SAME, SharedLine,
};
use crate::report::count;
use crate::report::made::ReportHeader;
use crate::report::sheet::{BOLD, DIM, GREEN, RED, TerminalStyle, TextReport, YELLOW};

/// How many themes and requirements are shown of a kind.
const MAX_COVERED: usize = 12;

/// How wide a sign and the places of a line are: `    ~ 10 → 12 `.
const LEAD: usize = 14;

/// The sign of a line that stands elsewhere, and its style.
const MOVED: (char, &str) = ('~', YELLOW);

/// Returns the difference as text.
///
/// `notes` are what the person should know of the pages of A and B as wholes, such as that they run over.
pub fn diff_terminal(diff: &Diff, notes: [Option<&str>; 2], look: TerminalStyle) -> String {
    let mut page = Page {
        sheet: TextReport::new(look),
    };
    page.head("A", &diff.a, notes[0]);
    page.head("B", &diff.b, notes[1]);
    if diff.is_none() {
        page.sheet.line("");
        let fills_alike = (diff.a.filled - diff.b.filled).abs() < SAME;
        page.sheet.line(if fills_alike {
            "No difference."
        } else {
            "No difference in what they say."
        });
        return page.sheet.text;
    }
    page.profile(&diff.profile);
    page.resume(&diff.resume);
    page.sections(diff);
    page.covered("What the guide emphasizes, A → B", &diff.themes);
    page.covered("What the posting asks for, A → B", &diff.requirements);
    page.sheet.text
}

struct Page {
    sheet: TextReport,
}

impl Page {
    fn head(&mut self, name: &str, made: &ReportHeader, note: Option<&str>) {
        self.sheet
            .painted(&format!("{name}  "), &made.title(), BOLD);
        self.sheet.wrapped("   ", &made.summary(), None);
        if let Some(note) = note {
            self.sheet.wrapped("   ", note, Some(DIM));
        }
    }

    fn profile(&mut self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        self.sheet.title(&format!(
            "In the profile itself: {}",
            count(changes.len(), "change")
        ));
        let mut place = String::new();
        for change in changes {
            let here = if change.at.is_empty() {
                change.section.to_owned()
            } else {
                change.at.clone()
            };
            if here != place {
                self.sheet.wrapped("  ", &here, Some(DIM));
                place = here;
            }
            match (&change.a, &change.b) {
                (Some(it), None) => self.fact("-", it, RED),
                (None, Some(it)) => self.fact("+", it, GREEN),
                (Some(it), Some(_)) => {
                    let texts = [
                        "text",
                        "group",
                        "heading",
                        "title",
                        "name",
                        "employer",
                        "organization",
                        "institution",
                        "language",
                    ];
                    let is_text = |key: &str| texts.contains(&key);
                    if !change.fields.iter().any(|it| is_text(it.key)) {
                        self.fact("~", it, YELLOW);
                    }
                    for it in &change.fields {
                        if is_text(it.key) {
                            let (a, b) = values(it);
                            self.sheet.marked("    ~ A: ", a, YELLOW);
                            self.sheet.marked("      B: ", b, YELLOW);
                        } else {
                            self.sheet.wrapped("        ", &field(it), None);
                        }
                    }
                }
                (None, None) => {}
            }
        }
    }

    fn fact(&mut self, sign: &str, fact: &Fact, style: &str) {
        let id = if fact.id.is_empty() {
            String::new()
        } else {
            format!(" [{}]", fact.id)
        };
        let text = format!("{}{id}", fact.text);
        self.sheet.marked(&format!("    {sign} "), &text, style);
    }

    fn resume(&mut self, parts: &[EntryDiff]) {
        let n_here: usize = parts.iter().map(|it| it.both.len()).sum();
        let of_a = || parts.iter().flat_map(|it| &it.only_a);
        let of_b = || parts.iter().flat_map(|it| &it.only_b);
        let n_a = of_a().filter(|it| !it.moved).count();
        let n_b = of_b().filter(|it| !it.moved).count();
        let n_moved = of_a().filter(|it| it.moved).count();
        let moved = match n_moved {
            0 => String::new(),
            n => format!(" ({n} under another heading)"),
        };
        let title = format!(
            "On the resume: {} in both{moved}, {n_a} in A alone (-), {n_b} in B alone (+)",
            count(n_here + n_moved, "line")
        );
        self.sheet.title(&title);
        let (same, others): (Vec<&EntryDiff>, Vec<&EntryDiff>) =
            parts.iter().partition(|it| it.is_same());
        for part in others {
            self.part(part);
        }
        if !same.is_empty() {
            let titles: Vec<&str> = same.iter().map(|it| it.title()).collect();
            let titles = titles.join("; ");
            let what = format!("the same in both: {titles}");
            self.sheet.line("");
            self.sheet.wrapped("  ", &what, Some(DIM));
        }
    }

    fn part(&mut self, part: &EntryDiff) {
        self.sheet.line("");
        self.sheet.wrapped("  ", part.title(), Some(BOLD));
        self.forms(part.a.as_ref(), part.b.as_ref());
        for it in &part.fields {
            self.sheet.marked("    ~ ", &field(it), YELLOW);
        }
        if is_short(part) {
            self.short(part);
            return;
        }
        let n_same = part.both.iter().filter(|it| it.is_same()).count();
        if n_same > 0 {
            let lead = format!("{:<LEAD$}", "    =");
            self.sheet
                .painted(&lead, &format!("{n_same} alike in both"), DIM);
        }
        for it in part.both.iter().filter(|it| !it.is_same()) {
            self.both(it);
        }
        self.only(&part.only_a, '-', "B", RED);
        self.only(&part.only_b, '+', "A", GREEN);
    }

    /// Says how the thing itself stands, where that differs; of what has no line of its own its lines tell all.
    fn forms(&mut self, a: Option<&EntrySide>, b: Option<&EntrySide>) {
        let own = a.or(b).is_some_and(|it| it.reason.is_some());
        if !own || a.map(|it| it.form) == b.map(|it| it.form) {
            return;
        }
        for (name, side) in [("A", a), ("B", b)] {
            let told = match side {
                None => format!("{name}: not in the profile"),
                Some(it) => {
                    let form = match it.form {
                        Form::Full => "in full",
                        Form::OneLine => "on one line",
                        Form::Out => "left out",
                    };
                    let reason = it.reason.as_deref().filter(|_| it.form != Form::Full);
                    let reason = reason.map_or("", |reason| {
                        let why = reason.split_once(": ").map_or(reason, |it| it.1);
                        why.strip_prefix("on one line with its employer, ")
                            .unwrap_or(why)
                    });
                    let colon = if reason.is_empty() { "" } else { ": " };
                    format!("{name}: {form}{colon}{reason}")
                }
            };
            self.sheet.wrapped("    ", &told, Some(DIM));
        }
    }

    fn both(&mut self, it: &SharedLine) {
        let place = if it.moved {
            format!("{} → {}", it.a.place, it.b.place)
        } else {
            it.b.place.to_string()
        };
        let lead = format!("{:<LEAD$}", format!("    ~ {place}"));
        if it.reworded {
            self.sheet
                .marked(&lead, &format!("A: {}", it.a.text), YELLOW);
            self.sheet
                .wrapped(&" ".repeat(LEAD), &format!("B: {}", it.b.text), None);
        } else {
            self.sheet.brief(&lead, &it.a.text, Some(YELLOW));
        }
    }

    fn only(&mut self, these: &[OnlyInOne], sign: char, other: &str, style: &str) {
        for it in these {
            let (sign, style) = if it.moved { MOVED } else { (sign, style) };
            let lead = format!("{:<LEAD$}", format!("    {sign} {}", it.spot.place));
            self.sheet.marked(&lead, &it.spot.text, style);
            let reason = format!("{other}: {}", it.reason);
            self.sheet.wrapped(&" ".repeat(LEAD), &reason, Some(DIM));
        }
    }

    /// Writes short items one after the other, those with the same reason together.
    fn short(&mut self, part: &EntryDiff) {
        let others = part.both.iter().filter(|it| !it.is_same());
        let others: Vec<String> = others
            .map(|change| {
                let text = if change.reworded {
                    format!("{} → {}", change.a.text, change.b.text)
                } else {
                    change.a.text.clone()
                };
                let places = change
                    .moved
                    .then(|| format!("{} → {}", change.a.place, change.b.place));
                let what: Vec<String> = places
                    .into_iter()
                    .chain(change.fields.iter().map(field))
                    .collect();
                if what.is_empty() {
                    return text;
                }
                format!("{text} ({})", what.join(", "))
            })
            .collect();
        let n_same = part.both.len() - others.len();
        if n_same > 0 {
            let lead = format!("{:<LEAD$}", "    =");
            self.sheet
                .painted(&lead, &format!("{n_same} alike in both"), DIM);
        }
        if !others.is_empty() {
            let lead = format!("{:<LEAD$}", "    ~");
            self.sheet.marked(&lead, &others.join("; "), YELLOW);
        }
        for (these, sign, other, style) in [
            (&part.only_a, '-', "B", RED),
            (&part.only_b, '+', "A", GREEN),
        ] {
            let reasons: BTreeSet<(bool, &str)> =
                these.iter().map(|it| (it.moved, &*it.reason)).collect();
            for (moved, reason) in reasons {
                let items = these.iter().filter(|it| it.reason == reason);
                let items: Vec<&str> = items.map(|it| it.spot.text.as_str()).collect();
                let (sign, style) = if moved { MOVED } else { (sign, style) };
                let lead = format!("{:<LEAD$}", format!("    {sign}"));
                self.sheet.marked(&lead, &items.join("; "), style);
                let reason = format!("{other}: {reason}");
                self.sheet.wrapped(&" ".repeat(LEAD), &reason, Some(DIM));
            }
        }
    }

    fn sections(&mut self, diff: &Diff) {
        if diff.sections.iter().all(MovedLine::is_same) {
            return;
        }
        self.sheet.title("Sections");
        let order = |place: fn(&MovedLine) -> Option<usize>| {
            let mut placed: Vec<(usize, &str)> = diff
                .sections
                .iter()
                .filter_map(|it| Some((place(it)?, it.heading.as_str())))
                .collect();
            placed.sort_unstable();
            let headings: Vec<&str> = placed.into_iter().map(|it| it.1).collect();
            headings.join(", ")
        };
        let (a, b) = (order(|it| it.a), order(|it| it.b));
        self.sheet.wrapped("  A  ", &a, None);
        self.sheet.wrapped("  B  ", &b, None);
    }

    /// Writes what is shown better or worse, or asked for on one side only.
    fn covered(&mut self, title: &str, these: &[CoverageChange]) {
        let mut others: Vec<&CoverageChange> = these.iter().filter(|it| !it.is_same()).collect();
        if others.is_empty() {
            return;
        }
        self.sheet.title(title);
        let n_same = these.len() - others.len();
        // What both ask for comes first: there is something to compare.
        others.sort_by_key(|it| (it.a.is_none() || it.b.is_none(), it.a.is_none()));
        let number = |it: Option<f64>| it.map_or("   –".to_owned(), |it| format!("{it:.2}"));
        let mut n_left = 0;
        for both in [true, false] {
            let is_meant = |it: &&&CoverageChange| (it.a.is_some() && it.b.is_some()) == both;
            let of_kind: Vec<&CoverageChange> = others.iter().filter(is_meant).copied().collect();
            let n_shown = if self.sheet.look.all {
                of_kind.len()
            } else {
                of_kind.len().min(MAX_COVERED)
            };
            n_left += of_kind.len() - n_shown;
            for it in &of_kind[..n_shown] {
                let style = match (it.a, it.b) {
                    (Some(a), Some(b)) if a < b => GREEN,
                    (Some(_), Some(_)) => RED,
                    _ => DIM,
                };
                let lead = format!("  {} → {}  ", number(it.a), number(it.b));
                self.sheet.brief(&lead, &it.text, Some(style));
            }
        }
        self.sheet.more("  ", n_left);
        if n_same > 0 {
            self.sheet
                .wrapped("  ", &format!("{n_same} alike in both"), Some(DIM));
        }
    }
}

/// Returns what a key holds in A and in B.
fn values(field: &Field) -> (&str, &str) {
    let value = |it| Option::as_deref(it).unwrap_or("nothing");
    (value(&field.a), value(&field.b))
}

/// Returns a key and what it holds in A and in B.
fn field(it: &Field) -> String {
    let (a, b) = values(it);
    format!("{}: {a} → {b}", it.key)
}

/// Returns whether the lines of a part are words rather than sentences.
fn is_short(part: &EntryDiff) -> bool {
    ["skills", "certifications", "languages", "interests"].contains(&part.section)
}
