//! Scripts beyond Latin: which font draws what, which way it runs, and what readers get of it.

use std::sync::Arc;

use bespoke::{
    document::{Block, Face, Part, Role, Run},
    layout::{
        Family, FontError, FontFace, FontId, Fonts, Item, MissingGlyph, Page, Paper, Style, Text,
        pages,
    },
    render::{PdfMeta, pdf, svg},
};
use proptest::prelude::*;

use crate::{
    pdf::Reader,
    support::{Test, program},
};

const HEBREW: &[u8] = include_bytes!("../fixtures/fonts/NotoSansHebrew-Subset.ttf");
const HEBREW_BOLD: &[u8] = include_bytes!("../fixtures/fonts/NotoSansHebrew-Bold-Subset.ttf");
const ARABIC: &[u8] = include_bytes!("../fixtures/fonts/NotoSansArabic-Subset.ttf");
const JAPANESE: &[u8] = include_bytes!("../fixtures/fonts/NotoSansCJKjp-Subset.otf");
const COLLECTION: &[u8] = include_bytes!("../fixtures/fonts/Noto-Subset.ttc");

fn with(files: &[&[u8]]) -> Fonts {
    let faces = files
        .iter()
        .flat_map(|it| FontFace::read(it.to_vec()).unwrap());
    Fonts::family(Family::Sans).with(faces.map(Arc::new))
}

fn all() -> Fonts {
    with(&[HEBREW, HEBREW_BOLD, ARABIC, JAPANESE])
}

fn block(role: Role, text: &str) -> Block {
    let runs = vec![Run {
        text: text.to_owned(),
        face: Face::Regular,
        link: None,
        part: Part::Words,
    }];
    Block { role, runs }
}

fn line(text: &str) -> Block {
    block(Role::Line, text)
}

fn laid_out(blocks: &[Block], fonts: &Fonts) -> Vec<Page> {
    pages(blocks, &Style::classic(), Paper::Letter, fonts).unwrap()
}

fn texts(pages: &[Page]) -> Vec<&Text> {
    let items = pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match item {
            Item::Text(text) => Some(text),
            Item::Rule(_) => None,
        })
        .collect()
}

/// Returns the first byte of each cluster in the order seen from left to right.
fn seen(text: &Text) -> Vec<usize> {
    let mut clusters: Vec<usize> = text.glyphs.iter().map(|it| it.cluster).collect();
    clusters.dedup();
    clusters
}

/// Returns the parts of one line in the order seen from left to right.
fn seen_parts(line: &str) -> Vec<String> {
    let pages = laid_out(&[self::line(line)], &all());
    let mut texts = texts(&pages);
    texts.sort_by(|a, b| a.x.total_cmp(&b.x));
    texts.iter().map(|it| it.text.clone()).collect()
}

fn right_edge() -> f64 {
    Paper::Letter.size().0 - Style::classic().right
}

fn file(blocks: &[Block], fonts: &Fonts) -> Vec<u8> {
    let meta = PdfMeta {
        title: "x".to_owned(),
        author: "x".to_owned(),
        lang: "en-US".to_owned(),
    };
    pdf(&laid_out(blocks, fonts), &meta, fonts).unwrap()
}

fn content(bytes: &[u8]) -> String {
    let reader = Reader::new(bytes);
    let content = reader.document.get_page_content(reader.pages[0]);
    String::from_utf8_lossy(&content).into_owned()
}

#[test]
fn the_built_in_families_draw_the_languages_of_europe_and_vietnamese() {
    let alphabets = [
        // Western and northern.
        "àâæçéèêëîïôœùûüÿ ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ «»",
        "äöüßẞ ÄÖÜ „“‚‘ áéíñóúü¿¡ ãõ ªº l·l Ŀŀ",
        "åäöæø ÅÄÖÆØ ðþý ÐÞÝ ǻ šžŠŽ õ ŋŧđ ŊŦĐ",
        "ŵŷ ẁẃẅỳ ŴŶ ḃċḋḟġṁṗṡṫ ċġħż ĊĠĦŻ ĳ",
        // Central, eastern and southern.
        "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ áčďéěíňóřšťúůýž ČĎĚŇŘŠŤŮŽ ľĺŕô",
        "őű ŐŰ ăâîșț ĂÂÎȘȚ şţ čćđšž ğıİş ĞŞ ëç",
        "āčēģīķļņōŗšūž ĀČĒĢĪĶĻŅŌŖŠŪŽ ąčęėįšųūž ĖĮŲ",
        "αβγδεζηθικλμνξοπρσςτυφχψω άέήίόύώϊϋΐΰ ΆΈΉΊΌΎΏΪΫ",
        "абвгдежзийклмнопрстуфхцчшщъыьэюя АБВГДЕЖЗИЙ ё Ё",
        "ґєії ҐЄІЇ ў Ў ђѓѕјљњћќџ ЂЃЅЈЉЊЋЌЏ ѐѝ",
        // Vietnamese.
        "ăâđêôơư àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị",
        "òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ ƠƯĐ ẬỆỘỢỰ",
    ];
    for family in [Family::Sans, Family::Serif] {
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            let fonts = Fonts::family(family);
            for alphabet in alphabets {
                for character in alphabet.chars() {
                    let own = fonts.find(character.encode_utf8(&mut [0; 4]), face);
                    let is_built_in = matches!(own, Some(FontId::BuiltIn(..)));
                    assert!(is_built_in, "{character} {family:?} {face:?}");
                }
            }
        }
    }
}

