//! PDF files, as a reader sees them.

use std::collections::BTreeMap;

use bespoke::{
    document::{Block, Face, Part, Role, Run},
    layout::{Dates, Family, Fonts, Item, Page, Paper, Style, Text, pages},
    render::{PdfExporter, PdfMeta, RenderError, pdf},
};
use lopdf::{Dictionary, Document, Object, ObjectId, content::Content, decode_text_string};
use proptest::prelude::*;

fn run(text: &str, face: Face) -> Run {
    Run {
        text: text.to_owned(),
        face,
        link: None,
        part: Part::Words,
    }
}

fn linked(text: &str, link: &str) -> Run {
    Run {
        link: Some(link.to_owned()),
        ..run(text, Face::Regular)
    }
}

fn line(runs: Vec<Run>) -> Block {
    Block {
        role: Role::Line,
        runs,
    }
}

fn plain(text: &str) -> Block {
    line(vec![run(text, Face::Regular)])
}

fn meta() -> PdfMeta {
    PdfMeta {
        title: "Zoë Łukasz".to_owned(),
        author: "Zoë Łukasz".to_owned(),
        lang: "en-US".to_owned(),
    }
}

fn laid_out(blocks: &[Block]) -> Vec<Page> {
    pages(
        blocks,
        &Style::classic(),
        Paper::Letter,
        Fonts::family(Family::Sans),
    )
    .unwrap()
}

fn written(blocks: &[Block]) -> Vec<u8> {
    pdf(&laid_out(blocks), &meta(), Fonts::family(Family::Sans)).unwrap()
}

fn read(blocks: &[Block]) -> Reader {
    Reader::new(&written(blocks))
}

fn resume() -> Vec<Block> {
    let mut blocks = vec![
        Block {
            role: Role::Name,
            runs: vec![run("Zoë Łukasz", Face::Regular)],
        },
        line(vec![
            linked("zoe@example.com", "mailto:zoe@example.com"),
            run(" · ", Face::Regular),
            linked("github.com/zoe ", "https://github.com/zoë"),
        ]),
        Block {
            role: Role::Heading,
            runs: vec![run("Experience", Face::Regular)],
        },
    ];
    blocks.extend((0..60).map(|year| Block {
        role: Role::Bullet,
        runs: vec![
            run("Led ", Face::Regular),
            run("the program", Face::Italic),
            run(&format!(" of {} — AVATAR Wave", 1950 + year), Face::Bold),
        ],
    }));
    blocks
}

/// A reader of the files under test: what is drawn, where, and what it says.
pub(crate) struct Reader {
    pub(crate) document: Document,
    pub(crate) pages: Vec<ObjectId>,
}

/// A font as a reader needs it.
pub(crate) struct ReaderFont {
    pub(crate) name: String,
    texts: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
}

/// One glyph as a viewer draws it.
#[derive(Debug, Clone, PartialEq)]
struct Drawn {
    font: String,
    x: f64,
    y: f64,
    /// What it says, with nothing for all but the first glyph of a replaced text.
    text: String,
}

