//! The report for people: pages for a browser, the cohort first, then everyone in the order of the roster.

mod cohort_view;
mod paging;
mod parts;
mod person_view;

use std::io::{self, Write};

use serde::Serialize;

use crate::error::Error;
use crate::fs::SpillOffset;
use crate::html::render;
use crate::parallel;

use super::cohort::{Cohort, by_person};
use super::report::Report;
use cohort_view::CohortView;
use paging::Paging;
use person_view::PersonView;

/// A report as pages: `report.html`, and where there are many people `report-2.html` and so on.
pub struct HtmlReport<'a> {
    report: &'a Report,
    cohort: &'a Cohort,
    paging: Paging,
    /// The HTML of each person, in the spill file.
    people: Vec<SpillOffset>,
}

impl Report {
    /// Returns the report as pages for people.
    ///
    /// # Errors
    /// The spill file cannot be read or written.
    pub fn html<'a>(&'a self, cohort: &'a Cohort) -> Result<HtmlReport<'a>, Error> {
        let resumes = by_person(self);
        let render_person = |person: usize| {
            let view = PersonView::new(self, cohort, person, &resumes[person])
                .map_err(|error| self.spool.unreadable(error))?;
            let html = render("person", &view).map_err(|error| Error::Bug(error.to_string()))?;
            Ok((self.spool.put(html.as_bytes())?, html.len()))
        };
        let people = parallel::map(&self.people, 1, |person, _| render_person(person));
        let people: Result<Vec<_>, Error> = people.into_iter().collect();
        let (people, sizes): (Vec<_>, Vec<_>) = people?.into_iter().unzip();
        Ok(HtmlReport {
            report: self,
            cohort,
            paging: Paging::new(&sizes),
            people,
        })
    }
}

impl HtmlReport<'_> {
    /// Returns how many pages there are.
    pub fn n_pages(&self) -> usize {
        self.paging.n_pages()
    }

    /// Returns the file name of a page, the first being 1.
    pub fn file_name(number: usize) -> String {
        paging::file_name(number)
    }

    /// Writes a page, the first being 1.
    ///
    /// # Errors
    /// Those of the writer, and where the spill file cannot be read.
    pub fn write(&self, number: usize, out: &mut dyn Write) -> io::Result<()> {
        let people = self.people_html(number)?;
        let page = if number == 1 {
            let view = CohortView::new(self.report, self.cohort, &self.paging, people)?;
            render("cohort", &view)
        } else {
            render("people", &PeopleView::new(number, &self.paging, people))
        };
        out.write_all(page.map_err(io::Error::other)?.as_bytes())
    }

    /// Returns the HTML of the people of a page.
    fn people_html(&self, number: usize) -> io::Result<String> {
        let mut html = Vec::new();
        for person in self.paging.people_of(number) {
            html.extend(self.report.spool.get(self.people[person])?);
        }
        String::from_utf8(html).map_err(|_| io::ErrorKind::InvalidData.into())
    }
}

/// A page of people after the first page, for the template `people`.
#[derive(Serialize)]
struct PeopleView {
    title: String,
    links: Vec<PageLink>,
    /// Their HTML.
    people: String,
}

#[derive(Serialize)]
struct PageLink {
    url: String,
    text: &'static str,
}

impl PeopleView {
    fn new(number: usize, paging: &Paging, people: String) -> Self {
        let n_pages = paging.n_pages();
        let link = |to: usize, text: &'static str| PageLink {
            url: paging::file_name(to),
            text,
        };
        let mut links = vec![link(1, "The cohort")];
        if number > 2 {
            links.push(link(number - 1, "Previous page"));
        }
        if number < n_pages {
            links.push(link(number + 1, "Next page"));
        }
        Self {
            title: format!("Cohort report, page {number} of {n_pages}"),
            links,
            people,
        }
    }
}
