//! A roster: a table of resumes to be made, a row each, as spreadsheets save it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord};

use crate::diag::path_name;
use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::error::Error;
use crate::fs;
use crate::guide;
use crate::input::Templates;
use crate::reader::{self, About, Form, Numbers, Outline, about};
use crate::tailor::Format;

use super::plan::{Defaults, Job, Plan};
use crate::layout::Paper;

/// The columns that mean something; every other is a label.
const COLUMNS: [&str; 9] = [
    "profile", "guide", "job", "template", "pages", "paper", "format", "output", "consent",
];

/// What each column means.
pub(crate) const ABOUT: &[About] = &[
    about(
        "row",
        "profile",
        "The profile's file, relative to the roster's folder.",
        &["students/jordan-lee.yaml"],
    ),
    about(
        "row",
        "guide",
        "The role: a built-in guide's name or a guide's file; empty: what profile or posting name.",
        &["software-engineer"],
    ),
    about(
        "row",
        "job",
        "The posting's file.",
        &["postings/fintech.md"],
    ),
    about(
        "row",
        "template",
        "How the resume looks: a page style's name or file, a Markdown template's name or file, or both, separated by a comma.",
        &["modern"],
    ),
    about("row", "pages", "How many pages to fill.", &["1"]),
    about("row", "paper", "The paper.", &["letter", "a4"]),
    about(
        "row",
        "format",
        "The formats to write, separated by commas.",
        &["pdf", "'pdf,md'"],
    ),
    about(
        "row",
        "output",
        "What the file is called, without its ending.",
        &["lee-resume"],
    ),
    about(
        "row",
        "consent",
        "Whether the person agrees to be in what goes out.",
        &["yes", "no"],
    ),
];

/// Returns what a row may hold, cell by cell.
pub(crate) fn outline() -> Outline {
    reader::outline(|row| {
        row.called("row");
        row.need("profile");
        row.form("pages", &PAGES);
        row.form("paper", &PAPER);
        row.form("consent", &CONSENT);
        for column in COLUMNS {
            row.text::<String>(column);
        }
    })
}

const PAGES: Form = Form {
    pattern: "[1-9]|1[0-9]|20",
    says: "a number from 1 to 20",
    numbers: Numbers::Whole(1.0, 20.0),
};

const PAPER: Form = Form {
    pattern: "[Ll][Ee][Tt][Tt][Ee][Rr]|[Aa]4",
    says: "letter or a4",
    numbers: Numbers::None,
};

const CONSENT: Form = Form {
    pattern: "[Yy](?:[Ee][Ss])?|[Tt][Rr][Uu][Ee]|1|[Xx]|[Nn][Oo]?|[Ff][Aa][Ll][Ss][Ee]|0|-",
    says: "yes or no",
    numbers: Numbers::Whole(0.0, 1.0),
};

/// Before a column's name it says that the column is a label, whatever it is called.
pub(super) const LABEL: &str = "label:";

/// A roster of a hundred thousand rows is a tenth of this.
const MAX_BYTES: u64 = 64 << 20;

/// The most pages that a resume may have.
const MAX_PAGES: u8 = 20;

/// Reads a roster: a header, and a row for each resume; paths in it are relative to its folder.
///
/// # Errors
/// It is no table; or cells are wrong: all of them are told.
pub fn roster(path: &Path, defaults: &Defaults) -> Result<Plan, Error> {
    let bytes = fs::read_large(path, MAX_BYTES)?;
    let invalid = |text: &str, diagnostics| Error::Invalid {
        name: path_name(path),
        source_text: text.to_owned(),
        diagnostics,
    };
    let text = decode(&bytes).map_err(|it| invalid("", vec![it]))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let table = Table::of(text);
    let mut reader = Reader {
        table: &table,
        folder,
        defaults,
        problems: Vec::new(),
        plan: Plan::of_roster(path),
        templates: BTreeMap::new(),
    };
    reader.read();
    let (plan, problems) = (reader.plan, reader.problems);
    if problems.is_empty() {
        Ok(plan)
    } else {
        Err(invalid(text, problems))
    }
}