impl Reader {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        let pages = document.page_iter().collect();
        Self { document, pages }
    }

    pub(crate) fn text(&self) -> String {
        let pages = (0..self.pages.len()).flat_map(|page| self.drawn(page));
        pages.map(|glyph| glyph.text).collect()
    }

    /// What a page says, with single spaces.
    pub(crate) fn text_of(&self, page: usize) -> String {
        let mut text = String::new();
        let mut last = f64::NAN;
        for glyph in self.drawn(page) {
            // A new line parts words as a space does.
            if (glyph.y - last).abs() > 0.01 {
                text.push(' ');
            }
            last = glyph.y;
            text.push_str(&glyph.text);
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What readers get that do not know replacement texts.
    fn text_of_glyphs(&self) -> String {
        let pages = (0..self.pages.len()).flat_map(|page| self.glyphs(page, false));
        pages.map(|glyph| glyph.text).collect()
    }

    fn drawn(&self, page: usize) -> Vec<Drawn> {
        self.glyphs(page, true)
    }

    fn glyphs(&self, page: usize, replaces: bool) -> Vec<Drawn> {
        let fonts = self.fonts(page);
        let content = self.document.get_page_content(self.pages[page]);
        let mut drawn: Vec<Drawn> = Vec::new();
        let mut font: Option<(&ReaderFont, f64)> = None;
        let (mut x, mut y, mut rise, mut stretch) = (0.0, 0.0, 0.0, 1.0);
        // The replacement in force, and whether a glyph has already said it.
        let mut replacement: Option<String> = None;
        let mut is_said = false;
        for operation in Content::decode(&content).unwrap().operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "Tf" => {
                    let name = String::from_utf8(operands[0].as_name().unwrap().to_vec());
                    font = Some((&fonts[&name.unwrap()], number(&operands[1])));
                }
                "Tm" => (x, y) = (number(&operands[4]), number(&operands[5])),
                "Ts" => rise = number(&operands[0]),
                "Tz" => stretch = number(&operands[0]) / 100.0,
                "BDC" => {
                    let properties = operands[1].as_dict().unwrap();
                    if let Ok(text) = properties.get(b"ActualText") {
                        replacement = Some(decode_text_string(text).unwrap());
                        is_said = false;
                    }
                }
                "EMC" => {
                    // Text without any glyph is still said.
                    if let Some(text) = replacement.take().filter(|_| replaces && !is_said) {
                        drawn.push(Drawn {
                            font: String::new(),
                            x,
                            y,
                            text,
                        });
                    }
                }
                "Tj" | "TJ" => {
                    let (font, size) = font.unwrap();
                    let alone = std::slice::from_ref(&operands[0]);
                    for operand in operands[0].as_array().map_or(alone, |array| array) {
                        let Ok(codes) = operand.as_str() else {
                            x -= number(operand) / 1000.0 * size * stretch;
                            continue;
                        };
                        for code in codes.chunks(2) {
                            let code = u16::from_be_bytes([code[0], code[1]]);
                            let text = match &replacement {
                                Some(_) if replaces && is_said => String::new(),
                                Some(text) if replaces => text.clone(),
                                _ => font.texts[&code].clone(),
                            };
                            is_said = true;
                            drawn.push(Drawn {
                                font: font.name.clone(),
                                x,
                                y: y + rise,
                                text,
                            });
                            x += font.widths[&code] / 1000.0 * size * stretch;
                        }
                    }
                }
                "BT" | "ET" | "BMC" | "g" | "G" | "w" | "m" | "l" | "S" => {}
                other => panic!("unexpected operator {other}"),
            }
        }
        drawn
    }

    pub(crate) fn fonts(&self, page: usize) -> BTreeMap<String, ReaderFont> {
        let fonts = self.document.get_page_fonts(self.pages[page]).unwrap();
        let fonts = fonts.into_iter().map(|(id, font)| {
            let id = String::from_utf8(id).unwrap();
            (id, self.font(font))
        });
        fonts.collect()
    }

    fn font(&self, font: &Dictionary) -> ReaderFont {
        let name = font.get(b"BaseFont").unwrap().as_name().unwrap();
        let descendant = self.array(font, b"DescendantFonts");
        let descendant = descendant[0].as_dict().unwrap();
        assert_eq!(
            descendant.get(b"BaseFont").unwrap().as_name().unwrap(),
            name
        );
        let mut widths = BTreeMap::new();
        for pair in self.array(descendant, b"W").chunks(2) {
            let first = u16::try_from(pair[0].as_i64().unwrap()).unwrap();
            for (code, width) in (first..).zip(pair[1].as_array().unwrap()) {
                widths.insert(code, number(width));
            }
        }
        let map = font.get_deref(b"ToUnicode", &self.document).unwrap();
        let map = map.as_stream().unwrap().decompressed_content().unwrap();
        let map = String::from_utf8(map).unwrap();
        let mut texts = BTreeMap::new();
        for line in map.lines() {
            let hex: Vec<&str> = line
                .split(['<', '>', ' '])
                .filter(|s| !s.is_empty())
                .collect();
            if let ([code, text], true) = (hex.as_slice(), line.starts_with('<')) {
                let units: Vec<u16> = (0..text.len())
                    .step_by(4)
                    .map(|at| u16::from_str_radix(&text[at..at + 4], 16).unwrap())
                    .collect();
                let code = u16::from_str_radix(code, 16).unwrap();
                texts.insert(code, String::from_utf16(&units).unwrap());
            }
        }
        texts.remove(&0);
        ReaderFont {
            name: String::from_utf8(name.to_vec()).unwrap(),
            texts,
            widths,
        }
    }

    fn array<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> &'a [Object] {
        let array = dictionary.get_deref(key, &self.document).unwrap();
        array.as_array().unwrap()
    }

    fn info(&self) -> &Dictionary {
        let info = self.document.trailer.get_deref(b"Info", &self.document);
        info.unwrap().as_dict().unwrap()
    }
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

