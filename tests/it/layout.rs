//! Blocks on pages.

use bespoke::{
    document::{Block, Face, Part, Role, Run},
    layout::{
        Dates, Family, Fonts, Item, MissingGlyphs, Page, Paper, RoleStyle, SetBlock, Spacing,
        Style, Text, Typesetter, dump, fit, fullness, pages, paginate, set,
    },
};
use proptest::prelude::*;

const ROLES: [Role; 9] = [
    Role::Name,
    Role::Headline,
    Role::Contact,
    Role::Heading,
    Role::Entry,
    Role::Subentry,
    Role::Paragraph,
    Role::Bullet,
    Role::Line,
];

fn run(text: &str, face: Face) -> Run {
    Run {
        text: text.to_owned(),
        face,
        link: None,
        part: Part::Words,
    }
}

fn block(role: Role, text: &str) -> Block {
    Block {
        role,
        runs: vec![run(text, Face::Regular)],
    }
}

fn letter(blocks: &[Block]) -> Vec<Page> {
    pages(
        blocks,
        &Style::classic(),
        Paper::Letter,
        Fonts::family(Family::Sans),
    )
    .unwrap()
}

fn set_letter(blocks: &[Block]) -> Vec<SetBlock> {
    set(
        blocks,
        &Style::classic(),
        Paper::Letter,
        Fonts::family(Family::Sans),
    )
    .unwrap()
}

fn missing(blocks: &[Block]) -> MissingGlyphs {
    let (style, fonts) = (Style::classic(), Fonts::family(Family::Sans));
    set(blocks, &style, Paper::Letter, fonts).unwrap_err()
}

fn texts(page: &Page) -> impl Iterator<Item = &Text> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        Item::Rule(_) => None,
    })
}

/// The text of a page but for the marks before its bullets.
fn text(page: &Page) -> String {
    let body = texts(page).filter(|text| !text.tag.unwrap().label);
    body.map(|text| text.text.as_str()).collect()
}

fn sentence(n_lines: usize) -> String {
    "Led a program of many teams to a launch on time. "
        .repeat(2 * n_lines)
        .trim_end()
        .to_owned()
}

