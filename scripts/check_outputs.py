#!/usr/bin/env python3
"""Makes the examples' resumes with a `bespoke` binary and asks outside tools what they see.

usage: check_outputs.py BINARY

For every example profile, guide, page style, paper and page count: qpdf, MuPDF and Ghostscript read the PDF without
complaint, every font is embedded, subset and mapped to Unicode, the page count is the one asked for, the last page is at
least 92 % full unless everything is printed, the file is at most 40 KB a page, it conforms to PDF/UA-1 and PDF/A-2a with
a sound structure of tags, and three text extractors (poppler, MuPDF, pdfminer.six) find every bullet of the Markdown made
by the same command, in its order.
The same for names in other scripts, which poppler must give back in the order in which they are written.
Then it damages one of the files in five ways, which the checks of tags and conformance must see.
Exits 1 and says what is wrong.
"""
import glob
import itertools
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

import pikepdf

from pdf_checks import conformance, extracted, structure

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, **more)


def norm(text):
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def bullets(markdown):
    """The text of every list item, markup removed."""
    items = re.findall(r"^- (.*)$", markdown, re.M)
    plain = lambda it: re.sub(r"\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)", r"\1", it)
    return [norm(re.sub(r"\\(.)", r"\1", plain(it)).replace("**", "")) for it in items]


def no_language(pdf):
    del pdf.Root.Lang


def swapped_parents(pdf):
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    parents[0], parents[1] = parents[1], parents[0]


def untagged_rule(pdf):
    content = pdf.pages[0].Contents
    before, after = content.read_bytes().split(b"/Artifact BMC", 1)
    content.write(before + after.replace(b"EMC", b"", 1))


def skipped_heading(pdf):
    element = next(it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and it.get("/S") == "/H2")
    element.S = pikepdf.Name.H4


def loose_link(pdf):
    annotation = next(it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and it.get("/Subtype") == "/Link")
    del annotation.StructParent


DEFECTS = (no_language, swapped_parents, untagged_rule, skipped_heading, loose_link)


def unseen_defects(pdf, folder):
    """Injects defects into a sound file, and names those that the checks don't see."""
    damaged = os.path.join(folder, "damaged.pdf")
    for defect in DEFECTS:
        with pikepdf.open(pdf) as file:
            defect(file)
            file.save(damaged)
        if not [*conformance(damaged), *structure(damaged)]:
            yield f"the checks don't see an injected defect: {defect.__name__}"


