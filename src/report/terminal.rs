//! The ledger for people, on a terminal.

use std::collections::{BTreeMap, BTreeSet};

use super::made::ReportHeader;
use super::misfit::count;
use super::model::{
    DifferentTerm, Entry, Gap, Highlight, Points, Quote, Report, RequirementCoverage,
};
use super::sheet::{BOLD, DIM, GREEN, TerminalStyle, TextReport, YELLOW, wrap};
use crate::html::cut;
use crate::posting::RequirementId;
use crate::score::ContributionKind;

/// How many themes and requirements are shown under a line that is kept.
const REASONS: usize = 2;

/// How many requirements of one kind are shown: those of the greatest weight.
const MAX_REQUIREMENTS: usize = 12;

/// How many requirements are named with what to do about them.
const MAX_ACTIONS: usize = 3;

/// How many gaps of one kind are shown.
const MAX_GAPS: usize = 8;

/// How many highlights that are left out are shown: those of the greatest worth.
const MAX_LEFT_OUT: usize = 10;

/// Returns the ledger as text.
///
/// `note` is for what the person should know of the pages as a whole, such as that they run over.
pub fn terminal(report: &Report, note: Option<&str>, look: TerminalStyle) -> String {
    let highlights = report.highlights.iter().map(|it| (&*it.id, &*it.text));
    let entries = report.entries.iter().map(|it| (&*it.id, &*it.text));
    let mut page = Page {
        sheet: TextReport::new(look),
        asked: &report.requirements,
        texts: highlights.chain(entries).collect(),
    };
    let made = ReportHeader::of(report);
    page.sheet.wrapped("", &made.title(), Some(BOLD));
    page.sheet.wrapped("", &made.summary(), None);
    if let Some(note) = note {
        page.sheet.wrapped("", note, Some(YELLOW));
    }
    page.verdict(report);
    page.gaps(report);
    page.requirements();
    page.themes(report);
    page.kept(report);
    page.left_out(report);
    page.entries(report);
    page.sheet.text
}

struct Page<'a> {
    sheet: TextReport,
    /// What the posting asks for.
    asked: &'a [RequirementCoverage],
    /// The text of every line, by id.
    texts: BTreeMap<&'a str, &'a str>,
}

impl<'a> Page<'a> {
    /// Writes what the resume shows of the posting as a whole, and what to do about the most important that it doesn't.
    fn verdict(&mut self, report: &Report) {
        let Some(verdict) = verdict(&report.requirements) else {
            return;
        };
        self.sheet.line("");
        self.sheet.wrapped("", &verdict, Some(BOLD));
        let open: Vec<&RequirementCoverage> = unmet_by_priority(&report.requirements);
        for it in open.iter().take(MAX_ACTIONS) {
            let lead = format!("  {:<15} ", it.grade);
            let width = self.sheet.width - lead.len();
            let text = if self.sheet.look.all {
                it.text.clone()
            } else {
                it.excerpt(width)
            };
            self.sheet.marked(&lead, &text, YELLOW);
            let gap = report
                .gaps
                .missing_from_resume
                .iter()
                .find(|gap| gap.text == it.text);
            let advice = match gap.and_then(|gap| gap.evidence.first()) {
                Some(id) => {
                    format!("your profile shows it: pin `{id}`, or give the resume more room")
                }
                None if it.grade == "not found" => {
                    "no line found that shows this: if you have done it, add a line in these words"
                        .to_owned()
                }
                None if it.lacks.is_empty() => "say it in the posting's words".to_owned(),
                None => format!(
                    "nothing found for{}: if you have it, say so",
                    quoted(&it.lacks)
                ),
            };
            self.sheet
                .wrapped(&" ".repeat(lead.len()), &advice, Some(DIM));
        }
        let told = report.requirements.iter().filter(|it| it.is_logistics);
        let most = if self.sheet.look.all { usize::MAX } else { 60 };
        let told: Vec<String> = told.map(|it| cut(&it.text, most)).collect();
        if !told.is_empty() {
            let text = format!(
                "Check these yourself, since a resume doesn't show them: {}",
                told.join("; ")
            );
            self.sheet.wrapped("  ", &text, Some(DIM));
        }
    }

    fn themes(&mut self, report: &Report) {
        self.sheet.title("What the guide emphasizes");
        self.legend();
        // Beside a name and a bar there are 15 columns, and a bar has 10 to 20.
        let names = report.themes.iter().map(|it| it.name.chars().count());
        let n_name = names.max().unwrap_or_default().min(self.sheet.width - 25);
        let n_cells = (self.sheet.width - 15 - n_name).min(20);
        for theme in &report.themes {
            let bar = self.bar(n_cells, theme.resume, theme.profile);
            let name = cut(&theme.name, n_name);
            self.sheet.line(&format!(
                "  {name:<n_name$} {bar} {:.2} / {:.2}",
                theme.resume, theme.profile
            ));
        }
    }