fn texts(page: &Page) -> impl Iterator<Item = &Text> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        Item::Rule(_) => None,
    })
}

#[test]
fn says_what_it_is_and_nothing_of_when() {
    let bytes = written(&resume());
    assert!(bytes.starts_with(b"%PDF-1.7\n"));
    let reader = Reader::new(&bytes);
    let info = reader.info();
    let keys: Vec<&[u8]> = info.iter().map(|(key, _)| key.as_slice()).collect();
    assert_eq!(keys, [b"Title".as_slice(), b"Author"]);
    let title = decode_text_string(info.get(b"Title").unwrap());
    assert_eq!(title.unwrap(), "Zoë Łukasz");
    let catalog = reader.document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-US");
    let preferences = catalog.get(b"ViewerPreferences").unwrap().as_dict();
    let shows_title = preferences.unwrap().get(b"DisplayDocTitle").unwrap();
    assert!(shows_title.as_bool().unwrap());
}

#[test]
fn has_the_pages_of_the_layout() {
    let blocks = resume();
    let pages = laid_out(&blocks);
    assert_eq!(pages.len(), 2);
    let reader = read(&blocks);
    assert_eq!(reader.pages.len(), 2);
    for (idx, page) in pages.iter().enumerate() {
        let said: String = reader
            .drawn(idx)
            .into_iter()
            .map(|glyph| glyph.text)
            .collect();
        let meant: String = texts(page).map(|text| text.text.as_str()).collect();
        assert_eq!(said, meant);
        let id = reader.pages[idx];
        let page = reader.document.get_dictionary(id).unwrap();
        let paper: Vec<f64> = reader.array(page, b"MediaBox").iter().map(number).collect();
        assert_eq!(paper, [0.0, 0.0, 612.0, 792.0]);
    }
}

#[test]
fn nothing_cannot_be_drawn() {
    let error = pdf(&[], &meta(), Fonts::family(Family::Sans)).unwrap_err();
    assert!(matches!(error, RenderError::NoPages));
    assert_eq!(error.to_string(), "a PDF needs at least one page");
}

#[test]
fn a_blank_page_has_no_fonts_and_no_links() {
    let reader = read(&[]);
    assert_eq!(reader.pages.len(), 1);
    assert!(reader.fonts(0).is_empty());
    let page = reader.document.get_dictionary(reader.pages[0]).unwrap();
    assert!(!page.has(b"Annots"));
}

