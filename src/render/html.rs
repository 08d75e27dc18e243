//! A document as one HTML file that stands for itself: semantic elements, microdata of schema.org, the look of the page
//! style for screen and print; no script, and nothing that it would fetch.

mod css;

use super::{address::is_safe, xml::escaped};
use crate::{
    document::{Block, Document, Face, Origin, Part, Role, Run, blocks},
    layout::{Paper, Style, runs_from_right},
    profile::{Date, Section},
};

/// Returns a document as an HTML file that looks as `style` says and prints on `paper`.
///
/// Every text reads literally, whatever characters it has.
pub fn html(document: &Document, style: &Style, paper: Paper) -> String {
    let mut body = Body::default();
    for (origin, block) in blocks(document) {
        body.push(origin, &block);
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{name}</title>\n\
         <style>\n{css}</style>\n</head>\n<body>\n\
         <main itemscope itemtype=\"https://schema.org/Person\">\n{body}</main>\n</body>\n</html>\n",
        lang = escaped(&document.lang),
        name = escaped(&document.name),
        css = css::sheet(style, paper),
        body = body.finish(),
    )
}

/// What stands in `main`, as far as it is written.
#[derive(Default)]
struct Body {
    html: String,
    /// The elements that are open, the innermost last.
    open: Vec<Element>,
    /// The section that is open.
    section: Option<Section>,
    n_sections: usize,
}

/// An element that holds several blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Header,
    Section,
    Article,
    Bullets,
    Lines,
}

impl Element {
    fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Section => "section",
            Self::Article => "article",
            Self::Bullets | Self::Lines => "ul",
        }
    }
}

impl Body {
    fn push(&mut self, origin: Origin, block: &Block) {
        let runs = |them: Option<Section>| -> String {
            block
                .runs
                .iter()
                .map(|run| inline(run, block.role, them))
                .collect()
        };
        let dir = if from_right(&block.runs) {
            " dir=\"rtl\""
        } else {
            ""
        };
        match block.role {
            Role::Name => {
                self.enter(Element::Header, "<header>");
                self.line(&format!("<h1{dir} itemprop=\"name\">{}</h1>", runs(None)));
            }
            Role::Headline => {
                self.line(&format!(
                    "<p{dir} class=\"headline\" itemprop=\"jobTitle\">{}</p>",
                    runs(None)
                ));
            }
            Role::Contact => {
                self.line(&format!("<address{dir}>{}</address>", runs(None)));
            }
            Role::Heading => {
                self.close_to(&[]);
                self.n_sections += 1;
                self.section = match origin {
                    Origin::Heading(section, _) => Some(section),
                    _ => None,
                };
                let id = format!("section-{}", self.n_sections);
                self.enter(
                    Element::Section,
                    &format!("<section aria-labelledby=\"{id}\">"),
                );
                self.line(&format!("<h2{dir} id=\"{id}\">{}</h2>", runs(None)));
            }
            Role::Entry => {
                self.close_to(&[Element::Section]);
                let about = if self.section == Some(Section::Education) {
                    " itemprop=\"alumniOf\" itemscope itemtype=\"https://schema.org/EducationalOrganization\""
                } else {
                    ""
                };
                self.enter(Element::Article, &format!("<article{about}>"));
                self.line(&format!("<h3{dir}>{}</h3>", runs(self.section)));
            }
            Role::Subentry => {
                self.close_to(&[Element::Section, Element::Article]);
                self.line(&format!("<h4{dir}>{}</h4>", runs(self.section)));
            }
            Role::Paragraph => {
                self.close_to(&[Element::Section, Element::Article]);
                let about = if self.section == Some(Section::Summary) {
                    " itemprop=\"description\""
                } else {
                    ""
                };
                self.line(&format!("<p{dir}{about}>{}</p>", runs(None)));
            }
            Role::Bullet => {
                self.close_to(&[Element::Section, Element::Article, Element::Bullets]);
                self.enter(Element::Bullets, &format!("<ul{dir}>"));
                self.line(&format!("<li{dir}>{}</li>", runs(None)));
            }
            Role::Line => {
                self.close_to(&[Element::Section, Element::Lines]);
                self.enter(Element::Lines, &format!("<ul{dir} class=\"lines\">"));
                self.line(&format!("<li{dir}>{}</li>", runs(self.section)));
            }
        }
    }

    /// Opens an element, unless it is the innermost already.
    fn enter(&mut self, element: Element, tag: &str) {
        if self.open.last() != Some(&element) {
            self.line(tag);
            self.open.push(element);
        }
    }