#[test]
fn what_the_serif_lacks_the_sans_draws() {
    let fonts = Fonts::family(Family::Serif);
    let lacking = Fonts::family(Family::Sans).face(Face::Bold).characters();
    let lacking = lacking.filter(|it| fonts.face(Face::Bold).glyph(*it).is_none());
    let character = lacking.max().unwrap();
    let style = Style {
        family: Family::Serif,
        ..Style::classic()
    };
    let text = format!("A{character}");
    let pages = pages(&[block(Role::Name, &text)], &style, Paper::Letter, fonts).unwrap();
    let found: Vec<FontId> = texts(&pages).iter().map(|it| it.font).collect();
    assert_eq!(
        found,
        [
            FontId::BuiltIn(Family::Serif, Face::Bold),
            FontId::BuiltIn(Family::Sans, Face::Bold)
        ]
    );
}

#[test]
fn text_that_the_family_draws_asks_no_further_font() {
    let blocks = [line("Zoë Łukasz – Київ, Αθήνα, Nguyễn Thị Ánh")];
    let fonts = all();
    let own = Fonts::family(Family::Sans);
    assert_eq!(laid_out(&blocks, &fonts), laid_out(&blocks, own));
    assert_eq!(file(&blocks, &fonts), file(&blocks, own));
}

#[test]
fn the_first_font_that_has_the_glyph_draws_it_and_a_bold_one_what_is_bold() {
    let fonts = with(&[JAPANESE, COLLECTION, HEBREW, HEBREW_BOLD]);
    let names = |text, face| {
        fonts
            .font(fonts.find(text, face).unwrap())
            .name()
            .to_owned()
    };
    assert_eq!(names("山", Face::Regular), "NotoSansCJKjp-Regular");
    assert_eq!(names("山", Face::Bold), "NotoSansCJKjp-Regular");
    assert_eq!(names("ד", Face::Bold), "NotoSansHebrew-Bold");
    // The collection's second font comes before the file of its own.
    let hebrew = fonts.find("ד", Face::Italic).unwrap();
    assert_eq!(hebrew, FontId::Further(2));
    assert_eq!(fonts.font(hebrew).index(), 1);
    assert_eq!(fonts.find("ก", Face::Regular), None);
}

#[test]
fn what_is_no_font_is_refused() {
    let error = |bytes: &[u8]| FontFace::read(bytes.to_vec()).err();
    assert_eq!(error(b""), Some(FontError::NotAFont));
    assert_eq!(error(b"name: Zo\xC3\xAB"), Some(FontError::NotAFont));
    assert_eq!(
        error(b"ttcf\0\x01\0\0\xFF\xFF\xFF\xFF"),
        Some(FontError::NotAFont)
    );
    assert_eq!(error(&HEBREW[..200]), Some(FontError::NotAFont));
    let without = |tag: &[u8; 4]| {
        let mut bytes = HEBREW.to_vec();
        let at = bytes.windows(4).position(|it| it == tag).unwrap();
        bytes[at..at + 4].copy_from_slice(b"zzzz");
        bytes
    };
    assert_eq!(error(&without(b"glyf")), Some(FontError::NoOutlines));
    assert_eq!(error(&without(b"cmap")), Some(FontError::NotAFont));
}

#[test]
fn a_font_that_may_not_be_embedded_is_refused() {
    let record = HEBREW.windows(4).position(|it| it == b"OS/2").unwrap();
    let offset = &HEBREW[record + 8..record + 12];
    let os2 = u32::from_be_bytes(offset.try_into().unwrap()) as usize;
    for (bits, is_refused) in [(0, false), (2, true), (4, false), (8, false), (0x100, true)] {
        let mut bytes = HEBREW.to_vec();
        bytes[os2 + 8..os2 + 10].copy_from_slice(&u16::to_be_bytes(bits));
        let error = FontFace::read(bytes).err();
        assert_eq!(
            error,
            is_refused.then_some(FontError::Forbidden),
            "{bits:x}"
        );
    }
}