/// Returns the bytes of a roster as text, or says in plain words what they are.
fn decode(bytes: &[u8]) -> Result<&str, Diagnostic> {
    const WAY_OUT: &str =
        "open it in the spreadsheet program and save it as \"CSV UTF-8 (Comma delimited)\"";
    let told = |what: String| {
        Err(Diagnostic {
            span: None,
            ..Diagnostic::error(Span::default(), what).with_hint(WAY_OUT)
        })
    };
    if bytes.len() as u64 > MAX_BYTES {
        return told(format!("the roster has more than {} MB", MAX_BYTES >> 20));
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            return told("this is a spreadsheet's own file, not CSV".to_owned());
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            return told(
                "this text is in UTF-16, which spreadsheets call \"Unicode text\"".to_owned(),
            );
        }
        _ if bytes.contains(&0) => return told("this is not UTF-8 text".to_owned()),
        _ => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.split(|it| *it == b'\n').count();
            let byte = bytes[error.valid_up_to()];
            let letter = match byte {
                0xa0.. => format!(", where it stands for `{}`", char::from(byte)),
                _ => String::new(),
            };
            told(format!(
                "this text is not in UTF-8 but, it seems, in Windows-1252 or Latin-1: line {line} has the byte 0x{byte:02X}{letter}"
            ))
        }
    }
}

/// A table as it was written, with what parts its cells.
struct Table<'a> {
    text: &'a str,
    /// Where the table starts: after a byte order mark and a line `sep=;`.
    start: usize,
    delimiter: u8,
}

impl<'a> Table<'a> {
    fn of(text: &'a str) -> Self {
        let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
        let first = text[start..].lines().next().unwrap_or_default();
        let said = first
            .strip_prefix("sep=")
            .and_then(|it| match it.as_bytes() {
                [delimiter] => Some(*delimiter),
                _ => None,
            });
        if said.is_some() {
            let end = text[start..]
                .find('\n')
                .map_or(text.len(), |it| start + it + 1);
            start = end;
        }
        let header = text[start..].lines().next().unwrap_or_default();
        // The one that makes the most columns known; a comma where none does better.
        let known = |delimiter: &u8| {
            let cells = header.split(char::from(*delimiter));
            let known =
                |it: &&str| COLUMNS.contains(&it.trim().trim_matches('"').to_lowercase().as_str());
            cells.filter(known).count()
        };
        let mut delimiter = b',';
        for other in [b';', b'\t'] {
            if known(&other) > known(&delimiter) {
                delimiter = other;
            }
        }
        Self {
            text,
            start,
            delimiter: said.unwrap_or(delimiter),
        }
    }

    /// Returns the place of a cell, given where its row starts.
    fn span(&self, row: usize, column: usize) -> Span {
        let bytes = self.text.as_bytes();
        let mut at = row;
        // Line ends before the row are counted to it.
        while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
            at += 1;
        }
        for _ in 0..column {
            at = self.cell_end(at);
            if bytes.get(at) != Some(&self.delimiter) {
                return Span { start: at, end: at };
            }
            at += 1;
        }
        let end = self.cell_end(at);
        Span { start: at, end }
    }

    /// Returns where the quote stands that is never closed, and so takes in all that follows.
    fn unclosed_quote(&self) -> Option<usize> {
        let mut at = self.start;
        loop {
            match self.cell(at) {
                (_, true) => return Some(at),
                (end, false) if end >= self.text.len() => return None,
                (end, false) => at = end + 1,
            }
        }
    }

    /// Returns the end of the cell that starts at a byte.
    fn cell_end(&self, start: usize) -> usize {
        self.cell(start).0
    }

    /// Returns the end of the cell that starts at a byte, and whether its quote is never closed.
    fn cell(&self, start: usize) -> (usize, bool) {
        let bytes = &self.text.as_bytes()[start..];
        // Only a quote that starts the cell quotes it; any other is text: `3.5" disk`.
        let mut quoted = bytes.first() == Some(&b'"');
        let mut at = usize::from(quoted);
        while let Some(&byte) = bytes.get(at) {
            if quoted {
                match byte {
                    b'"' if bytes.get(at + 1) == Some(&b'"') => at += 1,
                    b'"' => quoted = false,
                    _ => {}
                }
            } else if matches!(byte, b'\r' | b'\n') || byte == self.delimiter {
                return (start + at, false);
            }
            at += 1;
        }
        (self.text.len(), quoted)
    }
}