    fn requirements(&mut self) {
        if self.asked.is_empty() {
            return;
        }
        self.sheet.title("What the posting asks for");
        self.legend();
        let asked: Vec<(usize, &RequirementCoverage)> = self.asked.iter().enumerate().collect();
        for (need, heading) in [
            ("required", "required"),
            ("preferred", "preferred"),
            ("duty", "duties"),
        ] {
            let of_need = asked.iter().filter(|it| it.1.need == need);
            let mut these: Vec<(usize, &RequirementCoverage)> = of_need.copied().collect();
            if these.is_empty() {
                continue;
            }
            let heading = self.sheet.paint(DIM, heading);
            self.sheet.line(&format!("  {heading}"));
            let n = these.len();
            if !self.sheet.look.all {
                these.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight));
                these.truncate(MAX_REQUIREMENTS);
                these.sort_by_key(|it| it.0);
            }
            for &(idx, it) in &these {
                // Colours are no columns, so the lead is measured without.
                let numbers = format!(" {:.2} / {:.2}  ", it.resume, it.profile);
                let number = format!("{:>5} ", format!("#{}", idx + 1));
                let bar = self.bar(10, it.resume, it.profile);
                let width = number.len() + 10 + numbers.len();
                let text = if self.sheet.look.all {
                    wrap(&it.text, self.sheet.width - width)
                } else {
                    vec![it.excerpt(self.sheet.width - width)]
                };
                self.sheet
                    .line(&format!("{number}{bar}{numbers}{}", text[0]));
                for line in &text[1..] {
                    self.sheet.line(&format!("{}{line}", " ".repeat(width)));
                }
            }
            self.sheet.more("    ", n - these.len());
        }
    }

    fn legend(&mut self) {
        let legend = "█ and first number: the resume; ░ and second number: the whole profile";
        self.sheet.wrapped("  ", legend, Some(DIM));
    }

    /// Draws how much the resume shows, and behind it what only the profile does.
    fn bar(&self, n_cells: usize, resume: f64, profile: f64) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to the number of cells"
        )]
        let cells = |share: f64| (share.clamp(0.0, 1.0) * n_cells as f64).round() as usize;
        let (full, reach) = (cells(resume), cells(profile.max(resume)));
        let open = "░".repeat(reach - full) + &"·".repeat(n_cells - reach);
        self.sheet.paint(GREEN, &"█".repeat(full)) + &self.sheet.paint(DIM, &open)
    }

    fn kept(&mut self, report: &Report) {
        let kept: Vec<&Highlight> = report.highlights.iter().filter(|it| it.kept).collect();
        self.sheet
            .title(&format!("Kept: {}", count(kept.len(), "highlight")));
        let points = "Points are comparable only within this report.";
        self.sheet.wrapped("  ", points, Some(DIM));
        self.listed(&kept, REASONS);
    }

    fn left_out(&mut self, report: &Report) {
        let mut these: Vec<&Highlight> = report.highlights.iter().filter(|it| !it.kept).collect();
        self.sheet
            .title(&format!("Left out: {}", count(these.len(), "highlight")));
        let n = these.len();
        if !self.sheet.look.all && n > MAX_LEFT_OUT {
            let mut values: Vec<f64> = these.iter().map(|it| it.value).collect();
            values.sort_by(|a, b| b.total_cmp(a));
            these.retain(|it| it.value >= values[MAX_LEFT_OUT - 1]);
            these.truncate(MAX_LEFT_OUT);
        }
        self.listed(&these, 0);
        self.sheet.more("  ", n - these.len());
    }

    fn listed(&mut self, these: &[&Highlight], n_topics: usize) {
        let mut place = "";
        for it in these {
            if it.place != place {
                place = &it.place;
                self.sheet.wrapped("  ", place, Some(BOLD));
            }
            let lead = format!("{:>7.1}  ", it.value);
            self.sheet.wrapped(&lead, &it.text, None);
            self.reasons(it, n_topics);
            let indent = " ".repeat(lead.len());
            self.sheet
                .wrapped(&indent, &format!("{} [{}]", it.reason, it.id), Some(DIM));
        }
    }

    /// Writes what earned a line its points: at least the theme or requirement that earned most; where more of them are
    /// wanted, the rest as one sum and what raised them all, so that everything adds up.
    fn reasons(&mut self, it: &Highlight, n_topics: usize) {
        let is_topic = |it: &&Points| {
            matches!(
                it.source,
                ContributionKind::Theme(_)
                    | ContributionKind::Requirement(_)
                    | ContributionKind::Background
            )
        };
        let (mut topics, raised): (Vec<&Points>, Vec<&Points>) =
            it.contributions.iter().partition(is_topic);
        topics.sort_by(|a, b| b.points.total_cmp(&a.points));
        let n = if self.sheet.look.all {
            topics.len()
        } else {
            topics.len().min(n_topics.max(1))
        };
        let (first, rest) = topics.split_at(n);
        for it in first {
            self.topic(it);
        }
        if n_topics == 0 && !self.sheet.look.all {
            return;
        }
        let sum = |these: &[&Points]| these.iter().map(|it| it.points).sum::<f64>();
        if !rest.is_empty() {
            let more = count(rest.len(), "smaller contribution");
            self.reason(sum(rest), &more);
        }
        if !raised.is_empty() {
            let what = raised.iter().map(|it| it.what.clone() + &quoted(&it.words));
            self.reason(sum(&raised), &what.collect::<Vec<_>>().join(", "));
        }
    }

    fn reason(&mut self, points: f64, text: &str) {
        let lead = format!("{:>16}  ", format!("+{points:.1}"));
        self.sheet.wrapped(&lead, text, Some(GREEN));
    }

    /// Writes a theme or requirement and the words that show it.
    fn topic(&mut self, it: &Points) {
        let ContributionKind::Requirement(RequirementId(idx)) = it.source else {
            let what = it.what.strip_prefix("theme: ").unwrap_or(&it.what);
            self.reason(it.points, &format!("{what}{}", quoted(&it.words)));
            return;
        };
        let asked = format!("#{} {}", idx + 1, self.asked[idx].text);
        let width = if self.sheet.look.all {
            asked.len()
        } else {
            self.sheet.width - 18
        };
        self.reason(it.points, &cut(&asked, width));
        let mut why = Vec::new();
        if !it.words.is_empty() {
            why.push(format!("shared terms:{}", quoted(&it.words)));
        }
        if let Some(alike) = &it.alike {
            let words = quoted(&alike.words);
            why.push(format!("shared competency {}:{words}", alike.competency));
            if alike.points > it.points / 2.0 {
                why.reverse();
            }
        }
        self.sheet.wrapped(&" ".repeat(18), &why.join("; "), None);
    }

    fn gaps(&mut self, report: &'a Report) {
        let gaps = &report.gaps;
        self.missing("In your profile, left out", &gaps.missing_from_resume);
        self.unlike(&gaps.under_another_word);
        self.missing("No line found that shows this", &gaps.missing_from_profile);
    }

    fn missing(&mut self, title: &str, these: &[Gap]) {
        if these.is_empty() {
            return;
        }
        self.sheet.title(&format!("{title}: {}", these.len()));
        let shown = self.shown(these.len());
        for gap in &these[..shown] {
            let whose = if gap.kind == "theme" {
                " (a theme of the guide)"
            } else {
                ""
            };
            self.sheet
                .wrapped("  - ", &format!("{}{whose}", gap.text), Some(YELLOW));
            self.quotes(&gap.quotes);
        }
        self.sheet.more("  ", these.len() - shown);
    }

    fn unlike(&mut self, these: &[DifferentTerm]) {
        if these.is_empty() {
            return;
        }
        self.sheet
            .title(&format!("Possible matches in other words: {}", these.len()));
        let shown = self.shown(these.len());
        for it in &these[..shown] {
            let words = quoted(&it.words);
            if it.by == "name" {
                let said: BTreeSet<&String> = it.evidence.iter().flat_map(|it| &it.words).collect();
                let said: Vec<String> = said.into_iter().cloned().collect();
                let asked = format!("the posting says{words}, the resume{}", quoted(&said));
                self.sheet.wrapped("  - ", &asked, Some(YELLOW));
                self.sheet
                    .brief("    ", &format!("asked: {}", it.text), None);
            } else {
                self.sheet.wrapped("  - ", &it.text, Some(YELLOW));
                if !it.words.is_empty() {
                    self.sheet
                        .wrapped("    ", &format!("nothing found for{words}"), None);
                }
            }
            self.quotes(&it.evidence);
        }
        self.sheet.more("  ", these.len() - shown);
    }

    /// Returns how many of so many gaps are shown.
    fn shown(&self, n: usize) -> usize {
        if self.sheet.look.all {
            n
        } else {
            n.min(MAX_GAPS)
        }
    }

    /// Writes lines of the profile with the words that matter in them.
    fn quotes(&mut self, quotes: &[Quote]) {
        for it in quotes {
            let text = self.texts.get(it.id.as_str()).copied().unwrap_or_default();
            let words = match &it.words[..] {
                [] => String::new(),
                [whole] if whole == text => String::new(),
                words => format!("{}: ", quoted(words).trim()),
            };
            self.sheet.brief("    ", &format!("{words}{text}"), None);
            if self.sheet.look.all {
                self.sheet
                    .wrapped("    ", &format!("[{}]", it.id), Some(DIM));
            }
        }
    }

    fn entries(&mut self, report: &'a Report) {
        self.sheet.title("Everything else");
        let mut rest = &report.entries[..];
        while let Some(first) = rest.first() {
            let n = rest.iter().take_while(|it| it.section == first.section);
            let (these, others) = rest.split_at(n.count());
            rest = others;
            let heading = self.sheet.paint(DIM, first.section);
            self.sheet.line(&format!("  {heading}"));
            if self.sheet.look.all {
                for it in these {
                    let lead = format!("{:>7.1}  ", it.value);
                    self.sheet
                        .wrapped(&lead, &format!("{} ({})", it.text, it.reason), None);
                }
            } else {
                self.by_reason(these);
            }
        }
    }

    /// Writes entries with those that have the same reason together.
    fn by_reason(&mut self, these: &[Entry]) {
        let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
        for it in these {
            let text = cut(&it.text, 60);
            match reasons.iter_mut().find(|(reason, _)| *reason == it.reason) {
                Some((_, texts)) => texts.push(text),
                None => reasons.push((&it.reason, vec![text])),
            }
        }
        reasons.sort_by_key(|it| !it.0.starts_with("kept"));
        for (reason, texts) in reasons {
            self.sheet.wrapped("    ", reason, Some(DIM));
            self.sheet.wrapped("      ", &texts.join("; "), None);
        }
    }
}

