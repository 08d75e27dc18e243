#!/usr/bin/env python3
"""Asks seven text extractors whether every field of the examples' resumes is where it belongs.

usage: check_extraction.py BINARY

What must be found is read from the profile and from what the program itself says it kept (`explain --json`), so it can't
drift from what is printed. The extractors are poppler in three modes, MuPDF, pdfminer.six, pypdf and pdfplumber; the fields
are name, e-mail and phone; title, company and dates of each job beside its bullets; degree and year of each school; each
skill; positions without bullets with their dates on the same line; certifications. Every page style is asked, and the
default one with its dates at the right as well. A text whose words of one job were moved must be seen as faulty.
Exits 1 and says what is missed. All seven come as Debian or Python packages; none needs Java.
"""
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

import pdf_checks

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROFILES = ("nurse", "teacher", "technical-program-manager")


def text_of(it):
    """The words of something that may be a plain string or a mapping."""
    return it if isinstance(it, str) else it["text"]


def date(it):
    return str(it) if it is not None else None


def recency(position):
    """What positions are ordered by, latest first: the end, then the start, in months."""
    def months(it, of_year):
        if it == "present":
            return 10**6
        year, *month = str(it).split("-")
        return int(year) * 12 + (int(month[0]) if month else of_year) - 1

    start, end = position.get("start"), position.get("end")
    return (months(end, 12) if end else 0, months(start, 1) if start else 0)


def kept_bullets(position, employer, ledger):
    """The bullets printed under a position, in the order printed."""
    place = f"{position['title']}, {employer}"
    kept = []
    for highlight in position.get("highlights") or []:
        wordings = {text_of(highlight)}
        if not isinstance(highlight, str):
            wordings |= set(highlight.get("variants") or [])
        wordings = {" ".join(it.split()) for it in wordings}
        kept += [it for it in ledger["highlights"] if it["kept"] and it["place"] == place and it["text"] in wordings]
    return [it["text"] for it in sorted(kept, key=lambda it: it["value"], reverse=True)]


def kept_entries(ledger, section, of_profile):
    """Those of a section's entries that are printed; the ledger has them all, in the profile's order."""
    entries = [it for it in ledger["entries"] if it["section"] == section]
    if len(entries) != len(of_profile):
        sys.exit(f"explain tells of {len(entries)} of {len(of_profile)} entries of {section}")
    return [it for entry, it in zip(entries, of_profile) if entry["kept"]]


def truth(profile, ledger):
    """What must be found: the fields of pdf_checks, and the positions that stand on a line of their own."""
    positions = [(job, at) for job in profile["experience"] for at in job.get("positions") or [job]]
    kept = kept_entries(ledger, "experience", positions)
    jobs, lines = [], []
    newest = lambda job: max(recency(it) for it in job.get("positions") or [job])
    for job in sorted(profile["experience"], key=newest, reverse=True):
        company = job["employer"]
        for at in sorted((at for of, at in kept if of is job), key=recency, reverse=True):
            bullets = kept_bullets(at, job["employer"], ledger)
            field = {"title": at["title"], "company": company, "start": date(at["start"]), "end": date(at["end"])}
            (jobs if bullets else lines).append({**field, "bullets": bullets})
            # The employer is named once.
            company = ""
    education = kept_entries(ledger, "education", profile.get("education") or [])
    certifications = kept_entries(ledger, "certifications", profile.get("certifications") or [])
    return {
        "name": profile["name"],
        "email": profile["contact"]["email"],
        "phone": profile["contact"]["phone"],
        "jobs": jobs,
        "education": [
            {"institution": it["institution"], "degree": it["degree"], "end": date(it.get("end", it.get("expected")))}
            for it in education
        ],
        "skills": [it["text"] for it in ledger["entries"] if it["section"] == "skills" and it["kept"]],
        "lines": lines,
        "certifications": [it if isinstance(it, str) else it["name"] for it in certifications],
    }


def found(truth, raw):
    """Every field, and whether it was found where it belongs."""
    got = pdf_checks.fields({**truth, "education": []}, raw)
    # A school may be named before, as an employer or in a bullet: what counts is what stands below the heading.
    below = re.split(r"^\s*Education\s*$", raw, maxsplit=1, flags=re.M)[-1]
    got |= pdf_checks.education_fields(truth["education"], pdf_checks.normalize(below))
    text = pdf_checks.normalize(raw)
    for i, line in enumerate(truth["lines"]):
        named = re.escape(pdf_checks.normalize(line["title"]))
        if line["company"]:
            named = re.escape(pdf_checks.normalize(line["company"])) + r"[ |]{1,3}" + named
        # A place may stand before dates at the right margin.
        dates = [pdf_checks.date_pattern(line[it]) for it in ("start", "end")]
        got[f"line{i}.dates"] = re.search(rf"{named}\b.{{1,40}}?{dates[0]} {dates[1]}", text) is not None
    for it in truth["certifications"]:
        got["certification " + it] = pdf_checks.normalize(it) in text
    return got


def missed(pdf, truth):
    """How many fields there are, and which ones some extractor misses."""
    misses, n_fields = [], 0
    for name in pdf_checks.EXTRACTORS:
        got = found(truth, pdf_checks.extracted(name, pdf))
        n_fields = len(got)
        misses += [f"{name} misses {field}" for field, is_found in got.items() if not is_found]
    return n_fields, misses


def is_blind(pdf, truth):
    """Whether the check finds all fields in a text whose first bullet stands before everything else."""
    text, first = pdf_checks.extracted("poppler", pdf), truth["jobs"][0]["bullets"][0]
    lines = text.split("\n")
    at = next(i for i, it in enumerate(lines) if pdf_checks.normalize(first)[:30] in pdf_checks.normalize(it))
    return all(found(truth, "\n".join([lines[at], *lines[:at], *lines[at + 1:]])).values())


def main():
    binary = os.path.abspath(sys.argv[1])
    named = subprocess.run([binary, "template", "list", "--names"], capture_output=True, text=True, check=True)
    styles = [it for it in named.stdout.split() if it != "resume"]
    n_bad = 0
    with tempfile.TemporaryDirectory() as folder:
        pdf, right = os.path.join(folder, "resume.pdf"), os.path.join(folder, "right.yaml")
        with open(right, "w", encoding="utf8") as file:
            file.write("template: Classic with dates at the right\ndates: {place: right}\n")
        for name, style, pages in itertools.product(PROFILES, [*styles, right], ("1", "2")):
            source = os.path.join(ROOT, "profiles", f"{name}.yaml")
            with open(source, encoding="utf8") as file:
                profile = yaml.safe_load(file)
            target = [source, "--pages", pages, "--template", style]
            explained = subprocess.run([binary, "explain", *target, "--json"], capture_output=True, check=True)
            expected = truth(profile, json.loads(explained.stdout))
            subprocess.run([binary, "tailor", *target, "-q", "-o", pdf], check=True)
            n_fields, misses = missed(pdf, expected)
            n_missed = len({it.split(" misses ")[1] for it in misses})
            if is_blind(pdf, expected):
                misses.append("the check misses a bullet that was moved")
            n_bad += bool(misses)
            print(f"{name}, {os.path.basename(style)}, {pages} page{'s' * (pages != '1')}: "
                  f"{n_fields - n_missed} of {n_fields} fields by all {len(pdf_checks.EXTRACTORS)} extractors")
            for it in misses:
                print(f"  {it}")
    sys.exit(1 if n_bad else 0)


if __name__ == "__main__":
    main()
