//! The pipeline for one resume: from values in memory to values in memory.

mod block_cache;
mod builder;
mod export;
mod literal;
mod model;
mod plan;
mod role;

use std::collections::{BTreeMap, BTreeSet};

use crate::coverage::Coverage;
use crate::document::{self, Document, DocumentSelection, Origin, blocks, compose};
use crate::layout::{Family, Fonts, Paper, Spacing, fit, fullness, paginate};
use crate::profile::{self, Date, End, Kind, Line, Period, Pin, Profile};
use crate::score::{Matcher, ScoredLines};
use crate::select::{Run, Selection, select, select_greedily};
use crate::text::Lexicon;

pub use builder::{Resume, Tailor};
pub use export::{ExportError, Exporter, Format, OutputFile};
pub use model::{Inputs, LineStatus, Options, Tailored};
pub use role::{Role, RoleSource};

use block_cache::BlockCache;
use literal::count_literal_evidence;
use plan::{Heights, Plan, RunMetrics};

/// Reads the fonts and the built-in tables of words, which the first use does otherwise: another thread can do it while
/// the inputs are read.
pub fn warm_up() {
    Lexicon::warm_up();
    Fonts::family(Family::default()).warm_up();
}

/// How many budgets are tried to fill the last page without running over it.
const ATTEMPTS: usize = 10;

/// Returns the resume that serves the inputs best on the pages asked for.
///
/// It runs over only where what must stay (pins, and paid positions unless they may be dropped) does not fit even with
/// employers folded to a line; `pages.len()` tells.
pub fn tailor(inputs: Inputs<'_>, options: Options, fonts: &Fonts) -> Tailored {
    let matcher = Matcher::of(inputs.guide, inputs.posting);
    tailor_with(inputs, &matcher, options, fonts)
}

/// Returns what [`tailor`] returns, with a guide and posting that are compiled already: for many profiles in a row or at
/// once.
///
/// `matcher` is [`Matcher::of`] the guide and the posting of the inputs.
pub fn tailor_with(
    inputs: Inputs<'_>,
    matcher: &Matcher<'_>,
    options: Options,
    fonts: &Fonts,
) -> Tailored {
    let profile = inputs.profile;
    let style = &inputs.template.style;
    let block_cache = &mut BlockCache::new(style, options.paper, fonts);
    let form = &inputs.template.form;
    let as_of = options.as_of.unwrap_or_else(|| {
        let latest = latest_date(profile);
        let is_later = |it: &Date| it.last_month() > latest.last_month();
        options.built.filter(is_later).unwrap_or(latest)
    });
    let lines = profile.lines();
    let tight = style.spaced(Spacing::TIGHTEST);
    let page_height = style.content_height(options.paper);
    let mut scored = matcher.scored(profile, as_of, options.quotes);
    let coverage = (inputs.posting).map(|it| Coverage::new(profile, it, &scored, as_of));
    if let (Some(posting), Some(coverage)) = (inputs.posting, &coverage) {
        count_literal_evidence(&mut scored, &lines, posting, coverage, options.quotes);
    }

    let everything = everything(profile, &lines, &scored);
    let document = compose(profile, inputs.guide, form, &scored, &everything);
    let heights = measure(
        block_cache,
        inputs,
        options.paper,
        &scored,
        &everything,
        &document,
    );
    let plan = Plan::new(
        inputs,
        &lines,
        &scored,
        coverage.as_ref(),
        &document,
        &heights,
        options.allow_drop,
    );

    let header = heights
        .full
        .get(&Origin::Header)
        .copied()
        .unwrap_or_default();
    let mut attempt = |budget: f64, search: Search| {
        let select = match search {
            Search::Greedy => select_greedily,
            Search::Local => select,
        };
        let selection = select(&plan.nodes, &plan.topics, budget);
        let keep = plan.keep(lines.len(), &selection);
        let document = compose(profile, inputs.guide, form, &scored, &keep);
        let blocks = blocks(&document);
        let sets = block_cache.sets(&blocks);
        Attempt {
            budget,
            n_pages: fullness(&sets, style, options.paper).len(),
            tight_pages: fullness(&sets, &tight, options.paper).len(),
            room: sets.iter().map(|it| it.room()).sum(),
            selection,
            document,
        }
    };

    let mut n_pages = options.pages;
    let mut best = fill(n_pages, page_height, header, &mut attempt);
    if best.tight_pages > n_pages {
        // What must stay runs over; then the pages it takes are filled.
        n_pages = best.tight_pages;
        best = fill(n_pages, page_height, header, &mut attempt);
    }
    let best = improved(best, n_pages, &mut attempt);
    let best = try_tighter_spacing(best, n_pages, &mut attempt);

    let fates = fates(&lines, &plan, &best);
    let blocks = blocks(&best.document);
    let missing = block_cache.missing(&blocks);
    let sets = block_cache.sets(&blocks);
    let spacing = fit(&sets, style, options.paper, n_pages).unwrap_or(Spacing::TIGHTEST);
    let mut pages = paginate(&sets, &style.spaced(spacing), options.paper);
    block_cache.typesetter.number(&mut pages);
    let filled = (pages.len() - 1) as f64 + pages.last().map_or(0.0, |it| it.filled(style));
    Tailored {
        scored,
        coverage,
        fates,
        document: best.document,
        paper: options.paper,
        pages,
        filled,
        spacing,
        line_height: style.role(document::Role::Bullet).leading,
        missing,
        as_of,
    }
}

