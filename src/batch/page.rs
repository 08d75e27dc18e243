//! The report for people: pages for a browser, the cohort first, then everyone in the order of the roster.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::error::Error;
use crate::fs::SpillOffset;
use crate::html::{Bands, N_BANDS, Page, address, cut};
use crate::parallel;

use super::cohort::{
    BANDS, Cohort, CommonGap, Distribution, Group, MEETING_RULE, MOST_PLACES, OfPosting, by_person,
    groups, in_order, lacks, main_themes, shown_share, spread, weightiest,
};
use super::outcome::Problem;
use super::report::{Person, Report, Resume};

/// About how many bytes of people stand on one page: browsers open that at once.
const PAGE_BYTES: usize = 2_500_000;

/// How many lines of each list of the cohort are shown: `report.csv` has them all.
const MOST_ROWS: usize = 20;
const MOST_MEETINGS: usize = 1_000;
const MOST_POSTINGS: usize = 50;
const MOST_GROUPS: usize = 30;

/// How much of one person is shown: of resumes, of each list of a resume, and of a text.
const MOST_RESUMES: usize = 100;
const MOST_ITEMS: usize = 12;
const MOST_TEXT: usize = 300;

/// A report as pages: `report.html`, and where there are many people `report-2.html` and so on.
pub struct Html<'a> {
    report: &'a Report,
    cohort: &'a Cohort,
    /// The resumes of each person.
    resumes: Vec<Vec<u32>>,
    /// The first of the people of each page.
    starts: Vec<usize>,
    /// What stands on a page about each person, put aside.
    parts: Vec<SpillOffset>,
}

impl Report {
    /// Returns the report as pages for people.
    ///
    /// # Errors
    /// What was put aside can't be read.
    pub fn html<'a>(&'a self, cohort: &'a Cohort) -> Result<Html<'a>, Error> {
        let mut html = Html {
            report: self,
            cohort,
            resumes: by_person(self),
            starts: vec![0],
            parts: Vec::with_capacity(self.people.len()),
        };
        let unreadable = |error| self.spool.unreadable(error);
        let part = |person| {
            let part = Page::part_of(|page| html.person(page, person)).map_err(unreadable)?;
            Ok((self.spool.put(&part)?, part.len()))
        };
        let parts = parallel::map(&self.people, 1, |person, _| part(person));
        let parts: Result<Vec<_>, Error> = parts.into_iter().collect();
        let mut room = PAGE_BYTES;
        for (person, (part, size)) in parts?.into_iter().enumerate() {
            if size > room && person > 0 {
                html.starts.push(person);
                room = PAGE_BYTES;
            }
            room = room.saturating_sub(size);
            html.parts.push(part);
        }
        Ok(html)
    }
}

