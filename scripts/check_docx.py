#!/usr/bin/env python3
"""Makes the examples' resumes with a `bespoke` binary as Word files and asks outside tools what they see.

usage: check_docx.py BINARY

For every example profile, page style, paper and page count: python-docx reads the text of the plain text made by the same
command, in its order, and finds the styles of headings and bullets, a list that is one, links that lead where they
should, title, author and no date. Where LibreOffice is at hand, the file opens there, on no more pages than asked for,
with the same text; else that is said and left out.
Exits 1 and says what is wrong.
"""
import glob
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import docx
from docx.opc.constants import RELATIONSHIP_TYPE

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# A conversion starts the whole program anew; several files share one.
OFFICE = shutil.which("soffice")


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, **more)


def words(text):
    return re.findall(r"\w+", text.casefold())


def plain(text):
    """The lines of a plain text, without the marks and addresses that a Word file has as lists and links."""
    lines = [re.sub(r" \(https?://[^)]*\)", "", it) for it in text.splitlines() if it]
    return [re.sub(r"^- ", "", it) for it in lines]


def problems(path, text):
    file = docx.Document(path)
    paragraphs = file.paragraphs
    said = ["".join(it.text for it in paragraph.iter_inner_content()) for paragraph in paragraphs]
    expected = plain(text)
    if [words(it) for it in said] != [words(it) for it in expected]:
        yield f"not the text of the plain text: {[pair for pair in itertools.zip_longest(said, expected) if words(pair[0] or '') != words(pair[1] or '')][:1]}"
    styles = [it.style.name for it in paragraphs]
    if styles[0] != "Title" or "Heading 1" not in styles or styles.count("Title") != 1:
        yield f"styles: {sorted(set(styles))}"
    bullets = sum(it.startswith("- ") for it in text.splitlines())
    if styles.count("List Bullet") != bullets:
        yield f"{styles.count('List Bullet')} bullets, {bullets} in the text"
    number = file.styles["List Bullet"].element.pPr.numPr.numId.val if bullets else 1
    numbers = file.part.numbering_part.numbering_definitions._numbering.num_having_numId(number)
    if numbers.abstractNumId.val != 0:
        yield "the list of bullets is not defined"
    links = [it for it in file.part.rels.values() if it.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    shown = [link for it in paragraphs for link in it.hyperlinks]
    if not links or not shown or any(not it.address for it in shown):
        yield "links lead nowhere"
    core = file.core_properties
    if not core.title or core.title != said[0] or core.author != said[0] or not core.language or core.created or core.modified:
        yield f"properties: {core.title!r} {core.author!r} {core.language!r} {core.created} {core.modified}"
    for it in paragraphs:
        if it.style.name.startswith("Heading") and not it.style.paragraph_format.keep_with_next:
            yield f"{it.style.name} does not keep with what follows"
            break


def office(folder, cases):
    """Converts all files at once, and says what is wrong with each."""
    files = [os.path.join(folder, f"{it}.docx") for it in range(len(cases))]
    home = f"-env:UserInstallation=file://{folder}/office"
    run([OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", folder, *files])
    for idx, (name, pages) in enumerate(cases):
        pdf = os.path.join(folder, f"{idx}.pdf")
        if not os.path.exists(pdf):
            yield name, "LibreOffice does not open it"
            continue
        n_pages = int(re.search(r"Pages:\s+(\d+)", run(["pdfinfo", pdf]).stdout)[1])
        if n_pages > pages:
            yield name, f"{n_pages} pages in LibreOffice, {pages} asked for"
        text = open(os.path.join(folder, f"{idx}.txt"), encoding="utf8").read()
        # An extractor joins what stands on both sides of a hyphen at a line's end, so words are held letter by letter.
        expected = "".join(words(" ".join(plain(text))))
        seen = ["".join(words(unicodedata.normalize("NFKC", it))) for it in run(["pdftotext", "-enc", "UTF-8", pdf, "-"]).stdout.split("\f")]
        numbered = [it.removesuffix(str(number)) for number, it in enumerate(seen, 1)]
        if expected not in ("".join(seen), "".join(numbered)):
            seen = "".join(seen)
            at = len(os.path.commonprefix([seen, expected]))
            yield name, f"LibreOffice shows another text: {seen[at:at + 30]!r}, not {expected[at:at + 30]!r}"


def main():
    binary = os.path.abspath(sys.argv[1])
    profiles = sorted(glob.glob(os.path.join(ROOT, "profiles", "*.yaml")))
    styles = [it for it in run([binary, "template", "list", "--names"]).stdout.split() if it != "resume"]
    cases, bad = [], set()
    with tempfile.TemporaryDirectory() as folder:
        for profile, style, paper, pages in itertools.product(profiles, styles, ("letter", "a4"), (1, 2)):
            name = f"{os.path.basename(profile)} {style} {paper} {pages}"
            out = os.path.join(folder, str(len(cases)))
            done = run([binary, "tailor", profile, "-q", "--template", style, "--paper", paper, "--pages", str(pages), "-o", f"{out}.docx", "-o", f"{out}.txt"])
            cases.append((name, pages))
            found = [done.stderr.strip()] if done.returncode else problems(f"{out}.docx", open(f"{out}.txt", encoding="utf8").read())
            for it in found:
                bad.add(name)
                print(f"{name}: {it}")
        if OFFICE:
            for name, it in office(folder, cases):
                bad.add(name)
                print(f"{name}: {it}")
        else:
            print("what LibreOffice makes of them is not looked at: it is not here")
    print(f"Word files: {len(cases) - len(bad)} of {len(cases)} are as they should be")
    sys.exit(1 if bad or not cases else 0)


if __name__ == "__main__":
    main()