/// Returns the attempt of the largest budget that doesn't run over `n_pages`, or that of none where even the least does.
///
/// The budget that fills the pages exactly is known only for one page: page breaks waste a little. So the largest budget
/// that does not run over is found by halving.
fn fill(
    n_pages: usize,
    page_height: f64,
    header: f64,
    attempt: &mut impl FnMut(f64, Search) -> Attempt,
) -> Attempt {
    let (mut low, mut high) = (0.0, page_height * n_pages as f64 - header);
    let whole = attempt(high, Search::Greedy);
    if whole.n_pages <= n_pages {
        return whole;
    }
    let mut fits = None;
    for _ in 0..ATTEMPTS {
        let middle = f64::midpoint(low, high);
        let tried = attempt(middle, Search::Greedy);
        if tried.n_pages > n_pages {
            high = middle;
        } else {
            low = middle;
            fits = Some(tried);
        }
    }
    fits.unwrap_or_else(|| attempt(0.0, Search::Greedy))
}

/// Returns the selection that local search finds for the same budget, where it fits the pages and is worth more.
fn improved(
    greedy: Attempt,
    n_pages: usize,
    attempt: &mut impl FnMut(f64, Search) -> Attempt,
) -> Attempt {
    let tried = attempt(greedy.budget, Search::Local);
    let fits = tried.n_pages <= n_pages || tried.n_pages <= greedy.n_pages;
    if fits && tried.selection.worth >= greedy.selection.worth {
        tried
    } else {
        greedy
    }
}

/// Returns a selection worth more than `natural`, where there is one that fits once the room between blocks is tighter.
fn try_tighter_spacing(
    natural: Attempt,
    n_pages: usize,
    attempt: &mut impl FnMut(f64, Search) -> Attempt,
) -> Attempt {
    let saved = natural.room * (1.0 - Spacing::TIGHTEST.factor());
    // Page breaks waste a little of that.
    for share in [1.0, 0.5] {
        let tried = attempt(natural.budget + saved * share, Search::Local);
        if tried.tight_pages <= n_pages && tried.selection.worth > natural.selection.worth {
            return tried;
        }
    }
    natural
}

/// Returns the latest date that a profile names: the day it was written, as far as it tells.
///
/// Expected dates lie in the future and don't count. A profile without any date counts as written in 2000.
pub fn latest_date(profile: &Profile) -> Date {
    let dates = |period: Period| {
        let end = match period.end {
            Some(End::On(date)) => Some(date),
            Some(End::Present | End::Expected(_)) | None => None,
        };
        [period.start, end].into_iter().flatten()
    };
    profile
        .lines()
        .iter()
        .flat_map(|line| dates(line.period))
        .max_by_key(|date| date.first_month())
        .unwrap_or(Date {
            year: 2000,
            month: None,
        })
}

/// How thoroughly a selection is looked for.
#[derive(Debug, Clone, Copy)]
enum Search {
    /// Greedily: enough to find out which budget fills the pages.
    Greedy,
    /// With local search on top.
    Local,
}

/// What one budget leads to.
struct Attempt {
    budget: f64,
    selection: Selection,
    document: Document,
    /// How many pages it takes.
    n_pages: usize,
    /// How many it takes with the least room between blocks.
    tight_pages: usize,
    /// The room between its blocks, in points.
    room: f64,
}