#[test]
fn a_style_of_another_family_is_drawn_in_that_family() {
    let style = Style {
        family: Family::Serif,
        ..Style::classic()
    };
    let fonts = Fonts::family(style.family);
    let pages = pages(&resume(), &style, Paper::Letter, fonts).unwrap();
    let reader = Reader::new(&pdf(&pages, &meta(), fonts).unwrap());
    let fonts = reader.fonts(0);
    let bare: Vec<&str> = fonts.values().map(|font| &font.name[7..]).collect();
    assert_eq!(
        bare,
        [
            "SourceSerif4-Bold",
            "SourceSerif4-It",
            "SourceSerif4-Regular"
        ]
    );
    assert!(reader.text().contains("Zoë Łukasz"));
}

#[test]
fn embeds_the_faces_in_use_and_marks_them_as_subsets() {
    let reader = read(&resume());
    let names: Vec<String> = reader
        .fonts(0)
        .into_values()
        .map(|font| font.name)
        .collect();
    let bare: Vec<&str> = names.iter().map(|name| &name[7..]).collect();
    assert_eq!(
        bare,
        ["SourceSans3-Bold", "SourceSans3-It", "SourceSans3-Regular"]
    );
    for name in &names {
        assert!(name[..6].bytes().all(|byte| byte.is_ascii_uppercase()));
        assert_eq!(&name[6..7], "+");
    }
    assert_eq!(read(&[plain("one face")]).fonts(0).len(), 1);
}

#[test]
fn a_subset_is_named_for_its_glyphs() {
    let name = |text: &str| {
        read(&[plain(text)])
            .fonts(0)
            .into_values()
            .next()
            .unwrap()
            .name
    };
    // Every subset holds ASCII, so that resumes can share one.
    assert_eq!(name("abc"), name("xyz"));
    assert_eq!(name("abé"), name("éab"));
    assert_ne!(name("abc"), name("abcé"));
}

#[test]
fn glyphs_stand_where_the_layout_put_them() {
    let blocks = [
        plain("AVATAR Wave To. P.T. Yo-Yo q\u{301} x\u{327}\u{301}"),
        line(vec![
            run("LTAV ", Face::Bold),
            run("AWAY fj Tä.", Face::Italic),
        ]),
    ];
    let page = &laid_out(&blocks)[0];
    let drawn = read(&blocks).drawn(0);
    let mut wanted = Vec::new();
    for text in texts(page) {
        let mut x = text.x;
        for glyph in &text.glyphs {
            wanted.push((x + glyph.x_offset, page.height - text.y + glyph.y_offset));
            x += glyph.advance;
        }
    }
    assert_eq!(drawn.len(), wanted.len());
    for (glyph, (x, y)) in drawn.iter().zip(wanted) {
        // The start is kept to hundredths of a point, each glyph to half a thousandth of the em.
        assert!((glyph.x - x).abs() < 0.02, "{glyph:?} {x}");
        assert!((glyph.y - y).abs() < 0.02, "{glyph:?} {y}");
    }
}

/// Writes the kinds of the elements below one, in order, with what they hold.
fn outline(reader: &Reader, element: &Dictionary, depth: usize, out: &mut Vec<String>) {
    for held in reader.array(element, b"K") {
        let held = held.as_reference().ok();
        let held = held.map(|it| reader.document.get_dictionary(it).unwrap());
        if let Some(part) = held.filter(|it| it.has_type(b"StructElem")) {
            let kind = part.get(b"S").unwrap().as_name().unwrap();
            let kind = String::from_utf8_lossy(kind);
            out.push(format!("{}{kind}", "  ".repeat(depth)));
            outline(reader, part, depth + 1, out);
        }
    }
}