impl Html<'_> {
    /// Returns how many pages there are.
    pub fn n_pages(&self) -> usize {
        match self.starts.len() {
            1 => 1,
            // The first one is the cohort's then.
            n => n + 1,
        }
    }

    /// Returns what a page is called, the first being 1.
    pub fn name(number: usize) -> String {
        match number {
            1 => "report.html".to_owned(),
            _ => format!("report-{number}.html"),
        }
    }

    /// Writes a page, the first being 1.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, number: usize, out: &mut dyn Write) -> io::Result<()> {
        if number == 1 {
            Page::write(out, "Cohort report", |page| self.cohort(page))
        } else {
            let title = format!("Cohort report, page {number} of {}", self.n_pages());
            Page::write(out, &title, |page| self.further(page, number, &title))
        }
    }

    /// Returns the page that a person is on.
    fn page_of(&self, person: usize) -> usize {
        let at = self.starts.partition_point(|it| *it <= person);
        if self.starts.len() == 1 { 1 } else { at + 1 }
    }

    /// Returns the people of a page.
    fn people_of(&self, number: usize) -> std::ops::Range<usize> {
        let n = self.report.people.len();
        let at = if self.starts.len() == 1 {
            0
        } else {
            number.saturating_sub(2)
        };
        let start = self.starts.get(at).copied().unwrap_or(n);
        start..self.starts.get(at + 1).copied().unwrap_or(n)
    }

    /// Returns what a person is called.
    fn called(&self, person: usize) -> &str {
        let it = &self.report.people[person];
        it.name.as_deref().unwrap_or(&it.profile)
    }

    fn further(&self, page: &mut Page<'_>, number: usize, title: &str) -> io::Result<()> {
        page.within("header", &[], |page| page.element("h1", &[], title))?;
        page.within("nav", &[("aria-label", "Pages")], |page| {
            page.within("ul", &[], |page| {
                let mut link = |to: usize, text: &str| {
                    page.within("li", &[], |page| {
                        page.element("a", &[("href", &Self::name(to))], text)
                    })
                };
                link(1, "The cohort")?;
                if number > 2 {
                    link(number - 1, "Previous page")?;
                }
                if number < self.n_pages() {
                    link(number + 1, "Next page")?;
                }
                Ok(())
            })
        })?;
        page.within("main", &[], |page| {
            section(page, "people", "Everyone", |page| {
                self.everyone(page, number)
            })
        })
    }

    fn everyone(&self, page: &mut Page<'_>, number: usize) -> io::Result<()> {
        page.element("p", &[], "Beside each theme and bar: how well the resume shows it and, in brackets, how well the whole profile would, from 0 to 1.")?;
        self.people_of(number)
            .try_for_each(|it| page.part(&self.report.spool.get(self.parts[it])?))
    }

    fn cohort(&self, page: &mut Page<'_>) -> io::Result<()> {
        let report = self.report;
        let is_split = self.n_pages() > 1;
        page.within("header", &[], |page| {
            page.element("h1", &[], "Cohort report")?;
            let people = report.resumes.iter().map(|it| it.person).collect::<BTreeSet<_>>();
            let made_by = concat!("Made by bespoke ", env!("CARGO_PKG_VERSION"), ".");
            let redacted = if report.redacted {
                " Names, files, quotes and labels that were not to be kept are left out; the number of a person is the row of the roster."
            } else {
                " It holds personal data: keep it as you keep the profiles."
            };
            let of = format!(
                "{} of {}. {made_by}{redacted}",
                number(report.resumes.len(), "resume", "resumes"),
                number(people.len(), "person", "people")
            );
            page.element("p", &[], &of)
        })?;
        let has_postings = report.postings.iter().any(|it| !it.requirements.is_empty());
        let contents = [
            ("status", "What became of them", true),
            ("meetings", "Who needs a meeting", true),
            ("themes", "Coverage by theme", true),
            ("postings", "By posting", has_postings),
            ("gaps", "Commonest gaps", true),
            ("writing", "Writing", true),
            ("fill", "Pages", true),
            ("labels", "By label", !report.labels.is_empty()),
            ("people", "Everyone", true),
        ];
        page.within("nav", &[("aria-label", "Contents")], |page| {
            page.within("ul", &[], |page| {
                for (id, name, _) in contents.iter().filter(|it| it.2) {
                    let to = format!("#{id}");
                    page.within("li", &[], |page| page.element("a", &[("href", &to)], name))?;
                }
                Ok(())
            })
        })?;
        page.within("main", &[], |page| {
            for (id, name, _) in contents.iter().filter(|it| it.2) {
                section(page, id, name, |page| match *id {
                    "status" => self.status(page),
                    "meetings" => self.meetings(page),
                    "themes" => self.themes(page),
                    "postings" => self.postings(page),
                    "gaps" => self.gaps(page),
                    "writing" => self.writing(page),
                    "fill" => self.fill(page),
                    "labels" => self.labels(page),
                    _ if is_split => self.index(page),
                    _ => self.everyone(page, 1),
                })?;
            }
            Ok(())
        })
    }

    fn status(&self, page: &mut Page<'_>) -> io::Result<()> {
        let counts = self.report.counts();
        let rows = [
            ("Made", counts.made, "nothing to be said"),
            (
                "Unchanged",
                counts.unchanged,
                "made by an earlier run, and nothing that they are made from has changed",
            ),
            (
                "Warned",
                counts.warned,
                "made, and someone should look at them",
            ),
            ("Failed", counts.failed, "not made: the reasons follow"),
            (
                "Left",
                counts.left,
                "the run was stopped first; the same command makes them",
            ),
        ];
        page.table(
            "Resumes by status",
            &["Status", "Resumes", "What it means"],
            |page| {
                let shown = rows.iter().filter(|it| it.1 > 0 || it.0 != "Left");
                shown
                    .copied()
                    .try_for_each(|(name, n, about)| row(page, name, &[&n.to_string()], about))
            },
        )?;
        for (kinds, heading) in [
            (&self.cohort.failures, "Why resumes failed"),
            (
                &self.cohort.warnings,
                "What to look at, although the resume was made",
            ),
        ] {
            if kinds.is_empty() {
                continue;
            }
            page.element("h3", &[], heading)?;
            for kind in kinds.iter().take(MOST_ROWS) {
                page.within("details", &[], |page| {
                    let n = number(kind.n, "time", "times");
                    page.element(
                        "summary",
                        &[],
                        &format!("{n}: {}", cut(&kind.what, MOST_TEXT)),
                    )?;
                    page.within("ul", &[], |page| {
                        for &(at, idx) in &kind.places {
                            let resume = self.report.resume(at)?;
                            page.within("li", &[], |page| {
                                self.link(page, resume.person)?;
                                page.text(": ")?;
                                let mut told = resume.outcome.problems.iter().skip(idx).take(1);
                                told.try_for_each(|it| problem(page, it))
                            })?;
                        }
                        more_items(page, kind.n, MOST_PLACES)
                    })
                })?;
            }
            more(page, kinds.len(), MOST_ROWS, "kinds of problems")?;
        }
        Ok(())
    }

    fn meetings(&self, page: &mut Page<'_>) -> io::Result<()> {
        page.element("p", &[], MEETING_RULE)?;
        let people = in_order(self.report, &self.cohort.reasons);
        if people.is_empty() {
            return page.element("p", &[], "By this rule, nobody.");
        }
        let caption = format!(
            "Needs a meeting: {} of {}",
            people.len(),
            number(self.report.people.len(), "person", "people")
        );
        page.table(&caption, &["Person", "Why"], |page| {
            for &person in people.iter().take(MOST_MEETINGS) {
                page.within("tr", &[], |page| {
                    page.within("th", &[("scope", "row")], |page| self.link(page, person))?;
                    page.within("td", &[("class", "words")], |page| {
                        self.reasons(page, person)
                    })
                })?;
            }
            Ok(())
        })?;
        more(page, people.len(), MOST_MEETINGS, "people")
    }

    fn reasons(&self, page: &mut Page<'_>, person: usize) -> io::Result<()> {
        page.within("ul", &[], |page| {
            let mut reasons = self.cohort.reasons[person].iter();
            reasons.try_for_each(|it| page.element("li", &[], &cut(it, MOST_TEXT)))
        })
    }

    fn themes(&self, page: &mut Page<'_>) -> io::Result<()> {
        page.element("p", &[], "How many resumes show each theme of their guide, and how well. A theme that is hardly shown counts as a gap.")?;
        for (at, guide) in self.report.guides.iter().enumerate() {
            let themes = self.cohort.themes[at].iter().enumerate();
            let spreads: Vec<(usize, Distribution)> =
                themes.filter_map(|(idx, it)| Some((idx, (*it)?))).collect();
            let Some((_, first)) = spreads.first() else {
                continue;
            };
            page.within("h3", &[], |page| page.text(&guide.name))?;
            page.legend(&BANDS)?;
            let bars = spreads.iter().map(|(idx, it)| Bands {
                name: &guide.themes[*idx].name,
                counts: it.counts,
            });
            let bars: Vec<Bands<'_>> = bars.collect();
            let n = number(first.n, "resume", "resumes");
            page.bands(
                &format!("Coverage by theme of {}", guide.name),
                &format!("For each theme, how {n} spread from hardly shown to very well; the table below has the figures."),
                &bars,
            )?;
            let heaviest = weightiest(guide);
            let caption = format!("Coverage by theme of {}, {n}", guide.name);
            let heads = [
                "Theme",
                "Weight",
                BANDS[0],
                BANDS[1],
                BANDS[2],
                BANDS[3],
                "Lowest",
                "Quarter below",
                "Middle",
                "Quarter above",
                "Highest",
            ];
            page.table(&caption, &heads, |page| {
                for (idx, it) in &spreads {
                    let theme = &guide.themes[*idx];
                    let mark = if heaviest.contains(idx) {
                        " (greatest)"
                    } else {
                        ""
                    };
                    let mut cells = vec![format!("{}{mark}", theme.weight)];
                    cells.extend(it.counts.map(|n| n.to_string()));
                    cells.extend(it.marks.map(|mark| format!("{mark:.2}")));
                    figures(page, &theme.name, &cells)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn postings(&self, page: &mut Page<'_>) -> io::Result<()> {
        let own = &self.cohort.postings;
        let mut order: Vec<usize> = (0..own.len()).filter(|it| own[*it].n > 0).collect();
        order.sort_by_key(|it| (usize::MAX - own[*it].n, *it));
        let n_all = order.len();
        order.truncate(MOST_POSTINGS);
        let titles: Vec<String> = order.iter().map(|it| self.title(*it)).collect();
        let shown: Vec<Option<Distribution>> = order.iter().map(|it| own[*it].shown).collect();
        let bars = titles.iter().zip(&shown).filter_map(|(name, it)| {
            Some(Bands {
                name,
                counts: it.as_ref()?.counts,
            })
        });
        let bars: Vec<Bands<'_>> = bars.collect();
        page.element("p", &[], "Which share of what a posting asks for the resumes show, and how well they show the weightiest themes of their guide.")?;
        page.legend(&[
            "less than a quarter of it",
            "a quarter to half",
            "half to three quarters",
            "three quarters and more",
        ])?;
        page.bands("What postings ask for, and how much of it resumes show", "For each posting, how its resumes spread from less than a quarter to three quarters and more; the table below has the figures.", &bars)?;
        let heads = [
            "Posting",
            "Resumes",
            "Less than a quarter",
            "To half",
            "To three quarters",
            "More",
            "Share shown, middle",
            "Weightiest themes, middle",
        ];
        page.table("Resumes by posting", &heads, |page| {
            for ((at, title), shown) in order.iter().zip(&titles).zip(&shown) {
                let middle = |it: Option<&Distribution>| {
                    it.map_or("–".to_owned(), |it| format!("{:.2}", it.marks[2]))
                };
                let mut cells = vec![own[*at].n.to_string()];
                cells.extend(
                    shown
                        .map_or([0; N_BANDS], |it| it.counts)
                        .map(|n| n.to_string()),
                );
                cells.extend([middle(shown.as_ref()), middle(own[*at].main.as_ref())]);
                figures(page, title, &cells)?;
            }
            Ok(())
        })?;
        more(page, n_all, MOST_POSTINGS, "postings")?;
        for (at, title) in order.iter().zip(&titles) {
            self.requirements(page, *at, title, &own[*at])?;
        }
        Ok(())
    }

    /// Writes how many resumes lack each thing that a posting asks for.
    fn requirements(
        &self,
        page: &mut Page<'_>,
        at: usize,
        title: &str,
        own: &OfPosting,
    ) -> io::Result<()> {
        let asked = &self.report.postings[at].requirements;
        let counts = own.left_out.iter().zip(&own.missing).enumerate();
        let mut rows: Vec<(usize, usize, usize)> = counts
            .map(|(idx, (left_out, missing))| (idx, *left_out, *missing))
            .collect();
        rows.sort_by_key(|it| (usize::MAX - it.1 - it.2, it.0));
        page.within("details", &[], |page| {
            page.element(
                "summary",
                &[],
                &format!("What {title} asks for, and how many show it"),
            )?;
            page.table(
                &format!("Requirements of {title}"),
                &[
                    "Requirement",
                    "Need",
                    "Shown",
                    "Only left off the resume",
                    "Not in the profile",
                ],
                |page| {
                    for (idx, left_out, missing) in rows.iter().take(MOST_ROWS) {
                        let n_shown = own.n.saturating_sub(left_out + missing);
                        let cells = [
                            asked[*idx].need.clone(),
                            n_shown.to_string(),
                            left_out.to_string(),
                            missing.to_string(),
                        ];
                        figures(page, &cut(&asked[*idx].text, MOST_TEXT), &cells)?;
                    }
                    Ok(())
                },
            )?;
            more(
                page,
                rows.len(),
                MOST_ROWS,
                "requirements, which more resumes show",
            )
        })
    }

    fn title(&self, posting: usize) -> String {
        let it = &self.report.postings[posting];
        let file = &it.file;
        it.title.as_ref().map_or_else(
            || file.clone(),
            |title| format!("{} ({file})", cut(title, 100)),
        )
    }

    fn gaps(&self, page: &mut Page<'_>) -> io::Result<()> {
        let lists = [
            (
                "Not in the profile",
                "Nothing in the profile shows it. Ask whether they have done it and not written it down; if not, this is what to learn or to try.",
                lacks(self.report, self.cohort, &self.cohort.not_in_profile),
            ),
            (
                "In the profile, only left off the resume",
                "The profile shows it, and the page was filled with what counts more. A pin, a second page or fewer other lines would bring it in.",
                lacks(self.report, self.cohort, &self.cohort.only_left_off),
            ),
        ];
        for (heading, about, lacks) in &lists {
            page.element("h3", &[], heading)?;
            page.element("p", &[], about)?;
            if lacks.is_empty() {
                page.element("p", &[], "No such gap.")?;
                continue;
            }
            page.table(
                &format!("{heading}: the commonest"),
                &["What is asked for", "Resumes", "Of", "By whom"],
                |page| {
                    for CommonGap { what, by, n, of } in lacks.iter().take(MOST_ROWS) {
                        row(
                            page,
                            &cut(what, MOST_TEXT),
                            &[&n.to_string(), &of.to_string()],
                            &cut(by, MOST_TEXT),
                        )?;
                    }
                    Ok(())
                },
            )?;
            more(page, lacks.len(), MOST_ROWS, "gaps")?;
        }
        Ok(())
    }

    fn writing(&self, page: &mut Page<'_>) -> io::Result<()> {
        let rules = &self.cohort.rules;
        if rules.is_empty() {
            return page.element("p", &[], "Nothing to be said about the writing.");
        }
        let n_people = self.report.people.len();
        let most = rules.first().map_or(1, |it| it.2);
        page.table(
            "Findings on the writing, by rule",
            &["Rule", "Findings", "People", "Severity", "What it asks for"],
            |page| {
                for (rule, level, n, people) in rules {
                    page.within("tr", &[], |page| {
                        page.element("th", &[("scope", "row")], rule.id())?;
                        page.within("td", &[("class", "number")], |page| {
                            page.bar(*n as f64 / most as f64)?;
                            page.text(&n.to_string())
                        })?;
                        page.element(
                            "td",
                            &[("class", "number")],
                            &format!("{people} of {n_people}"),
                        )?;
                        page.element("td", &[], level.name())?;
                        page.element("td", &[("class", "words")], rule.about())
                    })?;
                }
                Ok(())
            },
        )
    }

    fn fill(&self, page: &mut Page<'_>) -> io::Result<()> {
        let counts = &self.cohort.fill;
        if counts.is_empty() {
            return page.element("p", &[], "No resume was made.");
        }
        let names: Vec<String> = counts
            .keys()
            .map(|it| number(usize::from(*it), "page", "pages"))
            .collect();
        let bars: Vec<Bands<'_>> = names
            .iter()
            .zip(counts.values())
            .map(|(name, counts)| Bands {
                name,
                counts: *counts,
            })
            .collect();
        let bands = [
            "less than half full",
            "half to 75 %",
            "75 to 90 %",
            "90 % full and more",
        ];
        page.legend(&bands)?;
        page.bands("How full the pages are", "For each number of pages, how resumes spread from less than half full to full; the table below has the figures.", &bars)?;
        page.table(
            "Resumes by pages and how full they are",
            &["Pages", bands[0], bands[1], bands[2], bands[3]],
            |page| {
                bars.iter()
                    .try_for_each(|it| figures(page, it.name, &it.counts.map(|n| n.to_string())))
            },
        )
    }

    fn labels(&self, page: &mut Page<'_>) -> io::Result<()> {
        for (idx, label) in self.report.labels.iter().enumerate() {
            page.element("h3", &[], label)?;
            let groups = groups(self.report, self.cohort, idx);
            if groups.len() > MOST_GROUPS {
                let many = format!(
                    "{} different values: too many to compare; report.csv has them.",
                    groups.len()
                );
                page.element("p", &[], &many)?;
                continue;
            }
            let heads = [
                label.as_str(),
                "People",
                "Resumes",
                "Failed",
                "To be looked at",
                "To be mended, a person",
                "Need a meeting",
                "Weightiest themes, middle",
            ];
            page.table(&format!("By {label}"), &heads, |page| {
                for (value, group) in groups {
                    let cells = self.group(&group);
                    figures(
                        page,
                        if value.is_empty() { "(none)" } else { value },
                        &cells,
                    )?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn group(&self, group: &Group) -> Vec<String> {
        let n_people = group.people.len();
        let findings = group.people.iter().map(|it| &self.cohort.findings[*it]);
        let n_must: usize = findings.map(|it| it.n_must).sum();
        let n_meetings = group
            .people
            .iter()
            .filter(|it| !self.cohort.reasons[**it].is_empty())
            .count();
        let main = spread(&group.main);
        vec![
            n_people.to_string(),
            group.n_resumes.to_string(),
            group.n_failed.to_string(),
            group.n_warned.to_string(),
            format!("{:.1}", n_must as f64 / n_people.max(1) as f64),
            n_meetings.to_string(),
            main.map_or("–".to_owned(), |it| format!("{:.2}", it.marks[2])),
        ]
    }

    /// Writes which page each person is on, where there are several.
    fn index(&self, page: &mut Page<'_>) -> io::Result<()> {
        page.within("ul", &[], |page| {
            for number in 2..=self.n_pages() {
                let people = self.people_of(number);
                page.within("li", &[], |page| {
                    page.element(
                        "a",
                        &[("href", &Self::name(number))],
                        &format!("Page {number}"),
                    )?;
                    page.text(": ")?;
                    page.own(&cut(self.called(people.start), MOST_TEXT))?;
                    page.text(" to ")?;
                    page.own(&cut(self.called(people.end.saturating_sub(1)), MOST_TEXT))
                })?;
            }
            Ok(())
        })
    }

    /// Writes a link to a person.
    fn link(&self, page: &mut Page<'_>, person: usize) -> io::Result<()> {
        let to = match self.page_of(person) {
            1 => format!("#person-{}", person + 1),
            number => format!("{}#person-{}", Self::name(number), person + 1),
        };
        page.within("a", &[("href", &to)], |page| {
            page.own(&cut(self.called(person), MOST_TEXT))
        })
    }

    fn person(&self, page: &mut Page<'_>, person: usize) -> io::Result<()> {
        let report = self.report;
        let about = &report.person(person)?;
        let resumes = &self.resumes[person];
        let id = format!("person-{}", person + 1);
        page.within("article", &[("id", &id)], |page| {
            page.within("h3", &[], |page| {
                page.own(&cut(self.called(person), MOST_TEXT))
            })?;
            page.within("p", &[("class", "soft")], |page| {
                let labels = resumes
                    .first()
                    .map_or(&[][..], |it| &report.resumes[*it as usize].labels);
                for (label, value) in report
                    .labels
                    .iter()
                    .zip(labels)
                    .filter(|it| !it.1.is_empty())
                {
                    page.text(&format!("{} ", cut(label, 100)))?;
                    page.own(&cut(value, 100))?;
                    page.text(" · ")?;
                }
                page.text(&cut(&about.profile, MOST_TEXT))
            })?;
            if !self.cohort.reasons[person].is_empty() {
                page.within("p", &[], |page| {
                    page.element("strong", &[], "Needs a meeting:")
                })?;
                self.reasons(page, person)?;
            }
            for idx in resumes.iter().take(MOST_RESUMES) {
                self.resume(page, &report.resume(*idx as usize)?)?;
            }
            more(page, resumes.len(), MOST_RESUMES, "resumes")?;
            own_writing(page, about)
        })
    }

    fn resume(&self, page: &mut Page<'_>, resume: &Resume) -> io::Result<()> {
        let outcome = &resume.outcome;
        let report = self.report;
        page.within("p", &[], |page| {
            page.element("span", &[("class", "tag")], outcome.status.name())?;
            page.text(&format!(" row {}", resume.row))?;
            if resume.guide.is_some() {
                page.text(&format!(
                    ", guide {}",
                    cut(report.guide_name(resume), MOST_TEXT)
                ))?;
            }
            if let Some(posting) = resume.posting {
                page.text(&format!(", for {}", cut(&self.title(posting), MOST_TEXT)))?;
            }
            if outcome.pages > 0 {
                let full = 100.0 * f64::from(outcome.fullness) / f64::from(outcome.pages);
                page.text(&format!(
                    ", {}, {full:.0} % full",
                    number(usize::from(outcome.pages), "page", "pages")
                ))?;
            }
            for file in &outcome.outputs {
                page.text(" · ")?;
                page.within("a", &[("href", &address(&file.name))], |page| {
                    page.own(&file.name)
                })?;
            }
            Ok(())
        })?;
        if !outcome.problems.is_empty() {
            page.within("ul", &[], |page| {
                let mut problems = outcome.problems.iter().take(MOST_ITEMS);
                problems.try_for_each(|it| page.within("li", &[], |page| problem(page, it)))?;
                more_items(page, outcome.problems.len(), MOST_ITEMS)
            })?;
        }
        if outcome.pages == 0 {
            return Ok(());
        }
        page.within("details", &[], |page| {
            let main = main_themes(report, resume).map_or(String::new(), |it| {
                format!("weightiest themes {:.2} ({:.2}); ", it.0, it.1)
            });
            let asked = shown_share(resume).map_or(String::new(), |it| {
                format!("{:.0} % of what is asked for shown; ", 100.0 * it)
            });
            let (left_out, missing) = (&outcome.missing_from_resume, &outcome.missing_from_profile);
            let summary = format!(
                "Coverage and gaps: {main}{asked}{} not in the profile, {} only left off",
                missing.len(),
                left_out.len()
            );
            page.element("summary", &[], &summary)?;
            page.within("ul", &[], |page| {
                let themes = resume.guide.map_or(&[][..], |it| &report.guides[it].themes);
                for (theme, shown) in themes.iter().zip(&outcome.themes) {
                    page.within("li", &[], |page| {
                        page.bar(f64::from(shown.resume))?;
                        page.text(&format!(
                            "{:.2} ({:.2}) {}",
                            shown.resume,
                            shown.profile,
                            cut(&theme.name, MOST_TEXT)
                        ))
                    })?;
                }
                Ok(())
            })?;
            for (what, gaps) in [
                ("Not in the profile:", missing),
                ("In the profile, only left off the resume:", left_out),
            ] {
                if gaps.is_empty() {
                    continue;
                }
                page.element("p", &[], what)?;
                page.within("ul", &[], |page| {
                    let mut shown = gaps.iter().take(MOST_ITEMS);
                    shown.try_for_each(|it| {
                        page.element("li", &[], &cut(report.gap(resume, *it), MOST_TEXT))
                    })?;
                    more_items(page, gaps.len(), MOST_ITEMS)
                })?;
            }
            Ok(())
        })
    }
}

/// Writes what is to be said about a person's writing.
fn own_writing(page: &mut Page<'_>, person: &Person) -> io::Result<()> {
    let writing = &person.writing;
    if writing.is_empty() {
        return Ok(());
    }
    let n_must = writing.iter().filter(|it| it.must()).count();
    page.within("details", &[], |page| {
        let summary = format!(
            "Writing: {n_must} to be mended, {} worth a thought",
            writing.len() - n_must
        );
        page.element("summary", &[], &summary)?;
        page.within("ul", &[], |page| {
            // What must be mended first.
            let (must, may): (Vec<_>, Vec<_>) = writing.iter().partition(|it| it.must());
            for it in must.iter().chain(&may).take(2 * MOST_ITEMS) {
                page.within("li", &[], |page| {
                    page.text(&format!(
                        "{} {}, line {}",
                        it.level.name(),
                        it.rule.id(),
                        it.line
                    ))?;
                    if !it.message.is_empty() {
                        page.text(": ")?;
                        page.own(&cut(&it.message, MOST_TEXT))?;
                    }
                    if let Some(words) = &it.words
                        && !it.message.contains(&**words)
                    {
                        page.text(" – ")?;
                        page.own(&cut(words, MOST_TEXT))?;
                    }
                    Ok(())
                })?;
            }
            more_items(page, writing.len(), 2 * MOST_ITEMS)
        })
    })
}

fn section(
    page: &mut Page<'_>,
    id: &str,
    heading: &str,
    inner: impl FnOnce(&mut Page<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let name = format!("{id}-heading");
    page.within(
        "section",
        &[("id", id), ("aria-labelledby", &name)],
        |page| {
            page.element("h2", &[("id", &name)], heading)?;
            inner(page)
        },
    )
}

/// Writes a row of a table: what it is about, figures, and words.
fn row(page: &mut Page<'_>, head: &str, figures: &[&str], words: &str) -> io::Result<()> {
    page.within("tr", &[], |page| {
        page.element("th", &[("scope", "row")], head)?;
        for it in figures {
            page.element("td", &[("class", "number")], it)?;
        }
        page.element("td", &[("class", "words")], words)
    })
}

/// Writes a row of a table: what it is about, and figures.
fn figures(page: &mut Page<'_>, head: &str, figures: &[String]) -> io::Result<()> {
    page.within("tr", &[], |page| {
        page.element("th", &[("scope", "row")], head)?;
        let mut figures = figures.iter();
        figures.try_for_each(|it| page.element("td", &[("class", "number")], it))
    })
}

/// Writes a problem: severity, place, what it is, a way out.
fn problem(page: &mut Page<'_>, it: &Problem) -> io::Result<()> {
    page.text(if it.error { "error" } else { "warning" })?;
    match (&it.file, it.place) {
        (Some(file), Some((line, column))) => page.text(&format!(" at {file}:{line}:{column}"))?,
        (Some(file), None) => page.text(&format!(" in {file}"))?,
        (None, Some((line, column))) => page.text(&format!(" at line {line}, column {column}"))?,
        (None, None) => {}
    }
    page.text(": ")?;
    page.own(&cut(&it.message, MOST_TEXT))?;
    match &it.hint {
        Some(hint) => page.text(&format!(" ({})", cut(hint, MOST_TEXT))),
        None => Ok(()),
    }
}

/// Says how many things are not shown, if any.
fn more(page: &mut Page<'_>, n: usize, shown: usize, what: &str) -> io::Result<()> {
    if n <= shown {
        return Ok(());
    }
    let text = format!("… and {} more {what}: see report.csv.", n - shown);
    page.element("p", &[("class", "soft")], &text)
}

/// Says how many things of a list are not shown, if any.
fn more_items(page: &mut Page<'_>, n: usize, shown: usize) -> io::Result<()> {
    if n <= shown {
        return Ok(());
    }
    page.element(
        "li",
        &[("class", "soft")],
        &format!("… and {} more: see report.json", n - shown),
    )
}

/// Returns a number of things in words.
fn number(n: usize, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}
