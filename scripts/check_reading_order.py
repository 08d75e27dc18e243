#!/usr/bin/env python3
"""Holds what a screen reader reads of the examples' resumes, and in which order, against tests/golden/reading/.

usage: check_reading_order.py BINARY [--update]

What is read is the structure of the PDF with its text as poppler finds it (`pdfinfo -struct-text`), a heading, paragraph or
list item on a line. `--update` writes what is read now, to be looked at before it is committed (`just reading`).
Exits 1 and shows the difference.
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GOLDEN = os.path.join(ROOT, "tests", "golden", "reading")
CASES = (("nurse", "1"), ("teacher", "1"), ("technical-program-manager", "2"))
# Elements that stand on a line of their own; what they hold follows on it.
LINES = ("H1", "H2", "H3", "P", "LI")


def read(pdf):
    """The structure of a PDF as lines: `H2 "Skills"`, `P Link "a@example.com" " | Seattle"`."""
    out = []
    told = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, text=True, check=True).stdout
    for line in told.splitlines():
        indent, what = re.fullmatch(r"( *)(.*)", line).groups()
        # Numbers of objects and attributes say nothing of the order.
        if not what or what.startswith(("Object ", "/")):
            continue
        what = re.sub(r" \((block|inline)\):?$", "", what)
        if what in LINES or what in ("Document", "L"):
            out.append(indent + what)
        else:
            out[-1] += " " + what
    return "\n".join(out) + "\n"


def main():
    binary, update = os.path.abspath(sys.argv[1]), "--update" in sys.argv
    n_bad = 0
    with tempfile.TemporaryDirectory() as folder:
        pdf = os.path.join(folder, "resume.pdf")
        for name, pages in CASES:
            source = os.path.join(ROOT, "profiles", f"{name}.yaml")
            subprocess.run([binary, "tailor", source, "--pages", pages, "-q", "-o", pdf], check=True)
            golden, now = os.path.join(GOLDEN, f"{name}.txt"), read(pdf)
            if update:
                os.makedirs(GOLDEN, exist_ok=True)
                with open(golden, "w", encoding="utf8") as file:
                    file.write(now)
                continue
            with open(golden, encoding="utf8") as file:
                before = file.read()
            if now != before:
                n_bad += 1
                sys.stdout.writelines(difflib.unified_diff(
                    before.splitlines(True), now.splitlines(True), f"tests/golden/reading/{name}.txt", "now"))
    print(f"reading order: {'written' if update else f'{len(CASES) - n_bad} of {len(CASES)} are as they were'}")
    sys.exit(1 if n_bad else 0)


if __name__ == "__main__":
    main()