/// Returns what would be printed on endless paper: everything but what is pinned away and the lesser summaries.
fn everything(profile: &Profile, lines: &[Line<'_>], scored: &ScoredLines) -> DocumentSelection {
    let best_summary = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.place.kind == Kind::Summary && line.pin != Some(Pin::Never))
        .max_by(|(a, line_a), (b, line_b)| {
            let pinned = |line: &Line<'_>| line.pin == Some(Pin::Always);
            pinned(line_a)
                .cmp(&pinned(line_b))
                .then(scored.lines[*a].value.total_cmp(&scored.lines[*b].value))
                .then(b.cmp(a))
        })
        .map(|(idx, _)| idx);
    let printed = |(idx, line): (usize, &Line<'_>)| {
        line.pin != Some(Pin::Never)
            && !employer_is_pinned_away(profile, line)
            && (line.place.kind != Kind::Summary || best_summary == Some(idx))
    };
    DocumentSelection {
        lines: lines.iter().enumerate().map(printed).collect(),
        one_line: BTreeSet::new(),
    }
}

/// Returns what is kept with every employer folded to one line.
fn folded(profile: &Profile, keep: DocumentSelection) -> DocumentSelection {
    let employers = 0..profile.experience.len();
    DocumentSelection {
        one_line: employers
            .map(|entry| (profile::Section::Experience, entry))
            .collect(),
        ..keep
    }
}

fn employer_is_pinned_away(profile: &Profile, line: &Line<'_>) -> bool {
    let employments = match line.place.section {
        profile::Section::Experience => &profile.experience,
        profile::Section::Volunteering => &profile.volunteering,
        _ => return false,
    };
    employments[line.place.entry].meta.pin == Some(Pin::Never)
}

fn measure(
    block_cache: &mut BlockCache<'_>,
    inputs: Inputs<'_>,
    paper: Paper,
    scored: &ScoredLines,
    everything: &DocumentSelection,
    document: &Document,
) -> Heights {
    let mut heights = Heights {
        full: BTreeMap::new(),
        folded: BTreeMap::new(),
        runs: BTreeMap::new(),
    };
    for (origin, block) in blocks(document) {
        *heights.full.entry(origin).or_default() += block_cache.height(&block);
    }
    let folded = folded(inputs.profile, everything.clone());
    for (origin, block) in blocks(&compose(
        inputs.profile,
        inputs.guide,
        &inputs.template.form,
        scored,
        &folded,
    )) {
        if block.role == document::Role::Entry {
            heights.folded.insert(origin, block_cache.height(&block));
        }
    }
    let role = inputs.template.style.role(document::Role::Line);
    let line_width = inputs.template.style.content_width(paper) - role.indent;
    for flow in document.sections.iter().flat_map(|it| &it.flows) {
        let mut width = |label: Option<&String>, items: &[document::TextWithLink]| {
            block_cache
                .typesetter
                .width(&document::flow_block(&document::Flow {
                    label: label.cloned(),
                    items: items.to_vec(),
                    ..flow.clone()
                }))
        };
        let label = width(flow.label.as_ref(), &[]);
        let separator = flow.items.first().map_or(0.0, |item| {
            width(None, &[item.clone(), item.clone()])
                - 2.0 * width(None, std::slice::from_ref(item))
        });
        let items = flow.items.iter();
        let metrics = RunMetrics {
            room: role.before + role.after,
            run: Run {
                label,
                // The last line is rarely full, and the others end before an item that doesn't fit.
                width: line_width - separator,
                line_height: role.leading,
            },
            widths: items
                .map(|it| width(None, std::slice::from_ref(it)) + separator)
                .collect(),
        };
        heights.runs.insert(flow.origin, metrics);
    }
    heights
}

fn fates(lines: &[Line<'_>], plan: &Plan, best: &Attempt) -> Vec<LineStatus> {
    let nodes = plan.node_of_line(lines.len());
    lines
        .iter()
        .zip(nodes)
        .map(|(line, node)| match (line.pin, node) {
            (Some(Pin::Never), _) => LineStatus::PinnedNever,
            (Some(Pin::Always), Some(_)) => LineStatus::PinnedAlways,
            (_, Some(node)) if plan.shares_line(node, &best.selection) => LineStatus::SharesLine,
            (_, Some(node)) => LineStatus::Ranked(plan.reason(node, &best.selection)),
            (_, None) if line.place.kind == Kind::Summary => LineStatus::Alternative,
            // Nothing else is missing from the tree of everything.
            (_, None) => LineStatus::HolderPinnedNever,
        })
        .collect()
}