    /// Closes what is open until all of it is among `kept`.
    fn close_to(&mut self, kept: &[Element]) {
        while let Some(last) = self.open.pop_if(|it| !kept.contains(it)) {
            self.line(&format!("</{}>", last.name()));
        }
    }

    fn line(&mut self, html: &str) {
        self.html.push_str(html);
        self.html.push('\n');
    }

    fn finish(mut self) -> String {
        self.close_to(&[]);
        self.html
    }
}

/// Returns whether a line runs from right to left as a whole.
pub(super) fn from_right(runs: &[Run]) -> bool {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    runs_from_right(&text)
}

/// Returns a run as it stands in its line, with what it says of the person.
fn inline(run: &Run, role: Role, section: Option<Section>) -> String {
    let words = match run.part {
        Part::Dates => timed(&run.text),
        Part::Words | Part::Separator => escaped(&run.text),
    };
    let is_name = role == Role::Entry && run.face == Face::Bold;
    let words = match (section, run.part, run.face) {
        (Some(Section::Education), Part::Words, Face::Bold) if is_name => {
            format!("<span itemprop=\"name\">{words}</span>")
        }
        (Some(Section::Experience), _, Face::Italic) => format!(
            "<span itemprop=\"hasOccupation\" itemscope itemtype=\"https://schema.org/Occupation\">\
             <span itemprop=\"name\">{words}</span></span>"
        ),
        (Some(Section::Skills), Part::Words, Face::Regular) => {
            format!("<span itemprop=\"knowsAbout\">{words}</span>")
        }
        (Some(Section::Languages), Part::Words, Face::Regular) => {
            format!("<span itemprop=\"knowsLanguage\">{words}</span>")
        }
        (Some(Section::Certifications), Part::Words, Face::Regular) => format!(
            "<span itemprop=\"hasCredential\" itemscope \
             itemtype=\"https://schema.org/EducationalOccupationalCredential\">\
             <span itemprop=\"name\">{words}</span></span>"
        ),
        _ if role == Role::Contact && run.part == Part::Words => reached(run, &words),
        _ => words,
    };
    let words = match run.face {
        Face::Regular => words,
        Face::Bold => format!("<strong>{words}</strong>"),
        Face::Italic => format!("<em>{words}</em>"),
    };
    match run.link.as_deref().filter(|link| is_safe(link)) {
        Some(link) => {
            let (class, about) = if link.starts_with("tel:") {
                (" class=\"nobr\"", "")
            } else if role == Role::Contact && link.starts_with("http") {
                ("", " itemprop=\"url\"")
            } else {
                ("", "")
            };
            format!("<a{class}{about} href=\"{}\">{words}</a>", escaped(link))
        }
        None => words,
    }
}

/// Returns a way to reach the person with its meaning: what leads to no mail, telephone or web page is a place.
fn reached(run: &Run, words: &str) -> String {
    let about = match run.link.as_deref() {
        Some(link) if link.starts_with("mailto:") => "email",
        Some(link) if link.starts_with("tel:") => "telephone",
        Some(_) => return words.to_owned(),
        None => "address",
    };
    format!("<span itemprop=\"{about}\">{words}</span>")
}

/// Returns dates with each year or month marked for machines, as coarse as it is written.
fn timed(dates: &str) -> String {
    /// What stands between two dates, and what before one that is still to come.
    const WORDS: [&str; 2] = [" – ", "Expected "];
    for between in WORDS {
        if let Some((before, after)) = dates.split_once(between) {
            return format!("{}{between}{}", timed(before), timed(after));
        }
    }
    match dates.parse::<Date>().ok().or_else(|| Date::guess(dates)) {
        Some(date) => format!("<time datetime=\"{date}\">{}</time>", escaped(dates)),
        None => escaped(dates),
    }
}

#[cfg(test)]
mod tests {
    use super::timed;

    #[test]
    fn dates_are_marked_as_coarse_as_they_are_written() {
        assert_eq!(
            timed("Mar 2021 – Present"),
            "<time datetime=\"2021-03\">Mar 2021</time> – Present"
        );
        assert_eq!(
            timed("03/2019 – Expected 2027"),
            "<time datetime=\"2019-03\">03/2019</time> – Expected <time datetime=\"2027\">2027</time>"
        );
        assert_eq!(timed("<b>"), "&lt;b&gt;");
    }
}