#[test]
fn a_small_page() {
    let blocks = [
        block(Role::Name, "Jordan Lee"),
        block(Role::Headline, "Technical Program Manager"),
        Block {
            role: Role::Contact,
            runs: vec![
                Run {
                    link: Some("mailto:jordan@example.com".to_owned()),
                    ..run("jordan@example.com", Face::Regular)
                },
                run(" · ", Face::Regular),
                run("Seattle, WA", Face::Regular),
            ],
        },
        block(Role::Heading, "Experience"),
        Block {
            role: Role::Entry,
            runs: vec![
                run("Northwind Cloud", Face::Bold),
                run(" · ", Face::Regular),
                run("Mar 2021 – Present", Face::Italic),
            ],
        },
        block(
            Role::Bullet,
            "Led the migration of 140 services to Kubernetes across 9 teams in three countries, cutting the cost of running them by 31 % in a year",
        ),
        block(Role::Line, "Jira"),
    ];
    insta::assert_snapshot!(dump(&letter(&blocks)), @r#"
    p1 50.0 61.6 bold 24 "Jordan Lee"
    p1 50.0 78.5 regular 12 "Technical Program Manager"
    p1 50.0 92.7 regular 10 "jordan@example.com" -> mailto:jordan@example.com
    p1 141.9 92.7 regular 10 " · Seattle, WA"
    p1 50.0 116.1 bold 12.5 "Experience"
    p1 50.0 120.3 rule 512.0
    p1 50.0 136.9 bold 10.2 "Northwind Cloud"
    p1 126.8 136.9 regular 10.2 " · "
    p1 133.5 136.9 italic 10.2 "Mar 2021 – Present"
    p1 51.5 149.5 regular 10.2 "• "
    p1 61.0 149.5 regular 10.2 "Led the migration of 140 services to Kubernetes across 9 teams in three countries, cutting the cost of running them by "
    p1 61.0 162.1 regular 10.2 "31 % in a year"
    p1 50.0 176.7 regular 10.2 "Jira"
    "#);
}

#[test]
fn a_blank_page_for_nothing() {
    let pages = letter(&[block(Role::Bullet, ""), block(Role::Heading, "")]);
    assert_eq!(pages.len(), 1);
    assert!(pages[0].items.is_empty());
    assert_eq!((pages[0].width, pages[0].height), (612.0, 792.0));
}

#[test]
fn paper_decides_the_width_of_lines() {
    let blocks = [block(Role::Paragraph, &sentence(8))];
    let (style, fonts) = (Style::classic(), Fonts::family(Family::Sans));
    let a4 = pages(&blocks, &style, Paper::A4, fonts).unwrap();
    assert!((a4[0].width - 595.276).abs() < 1e-9);
    assert!(texts(&a4[0]).all(|text| text.x + text.ink_width() <= 595.276 - style.right + 1e-6));
    assert!(texts(&a4[0]).count() > texts(&letter(&blocks)[0]).count());
}

#[test]
fn the_height_of_a_block_is_its_own() {
    let blocks = [
        block(Role::Heading, "Experience"),
        block(Role::Bullet, &sentence(2)),
        block(Role::Bullet, &sentence(1)),
        block(Role::Line, "Jira"),
    ];
    let sets = set_letter(&blocks);
    let style = Style::classic();
    let mut typesetter = Typesetter::new(&style, Paper::Letter, Fonts::family(Family::Sans));
    for (block, together) in blocks.iter().zip(&sets) {
        let (alone, missing) = typesetter.set(block);
        assert_eq!(missing, []);
        assert!((alone.height() - together.height()).abs() < 1e-9);
        assert!((typesetter.height(block) - alone.height()).abs() < 1e-9);
    }
    let total: f64 = sets.iter().map(SetBlock::height).sum();
    let bottom = style.top + total - sets[0].before() - style.line.after;
    assert!((letter(&blocks)[0].bottom - bottom).abs() < 1e-6);
}

#[test]
fn heights_that_add_up_to_the_column_fit_on_one_page() {
    let mut style = Style::classic();
    let blocks = vec![block(Role::Bullet, &sentence(1)); 20];
    let fonts = Fonts::family(Family::Sans);
    let sets = set(&blocks, &style, Paper::Letter, fonts).unwrap();
    let total: f64 = sets.iter().map(SetBlock::height).sum();
    let column = style.content_height(Paper::Letter);
    style.bottom += column - (total - sets[0].before());
    let refs: Vec<&SetBlock> = sets.iter().collect();
    assert_eq!(paginate(&refs, &style, Paper::Letter).len(), 1);
    style.bottom += style.bullet.after + 0.01;
    assert_eq!(paginate(&refs, &style, Paper::Letter).len(), 2);
}

/// Returns the spacing that fits so many bullets of a line on one page of letter, and how full the page is then.
fn fitted(n_bullets: usize) -> Option<(Spacing, f64)> {
    let (style, paper) = (Style::classic(), Paper::Letter);
    let sets = set_letter(&vec![block(Role::Bullet, &sentence(1)); n_bullets]);
    let sets: Vec<&SetBlock> = sets.iter().collect();
    let spacing = fit(&sets, &style, paper, 1)?;
    Some((spacing, fullness(&sets, &style.spaced(spacing), paper)[0]))
}

#[test]
fn room_between_blocks_closes_a_gap_and_makes_room_for_a_line() {
    // 51 lines and the room between them take 702.6 of 712 points; 52 take 716.4.
    let (wider, full) = fitted(51).unwrap();
    assert_eq!((wider.percent_wider(), full > 0.999), (15, true));
    let (tighter, full) = fitted(52).unwrap();
    assert_eq!((tighter.percent_wider(), full > 0.999), (-8, true));
    assert_eq!(fitted(53), None);
}

#[test]
fn a_short_page_is_not_stretched() {
    for n_bullets in [0, 1, 20, 46] {
        let (spacing, full) = fitted(n_bullets).unwrap();
        assert_eq!(spacing, Spacing::NATURAL, "{n_bullets}");
        assert!(full < 0.9);
    }
    // From 90 % on it is, and no further than the bound.
    let (spacing, full) = fitted(47).unwrap();
    assert_eq!(spacing, Spacing::WIDEST);
    assert!(full < 0.95);
}

#[test]
fn spacing_changes_only_the_room_between_blocks() {
    let natural = Style::classic();
    for spacing in [Spacing::TIGHTEST, Spacing::NATURAL, Spacing::WIDEST] {
        assert!((0.85..=1.3).contains(&spacing.factor()));
        let spaced = natural.spaced(spacing);
        for role in ROLES {
            let (was, is) = (natural.role(role), spaced.role(role));
            assert!((is.before - was.before * spacing.factor()).abs() < 1e-9);
            assert!((is.after - was.after * spacing.factor()).abs() < 1e-9);
            let (before, after) = (was.before, was.after);
            assert_eq!(
                RoleStyle {
                    before,
                    after,
                    ..*is
                },
                *was
            );
            assert!(is.size >= 10.0);
        }
        for margin in [spaced.left, spaced.right, spaced.top, spaced.bottom] {
            assert!(margin >= 36.0);
        }
    }
}

/// Sets `blocks` after ten lines, on paper with room for `n_lines` lines of the first block; returns the texts of
/// the pages without those ten.
fn after_filling(n_lines: u8, blocks: &[Block]) -> Vec<String> {
    let mut all = vec![block(Role::Line, "Filler"); 10];
    all.extend(blocks.iter().cloned());
    let mut style = Style::classic();
    let fonts = Fonts::family(Family::Sans);
    let sets = set(&all, &style, Paper::Letter, fonts).unwrap();
    let fillers: f64 = sets[..10].iter().map(SetBlock::height).sum();
    let used = fillers - sets[0].before() + sets[10].before();
    let room = f64::from(n_lines) * style.role(blocks[0].role).leading;
    style.bottom += style.content_height(Paper::Letter) - used - room;
    let pages = pages(&all, &style, Paper::Letter, fonts).unwrap();
    let texts = pages.iter().map(|page| text(page).replace("Filler", ""));
    texts.collect()
}

#[test]
fn a_heading_goes_with_what_it_announces() {
    let blocks = [
        block(Role::Heading, "Experience"),
        block(Role::Entry, "Northwind"),
        block(Role::Subentry, "Manager"),
        block(Role::Bullet, "Led"),
    ];
    let pages = after_filling(3, &blocks);
    assert_eq!(pages, ["", "ExperienceNorthwindManagerLed"]);
}

#[test]
fn entries_with_nothing_below_them_part() {
    let blocks = [
        block(Role::Heading, "Education"),
        block(Role::Entry, "One"),
        block(Role::Entry, "Two"),
        block(Role::Heading, "Skills"),
        block(Role::Line, "Jira"),
    ];
    let pages = after_filling(5, &blocks);
    assert_eq!(pages, ["EducationOneTwo", "SkillsJira"]);
}

#[test]
fn a_short_bullet_stays_whole() {
    let three = sentence(3);
    let lines = set_letter(&[block(Role::Bullet, &three)])[0].n_lines();
    assert_eq!(lines, 3);
    let pages = after_filling(2, &[block(Role::Bullet, &three)]);
    assert_eq!(pages, [String::new(), three]);
}

#[test]
fn a_long_paragraph_leaves_two_lines_on_either_side() {
    let paragraph = block(Role::Paragraph, &sentence(5));
    let n_lines = set_letter(std::slice::from_ref(&paragraph))[0].n_lines();
    assert_eq!(n_lines, 5);
    for (room, first) in [(1, 0), (2, 2), (3, 3), (4, 3)] {
        let pages = after_filling(room, std::slice::from_ref(&paragraph));
        let lines = pages
            .iter()
            .map(|text| set_letter(&[block(Role::Paragraph, text)])[0].n_lines());
        assert_eq!(
            lines.collect::<Vec<_>>(),
            [first, n_lines - first],
            "{room}"
        );
    }
}

#[test]
fn a_chain_of_headings_longer_than_a_page_is_cut() {
    let blocks = vec![block(Role::Heading, "Heading"); 100];
    assert!(letter(&blocks).len() > 1);
    let chain: Vec<Block> = (0..200)
        .map(|_| block(Role::Paragraph, &sentence(1)))
        .collect();
    assert!(letter(&chain).len() > 2);
}

#[test]
fn a_bullet_hangs_from_its_mark() {
    let page = &letter(&[block(Role::Bullet, &sentence(2))])[0];
    let marks: Vec<&Text> = texts(page).filter(|text| text.tag.unwrap().label).collect();
    assert_eq!(marks.len(), 1);
    assert_eq!(marks[0].text, "• ");
    let edges: Vec<f64> = texts(page)
        .filter(|text| !text.tag.unwrap().label)
        .map(|text| text.x)
        .collect();
    assert_eq!(edges, [61.0, 61.0]);
    assert!(marks[0].x + marks[0].ink_width() < 61.0);
}

#[test]
fn neighbouring_runs_of_a_kind_are_set_as_one() {
    let split = Block {
        role: Role::Line,
        runs: vec![run("A", Face::Regular), run("VATAR", Face::Regular)],
    };
    assert_eq!(letter(&[split]), letter(&[block(Role::Line, "AVATAR")]));
}

fn separator(text: &str) -> Run {
    Run {
        part: Part::Separator,
        ..run(text, Face::Regular)
    }
}

/// A block of `items` with `between` between them.
fn list(role: Role, items: &[&str], between: &str) -> Block {
    let runs = items
        .iter()
        .flat_map(|it| [separator(between), run(it, Face::Regular)]);
    Block {
        role,
        runs: runs.skip(1).collect(),
    }
}

/// The text of each line of a page.
fn lines(page: &Page) -> Vec<String> {
    let mut lines: Vec<(f64, String)> = Vec::new();
    for text in texts(page) {
        match lines.last_mut() {
            Some((y, line)) if (*y - text.y).abs() < 1e-9 => line.push_str(&text.text),
            _ => lines.push((text.y, text.text.clone())),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn no_line_ends_on_a_bar() {
    let school = "Winnebago Lakes College of Nursing and of Public Health";
    let degree = "Bachelor of Science in Nursing with a minor in Spanish";
    for role in [Role::Contact, Role::Entry, Role::Subentry, Role::Line] {
        let page = &letter(&[list(role, &[school, degree, "Appleton, WI"], " | ")])[0];
        assert_eq!(
            lines(page),
            [format!("{school} | {degree} "), "Appleton, WI".to_owned()]
        );
    }
}

/// The glyph of a space.
fn space_glyph() -> u16 {
    let page = &letter(&[block(Role::Line, "a b")])[0];
    texts(page).next().unwrap().glyphs[1].id
}

#[test]
fn long_items_stand_whole_on_their_lines_and_short_ones_share_them() {
    let long = "Registered Nurse (RN), Wisconsin Department of Safety and Professional Services";
    let items = [
        long,
        "CCRN (Adult), AACN Certification Corporation",
        "TNCC",
        "BLS",
    ];
    assert_eq!(
        lines(&letter(&[list(Role::Line, &items, "; ")])[0]),
        [
            format!("{long}; "),
            "CCRN (Adult), AACN Certification Corporation; TNCC; BLS".to_owned()
        ]
    );
    // The semicolon at the end of a line is said, not drawn.
    let page = &letter(&[list(Role::Line, &items, "; ")])[0];
    let gap = texts(page).find(|it| it.gap.is_some()).unwrap();
    assert_eq!(
        (gap.text.as_str(), gap.glyphs[0].id, gap.glyphs.len()),
        ("; ", space_glyph(), 1)
    );
    // A list of short ones keeps its comma.
    let skills = ["Root cause analysis"; 6];
    let page = &letter(&[list(Role::Line, &skills, ", ")])[0];
    assert!(lines(page)[0].ends_with("analysis, "), "{:?}", lines(page));
}

fn right_dates() -> Style {
    Style {
        dates: Dates::Right,
        ..Style::classic()
    }
}

/// A block that reads `name | details … | dates | more …`.
fn dated(role: Role, name: &str, details: &[&str], dates: &str, more: &[&str]) -> Block {
    let names = std::iter::once(run(name, Face::Bold));
    let details = details.iter().map(|it| run(it, Face::Regular));
    let dates = std::iter::once(Run {
        part: Part::Dates,
        ..run(dates, Face::Regular)
    });
    let more = more.iter().map(|it| run(it, Face::Regular));
    let all = names.chain(details).chain(dates).chain(more);
    Block {
        role,
        runs: all.flat_map(|it| [separator(" | "), it]).skip(1).collect(),
    }
}

fn with_right_dates(block: &Block) -> Page {
    let style = right_dates();
    let blocks = std::slice::from_ref(block);
    let mut pages = pages(blocks, &style, Paper::Letter, Fonts::family(Family::Sans)).unwrap();
    assert_eq!(pages.len(), 1);
    pages.remove(0)
}

const DATES: &str = "Sep 2018 – May 2021";

#[test]
fn dates_stand_at_the_right_margin_and_are_read_after_a_bar() {
    for role in [Role::Entry, Role::Subentry, Role::Line] {
        let block = dated(role, "Manager", &["Northwind"], DATES, &["Seattle, WA"]);
        let page = with_right_dates(&block);
        assert_eq!(
            text(&page),
            format!("Manager | Northwind | Seattle, WA | {DATES}")
        );
        let all: Vec<&Text> = texts(&page).collect();
        let [.., before, gap, dates] = all[..] else {
            panic!("{all:?}");
        };
        assert!((dates.x + dates.width() - 562.0).abs() < 1e-6);
        assert!((gap.x - before.x - before.ink_width()).abs() < 1e-6);
        assert!((gap.x + gap.width() - dates.x).abs() < 1e-6);
        assert_eq!((gap.text.as_str(), gap.glyphs.len()), (" | ", 1));
        assert!(all.iter().all(|it| it.gap.is_some() == (*it == gap)));
        // Inline they stand where they are read.
        let inline = &letter(std::slice::from_ref(&block))[0];
        assert_eq!(
            text(inline),
            format!("Manager | Northwind | {DATES} | Seattle, WA")
        );
        assert!(texts(inline).all(|it| it.gap.is_none()));
    }
}

#[test]
fn dates_stand_on_the_first_of_several_lines() {
    let school = "Kettle Moraine University of Applied Sciences";
    let degree = "Master of Science in Nursing Education";
    let page = with_right_dates(&dated(
        Role::Entry,
        school,
        &[degree],
        DATES,
        &["GPA 3.9", "Fond du Lac, Wisconsin"],
    ));
    assert_eq!(
        lines(&page),
        [
            format!("{school} | {degree} | GPA 3.9 | {DATES} "),
            "Fond du Lac, Wisconsin".to_owned()
        ]
    );
}

#[test]
fn dates_stand_inline_where_the_first_line_has_no_room_or_that_takes_more_lines() {
    let word = "x".repeat(85);
    let words = [65, 30, 74].map(|n| "x".repeat(n)).join(" ");
    for name in [word, words] {
        let block = dated(Role::Entry, &name, &[], DATES, &[]);
        let page = with_right_dates(&block);
        assert!(page == letter(&[block])[0], "{:?}", lines(&page));
        assert_eq!(lines(&page).len(), 2);
    }
}

#[test]
fn dates_without_a_bar_before_them_stand_inline() {
    let dates = Run {
        part: Part::Dates,
        ..run(DATES, Face::Regular)
    };
    let block = Block {
        role: Role::Entry,
        runs: vec![dates, separator(" | "), run("Northwind", Face::Bold)],
    };
    assert_eq!(with_right_dates(&block), letter(&[block])[0]);
}

#[test]
fn a_very_long_word_never_leaves_the_page() {
    let url = format!("https://example.com/{}", "portfolio".repeat(40));
    let page = &letter(&[block(Role::Bullet, &url)])[0];
    assert!(texts(page).count() > 3);
    assert!(texts(page).all(|text| text.x + text.width() <= 612.0 - 50.0 + 1e-6));
    assert_eq!(text(page), url);
}

#[test]
fn characters_without_a_glyph_are_named_once_with_their_place() {
    let error = missing(&[
        block(Role::Name, "Jordan Lee"),
        block(Role::Bullet, "Shipped 🎉 and 日本"),
        block(Role::Bullet, "🎉 again, and a\ttab"),
    ]);
    assert_eq!(
        error.to_string(),
        "the fonts have no glyph for `🎉` (U+1F389) in `Shipped 🎉 and 日本`; \
         `日` (U+65E5) in `Shipped 🎉 and 日本`; `本` (U+672C) in `Shipped 🎉 and 日本`; \
         U+0009 in `🎉 again, and a\\u{9}tab`"
    );
    let places: Vec<_> = error
        .0
        .iter()
        .map(|missing| (missing.block, missing.offset))
        .collect();
    assert_eq!(places, [(1, 8), (1, 17), (1, 20), (2, 17)]);
}

#[test]
fn what_would_vanish_is_missing_too() {
    // A family joined by zero-width joiners, a variation selector, a direction mark, a control.
    for invisible in ['\u{200D}', '\u{FE0F}', '\u{200E}', '\u{7}', '\u{2028}'] {
        let error = missing(&[block(Role::Line, &format!("a{invisible}b"))]);
        let named: Vec<char> = error.0.iter().map(|missing| missing.character).collect();
        assert_eq!(named, [invisible]);
    }
}

#[test]
fn a_mark_on_a_letter_without_one_of_its_own_is_drawn() {
    let page = &letter(&[block(Role::Line, "q\u{301} e\u{301} Å\u{327}")])[0];
    let glyphs: Vec<u16> = texts(page)
        .flat_map(|text| text.glyphs.iter().map(|glyph| glyph.id))
        .collect();
    assert!(!glyphs.contains(&0));
}

#[test]
fn a_megabyte_in_one_bullet_is_set() {
    for text in ["word ".repeat(200_000), "x".repeat(500_000)] {
        let pages = letter(&[block(Role::Bullet, &text)]);
        let length: usize = pages.iter().map(|page| self::text(page).len()).sum();
        assert_eq!(length, text.len());
    }
}

fn any_blocks() -> impl Strategy<Value = Vec<Block>> {
    let face = prop::sample::select(vec![Face::Regular, Face::Bold, Face::Italic]);
    let run = ("[ -~é–—·\u{A0}]{0,120}", face).prop_map(|(text, face)| self::run(&text, face));
    let role = prop::sample::select(ROLES.to_vec());
    let block = (role, prop::collection::vec(run, 0..4));
    let block = block.prop_map(|(role, runs)| Block { role, runs });
    prop::collection::vec(block, 0..60)
}

fn any_items() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-zA-Z]{1,20}( [a-zA-Z]{1,20}){0,4}", 0..4)
}

proptest! {
    #![proptest_config(crate::support::cases(64))]

    #[test]
    fn pages_say_what_the_blocks_say_in_order(blocks in any_blocks()) {
        let said: String = letter(&blocks).iter().map(text).collect();
        let meant: String = blocks
            .iter()
            .flat_map(|block| &block.runs)
            .map(|run| run.text.as_str())
            .collect();
        prop_assert_eq!(said, meant);
    }

    #[test]
    fn dates_at_the_right_overlap_nothing_and_cost_no_line(
        (name, details, more) in ("[a-zA-Z ]{0,90}", any_items(), any_items()),
        dates in "[A-Z0-9–]{1,30}|[A-Z0-9 –]{0,140}",
    ) {
        let items = |items: &[String]| items.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let refs: Vec<&str> = details.iter().map(String::as_str).collect();
        let block = dated(Role::Entry, &name, &refs, &dates, &[&items(&more)]);
        let fonts = Fonts::family(Family::Sans);
        let (inline, right) = (Style::classic(), right_dates());
        let blocks = std::slice::from_ref(&block);
        let of = |style| set(blocks, style, Paper::Letter, fonts).unwrap()[0].clone();
        prop_assert!(of(&right).n_lines() <= of(&inline).n_lines());
        let mut typesetter = Typesetter::new(&right, Paper::Letter, fonts);
        prop_assert!((typesetter.height(&block) - of(&right).height()).abs() < 1e-9);
        let page = with_right_dates(&block);
        let all: Vec<&Text> = texts(&page).collect();
        for pair in all.windows(2) {
            if (pair[0].y - pair[1].y).abs() < 1e-9 {
                prop_assert!(pair[0].x + pair[0].ink_width() <= pair[1].x + 1e-6);
            }
        }
        prop_assert!(all.iter().all(|it| it.x >= 50.0 && it.x + it.ink_width() <= 562.0 + 1e-6));
        let said = |text: &str| {
            let mut words: Vec<String> = text.split_whitespace().map(ToOwned::to_owned).collect();
            words.retain(|it| it != "|");
            words.sort();
            words.concat()
        };
        let meant = [items(&details), items(&more), name, dates].join(" ");
        // A word wider than a line is divided.
        if meant.split_whitespace().all(|it| it.len() < 40) {
            prop_assert_eq!(said(&text(&page)), said(&meant));
        }
    }

    #[test]
    fn everything_stands_inside_the_margins(blocks in any_blocks()) {
        let style = Style::classic();
        for page in letter(&blocks) {
            prop_assert!(page.bottom <= page.height - style.bottom + 1e-6);
            for text in texts(&page) {
                prop_assert!(text.x >= style.left);
                prop_assert!(text.y > style.top && text.y < page.bottom);
                prop_assert!(text.x + text.ink_width() <= page.width - style.right + 1e-6);
            }
        }
    }

    #[test]
    fn one_page_holds_what_adds_up_to_its_column(blocks in any_blocks()) {
        let sets = set_letter(&blocks);
        let drawn = sets.iter().find(|set| set.n_lines() > 0);
        let total = sets.iter().map(SetBlock::height).sum::<f64>()
            - drawn.map_or(0.0, SetBlock::before);
        let column = Style::classic().content_height(Paper::Letter);
        let n_pages = letter(&blocks).len();
        if total <= column {
            prop_assert_eq!(n_pages, 1);
        }
        // The room below the last block may hang over the edge.
        if n_pages == 1 {
            prop_assert!(total <= column + Style::classic().heading.after + 1e-6);
        }
    }

    #[test]
    fn a_page_never_ends_on_a_heading(sections in prop::collection::vec(
        prop::collection::vec(1usize..7, 1..9), 1..12,
    )) {
        let mut blocks = Vec::new();
        for bullets in sections {
            blocks.extend([
                block(Role::Heading, "Experience"),
                block(Role::Entry, "Northwind"),
                block(Role::Subentry, "Manager"),
            ]);
            let bullets = bullets.into_iter().map(sentence);
            blocks.extend(bullets.map(|text| block(Role::Bullet, &text)));
        }
        let pages = letter(&blocks);
        for page in &pages[..pages.len() - 1] {
            let last = texts(page).last().unwrap().tag.unwrap();
            prop_assert_eq!(last.role, Role::Bullet);
        }
    }

    #[test]
    fn room_between_blocks_fills_pages_and_adds_none(blocks in any_blocks(), n_pages in 1..4_usize) {
        let style = Style::classic();
        let sets = set_letter(&blocks);
        let sets: Vec<&SetBlock> = sets.iter().collect();
        let on = |spacing| fullness(&sets, &style.spaced(spacing), Paper::Letter);
        let natural = on(Spacing::NATURAL);
        let Some(spacing) = fit(&sets, &style, Paper::Letter, n_pages) else {
            prop_assert!(on(Spacing::TIGHTEST).len() > n_pages);
            return Ok(());
        };
        let bounds = Spacing::TIGHTEST.factor()..=Spacing::WIDEST.factor();
        prop_assert!(bounds.contains(&spacing.factor()));
        let fitted = on(spacing);
        if natural.len() > n_pages {
            prop_assert!(fitted.len() <= n_pages && spacing.factor() < 1.0);
            return Ok(());
        }
        prop_assert!(fitted.len() == natural.len() && spacing.factor() >= 1.0);
        if natural[natural.len() - 1] < 0.9 {
            prop_assert_eq!(spacing, Spacing::NATURAL);
        }
        let gap = |pages: &[f64]| -> f64 { pages.iter().map(|page| (1.0 - page).powi(2)).sum() };
        prop_assert!(gap(&fitted) <= gap(&natural) + 1e-6);
    }

    #[test]
    fn a_page_is_as_full_as_it_is_said_to_be(blocks in any_blocks()) {
        let sets = set_letter(&blocks);
        let sets: Vec<&SetBlock> = sets.iter().collect();
        for spacing in [Spacing::TIGHTEST, Spacing::NATURAL, Spacing::WIDEST] {
            let style = Style::classic().spaced(spacing);
            let said = fullness(&sets, &style, Paper::Letter);
            let pages = paginate(&sets, &style, Paper::Letter);
            prop_assert_eq!(said.len(), pages.len());
            for (said, page) in said.iter().zip(&pages) {
                prop_assert!((said - page.filled(&style)).abs() < 1e-9);
            }
        }
    }
}
