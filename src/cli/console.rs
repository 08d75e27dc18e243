//! Messages on standard error and results on standard output.

use std::io::{IsTerminal as _, Write as _, stderr, stdout};
use std::path::Path;

use crate::diag::{self, Diagnostic, printable};
use crate::error::Error;
use crate::fs;

use super::args::Cli;
use super::values::Color;
use super::warning_history::{WarningHistory, identity};

/// Writes a result to standard output.
pub(super) fn print_result(bytes: &[u8]) -> Result<(), Error> {
    fs::write(Path::new(fs::STANDARD), bytes)
}

/// Writes a message to standard error. Where nobody reads it (closed, full, a terminal that is gone) the work goes on: a
/// lost message must not lose a result.
fn message(text: &str) {
    let mut out = stderr().lock();
    let _ = out.write_all(text.as_bytes());
}

/// Where messages go.
pub(super) struct Console {
    pub(super) quiet: bool,
    color: Color,
    /// What was warned of, where a command works round after round and says of each only what is new.
    history: Option<WarningHistory>,
}

impl Console {
    pub(super) fn new(cli: &Cli) -> Self {
        Self {
            quiet: cli.quiet.unwrap_or_default(),
            color: cli.color.unwrap_or(Color::Auto),
            history: None,
        }
    }

    /// Returns one that says nothing but errors.
    pub(super) fn silent(&self) -> Self {
        Self {
            quiet: true,
            color: self.color,
            history: None,
        }
    }

    /// Returns one that says a warning or note again only when it changed since the round before.
    pub(super) fn by_rounds(&self) -> Self {
        Self {
            quiet: self.quiet,
            color: self.color,
            history: Some(WarningHistory::default()),
        }
    }

    /// Ends a round, which came to its end or broke off.
    pub(super) fn end_round(&self, is_whole: bool) {
        if let Some(history) = &self.history {
            history.end_round(is_whole);
        }
    }

    fn is_new(&self, warning: &str) -> bool {
        self.history.as_ref().is_none_or(|it| it.is_new(warning))
    }

    /// Prints a message, unless `--quiet` is given.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            message(&format!("{}\n", printable(text)));
        }
    }

    /// Tells the person how a result came about.
    pub(super) fn note(&self, text: &str) {
        if self.is_new(text) {
            self.say(&format!("note: {text}"));
        }
    }

    pub(super) fn warn(&self, text: &str) {
        let label = if self.colors(stderr().is_terminal()) {
            "\x1b[1;33mwarning\x1b[0m"
        } else {
            "warning"
        };
        if self.is_new(text) && !self.quiet {
            message(&format!("{label}: {}\n", printable(text)));
        }
    }

    pub(super) fn warnings(&self, name: &str, source: &str, diagnostics: &[Diagnostic]) {
        let new = diagnostics
            .iter()
            .filter(|it| self.history.is_none() || self.is_new(&identity(name, source, it)));
        let new: Vec<Diagnostic> = new.cloned().collect();
        if !new.is_empty() {
            let colors = self.colors(stderr().is_terminal());
            if !self.quiet {
                let drawn = diag::draw(name, source, &new, colors);
                message(&format!("{}\n", drawn.trim_end()));
            }
        }
    }

    pub(super) fn error(&self, error: &Error) {
        let colors = self.colors(stderr().is_terminal());
        if let Error::Several(errors) = error {
            for (idx, error) in errors.iter().enumerate() {
                if idx > 0 {
                    message("\n");
                }
                self.error(error);
            }
            return;
        }
        if let Error::Invalid {
            name,
            source_text,
            diagnostics,
        } = error
        {
            message(&diag::draw(name, source_text, diagnostics, colors));
            return;
        }
        let label = if colors {
            "\x1b[1;31merror\x1b[0m"
        } else {
            "error"
        };
        message(&format!("{label}: {}\n", printable(&error.to_string())));
    }

    /// Returns whether standard output takes colors.
    pub(super) fn result_colors(&self) -> bool {
        self.colors(stdout().is_terminal())
    }

    fn colors(&self, is_terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                is_terminal && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
            }
        }
    }
}
