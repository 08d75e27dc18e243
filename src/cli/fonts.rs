//! Fonts for what the built-in ones have no glyph for: those that a command names, then those of this machine.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::layout::{FontFace, FontId, Fonts, Item, MissingGlyph};
use crate::tailor::Tailored;

use super::args::FontArgs;
use super::console::Console;
use super::load::LoadedInputs;

/// The most bytes read of a font; the largest collections have half as many.
const MAX_FONT_BYTES: u64 = 128 << 20;

/// Returns the resume and the fonts that draw it.
///
/// The machine's fonts are looked at only where the built-in and the named ones lack a glyph; then a note says which were
/// used.
pub(super) fn tailored(
    loaded: &LoadedInputs,
    args: &FontArgs,
    console: &Console,
) -> Result<(Tailored, Fonts), Error> {
    let mut fonts = loaded.fonts().clone();
    let lang = &loaded.profile.lang;
    for path in &args.font {
        fonts = fonts.with(of_file(path, lang)?);
    }
    let mut tailored = loaded.tailored(&fonts);
    if tailored.missing.is_empty() || args.system_fonts == Some(false) {
        return Ok((tailored, fonts));
    }
    let mut system = SystemFonts::new(lang);
    let first = fonts.n_further();
    // What is drawn differently may leave room for other lines, and these may hold further characters.
    while !tailored.missing.is_empty() {
        let found = system.find(&tailored.missing);
        if found.is_empty() {
            break;
        }
        fonts = fonts.with(found);
        tailored = loaded.tailored(&fonts);
    }
    if tailored.missing.is_empty() {
        tell(&tailored, &system.taken, first, console);
    }
    Ok((tailored, fonts))
}

/// Returns the fonts of the files that a command names.
pub(super) fn named(paths: &[PathBuf]) -> Result<Vec<Arc<FontFace>>, Error> {
    let mut fonts = Vec::new();
    for path in paths {
        fonts.extend(of_file(path, "")?);
    }
    Ok(fonts)
}

/// Returns the fonts of a file that a command names, those made for the language first.
fn of_file(path: &Path, lang: &str) -> Result<Vec<Arc<FontFace>>, Error> {
    let bytes = fs::read_large(path, MAX_FONT_BYTES)?;
    let faces = FontFace::read(bytes).map_err(|error| {
        Error::Input(format!(
            "can't use the font `{}`: {error}; name a .ttf, .otf or .ttc file",
            path_name(path)
        ))
    })?;
    Ok(suited(faces, lang))
}

/// Returns the fonts of a file, those made for the language first: Chinese, Japanese and Korean share characters and draw
/// them each in their own way.
fn suited(mut faces: Vec<FontFace>, lang: &str) -> Vec<Arc<FontFace>> {
    faces.sort_by_key(|face| !is_made_for(face.name(), lang));
    faces.into_iter().map(Arc::new).collect()
}

/// Returns whether the name of a font, as `NotoSansCJKjp-Regular`, ends with the mark of a language.
fn is_made_for(name: &str, lang: &str) -> bool {
    let lang = lang.to_lowercase();
    let mark = match lang.split('-').next() {
        Some("ja") => "jp",
        Some("ko") => "kr",
        Some("zh") if lang.contains("hk") => "hk",
        Some("zh") if lang.contains("hant") || lang.contains("tw") => "tc",
        Some("zh") => "sc",
        _ => return false,
    };
    let family = name.split('-').next().unwrap_or_default();
    family.to_lowercase().ends_with(mark)
}

/// Says which fonts of this machine draw something on the pages.
fn tell(tailored: &Tailored, taken: &[PathBuf], first: usize, console: &Console) {
    let items = tailored.pages.iter().flat_map(|page| &page.items);
    let used: BTreeSet<&PathBuf> = items
        .filter_map(|item| match item {
            Item::Text(text) => match text.font {
                FontId::Further(idx) => taken.get(idx.checked_sub(first)?),
                FontId::BuiltIn(..) => None,
            },
            Item::Rule(_) => None,
        })
        .collect();
    for path in used {
        console.note(&format!(
            "the built-in fonts lack some characters, which are drawn with `{0}` of this machine; to get the same file on every machine, add --font {0}",
            path_name(path)
        ));
    }
}

/// The fonts of this machine, read one by one as long as characters are missing.
struct SystemFonts {
    /// Files not yet looked at, in the order in which they are asked.
    files: Vec<PathBuf>,
    lang: String,
    /// What was looked for: a character that is still missing is none that a font can help with.
    asked: BTreeSet<char>,
    /// The file of each font that was taken, in order.
    taken: Vec<PathBuf>,
}

impl SystemFonts {
    fn new(lang: &str) -> Self {
        let mut files = fs::font_files(&folders());
        files.sort_by_cached_key(|path| (rank(path, lang), path.clone()));
        Self {
            files,
            lang: lang.to_owned(),
            asked: BTreeSet::new(),
            taken: Vec::new(),
        }
    }

    /// Returns the first fonts that draw `missing` characters not yet looked for, with their bold companions; none twice.
    fn find(&mut self, missing: &[MissingGlyph]) -> Vec<Arc<FontFace>> {
        let visible = missing.iter().filter(|it| it.is_visible());
        let mut missing: Vec<char> = visible
            .map(|it| it.character)
            .filter(|it| self.asked.insert(*it))
            .collect();
        let mut found = Vec::new();
        let files = self.files.clone();
        for path in &files {
            if missing.is_empty() {
                break;
            }
            // It may have been taken as the companion of another.
            if !self.files.contains(path) {
                continue;
            }
            let faces = self.read(path);
            let n_missing = missing.len();
            missing.retain(|character| {
                let text = character.to_string();
                !faces.iter().any(|face| face.draws(&text))
            });
            if missing.len() == n_missing {
                continue;
            }
            self.take(path, faces, &mut found);
            if let Some(bold) = bold(path).filter(|it| self.files.contains(it)) {
                let faces = self.read(&bold);
                self.take(&bold, faces, &mut found);
            }
        }
        found
    }

