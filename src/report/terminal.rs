//! The ledger for people, on a terminal.

use super::ledger::{Gap, Highlight, Points, Report};

/// How many reasons are shown under a line.
const REASONS: usize = 4;

/// Returns the ledger as text of at most `width` columns, with ANSI colours where `colour` says so.
///
/// `note` is for what the person should know of the pages as a whole, such as that they run over.
pub fn terminal(report: &Report, note: Option<&str>, width: usize, colour: bool) -> String {
    let mut page = Page {
        out: String::new(),
        width: width.clamp(50, 120),
        colour,
    };
    page.head(report);
    if let Some(note) = note {
        page.wrapped("", note, Some(YELLOW));
    }
    page.coverage(report);
    page.highlights(report, true);
    page.gaps(report);
    page.highlights(report, false);
    page.entries(report);
    page.out
}

struct Page {
    out: String,
    width: usize,
    colour: bool,
}

const BOLD: &str = "1";
const DIM: &str = "2";
const GREEN: &str = "32";
const YELLOW: &str = "33";

impl Page {
    fn paint(&self, style: &str, text: &str) -> String {
        if self.colour {
            format!("\x1b[{style}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn title(&mut self, text: &str) {
        let text = self.paint(BOLD, text);
        self.line("");
        self.line(&text);
    }

    /// Writes a text below `lead`, later lines indented as far as the lead is wide.
    fn wrapped(&mut self, lead: &str, text: &str, style: Option<&str>) {
        let indent = lead.chars().count();
        let mut lead = lead.to_owned();
        for line in wrap(text, self.width.saturating_sub(indent)) {
            let line = style.map_or_else(|| line.clone(), |style| self.paint(style, &line));
            self.line(&format!("{lead}{line}"));
            lead = " ".repeat(indent);
        }
    }

    fn head(&mut self, report: &Report) {
        let against = report
            .posting
            .as_ref()
            .map_or(String::new(), |it| format!(" against {it}"));
        let title = self.paint(
            BOLD,
            &format!("{} for {}{against}", report.profile, report.guide),
        );
        self.line(&title);
        let kept = report.highlights.iter().filter(|it| it.kept).count();
        let pages = if report.pages == 1 { "page" } else { "pages" };
        self.line(&format!(
            "{} {pages}, {:.2} filled; {kept} of {} highlights; as of {}",
            report.pages,
            report.filled,
            report.highlights.len(),
            report.as_of
        ));
    }

    fn coverage(&mut self, report: &Report) {
        self.title("What the guide emphasises         on the resume / in the profile");
        for theme in &report.themes {
            let bar = self.bar(theme.resume, theme.profile);
            let name = cut(&theme.name, 31);
            self.line(&format!(
                "  {name:<31} {bar} {:.2} / {:.2}",
                theme.resume, theme.profile
            ));
        }
        if report.requirements.is_empty() {
            return;
        }
        self.title("What the posting asks for        on the resume / in the profile");
        for it in &report.requirements {
            let bar = self.bar(it.resume, it.profile);
            let lead = format!("  {:<9} ", it.need);
            self.line(&format!("{lead}{bar} {:.2} / {:.2}", it.resume, it.profile));
            self.wrapped(&" ".repeat(12), &it.text, None);
        }
    }

    /// Draws how much the resume shows, and behind it what only the profile does.
    fn bar(&self, resume: f64, profile: f64) -> String {
        const CELLS: usize = 20;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 20"
        )]
        let cells = |share: f64| (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize;
        let (full, reach) = (cells(resume), cells(profile.max(resume)));
        let open = "░".repeat(reach - full) + &"·".repeat(CELLS - reach);
        self.paint(GREEN, &"█".repeat(full)) + &self.paint(DIM, &open)
    }

    fn highlights(&mut self, report: &Report, kept: bool) {
        self.title(if kept { "Kept" } else { "Left out" });
        let mut place = "";
        for it in report.highlights.iter().filter(|it| it.kept == kept) {
            if it.place != place {
                place = &it.place;
                let heading = self.paint(DIM, place);
                self.line(&format!("  {heading}"));
            }
            self.highlight(it);
        }
    }

    fn highlight(&mut self, it: &Highlight) {
        let lead = format!("  {:>5.2}  ", it.value);
        self.wrapped(&lead, &it.text, None);
        let indent = " ".repeat(lead.len());
        let mut reasons: Vec<&Points> = it
            .contributions
            .iter()
            .filter(|it| it.points > 0.005)
            .collect();
        reasons.sort_by(|a, b| b.points.total_cmp(&a.points));
        let reasons: Vec<String> = reasons.into_iter().take(REASONS).map(points).collect();
        if !reasons.is_empty() {
            self.wrapped(&indent, &reasons.join("; "), Some(GREEN));
        }
        self.wrapped(&indent, &format!("{} [{}]", it.reason, it.id), Some(DIM));
    }

    fn gaps(&mut self, report: &Report) {
        let gaps = &report.gaps;
        if gaps.missing_from_resume.is_empty() && gaps.missing_from_profile.is_empty() {
            return;
        }
        let mut list = |title: &str, these: &[Gap]| {
            if these.is_empty() {
                return;
            }
            self.title(title);
            for gap in these {
                let evidence = if gap.evidence.is_empty() {
                    String::new()
                } else {
                    format!(" [{}]", gap.evidence.join(", "))
                };
                self.wrapped("  - ", &format!("{}{evidence}", gap.text), Some(YELLOW));
            }
        };
        list(
            "In the profile, but not on this resume",
            &gaps.missing_from_resume,
        );
        list("Not found in the profile", &gaps.missing_from_profile);
    }

    fn entries(&mut self, report: &Report) {
        self.title("Everything else");
        let mut section = "";
        for it in &report.entries {
            if it.section != section {
                section = it.section;
                let heading = self.paint(DIM, section);
                self.line(&format!("  {heading}"));
            }
            let lead = format!("  {:>5.2}  ", it.value);
            self.wrapped(
                &lead,
                &format!("{} ({})", cut(&it.text, 60), it.reason),
                None,
            );
        }
    }
}

fn points(it: &Points) -> String {
    let what = it.what.strip_prefix("theme: ").unwrap_or(&it.what);
    let words = if it.words.is_empty() {
        String::new()
    } else {
        format!(" ({})", it.words.join(", "))
    };
    format!("{} {:.2}{words}", cut(what, 48), it.points)
}

/// Returns at most `width` characters of a text, the last one an ellipsis where something is missing.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

/// Breaks a text at its spaces into lines of at most `width` characters.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut n_chars = 0;
    for word in text.split(' ') {
        let n_word = word.chars().count();
        if n_chars > 0 && n_chars + 1 + n_word > width {
            lines.push(std::mem::take(&mut line));
            n_chars = 0;
        }
        if n_chars > 0 {
            line.push(' ');
            n_chars += 1;
        }
        line.push_str(word);
        n_chars += n_word;
    }
    lines.push(line);
    lines
}
