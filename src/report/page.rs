//! The ledger as a page for a browser.

use std::collections::BTreeMap;
use std::io;

use super::misfit::count;
use super::model::{Gap, Highlight, Quote, Report, RequirementCoverage, ThemeCoverage};
use crate::html::Page;

impl Report {
    /// Returns the ledger as a page for a browser; `note` is for what the person should know of the pages as a whole.
    ///
    /// # Errors
    /// None that is known: memory takes everything that is written to it.
    pub fn html(&self, note: Option<&str>) -> io::Result<String> {
        let mut bytes = Vec::new();
        let texts = self.highlights.iter().map(|it| (&*it.id, &*it.text));
        let entries = self.entries.iter().map(|it| (&*it.id, &*it.text));
        let ledger = Ledger {
            report: self,
            texts: texts.chain(entries).collect(),
        };
        Page::write(&mut bytes, "Why this resume", |page| {
            ledger.write(page, note)
        })?;
        String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
    }
}

struct Ledger<'a> {
    report: &'a Report,
    /// The text of every line, by id.
    texts: BTreeMap<&'a str, &'a str>,
}

impl Ledger<'_> {
    fn write(&self, page: &mut Page<'_>, note: Option<&str>) -> io::Result<()> {
        let sections = [
            ("themes", "What the guide emphasises", true),
            (
                "asked",
                "What the posting asks for",
                !self.report.requirements.is_empty(),
            ),
            ("gaps", "What is asked for and not shown", true),
            ("kept", "On the resume", true),
            ("left-out", "Left out", true),
            ("entries", "Everything else in the profile", true),
        ];
        page.within("header", &[], |page| self.head(page, note))?;
        page.within("nav", &[("aria-label", "Contents")], |page| {
            page.within("ul", &[], |page| {
                for (id, name, _) in sections.iter().filter(|it| it.2) {
                    let to = format!("#{id}");
                    page.within("li", &[], |page| page.element("a", &[("href", &to)], name))?;
                }
                Ok(())
            })
        })?;
        page.within("main", &[], |page| {
            for (id, name, _) in sections.iter().filter(|it| it.2) {
                let heading = format!("{id}-heading");
                page.within(
                    "section",
                    &[("id", id), ("aria-labelledby", &heading)],
                    |page| {
                        page.element("h2", &[("id", &heading)], name)?;
                        match *id {
                            "themes" => self.themes(page),
                            "asked" => self.asked(page),
                            "gaps" => self.gaps(page),
                            "kept" => self.highlights(page, true),
                            "left-out" => self.highlights(page, false),
                            _ => self.entries(page),
                        }
                    },
                )?;
            }
            Ok(())
        })
    }

    fn head(&self, page: &mut Page<'_>, note: Option<&str>) -> io::Result<()> {
        let report = self.report;
        page.element("h1", &[], "Why this resume")?;
        let against = report
            .posting
            .as_ref()
            .map_or(String::new(), |it| format!(" against {it}"));
        page.element(
            "p",
            &[],
            &format!("{} for {}{against}", report.profile, report.guide),
        )?;
        let kept = report.highlights.iter().filter(|it| it.kept).count();
        let about = format!(
            "{}, {:.0} % full{}; {kept} of {} highlights; as of {}",
            count(report.pages, "page"),
            100.0 * report.filled / report.pages.max(1) as f64,
            report.spacing,
            report.highlights.len(),
            report.as_of
        );
        page.element("p", &[], &about)?;
        match note {
            Some(note) => page.within("p", &[], |page| page.element("strong", &[], note)),
            None => Ok(()),
        }
    }

    fn themes(&self, page: &mut Page<'_>) -> io::Result<()> {
        let heads = [
            "Theme",
            "Weight",
            "Resume",
            "Profile",
            "ThemeCoverage best by",
        ];
        page.table("Themes of the guide, 0 to 1", &heads, |page| {
            for ThemeCoverage {
                name,
                weight,
                resume,
                profile,
                evidence,
            } in &self.report.themes
            {
                page.within("tr", &[], |page| {
                    page.element("th", &[("scope", "row")], name)?;
                    page.element("td", &[("class", "number")], &weight.to_string())?;
                    measures(page, *resume, *profile)?;
                    self.evidence(page, evidence)
                })?;
            }
            Ok(())
        })
    }

    fn asked(&self, page: &mut Page<'_>) -> io::Result<()> {
        for (need, caption) in [
            ("required", "Required, 0 to 1"),
            ("preferred", "Preferred, 0 to 1"),
            ("duty", "Duties, 0 to 1"),
        ] {
            let asked = self.report.requirements.iter().filter(|it| it.need == need);
            let asked: Vec<&RequirementCoverage> = asked.collect();
            if asked.is_empty() {
                continue;
            }
            page.table(
                caption,
                &["Requirement", "Resume", "Profile", "ThemeCoverage best by"],
                |page| {
                    for it in asked {
                        page.within("tr", &[], |page| {
                            page.within("th", &[("scope", "row")], |page| page.own(&it.text))?;
                            measures(page, it.resume, it.profile)?;
                            self.evidence(page, &it.evidence)
                        })?;
                    }
                    Ok(())
                },
            )?;
        }
        Ok(())
    }

    /// Writes a cell with the lines that show something best.
    fn evidence(&self, page: &mut Page<'_>, ids: &[String]) -> io::Result<()> {
        page.within("td", &[("class", "words")], |page| {
            if ids.is_empty() {
                return page.text("no line");
            }
            page.within("details", &[], |page| {
                page.element("summary", &[], &count(ids.len(), "line"))?;
                page.within("ul", &[], |page| {
                    let mut ids = ids.iter();
                    ids.try_for_each(|it| page.within("li", &[], |page| self.line(page, it)))
                })
            })
        })
    }

    fn line(&self, page: &mut Page<'_>, id: &str) -> io::Result<()> {
        page.own(self.texts.get(id).copied().unwrap_or(id))
    }

    fn gaps(&self, page: &mut Page<'_>) -> io::Result<()> {
        let gaps = &self.report.gaps;
        page.element("h3", &[], "No line found that shows this")?;
        self.lacking(
            page,
            &gaps.missing_from_profile,
            "Something was found for every theme and requirement.",
        )?;
        page.element("h3", &[], "In the profile, only left off the resume")?;
        self.lacking(
            page,
            &gaps.missing_from_resume,
            "Nothing that the profile shows is missing from the resume.",
        )?;
        if gaps.under_another_word.is_empty() {
            return Ok(());
        }
        page.element(
            "h3",
            &[],
            "On the resume, under another word than the posting's",
        )?;
        page.within("ul", &[], |page| {
            for it in &gaps.under_another_word {
                page.within("li", &[], |page| {
                    page.own(&it.text)?;
                    page.text(" – the posting says ")?;
                    page.own(&it.words.join(", "))?;
                    self.quotes(page, &it.evidence)
                })?;
            }
            Ok(())
        })
    }

    fn lacking(&self, page: &mut Page<'_>, gaps: &[Gap], none: &str) -> io::Result<()> {
        if gaps.is_empty() {
            return page.element("p", &[], none);
        }
        page.within("ul", &[], |page| {
            for it in gaps {
                page.within("li", &[], |page| {
                    page.text(&format!("{}: ", it.kind))?;
                    page.own(&it.text)?;
                    self.quotes(page, &it.quotes)
                })?;
            }
            Ok(())
        })
    }

    fn quotes(&self, page: &mut Page<'_>, quotes: &[Quote]) -> io::Result<()> {
        if quotes.is_empty() {
            return Ok(());
        }
        page.within("ul", &[], |page| {
            for it in quotes {
                page.within("li", &[], |page| {
                    self.line(page, &it.id)?;
                    if it.words.is_empty() {
                        return Ok(());
                    }
                    page.text(" – by ")?;
                    page.own(&it.words.join(", "))
                })?;
            }
            Ok(())
        })
    }

    /// Writes the highlights that are kept, or those that are not, place by place.
    fn highlights(&self, page: &mut Page<'_>, kept: bool) -> io::Result<()> {
        let shown = self.report.highlights.iter().filter(|it| it.kept == kept);
        let shown: Vec<&Highlight> = shown.collect();
        if shown.is_empty() {
            return page.element("p", &[], "No highlight.");
        }
        for of_place in shown.chunk_by(|a, b| a.place == b.place) {
            page.within("h3", &[], |page| page.own(&of_place[0].place))?;
            page.within("ul", &[], |page| {
                for it in of_place {
                    page.within("li", &[], |page| {
                        page.own(&it.text)?;
                        page.within("details", &[], |page| points(page, it))
                    })?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn entries(&self, page: &mut Page<'_>) -> io::Result<()> {
        if self.report.entries.is_empty() {
            return page.element("p", &[], "Nothing else.");
        }
        let heads = ["Entry", "Section", "Points", "What became of it"];
        page.table(
            "Summaries, positions, schools, skills and so on",
            &heads,
            |page| {
                for it in &self.report.entries {
                    page.within("tr", &[], |page| {
                        page.within("th", &[("scope", "row")], |page| page.own(&it.text))?;
                        page.element("td", &[], it.section)?;
                        page.element("td", &[("class", "number")], &format!("{:.2}", it.value))?;
                        page.element("td", &[("class", "words")], &it.reason)
                    })?;
                }
                Ok(())
            },
        )
    }
}

/// Writes two cells: how well the resume shows something, and how well the profile would.
fn measures(page: &mut Page<'_>, resume: f64, profile: f64) -> io::Result<()> {
    for share in [resume, profile] {
        page.within("td", &[("class", "number")], |page| {
            page.bar(share)?;
            page.text(&format!("{share:.2}"))
        })?;
    }
    Ok(())
}

/// Writes what a highlight is worth, and why.
fn points(page: &mut Page<'_>, highlight: &Highlight) -> io::Result<()> {
    let summary = format!("{:.2} points, {}", highlight.value, highlight.reason);
    page.element("summary", &[], &summary)?;
    if highlight.contributions.is_empty() {
        return page.element("p", &[], "Nothing that is looked for is in it.");
    }
    page.within("ul", &[], |page| {
        for it in &highlight.contributions {
            page.within("li", &[], |page| {
                page.text(&format!("{:.2} ", it.points))?;
                page.own(&it.what)?;
                if !it.words.is_empty() {
                    page.text(" – by ")?;
                    page.own(&it.words.join(", "))?;
                }
                let Some(alike) = &it.alike else {
                    return Ok(());
                };
                page.text(&format!(
                    " – {:.2} of it for {}",
                    alike.points, alike.competency
                ))
            })?;
        }
        Ok(())
    })
}