    /// Returns the fonts of a file; none where it can't be used, since nobody named it.
    fn read(&self, path: &Path) -> Vec<Arc<FontFace>> {
        let bytes = fs::read_large(path, MAX_FONT_BYTES).ok();
        let faces = bytes.and_then(|it| FontFace::read(it).ok());
        suited(faces.unwrap_or_default(), &self.lang)
    }

    fn take(&mut self, path: &Path, faces: Vec<Arc<FontFace>>, found: &mut Vec<Arc<FontFace>>) {
        self.files.retain(|it| it != path);
        self.taken.extend(faces.iter().map(|_| path.to_owned()));
        found.extend(faces);
    }
}

/// Returns where the bold companion of a regular font would stand.
fn bold(path: &Path) -> Option<PathBuf> {
    let stem = path.file_stem()?.to_str()?;
    let ending = path.extension()?.to_str()?;
    let family = stem.strip_suffix("-Regular").unwrap_or(stem);
    Some(path.with_file_name(format!("{family}-Bold.{ending}")))
}

/// Families that cover many characters of a script and are drawn to go with others, best first: the beginnings of their
/// files' names on Linux, macOS and Windows.
const PREFERRED: [&str; 22] = [
    "NotoSansCJK",
    "NotoSansHebrew",
    "NotoSansArabic",
    "NotoNaskhArabic",
    "NotoSansDevanagari",
    "NotoSansThai",
    "NotoSans",
    "NotoSerif",
    "DejaVuSans.",
    "DejaVuSans-Bold.",
    "DroidSansFallbackFull",
    "DroidSansFallback",
    "Hiragino",
    "PingFang",
    "AppleSDGothicNeo",
    "ArialHB",
    "GeezaPro",
    "YuGoth",
    "msyh",
    "malgun",
    "segoeui",
    "Arial",
];

/// Returns what decides which font is asked first: the family, whether it is made for the language, and whether it is the
/// regular one of its family.
fn rank(path: &Path, lang: &str) -> (usize, bool, bool) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let begins = |it: &&str| {
        let start = name.get(..it.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(it))
    };
    let family = PREFERRED.iter().position(begins);
    let style = stem.split_once('-').map(|it| it.1);
    (
        family.unwrap_or(PREFERRED.len()),
        !is_made_for(&stem, lang),
        style.is_some_and(|it| it != "Regular"),
    )
}

/// Returns the folders in which systems keep fonts.
fn folders() -> Vec<PathBuf> {
    let under = |variable, rest: &str| {
        let base = env::var_os(variable).filter(|it| !it.is_empty());
        base.map(|it| PathBuf::from(it).join(rest))
    };
    let own = [
        under("XDG_DATA_HOME", "fonts"),
        under("HOME", ".local/share/fonts"),
        under("HOME", ".fonts"),
        under("HOME", "Library/Fonts"),
        under("WINDIR", "Fonts"),
        under("LOCALAPPDATA", "Microsoft/Windows/Fonts"),
    ];
    let shared = [
        "/usr/local/share/fonts",
        "/usr/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
    ];
    let shared = shared.into_iter().map(PathBuf::from);
    own.into_iter().flatten().chain(shared).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(names: &[&str], lang: &str) -> Vec<String> {
        let mut paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        paths.sort_by_cached_key(|path| (rank(path, lang), path.clone()));
        paths.iter().map(|it| path_name(it)).collect()
    }

    #[test]
    fn broad_families_come_first_and_regular_ones_before_their_companions() {
        let names = [
            "/a/Zapf.ttf",
            "/b/DejaVuSans.ttf",
            "/a/Any-Bold.otf",
            "/a/Any-Regular.otf",
            "/c/NotoSansHebrew-Black.ttf",
            "/c/NotoSansHebrew-Regular.ttf",
            "/d/NotoSansCJK-Regular.ttc",
        ];
        assert_eq!(
            ranked(&names, "en"),
            [
                "/d/NotoSansCJK-Regular.ttc",
                "/c/NotoSansHebrew-Regular.ttf",
                "/c/NotoSansHebrew-Black.ttf",
                "/b/DejaVuSans.ttf",
                "/a/Any-Regular.otf",
                "/a/Zapf.ttf",
                "/a/Any-Bold.otf",
            ]
        );
    }

    #[test]
    fn a_font_made_for_the_language_comes_before_one_for_another() {
        let names = ["/NotoSansJP-Regular.otf", "/NotoSansSC-Regular.otf"];
        assert_eq!(ranked(&names, "zh-Hans")[0], names[1]);
        assert_eq!(ranked(&names, "ja")[0], names[0]);
        assert!(is_made_for("NotoSansCJKtc-Bold", "zh-TW"));
        assert!(is_made_for("NotoSansCJKkr-Bold", "ko-KR"));
        assert!(!is_made_for("NotoSansCJKkr-Bold", "en"));
    }

    #[test]
    fn a_regular_font_has_a_bold_companion() {
        assert_eq!(
            bold(Path::new("/x/A-Regular.ttf")),
            Some(PathBuf::from("/x/A-Bold.ttf"))
        );
        assert_eq!(
            bold(Path::new("/x/A.ttf")),
            Some(PathBuf::from("/x/A-Bold.ttf"))
        );
        assert_eq!(bold(Path::new("/x")), None);
    }
}
