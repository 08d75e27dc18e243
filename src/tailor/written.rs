//! A tailored resume in the formats that need more than what it says.

use super::Tailored;
use crate::document::printed;
use crate::layout::{Paper, Style};
use crate::profile::Profile;
use crate::render::{self, DocxError, DocxLook, JsonError};

impl Tailored {
    /// Returns the resume as a Word file on the paper that it was tailored for.
    ///
    /// # Errors
    /// The file can't be packed.
    pub fn docx(&self, style: &Style, paper: Paper) -> Result<Vec<u8>, DocxError> {
        let look = DocxLook {
            style,
            paper,
            spacing: self.spacing,
            numbered: style.page_numbers && self.pages.len() > 1,
        };
        render::docx(&self.document, look)
    }

    /// Returns what the resume prints of `profile`, the one that it was made from, as JSON Resume.
    ///
    /// # Errors
    /// None that an input can cause.
    pub fn json_resume(&self, profile: &Profile) -> Result<String, JsonError> {
        let keep: Vec<bool> = self.fates.iter().map(|it| it.kept()).collect();
        render::json_resume(&printed(profile, &self.scored, &keep, &self.document))
    }
}