#[test]
fn a_hebrew_line_is_set_from_the_right_and_read_from_the_right() {
    let pages = laid_out(&[line("דנה לוי")], &all());
    let [text] = texts(&pages)[..] else {
        panic!("{} parts", texts(&pages).len());
    };
    assert_eq!(text.text, "דנה לוי");
    assert!(text.is_rtl && text.language() == Some("he"));
    assert!((text.x + text.width() - right_edge()).abs() < 1e-6);
    assert_eq!(seen(text), [11, 9, 7, 6, 4, 2, 0]);
}

#[test]
fn parts_of_two_directions_stand_as_unicode_orders_them() {
    // The whole runs from right to left: the name at the right, the number and the Latin word each from left to right.
    assert_eq!(seen_parts("דנה 2021 Dana"), ["Dana", " ", "2021", "דנה "]);
    assert_eq!(
        seen_parts("דנה, Dana, לוי"),
        ["לוי", ", ", "Dana", ", ", "דנה"]
    );
    // From left to right.
    assert_eq!(
        seen_parts("Led דנה לוי at Haifa"),
        ["Led ", "דנה לוי", " at Haifa"]
    );
    assert_eq!(seen_parts("Led سارة, דנה now").len(), 5);
}

#[test]
fn a_bracket_turns_with_the_direction() {
    let fonts = all();
    let pages = laid_out(&[line("דנה (לוי)")], &fonts);
    let glyphs: Vec<(u16, bool)> = texts(&pages)
        .iter()
        .filter(|it| it.text.trim() == "(" || it.text.trim() == ")")
        .map(|it| (it.glyphs[0].id, it.text.contains('(')))
        .collect();
    let own = fonts.face(Face::Regular);
    assert_eq!(
        glyphs,
        [
            (own.glyph(')').unwrap(), true),
            (own.glyph('(').unwrap(), false)
        ]
    );
}

#[test]
fn the_lines_of_a_hebrew_paragraph_end_at_the_right_and_go_on_below() {
    let sentence = "דנה לוי ניהלה תוכנית של צוותים רבים, ";
    let text = sentence.repeat(6);
    let pages = laid_out(&[block(Role::Bullet, text.trim())], &all());
    let texts = texts(&pages);
    let (mark, body): (Vec<&Text>, Vec<&Text>) = texts.iter().partition(|it| it.tag.unwrap().label);
    let joined: String = body.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(joined, text.trim());
    let style = Style::classic();
    let edge = right_edge() - style.bullet.indent;
    let mut lines: Vec<f64> = body.iter().map(|it| it.y).collect();
    lines.dedup();
    assert!(lines.len() >= 2);
    for y in lines {
        let line = body.iter().filter(|it| it.y.total_cmp(&y).is_eq());
        let right = line.map(|it| it.x + it.width()).fold(0.0, f64::max);
        assert!((right - edge).abs() < 1e-6, "{right} {edge}");
    }
    assert!(mark[0].x > edge && mark[0].x + mark[0].width() < right_edge());
}

#[test]
fn arabic_letters_take_the_forms_of_their_places() {
    let fonts = all();
    let pages = laid_out(&[line("سارة")], &fonts);
    let texts = texts(&pages);
    let font = fonts.font(texts[0].font);
    assert_eq!(font.name(), "NotoSansArabic-Regular");
    // The first letter joins the next and so has another glyph than alone; the last but one joins nothing after it.
    let first = texts[0].glyphs.last().unwrap();
    assert_eq!(first.cluster, 0);
    assert_ne!(Some(first.id), font.glyph('س'));
    // Lam and alef become one glyph.
    let joined = laid_out(&[line("لا")], &fonts);
    assert_eq!(self::texts(&joined)[0].glyphs.len(), 1);
}

#[test]
fn a_japanese_line_breaks_between_its_characters() {
    let text = "山田花子東京計画主導管理".repeat(8);
    let pages = laid_out(&[line(&text)], &all());
    let texts = texts(&pages);
    let joined: String = texts.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(joined, text);
    assert!(texts.len() >= 2);
    assert!(
        texts
            .iter()
            .all(|it| it.x + it.width() <= right_edge() + 1e-6)
    );
    assert!(right_edge() - texts[0].width() - texts[0].x < 2.0 * texts[0].size);
}