/// Returns how many of the things asked for the resume shows, in a sentence; nothing where nothing is asked for.
pub fn verdict(requirements: &[RequirementCoverage]) -> Option<String> {
    let asked: Vec<&RequirementCoverage> = (requirements.iter())
        .filter(|it| !it.is_logistics)
        .collect();
    if asked.is_empty() {
        return None;
    }
    let n = |grade: &str| asked.iter().filter(|it| it.grade == grade).count();
    let mut text = format!(
        "Of the posting's {}: {} shown, {} partly",
        count(asked.len(), "requirement"),
        n("shown"),
        n("partly"),
    );
    for grade in ["in other words", "not found"] {
        if n(grade) > 0 {
            text.push_str(", ");
            text.push_str(&n(grade).to_string());
            text.push(' ');
            text.push_str(grade);
        }
    }
    Some(text)
}

/// Returns what the resume doesn't show, the most important first: what is not found before what is shown in part.
pub fn unmet_by_priority(requirements: &[RequirementCoverage]) -> Vec<&RequirementCoverage> {
    let rank = |it: &RequirementCoverage| {
        let need = match it.need {
            "required" => 2.0,
            "duty" => 1.0,
            _ => 0.5,
        };
        need * it.weight * (1.0 - it.resume)
    };
    let open = |it: &&RequirementCoverage| !it.is_logistics && !it.is_soft && it.grade != "shown";
    let mut these: Vec<&RequirementCoverage> = requirements.iter().filter(open).collect();
    these.sort_by(|a, b| {
        let found = |it: &RequirementCoverage| it.grade != "not found";
        (found(a).cmp(&found(b))).then(rank(b).total_cmp(&rank(a)))
    });
    these
}

