//! How many resumes a second, from profiles in memory to PDF files in memory: `cargo bench --bench throughput`; behind `--`
//! how many resumes a round makes, in how many rounds, on how many threads (200, 20 and 2).
//!
//! Each of them says other words and numbers than the next, so that nothing can be made once and handed out again.

#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]
#![allow(clippy::disallowed_methods, reason = "a bench measures time")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use bespoke::guide::{self, Guide, built_in};
use bespoke::layout::{Family, Fonts};
use bespoke::profile::{self, Profile};
use bespoke::render::{PdfExporter, PdfMeta};
use bespoke::score::Matcher;
use bespoke::tailor::{Inputs, Options, tailor_with, warm_up};
use bespoke::template::Template;
use rayon::prelude::*;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many resumes one round makes, how often all of them are made after the first time, and on how many threads.
const USUAL: [usize; 3] = [200, 20, 2];

/// The profiles that are varied, each with the guide that suits it.
const PROFILES: [(&str, &str); 5] = [
    (
        include_str!("../profiles/technical-program-manager.yaml"),
        "technical-program-manager",
    ),
    (
        include_str!("../profiles/software-engineer.yaml"),
        "software-engineer",
    ),
    (include_str!("../profiles/nurse.yaml"), "registered-nurse"),
    (include_str!("../profiles/teacher.yaml"), "teacher"),
    (
        include_str!("../profiles/student.yaml"),
        "software-engineer",
    ),
];

/// A profile, and which of the guides it is tailored to.
type Case = (Profile, usize);

fn main() {
    let mut numbers = std::env::args().filter_map(|it| it.parse().ok());
    let [n_resumes, n_rounds, n_threads] = USUAL.map(|usual| numbers.next().unwrap_or(usual));
    rayon::ThreadPoolBuilder::new()
        .num_threads(n_threads)
        .build_global()
        .expect("no pool was built before");
    warm_up();
    let cases = cases(n_resumes);
    let guides: Vec<Guide> = PROFILES.iter().map(|(_, guide)| read(guide)).collect();
    let fonts = Fonts::family(Family::Sans);
    let makers = Makers {
        guides: guides
            .iter()
            .map(|it| (it, Matcher::of(it, None)))
            .collect(),
        template: Template::default(),
        fonts,
        pdfs: PdfExporter::new(fonts),
    };
    let n_bytes = round(&cases, &makers);
    println!(
        "{n_resumes} resumes, {} bytes each, on {n_threads} threads",
        n_bytes / n_resumes.max(1)
    );
    let mut times: Vec<Duration> = (0..n_rounds)
        .map(|_| {
            let start = Instant::now();
            black_box(round(&cases, &makers));
            start.elapsed()
        })
        .collect();
    times.sort();
    let a_second = |time: &Duration| n_resumes as f64 / time.as_secs_f64();
    if let (Some(median), Some(best)) = (times.get(n_rounds / 2), times.first()) {
        println!(
            "{:.0} resumes a second in the median round, {:.0} in the best",
            a_second(median),
            a_second(best)
        );
    }
}

/// Makes every resume once, and returns the size of all files.
fn round(cases: &[Case], makers: &Makers<'_>) -> usize {
    let sizes = cases.par_iter().map(|case| resume(case, makers).len());
    sizes.sum()
}

/// What is made once for many resumes.
struct Makers<'a> {
    guides: Vec<(&'a Guide, Matcher<'a>)>,
    template: Template,
    fonts: &'a Fonts,
    pdfs: PdfExporter<'a>,
}

fn resume((profile, guide): &Case, makers: &Makers<'_>) -> Vec<u8> {
    let (guide, prepared) = &makers.guides[*guide];
    let inputs = Inputs {
        profile,
        guide,
        posting: None,
        template: &makers.template,
    };
    // As `tailor` and `batch` do: a resume alone quotes no words that earned points.
    let options = Options {
        quotes: false,
        ..Options::default()
    };
    let tailored = tailor_with(inputs, prepared, options, makers.fonts);
    let meta = PdfMeta {
        title: profile.name.text.clone(),
        author: profile.name.text.clone(),
        lang: profile.lang.clone(),
    };
    makers
        .pdfs
        .pdf(&tailored.pages, &meta)
        .expect("pages can be drawn")
}

fn read(guide: &str) -> Guide {
    let source = built_in(guide).expect("the guide is built in");
    guide::load(source).0.expect("the guide is sound")
}

fn cases(n_resumes: usize) -> Vec<Case> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let sources = PROFILES.iter().enumerate().cycle().take(n_resumes);
    sources
        .map(|(idx, (profile, _))| {
            let source = varied(profile, &mut random);
            (profile::load(&source).0.expect("a profile is sound"), idx)
        })
        .collect()
}

/// Returns a profile of another person: another name, and in each highlight other numbers and some other words.
fn varied(profile: &str, random: &mut Random) -> String {
    let words: Vec<&str> = profile
        .lines()
        .filter(|it| is_highlight(it))
        .flat_map(|it| it.split(' '))
        .filter(|it| is_plain(it))
        .collect();
    let mut varied = String::new();
    for line in profile.lines() {
        if line.starts_with("name:") {
            let names = [random.name(), random.name()];
            varied.push_str(&["name:", &names[0], &names[1]].join(" "));
        } else if is_highlight(line) {
            let words: Vec<String> = line
                .split(' ')
                .map(|it| match it {
                    it if is_plain(it) && random.below(8) == 0 => {
                        words[random.below(words.len())].to_owned()
                    }
                    it => it.chars().map(|it| random.digit_for(it)).collect(),
                })
                .collect();
            varied.push_str(&words.join(" "));
        } else {
            varied.push_str(line);
        }
        varied.push('\n');
    }
    varied
}

/// Returns whether a line of YAML is an item of text and nothing else.
fn is_highlight(line: &str) -> bool {
    let text = line.trim_start().strip_prefix("- ");
    text.is_some_and(|it| it.split(' ').count() > 5 && !it.contains([':', '{', '#', '"', '\'']))
}

fn is_plain(word: &str) -> bool {
    word.len() > 3 && word.bytes().all(|it| it.is_ascii_lowercase())
}

/// Numbers that look thrown and are the same on every run: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn digit_for(&mut self, character: char) -> char {
        match character {
            '1'..='9' => ['1', '2', '3', '4', '5', '6', '7', '8', '9'][self.below(9)],
            it => it,
        }
    }

    fn name(&mut self) -> String {
        const STARTS: [&str; 12] = [
            "Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu", "Wy", "Zoë",
        ];
        const ENDS: [&str; 10] = [
            "rana", "litz", "mbert", "ndo", "ssel", "tova", "vić", "qual", "xter", "ño",
        ];
        format!("{}{}", STARTS[self.below(12)], ENDS[self.below(10)])
    }
}