#[test]
fn names_of_the_world_come_back_from_the_file() {
    for name in [
        "山田 花子 (Hanako Yamada)",
        "東京の計画を主導、管理プログラム。",
        "Ελένη Παπαδοπούλου",
        "Анна Кузнецова",
        "Nguyễn Thị Ánh Tuyết",
        "Zoë Świątek-Núñez",
    ] {
        let bytes = file(&[block(Role::Name, name), line(name)], &all());
        assert_eq!(Reader::new(&bytes).text(), name.repeat(2));
    }
}

#[test]
fn text_from_right_to_left_is_drawn_as_seen_and_marked_so() {
    let bytes = file(&[line("דנה לוי")], &all());
    let drawn: String = Reader::new(&bytes).text();
    assert_eq!(drawn, "דנה לוי".chars().rev().collect::<String>());
    let content = content(&bytes);
    assert!(content.contains("/ReversedChars BMC"));
    assert!(
        content.contains("/Lang(he)") || content.contains("/Lang (he)"),
        "{content}"
    );
    assert!(!content.contains("ActualText"));
    // Letters under one glyph come back as the one character for their form.
    let joined = file(&[line("لا")], &all());
    assert_eq!(Reader::new(&joined).text(), "\u{FEFB}");
}

#[test]
fn the_language_is_said_where_the_script_leaves_no_doubt() {
    let language = |text: &str| {
        let content = content(&file(&[line(text)], &all()));
        let found = content.split("/Lang").nth(1)?;
        let end = found.find(')')?;
        Some(found[..end].trim_start_matches([' ', '(']).to_owned())
    };
    assert_eq!(language("東京の計画").as_deref(), Some("ja"));
    assert_eq!(language("Ελένη").as_deref(), Some("el"));
    assert_eq!(language("東京"), None);
    assert_eq!(language("سارة"), None);
    assert_eq!(language("Zoë, 10 kΩ"), None);
}

#[test]
fn further_fonts_are_embedded_as_subsets() {
    let blocks = [block(Role::Name, "דנה"), line("דנה 山田 سارة Dana")];
    let reader = Reader::new(&file(&blocks, &all()));
    let fonts = reader.fonts(0);
    let bare: Vec<&str> = fonts.values().map(|font| &font.name[7..]).collect();
    assert_eq!(
        bare,
        [
            "NotoSansHebrew-Regular",
            "NotoSansHebrew-Bold",
            "NotoSansArabic-Regular",
            "NotoSansCJKjp-Regular",
            "SourceSans3-Regular"
        ]
    );
}

#[test]
fn svg_draws_the_glyphs_of_further_fonts() {
    let fonts = all();
    let pages = laid_out(&[line("דנה 山 Dana")], &fonts);
    let image = &svg(&pages, "x", "en", &fonts).unwrap()[0];
    let glyph = |text: &str, idx| {
        fonts
            .font(FontId::Further(idx))
            .glyph(text.chars().next().unwrap())
    };
    for (idx, text) in [(0, "ד"), (3, "山")] {
        let id = format!("f{idx}-{}", glyph(text, idx).unwrap());
        assert!(image.contains(&format!("<path id=\"{id}\" d=\"M")));
        assert!(image.contains(&format!("href=\"#{id}\"")));
    }
    assert!(image.contains(">דנה </text>"));
}

const PROFILE: &str = "name: דנה לוי\ncontact: {email: dana@example.com}\n";

#[test]
fn a_named_font_draws_what_the_built_in_ones_lack() {
    let test = Test::new([
        "tailor",
        "p.yaml",
        "-q",
        "--no-system-fonts",
        "--font",
        "a.ttc",
        "-o",
        "r.pdf",
        "-o",
        "r.svg",
    ]);
    let path = test.folder().join("a.ttc");
    std::fs::write(path, COLLECTION).unwrap();
    let ran = test.file("p.yaml", PROFILE).run();
    let reader = Reader::new(&ran.bytes("r.pdf"));
    assert!(
        reader
            .fonts(0)
            .values()
            .any(|it| it.name.ends_with("NotoSansHebrew-Regular"))
    );
    assert!(ran.text("r.svg").contains("דנה לוי"));
}

