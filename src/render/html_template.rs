//! HTML pages from Handlebars templates. These are built in, so they need no limits, unlike Markdown templates.

use handlebars::{Handlebars, TemplateError};
use serde::Serialize;

/// Why a page could not be made: a bug in a built-in template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("HTML template: {0}")]
pub struct HtmlTemplateError(String);

/// Compiled templates, each of which may include the others as partials.
pub struct HtmlTemplates(Handlebars<'static>);

impl HtmlTemplates {
    /// Compiles templates, given as name and source; `escape` makes HTML of every text that they print.
    ///
    /// # Errors
    /// A source is not Handlebars.
    pub fn compile<'a>(
        templates: impl IntoIterator<Item = (&'a str, String)>,
        escape: fn(&str) -> String,
    ) -> Result<Self, HtmlTemplateError> {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(escape);
        for (name, source) in templates {
            handlebars
                .register_template_string(name, source)
                .map_err(|error: TemplateError| HtmlTemplateError(error.to_string()))?;
        }
        Ok(Self(handlebars))
    }

    /// Renders a template with a view.
    ///
    /// # Errors
    /// There is no such template, or it names a field that the view does not have.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, HtmlTemplateError> {
        self.0
            .render(name, view)
            .map_err(|error| HtmlTemplateError(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates(source: &str) -> Result<HtmlTemplates, HtmlTemplateError> {
        HtmlTemplates::compile([("page", source.to_owned())], |text| {
            text.replace('<', "&lt;")
        })
    }

    #[test]
    fn texts_are_escaped() {
        let page = templates("<b>{{this}}</b>").unwrap().render("page", &"<i>");
        assert_eq!(page.unwrap(), "<b>&lt;i></b>");
    }

    #[test]
    fn unknown_fields_templates_and_tags_are_errors() {
        let page = templates("{{name}}").unwrap();
        assert!(page.render("page", &()).is_err());
        assert!(page.render("other", &()).is_err());
        assert!(templates("{{#each}}").is_err());
    }
}