#[test]
fn every_piece_is_tagged_for_what_it_is() {
    let mut blocks = resume();
    blocks.truncate(5);
    let reader = read(&blocks);
    let root = (reader.document.catalog().unwrap())
        .get_deref(b"StructTreeRoot", &reader.document)
        .and_then(Object::as_dict)
        .unwrap();
    let whole = root.get_deref(b"K", &reader.document).unwrap();
    let mut found = Vec::new();
    outline(&reader, whole.as_dict().unwrap(), 0, &mut found);
    assert_eq!(
        found,
        [
            "H1",
            "P",
            "  Link",
            "  Link",
            "H2",
            "L",
            "  LI",
            "    Lbl",
            "    LBody",
            "  LI",
            "    Lbl",
            "    LBody"
        ]
    );
    // Nothing is drawn outside of it: what is not content is marked as decoration.
    let content = reader.document.get_page_content(reader.pages[0]);
    let mut depth = 0;
    for operation in Content::decode(&content).unwrap().operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" => depth += 1,
            "EMC" => depth -= 1,
            "Tj" | "TJ" | "S" => assert!(depth > 0, "{operation:?}"),
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

#[test]
fn links_lie_over_their_text() {
    let blocks = resume();
    let reader = read(&blocks);
    let id = reader.pages[0];
    let page = reader.document.get_dictionary(id).unwrap();
    let links: Vec<&Dictionary> = reader
        .array(page, b"Annots")
        .iter()
        .map(|link| {
            let id = link.as_reference().unwrap();
            reader.document.get_dictionary(id).unwrap()
        })
        .collect();
    let targets: Vec<&[u8]> = links
        .iter()
        .map(|link| {
            let action = link.get(b"A").unwrap().as_dict().unwrap();
            action.get(b"URI").unwrap().as_str().unwrap()
        })
        .collect();
    assert_eq!(
        targets,
        [
            b"mailto:zoe@example.com".as_slice(),
            b"https://github.com/zo%C3%AB"
        ]
    );
    let contents = links[1].get(b"Contents").unwrap();
    assert_eq!(decode_text_string(contents).unwrap(), "github.com/zoe");
    assert_eq!(links[0].get(b"F").unwrap().as_i64().unwrap(), 4);
    let laid_out = &laid_out(&blocks)[0];
    let text = texts(laid_out).find(|text| text.link.is_some()).unwrap();
    let corners: Vec<f64> = reader.array(links[0], b"Rect").iter().map(number).collect();
    let baseline = laid_out.height - text.y;
    assert!((corners[0] - text.x).abs() < 0.01);
    assert!((corners[2] - text.x - text.width()).abs() < 0.01);
    assert!(corners[1] < baseline && baseline + 0.66 * text.size < corners[3]);
}

#[track_caller]
fn comes_back(text: &str) {
    assert_eq!(read(&[plain(text)]).text(), text);
}

#[test]
fn glyphs_shared_by_two_characters_come_back_as_either() {
    comes_back("10\u{A0}days or 10 days");
    comes_back("a-b \u{2010} c\u{2011}d");
    comes_back("\u{B5}s \u{3BC}s \u{394} \u{2206} \u{3A9} \u{2126}");
    comes_back("only\u{A0}no-break\u{A0}spaces");
}

#[test]
fn what_is_written_apart_comes_back_apart() {
    comes_back("Rene\u{301}e and Renée, q\u{301}, ffi, soft\u{AD}ware\u{200B}");
    comes_back("\u{AD}");
    comes_back("a \u{212B}ngström at \u{2003} em space");
}

#[test]
fn readers_without_replacement_texts_see_plain_ones() {
    let blocks = [plain(
        "10\u{A0}days, co\u{AD}operate, Rene\u{301}e -\u{2010}",
    )];
    assert_eq!(
        read(&blocks).text_of_glyphs(),
        "10 days, cooperate, Renée --"
    );
}

#[test]
fn markup_comes_back_literally() {
    comes_back(r"C# (a) [b] \ <<dict>> /Name % comment $5 *x* {{y}} <b>&amp;</b> 100 %");
}

#[test]
fn plain_text_needs_no_replacement() {
    let bytes = written(&resume());
    let reader = Reader::new(&bytes);
    for &page in &reader.pages {
        let content = reader.document.get_page_content(page);
        assert!(!content.windows(10).any(|window| window == b"ActualText"));
    }
}

#[test]
fn no_step_back_looks_like_a_gap_between_words() {
    let text = "Tutor, AVATAR, To Yo. LT Ty";
    let faces = [Face::Regular, Face::Bold, Face::Italic];
    let bytes = written(&[line(faces.map(|face| run(text, face)).into())]);
    let reader = Reader::new(&bytes);
    let content = reader.document.get_page_content(reader.pages[0]);
    let mut largest: f64 = 0.0;
    for operation in Content::decode(&content).unwrap().operations {
        if operation.operator == "TJ" {
            let items = operation.operands[0].as_array().unwrap().iter();
            let steps = items.filter(|it| it.as_str().is_err()).map(number);
            largest = steps.map(f64::abs).fold(largest, f64::max);
        }
    }
    // Half a space is 100.
    assert!((79.0..=80.0).contains(&largest), "{largest}");
    comes_back(text);
}

#[test]
fn the_gap_before_dates_is_one_space_that_says_a_bar() {
    let of = |text, part| Run {
        part,
        ..run(text, Face::Regular)
    };
    let runs = [
        ("Northwind", Part::Words),
        (" | ", Part::Separator),
        ("2019 – 2021", Part::Dates),
    ];
    let entry = line(runs.map(|(text, part)| of(text, part)).into());
    let style = Style {
        dates: Dates::Right,
        ..Style::classic()
    };
    let fonts = Fonts::family(Family::Sans);
    let pages = pages(&[entry], &style, Paper::Letter, fonts).unwrap();
    let bytes = pdf(&pages, &meta(), fonts).unwrap();
    let reader = Reader::new(&bytes);
    let content = reader.document.get_page_content(reader.pages[0]);
    let operations = Content::decode(&content).unwrap().operations;
    let (mut marks, mut depth, mut stretch) = (Vec::new(), 0, Vec::new());
    for operation in &operations {
        match operation.operator.as_str() {
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let said = properties.get(b"ActualText");
                let said = said.ok().map(|it| decode_text_string(it).unwrap());
                assert!(properties.has(b"MCID"));
                depth += 1;
                // Some readers lose what follows a sequence within a sequence.
                assert_eq!(depth, 1);
                marks.push((operation.operands[0].as_name().unwrap(), said));
            }
            "EMC" => depth -= 1,
            "Tz" => stretch.push(number(&operation.operands[0])),
            _ => {}
        }
    }
    let bar = Some(" | ".to_owned());
    assert_eq!(
        marks,
        [(&b"P"[..], None), (&b"Span"[..], bar), (&b"P"[..], None)]
    );
    assert!(stretch.len() == 2 && stretch[0] > 1000.0 && (stretch[1] - 100.0).abs() < 1e-9);
}