def problems(pdf, markdown, pages, least):
    yield from conformance(pdf)
    yield from structure(pdf)
    for command in (["qpdf", "--check", pdf], ["mutool", "info", pdf], ["gs", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", "-q", pdf]):
        done = run(command)
        if done.returncode or "warning" in (done.stdout + done.stderr).lower() or "error" in done.stderr.lower():
            yield f"{command[0]}: {(done.stdout + done.stderr).strip()[:300]}"
    fonts = run(["pdffonts", pdf]).stdout.splitlines()[2:]
    for font in fonts:
        if len(re.findall(r"\byes\b", font)) < 3:
            yield f"font not embedded, subset and mapped to Unicode: {font}"
    info = run(["pdfinfo", pdf]).stdout
    n_pages = int(re.search(r"Pages:\s+(\d+)", info)[1])
    if not least <= n_pages <= pages:
        yield f"{n_pages} pages, {pages} asked for"
    if os.path.getsize(pdf) > 40 * 1024 * n_pages:
        yield f"{os.path.getsize(pdf)} bytes for {n_pages} pages"
    for name in ("poppler", "mupdf", "pdfminer"):
        text = norm(extracted(name, pdf))
        at = 0
        for bullet in bullets(markdown):
            found = text.find(bullet, at)
            if found < 0:
                yield f"{name} doesn't find, or not in this order: {bullet}"
                break
            at = found + len(bullet)


def unfilled(told, pages):
    """Says so where the last page is less than 92 % full although there is more to print, or nothing says how full."""
    full = re.search(r"(\d+) pages?, (?:the last )?(\d+) % full", told)
    if not full:
        yield f"nothing says how full the last page is: {told.strip()}"
    elif "everything that may be printed is" not in told and (int(full[1]) < pages or int(full[2]) < 92):
        yield told.strip()


# Names, and the fonts of tests/fixtures/fonts that draw what the built-in ones lack.
NAMES = {
    "דנה לוי": ["NotoSansHebrew-Subset.ttf", "NotoSansHebrew-Bold-Subset.ttf"],
    "سارة الحداد": ["NotoSansArabic-Subset.ttf"],
    "נועם כהן": ["Noto-Subset.ttc"],
    "山田 花子": ["NotoSansCJKjp-Subset.otf"],
    "Ελένη Παπαδοπούλου": [],
    "Анна Кузнецова": [],
    "Nguyễn Thị Ánh Tuyết": [],
    "Zoë Świątek-Núñez": [],
}

PROFILE = """name: {0}
contact: {{email: a@example.com}}
experience:
  - employer: {0}
    positions:
      - {{title: {0}, start: 2020-01, end: present, highlights: [{0}, Led {0} at work]}}
"""

# The validator wrongly says of CFF fonts with several dictionaries that their glyphs have no width, on which
# FreeType, fontTools and the file agree; this is to be all that it says.
MISREAD = "NotoSansCJKjp-Subset.otf"
MISREADING = re.compile(r'"failed": ?1}.*(PDFUA1-FONT|PDFA2A-TRUETYPE)-GLYPH-WIDTH-001')


def script_problems(binary, folder):
    """Makes a resume for a name of each script, and says what is wrong with it."""
    pdf, profile = os.path.join(folder, "name.pdf"), os.path.join(folder, "name.yaml")
    for name, files in NAMES.items():
        with open(profile, "w", encoding="utf8") as file:
            file.write(PROFILE.format(name))
        fonts = [part for it in files for part in ("--font", os.path.join(ROOT, "tests", "fixtures", "fonts", it))]
        done = run([binary, "tailor", profile, "--no-system-fonts", "-q", *fonts, "-o", pdf])
        if done.returncode:
            yield f"{name}: {done.stderr.strip()}"
            continue
        for it in problems(pdf, "", 1, 1):
            if not (MISREAD in files and MISREADING.search(it)):
                yield f"{name}: {it}"
        text = run(["pdftotext", "-enc", "UTF-8", pdf, "-"]).stdout
        # Marks of direction, which poppler adds.
        text = unicodedata.normalize("NFKC", re.sub("[\u200e\u200f\u202a-\u202e]", "", text))
        wanted = unicodedata.normalize("NFKC", name)
        found = text.count(wanted)
        # As the name, the employer, the title and in a highlight; one that is no more than the name may be left out.
        if found < 4:
            yield f"{name}: poppler finds it {found} times, 4 are there"


def main():
    binary = os.path.abspath(sys.argv[1])
    profiles = sorted(glob.glob(os.path.join(ROOT, "profiles", "*.yaml")))
    guides = run([binary, "guide", "list", "--names"]).stdout.split()
    styles = [it for it in run([binary, "template", "list", "--names"]).stdout.split() if it != "resume"]
    n_files = n_bad = 0
    with tempfile.TemporaryDirectory() as folder:
        pdf, md = os.path.join(folder, "resume.pdf"), os.path.join(folder, "resume.md")
        default = "technical-program-manager"
        cases = [(p, g, "classic", "letter", 1) for p, g in itertools.product(profiles, guides)]
        cases += [(p, default, *rest) for p, *rest in itertools.product(profiles, styles, ("letter", "a4"), (1, 2))]
        for profile, guide, style, paper, pages in cases:
            name = f"{os.path.basename(profile)} {guide} {style} {paper} {pages}"
            done = run([binary, "tailor", profile, "--guide", guide, "--template", style, "--paper", paper, "--pages", str(pages), "-o", pdf, "-o", md])
            found = [done.stderr.strip()] if done.returncode else list(problems(pdf, open(md, encoding="utf8").read(), pages, 1))
            found += unfilled(done.stderr, pages)
            n_files += 1
            n_bad += bool(found)
            for it in found:
                print(f"{name}: {it}")
        n_files += len(NAMES)
        for it in script_problems(binary, folder):
            n_bad += 1
            print(it)
        for it in unseen_defects(pdf, folder):
            n_bad += 1
            print(it)
    print(f"outputs: {n_files - n_bad} of {n_files} are as they should be")
    sys.exit(1 if n_bad or not n_files else 0)


if __name__ == "__main__":
    main()
