//! A resume with its dates at the right margin, made with the library: what the program will do once page styles can
//! be chosen.
//!
//! usage: `right_dates PAGES < profile.yaml > resume.pdf`

use std::error::Error;
use std::io::{self, Write as _};

use bespoke::document::{Block, blocks};
use bespoke::layout::{Dates, Fonts, Paper, Style, pages};
use bespoke::render::{self, PdfMeta};
use bespoke::tailor::{Inputs, Options, tailor};
use bespoke::{guide, profile};

fn main() -> Result<(), Box<dyn Error>> {
    let n_pages = std::env::args().nth(1).map_or(Ok(1), |it| it.parse())?;
    let (profile, _) = profile::load(&io::read_to_string(io::stdin())?);
    let profile = profile.ok_or("the profile has errors")?;
    let guide = guide::built_in("technical-program-manager").ok_or("no such guide")?;
    let guide = guide::load(guide).0.ok_or("the guide has errors")?;
    let inputs = Inputs {
        profile: &profile,
        guide: &guide,
        posting: None,
    };
    let options = Options {
        pages: n_pages,
        ..Options::default()
    };
    let fonts = Fonts::embedded();
    let document = tailor(inputs, options, fonts).document;
    let blocks: Vec<Block> = blocks(&document).into_iter().map(|(_, it)| it).collect();
    let style = Style {
        dates: Dates::Right,
        ..Style::classic()
    };
    let pages = pages(&blocks, &style, Paper::Letter, fonts)?;
    let meta = PdfMeta {
        title: document.name.clone(),
        author: document.name,
        lang: document.lang,
    };
    io::stdout().write_all(&render::pdf(&pages, &meta, fonts)?)?;
    Ok(())
}