#[test]
fn the_same_pages_make_the_same_bytes_on_any_thread() {
    let blocks = resume();
    let first = written(&blocks);
    assert_eq!(written(&blocks), first);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let blocks = blocks.clone();
            std::thread::spawn(move || (0..3).map(|_| written(&blocks)).collect::<Vec<_>>())
        })
        .collect();
    for thread in threads {
        for bytes in thread.join().unwrap() {
            assert!(bytes == first);
        }
    }
}

#[test]
fn a_file_is_the_same_whichever_were_made_before_it() {
    // More sets of glyphs than are kept.
    let letters = ('\u{C0}'..='\u{17F}').filter(|it| it.is_alphabetic());
    let all: Vec<Vec<Page>> = letters
        .step_by(2)
        .map(|it| laid_out(&[plain(&format!("Zo{it} Lukasz"))]))
        .collect();
    assert!(all.len() > 64);
    let fonts = Fonts::family(Family::Sans);
    let alone: Vec<Vec<u8>> = all
        .iter()
        .map(|it| pdf(it, &meta(), fonts).unwrap())
        .collect();
    let maker = PdfExporter::new(fonts);
    let made = |(pages, alone): (&Vec<Page>, &Vec<u8>)| {
        assert!(maker.pdf(pages, &meta()).unwrap() == *alone);
    };
    all.iter().zip(&alone).for_each(made);
    all.iter().zip(&alone).rev().for_each(made);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| all.iter().zip(&alone).for_each(made));
        }
    });
}