impl RequirementCoverage {
    /// Returns at most `most` characters of it, cut between words: around what lacks where some of it does, else its start.
    pub fn excerpt(&self, most: usize) -> String {
        let lacks: &[String] = if self.grade == "not found" {
            &[]
        } else {
            &self.lacks
        };
        excerpt(&self.text, most, lacks)
    }
}

/// Returns at most `most` characters of a text, cut between words: from its start, unless the first of the words that matter
/// would be cut off.
fn excerpt(text: &str, most: usize, matter: &[String]) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(' ').collect();
    let len = |these: &[&str]| these.iter().map(|it| it.chars().count() + 1).sum::<usize>();
    let fits = |from: usize| {
        let room = most.saturating_sub(1 + 2 * usize::from(from > 0));
        (from..=words.len())
            .rev()
            .find(|&to| len(&words[from..to]) <= room + 1)
            .unwrap_or(from)
    };
    let wanted = matter.first().and_then(|it| it.split(' ').next());
    let at = wanted
        .and_then(|it| words.iter().position(|word| word.contains(it)))
        .unwrap_or(0);
    let mut from = 0;
    while from < at && fits(from) <= at {
        from += 1;
    }
    let to = fits(from);
    if to == from {
        return cut(text, most);
    }
    let start = if from > 0 { "… " } else { "" };
    let end = if to < words.len() { "…" } else { "" };
    let shown = words[from..to].join(" ");
    format!("{start}{}{end}", shown.trim_end_matches([',', ';', ':']))
}

/// Returns words as quotations, with a space before; nothing of none.
fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|it| format!("“{it}”")).collect();
    if words.is_empty() {
        return String::new();
    }
    format!(" {}", words.join(", "))
}
