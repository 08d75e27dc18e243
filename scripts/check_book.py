#!/usr/bin/env python3
"""Binds a book of a made-up class with a `bespoke` binary and asks outside tools what they see.

usage: check_book.py BINARY [--students N] [--keep FOLDER]

The class (100 students unless said otherwise, of benches/make_cohort.py, the same on every run) has five majors, some who
don't agree, one profile that is broken and one that can't fit on a page. The book must hold everybody else, in order, each
on the page that its bookmark, its link in the index and its label say; qpdf and MuPDF read it without complaint; it
conforms to PDF/UA-1 and PDF/A-2a with a sound structure of tags; and it is the same with one thread and with three. Exits 1 and says what is wrong.
"""
import argparse
import csv
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import pikepdf

from pdf_checks import conformance, structure

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAJORS = ["Computer Science", "Economics", "History", "Nursing", "Éducation", ""]
BROKEN, LONG = 3, 7


def run(command, **more):
    return subprocess.run([str(it) for it in command], capture_output=True, text=True, **more)


def make_class(folder, n_students):
    """Writes profiles and a roster, and returns the names of those who should be in the book, by file."""
    make = run([sys.executable, ROOT / "benches" / "make_cohort.py", folder, "--profiles", n_students, "--postings", 2])
    if make.returncode:
        sys.exit(make.stderr)
    draw = random.Random(7)
    broken = folder / "students" / f"{BROKEN:05}.yaml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("experience:", "experiance:", 1), encoding="utf-8")
    long = folder / "students" / f"{LONG:05}.yaml"
    pinned = "".join(f"      - {{text: Mended {it} machines of every kind and wrote down how for those who come later, pin: always}}\n"
                     for it in range(80))
    long.write_text(long.read_text(encoding="utf-8").replace("    highlights:\n", "    highlights:\n" + pinned, 1),
                    encoding="utf-8")
    postings = sorted((folder / "postings").iterdir())
    expected = {}
    with open(folder / "roster.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["profile", "job", "major", "consent"])
        for path in sorted((folder / "students").iterdir()):
            major, consent = draw.choice(MAJORS), draw.choice(["yes", "yes", "yes", "x", "1", "no", ""])
            if int(path.stem) in (BROKEN, LONG):
                consent = "yes"
            elif consent not in ("no", ""):
                expected[path.name] = re.search(r"^name: (.*)$", path.read_text(encoding="utf-8"), re.M)[1]
            job = draw.choice([*postings, None])
            table.writerow([f"students/{path.name}", f"postings/{job.name}" if job else "", major, consent])
    return expected


def bookmarks(items):
    for item in items:
        yield item
        yield from bookmarks(item.children)


def text_of(pdf, number):
    return run(["pdftotext", "-f", number, "-l", number, "-enc", "UTF-8", pdf, "-"]).stdout


def problems(file, table, expected):
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    in_book = [it for it in rows if it["status"] == "in the book"]
    if {pathlib.Path(it["profile"]).name: it["name"] for it in in_book} != expected:
        yield "the book doesn't hold those who agree"
    for number, status in ((BROKEN, "failed"), (LONG, "more than one page")):
        if rows[number]["status"] != status:
            yield f"row {number + 2} is {rows[number]['status']}, not {status}"
    names = {int(it["page"]): it["name"] for it in in_book}
    with pikepdf.open(file) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        n_front = len(pdf.pages) - len(names)
        labels = [page.label for page in pdf.pages]
        if labels[n_front:] != [str(it) for it in range(1, len(names) + 1)] or labels[0] != "i":
            yield f"labels of pages: {labels}"
        texts = [" ".join(text_of(file, number + 1).split()) for number in range(len(pdf.pages))]
        with pdf.open_outline() as outline:
            marked = list(bookmarks(outline.root))
        found = []
        for item in marked:
            at = pages[item.destination[0].objgen]
            if not item.children and item.title != "Index":
                found.append(item.title)
            if not item.children and item.title not in texts[at]:
                yield f"the bookmark {item.title} leads to another page"
        if found != [names[it] for it in sorted(names)]:
            yield "bookmarks are not those of the names, in order"
        linked = []
        for page in list(pdf.pages)[1:n_front]:
            for link in page.get("/Annots", []):
                name, number = str(link.Contents).rsplit(", ", 1)
                at = pages[link.A.D[0].objgen]
                linked.append(name)
                if name not in texts[at] or labels[at] != number or at - n_front + 1 != int(number):
                    yield f"the link {link.Contents} leads to another page"
        if linked != found:
            yield "links of the index are not those of the names, in order"
    for command in (["qpdf", "--check", file], ["mutool", "info", file]):
        done = run(command)
        if done.returncode or "warning" in (done.stdout + done.stderr).lower():
            yield f"{command[0]}: {(done.stdout + done.stderr).strip()[:300]}"
    yield from conformance(str(file))
    yield from structure(file)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("binary", type=pathlib.Path)
    args.add_argument("--students", type=int, default=100)
    args.add_argument("--keep", type=pathlib.Path)
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or pathlib.Path(scratch)
        expected = make_class(folder, args.students)
        files = []
        for threads in (1, 3):
            file = folder / f"book-{threads}.pdf"
            done = run([args.binary.resolve(), "book", folder / "roster.csv", "-o", file, "--by", "major", "--threads", threads,
                        "--report", folder / "book.csv"])
            if done.returncode != 1:
                sys.exit(f"the book ended with {done.returncode}, for all that is broken\n{done.stderr}")
            files.append(file)
        wrong = list(problems(files[0], folder / "book.csv", expected))
        if files[0].read_bytes() != files[1].read_bytes():
            wrong.append("the book is another one with other threads")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"a book of {len(expected)} of {args.students}: conforming, every bookmark, link and label leads right")


if __name__ == "__main__":
    main()