#[test]
fn a_file_that_is_no_font_is_named() {
    let ran = Test::new(["tailor", "p.yaml", "--font", "p.yaml", "-o", "r.pdf"])
        .file("p.yaml", PROFILE)
        .stderr("error: can't use the font `p.yaml`: it is not a TrueType or OpenType font; name a .ttf, .otf or .ttc file\n")
        .status(1)
        .run();
    assert_eq!(ran.files(), ["p.yaml"]);
    Test::new(["explain", "p.yaml", "--font", "none.ttf"])
        .file("p.yaml", PROFILE)
        .stderr("error: can't read `none.ttf`: there is no such file\n")
        .status(1)
        .run();
}

#[test]
fn characters_of_one_script_are_told_once_with_the_way_out() {
    let ran = Test::new(["tailor", "p.yaml", "--no-system-fonts", "-o", "r.pdf"])
        .file("p.yaml", PROFILE)
        .any_stderr()
        .status(1)
        .run();
    for part in [
        "no font has a glyph for `ד` (U+05D3) in `דנה לוי`, and for 5 more characters like it",
        "p.yaml:1:7",
        "as Noto Sans Hebrew, with --font FILE",
    ] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
    assert_eq!(ran.stderr.matches("error").count(), 1);
}

#[test]
fn a_font_of_the_machine_is_used_only_where_a_glyph_is_missing_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let fonts = folder.path().join("fonts/deep");
    std::fs::create_dir_all(&fonts).unwrap();
    std::fs::write(fonts.join("NotoSansHebrew-Regular.ttf"), HEBREW).unwrap();
    std::fs::write(fonts.join("NotoSansHebrew-Bold.ttf"), HEBREW_BOLD).unwrap();
    std::fs::write(fonts.join("NotoSansCJK-Broken.otf"), "no font").unwrap();
    let run = |name: &str| {
        let profile = folder.path().join("p.yaml");
        std::fs::write(&profile, PROFILE.replace("דנה לוי", name)).unwrap();
        let output = program()
            .args(["tailor", "p.yaml", "-o", "r.pdf"])
            .current_dir(folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{stderr}");
        stderr
    };
    let told = run("דנה לוי");
    assert!(
        told.contains("to get the same file on every machine, add --font "),
        "{told}"
    );
    assert!(!run("Dana Levi").contains("--font"));
}

#[test]
fn no_font_is_asked_for_what_is_never_seen() {
    let ran = Test::new(["tailor", "p.yaml", "-o", "r.pdf"])
        .file("p.yaml", "name: \"Dana\\u200E Levi\"\n")
        .any_stderr()
        .status(1)
        .run();
    for part in ["U+200E", "nothing is seen of it: leave it out"] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
    assert!(!ran.stderr.contains("--font"), "{}", ran.stderr);
    // Between two directions it is at home.
    let pages = laid_out(&[line("Dana\u{200E} דנה")], &all());
    assert!(texts(&pages).iter().any(|it| it.text.contains('\u{200E}')));
}

const MARKS: &str = "\u{200F}\u{200E}\u{202B}\u{202C}\u{2067}\u{2069}";

/// Characters of all kinds that matter to order: letters of both directions, digits, brackets, spaces, marks of direction.
fn mixed() -> impl Strategy<Value = String> {
    let characters: Vec<char> = "abד לנ(),.- 12سلا山のé"
        .chars()
        .chain(MARKS.chars())
        .collect();
    prop::collection::vec(prop::sample::select(characters), 1..160).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(crate::support::cases(64))]

    #[test]
    fn parts_joined_are_the_text_and_never_overlap(text in mixed()) {
        let fonts = all();
        let blocks = [line(&text)];
        let pages = match pages(&blocks, &Style::classic(), Paper::Letter, &fonts) {
            Ok(pages) => pages,
            Err(missing) => {
                // Marks of direction in a text of one direction.
                let is_mark = |it: &MissingGlyph| MARKS.contains(it.character);
                prop_assert!(missing.0.iter().all(is_mark), "{}", missing);
                return Ok(());
            }
        };
        let texts = texts(&pages);
        let joined: String = texts.iter().map(|it| it.text.as_str()).collect();
        prop_assert_eq!(&joined, &text);
        let mut lines: Vec<f64> = texts.iter().map(|it| it.y).collect();
        lines.dedup();
        for y in lines {
            let mut line: Vec<&&Text> = texts.iter().filter(|it| it.y.total_cmp(&y).is_eq()).collect();
            line.retain(|it| it.width() > 0.0);
            line.sort_by(|a, b| a.x.total_cmp(&b.x));
            for pair in line.windows(2) {
                let end = pair[0].x + pair[0].width();
                prop_assert!((end - pair[1].x).abs() < 1e-6);
            }
        }
        // The file is made, twice the same.
        prop_assert_eq!(file(&blocks, &fonts), file(&blocks, &fonts));
    }
}