#[test]
fn no_stream_ends_like_a_line() {
    let maker = PdfExporter::new(Fonts::family(Family::Sans));
    for number in 0..300 {
        let text = format!("Number {number} of three hundred");
        let bytes = maker.pdf(&laid_out(&[plain(&text)]), &meta()).unwrap();
        let ends = bytes.windows(11).filter(|it| it == b"\r\nendstream");
        assert_eq!(ends.count(), 0, "{number}");
    }
}

#[test]
fn the_identifier_follows_the_content() {
    let id = |text: &str| {
        let reader = read(&[plain(text)]);
        let id = reader.array(&reader.document.trailer, b"ID").to_vec();
        assert_eq!(id[0], id[1]);
        id[0].as_str().unwrap().to_vec()
    };
    assert_ne!(id("one"), id("two"));
    assert_ne!(id("one"), [0; 16]);
}

#[test]
fn a_page_is_small() {
    let n_pages = laid_out(&resume()).len();
    let size = written(&resume()).len();
    assert!(size < 32_000 * n_pages, "{size}");
}

/// Any characters that the fonts have.
fn covered() -> impl Strategy<Value = String> {
    let face = Fonts::family(Family::Sans).face(Face::Regular);
    let characters: Vec<char> = face.characters().collect();
    let one = prop_oneof![
        3 => prop::sample::select(characters),
        1 => prop::sample::select(vec![' ', '\u{A0}', '\u{AD}', '-', 'e', '\u{301}', '\u{200B}']),
    ];
    prop::collection::vec(one, 0..60).prop_map(String::from_iter)
}

fn faces() -> impl Strategy<Value = Face> {
    prop::sample::select(vec![Face::Regular, Face::Bold, Face::Italic])
}

proptest! {
    #![proptest_config(crate::support::cases(96))]

    #[test]
    fn whatever_the_fonts_cover_comes_back(runs in prop::collection::vec((covered(), faces()), 1..5)) {
        let meant: String = runs.iter().map(|(text, _)| text.as_str()).collect();
        let runs = runs.iter().map(|(text, face)| run(text, *face));
        let block = line(runs.collect());
        prop_assert_eq!(read(&[block]).text(), meant);
    }

    #[test]
    fn any_text_comes_back_or_is_refused(text in prop::collection::vec(any::<char>(), 0..12)) {
        let text: String = text.into_iter().collect();
        let blocks = [plain(&text)];
        let (style, fonts) = (Style::classic(), Fonts::family(Family::Sans));
        match pages(&blocks, &style, Paper::Letter, fonts) {
            Ok(_) => prop_assert_eq!(read(&blocks).text(), text),
            Err(error) => {
                prop_assert!(!error.0.is_empty());
                for missing in error.0 {
                    prop_assert!(text[missing.offset..].starts_with(missing.character));
                    prop_assert_eq!(fonts.face(Face::Regular).glyph(missing.character), None);
                }
            }
        }
    }

    #[test]
    fn every_uncovered_character_is_named(
        text in "[a-z ]{0,9}",
        uncovered in prop::collection::vec(
            prop::sample::select(vec!['日', '本', '\u{1F389}', 'א', 'ع', '\u{1}', '\u{200D}', 'ก', '\u{E000}']),
            1..6,
        ),
    ) {
        let mut named: Vec<char> = Vec::new();
        let mut mixed = text;
        for character in uncovered {
            mixed.push(character);
            mixed.push('x');
            if !named.contains(&character) {
                named.push(character);
            }
        }
        let (style, fonts) = (Style::classic(), Fonts::family(Family::Sans));
        let error = pages(&[plain(&mixed)], &style, Paper::Letter, fonts).unwrap_err();
        let found: Vec<char> = error.0.iter().map(|missing| missing.character).collect();
        prop_assert_eq!(found, named);
    }
}
