//! Text as wide as a terminal, line by line: what the ledger and the difference between two resumes are written on.

use crate::html::cut;

/// How a text for the terminal is to look.
#[derive(Debug, Clone, Copy)]
pub struct TerminalStyle {
    /// How many columns there are.
    pub width: usize,
    /// Whether to use ANSI colors.
    pub color: bool,
    /// Whether to list everything in full, however much it is.
    pub all: bool,
}

pub(super) const BOLD: &str = "1";
pub(super) const DIM: &str = "2";
pub(super) const GREEN: &str = "32";
pub(super) const YELLOW: &str = "33";
pub(super) const RED: &str = "31";

/// What is written so far.
pub(super) struct TextReport {
    pub(super) text: String,
    /// How many columns are written on, 50 to 120.
    pub(super) width: usize,
    pub(super) look: TerminalStyle,
}

impl TextReport {
    pub(super) fn new(look: TerminalStyle) -> Self {
        Self {
            text: String::new(),
            width: look.width.clamp(50, 120),
            look,
        }
    }

    pub(super) fn paint(&self, style: &str, text: &str) -> String {
        if self.look.color {
            format!("\x1b[{style}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    pub(super) fn title(&mut self, text: &str) {
        let text = self.paint(BOLD, text);
        self.line("");
        self.line(&text);
    }

    /// Writes a text behind `lead`, later lines indented as far as the lead is wide.
    pub(super) fn wrapped(&mut self, lead: &str, text: &str, style: Option<&str>) {
        self.block((lead, None), (text, style));
    }

    /// Writes a text behind a lead that alone has the style.
    pub(super) fn marked(&mut self, lead: &str, text: &str, style: &str) {
        self.block((lead, Some(style)), (text, None));
    }

    /// Writes a text behind a lead, both in one style.
    pub(super) fn painted(&mut self, lead: &str, text: &str, style: &str) {
        self.block((lead, Some(style)), (text, Some(style)));
    }

    /// Writes a text behind a lead that alone has the style, if any: in full where everything is, else one line of it.
    pub(super) fn brief(&mut self, lead: &str, text: &str, style: Option<&str>) {
        if self.look.all {
            self.block((lead, style), (text, None));
        } else {
            let width = self.width.saturating_sub(lead.chars().count());
            let lead = style.map_or_else(|| lead.to_owned(), |it| self.paint(it, lead));
            self.line(&format!("{lead}{}", cut(text, width)));
        }
    }

    /// Writes how many of a list are not shown, if any, and how to see them.
    pub(super) fn more(&mut self, indent: &str, n: usize) {
        if n > 0 {
            let text = format!("… {n} more: `--all` shows them");
            self.wrapped(indent, &text, Some(DIM));
        }
    }

    fn block(&mut self, lead: (&str, Option<&str>), text: (&str, Option<&str>)) {
        let indent = lead.0.chars().count();
        let styled = |sheet: &Self, (text, style): (&str, Option<&str>)| {
            style.map_or_else(|| text.to_owned(), |it| sheet.paint(it, text))
        };
        let mut before = styled(self, lead);
        for line in wrap(text.0, self.width.saturating_sub(indent)) {
            let line = styled(self, (&line, text.1));
            self.line(&format!("{before}{line}"));
            before = " ".repeat(indent);
        }
    }
}

/// Breaks a text at its spaces into lines of at most `width` characters.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
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
