//! A page style as plain data.

use crate::document::Form;
use crate::layout::Style;

/// How a resume looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// What it is like, in a sentence.
    pub about: Option<String>,
    /// How many pages a resume fills, 1 or more, unless the person says.
    pub pages: usize,
    /// Order and headings of sections, form of dates.
    pub form: Form,
    /// Fonts, sizes, room, colors.
    pub style: Style,
}

impl Default for Template {
    /// Returns the classic one; `templates/classic.yaml` says the same.
    fn default() -> Self {
        Self {
            name: "Classic".to_owned(),
            about: Some("A sans serif with a hairline below each heading; the default".to_owned()),
            pages: 1,
            form: Form::default(),
            style: Style::classic(),
        }
    }
}