/// What a column is.
enum Column {
    /// One of [`COLUMNS`].
    Known(&'static str),
    Label,
    /// One that the header has no name for, as spreadsheets leave at the end: its cells must be empty.
    Nameless,
}

/// One row, and where it starts.
struct Row<'r> {
    cells: &'r StringRecord,
    columns: &'r [Column],
    start: usize,
    number: u32,
}

impl Row<'_> {
    /// Returns what stands in a column, and its index; nothing where the cell is empty.
    fn cell(&self, name: &str) -> Option<(&str, usize)> {
        let at = |it: &Column| matches!(it, Column::Known(known) if *known == name);
        let column = self.columns.iter().position(at)?;
        let text = self.cells.get(column).map(str::trim)?;
        (!text.is_empty()).then_some((text, column))
    }
}

struct Reader<'a> {
    table: &'a Table<'a>,
    folder: &'a Path,
    defaults: &'a Defaults,
    problems: Vec<Diagnostic>,
    plan: Plan,
    /// What is wrong with templates, by what rows call them.
    templates: BTreeMap<Vec<String>, Option<String>>,
}

impl Reader<'_> {
    fn read(&mut self) {
        if let Some(at) = self.table.unclosed_quote() {
            let span = Span {
                start: at,
                end: at + 1,
            };
            let message = "this quote is never closed, and takes in every row after it";
            let hint = "close it at the end of its cell; a quote in a quoted cell is written twice";
            self.problems
                .push(Diagnostic::error(span, message).with_hint(hint));
            return;
        }
        let text = &self.table.text[self.table.start..];
        let mut records = ReaderBuilder::new()
            .delimiter(self.table.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        let mut columns = None;
        let mut number = 0_u32;
        // Reading from memory fails for nothing: the text is UTF-8, and rows may differ in length.
        while records.read_record(&mut record).unwrap_or(false) {
            number += 1;
            let at = record.position().map_or(0, csv::Position::byte);
            let start = self.table.start + usize::try_from(at).unwrap_or_default();
            match &columns {
                None => columns = Some(self.header(&record, start)),
                Some(columns) if record.iter().any(|it| !it.trim().is_empty()) => self.row(&Row {
                    cells: &record,
                    columns,
                    start,
                    number,
                }),
                Some(_) => {}
            }
        }
        if columns.is_none() {
            let empty = Diagnostic::error(Span::default(), "the roster is empty");
            self.problems.push(Diagnostic {
                span: None,
                ..empty.with_hint("its first row names the columns: profile,guide,job,…")
            });
        }
    }

    fn header(&mut self, record: &StringRecord, start: usize) -> Vec<Column> {
        let mut columns = Vec::new();
        let mut names: Vec<(bool, String)> = Vec::new();
        for (idx, name) in record.iter().enumerate() {
            let name = name.trim();
            let label = name.strip_prefix(LABEL).map(str::trim);
            let lower = label.unwrap_or(name).to_lowercase();
            if lower.is_empty() {
                columns.push(Column::Nameless);
                continue;
            }
            let known = COLUMNS.into_iter().find(|it| *it == lower);
            let known = known.filter(|_| label.is_none());
            let span = self.table.span(start, idx);
            let key = (known.is_some(), lower);
            if names.contains(&key) {
                let message = format!("the column `{name}` is there twice");
                self.problems.push(Diagnostic::error(span, message));
            }
            names.push(key);
            if let Some(known) = known {
                columns.push(Column::Known(known));
                continue;
            }
            if let Some(near) = did_you_mean(name, COLUMNS)
                && label.is_none()
            {
                let message = format!("the column `{name}` is none that means something");
                self.problems
                    .push(Diagnostic::error(span, message).with_hint(format!(
                    "did you mean `{near}`? if it is a label of your own, call it `{LABEL}{name}`"
                )));
            }
            columns.push(Column::Label);
            self.plan.labels.push(label.unwrap_or(name).to_owned());
        }
        if !(columns.iter()).any(|it| matches!(it, Column::Known("profile"))) {
            let message = "the roster has no column `profile`";
            let hint = format!(
                "the first row names the columns: {}; every other is a label",
                COLUMNS.join(", ")
            );
            let span = self.table.span(start, 0);
            self.problems
                .push(Diagnostic::error(span, message).with_hint(hint));
        }
        columns
    }

    fn row(&mut self, row: &Row<'_>) {
        let extra = row.cells.iter().enumerate().skip(row.columns.len());
        if let Some((column, _)) = extra.into_iter().find(|(_, it)| !it.trim().is_empty()) {
            let message = format!(
                "row {} has more cells than the header has columns",
                row.number
            );
            let hint = "put a cell that has a comma in it between quotes: \"pdf,md\"";
            let span = self.table.span(row.start, column);
            self.problems
                .push(Diagnostic::error(span, message).with_hint(hint));
        }
        for (column, it) in row.columns.iter().enumerate() {
            let cell = row.cells.get(column).unwrap_or_default();
            if matches!(it, Column::Nameless) && !cell.trim().is_empty() {
                let message = format!("row {} has a cell in a column without a name", row.number);
                let hint = "name the column in the first row, or empty the cell";
                let span = self.table.span(row.start, column);
                self.problems
                    .push(Diagnostic::error(span, message).with_hint(hint));
            }
            if let Column::Known(name) = it
                && let Some((text, _)) = row.cell(name)
                && text.contains(['\n', '\r'])
            {
                let message = format!("row {}: the {name} goes on over several lines", row.number);
                let hint = "is there a quote at its start that belongs to no other at its end?";
                let mut span = self.table.span(row.start, column);
                let cell = &self.table.text[span.start..span.end];
                span.end = span.start + cell.find(['\n', '\r']).unwrap_or(cell.len());
                self.problems
                    .push(Diagnostic::error(span, message).with_hint(hint));
                return;
            }
        }
        let mut defaults = self.defaults.clone();
        self.inputs(row, &mut defaults);
        self.options(row, &mut defaults);
        let consent = row.cell("consent").and_then(|(text, column)| {
            let meant = yes_or_no(text);
            if meant.is_none() {
                self.wrong(row, column, "consent", text, "`yes` or `no`");
            }
            meant
        });
        let Some((profile, _)) = row.cell("profile") else {
            let has_column = |it: &Column| matches!(it, Column::Known("profile"));
            // A table without the column is told once.
            if let Some(column) = row.columns.iter().position(has_column) {
                let message = format!("row {} names no profile", row.number);
                let span = self.table.span(row.start, column);
                self.problems.push(Diagnostic::error(span, message));
            }
            return;
        };
        let profile = self.folder.join(profile);
        let posting = defaults.job.clone();
        let job = self
            .plan
            .job(row.number, &profile, posting.as_deref(), &defaults);
        let labels = row.columns.iter().enumerate();
        let labels = labels.filter(|(_, it)| matches!(it, Column::Label));
        let labels = labels.map(|it| row.cells.get(it.0).unwrap_or_default().trim().into());
        let labels: Vec<Box<str>> = labels.collect();
        let job = Job {
            output: row
                .cell("output")
                .map(|(text, _)| without_ending(text).into()),
            labels: self.plan.shared(&labels),
            consent,
            ..job
        };
        self.plan.jobs.push(job);
    }

    /// Reads guide, posting and template of a row, which must be there.
    fn inputs(&mut self, row: &Row<'_>, defaults: &mut Defaults) {
        if let Some((text, column)) = row.cell("guide") {
            let file = self.folder.join(text);
            let wanted = if guide::built_in(text).is_some() || fs::size(&file).is_none() {
                text.to_owned()
            } else {
                file.to_string_lossy().into_owned()
            };
            let looks_like_file = text.contains(['/', '\\', '.']);
            if looks_like_file && guide::built_in(text).is_none() && fs::size(&file).is_none() {
                self.absent(row, column, "guide", &file);
            } else if let Some(problem) = Plan::absent_guide(&wanted) {
                self.told(row, column, "guide", &problem);
            }
            defaults.guide = Some(wanted);
        }
        if let Some((text, column)) = row.cell("job") {
            let file = self.folder.join(text);
            if fs::size(&file).is_none() {
                self.absent(row, column, "job", &file);
            }
            defaults.job = Some(file);
        }
        if let Some((text, column)) = row.cell("template") {
            let in_folder = |name: &str| {
                let file = self.folder.join(name);
                match fs::size(&file) {
                    Some(_) => file.to_string_lossy().into_owned(),
                    None => name.to_owned(),
                }
            };
            let wanted: Vec<String> = text.split(',').map(|it| in_folder(it.trim())).collect();
            let read = |it: &Vec<String>| Templates::read(it).err().map(|it| it.to_string());
            let known = self.templates.entry(wanted.clone());
            if let Some(problem) = known.or_insert_with_key(read).clone() {
                self.told(row, column, "template", &problem);
            }
            defaults.template = wanted;
        }
    }

    fn options(&mut self, row: &Row<'_>, defaults: &mut Defaults) {
        if let Some((text, column)) = row.cell("pages") {
            match text.parse() {
                Ok(pages) if (1..=MAX_PAGES).contains(&pages) => defaults.pages = Some(pages),
                _ => {
                    let expected = format!("a number from 1 to {MAX_PAGES}");
                    self.wrong(row, column, "pages", text, &expected);
                }
            }
        }
        if let Some((text, column)) = row.cell("paper") {
            match text.to_lowercase().as_str() {
                "letter" => defaults.paper = Paper::Letter,
                "a4" => defaults.paper = Paper::A4,
                _ => self.wrong(row, column, "paper", text, "`letter` or `a4`"),
            }
        }
        if let Some((text, column)) = row.cell("format") {
            let mut formats = Vec::new();
            for name in text.split([',', ';', '+', ' ']).filter(|it| !it.is_empty()) {
                match Format::from_extension(name) {
                    Some(format) if !formats.contains(&format) => formats.push(format),
                    Some(_) => {}
                    None => self.wrong(
                        row,
                        column,
                        "format",
                        name,
                        "`pdf`, `docx`, `html`, `txt`, `md`, `json` or `svg`",
                    ),
                }
            }
            defaults.formats = formats.into();
        }
    }

    fn wrong(&mut self, row: &Row<'_>, column: usize, name: &str, found: &str, expected: &str) {
        let message = format!(
            "row {}, column `{name}`: expected {expected}, found `{found}`",
            row.number
        );
        let span = self.table.span(row.start, column);
        self.problems.push(Diagnostic::error(span, message));
    }

    /// Tells what another reader says of a cell: its first line is the message, the rest a way out.
    fn told(&mut self, row: &Row<'_>, column: usize, name: &str, problem: &str) {
        let (first, rest) = problem.split_once('\n').unwrap_or((problem, ""));
        let message = format!("row {}, column `{name}`: {first}", row.number);
        let found = Diagnostic::error(self.table.span(row.start, column), message);
        self.problems.push(match rest.trim() {
            "" => found,
            rest => found.with_hint(rest),
        });
    }

    fn absent(&mut self, row: &Row<'_>, column: usize, name: &str, file: &Path) {
        let problem = format!("there is no file `{}`", path_name(file));
        let near = similar_file(file).map(|it| format!("\ndid you mean `{}`?", path_name(&it)));
        self.told(row, column, name, &(problem + &near.unwrap_or_default()));
    }
}

/// Returns the file in the same folder that a missing one is most likely meant to be.
pub(super) fn similar_file(missing: &Path) -> Option<PathBuf> {
    let folder = missing.parent()?;
    let shown = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let names = fs::names_in(shown);
    let wanted = missing.file_name()?.to_str()?;
    let near = did_you_mean(wanted, names.iter().map(String::as_str))?;
    Some(folder.join(near))
}

/// Returns the name of an output without the ending of a format: that follows from the format.
fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && Format::from_extension(ending).is_some() => {
            stem
        }
        _ => name,
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" => Some(true),
        "no" | "n" | "false" | "0" | "-" => Some(false),
        _ => None,
    }
}
