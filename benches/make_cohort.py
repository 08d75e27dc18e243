#!/usr/bin/env python3
"""Writes a cohort to measure `bespoke batch` with: made-up profiles, varied and the same on every run.

usage: benches/make_cohort.py FOLDER [--profiles N] [--postings N] [--broken N] [--seed N]

FOLDER/students gets the profiles, their lines drawn from profiles/*.yaml; FOLDER/postings advertisements from postings
and fit/postings. Of the profiles, --broken are broken, each in one of ten ways.
"""
import argparse
import pathlib
import random
import re
import shutil

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIRST = ["Amber", "Azure", "Coral", "Ebony", "Hazel", "Indigo", "Ivory", "Jade", "Olive", "Rubén", "Saffron", "Zoë"]
EMPLOYERS = ["Northwind", "Contoso", "Fabrikam", "Tailspin", "Litware", "Proseware", "Wingtip", "Adatum"]
TITLES = ["Technical Program Manager", "Software Engineer", "Program Coordinator", "Project Manager", "Analyst",
          "Team Lead", "Research Assistant", "Intern"]
SKILLS = ["Jira", "Python", "SQL", "Kubernetes", "Agile", "Scrum", "Terraform", "AWS", "Figma", "Excel", "Tableau",
          "Risk management", "Stakeholder communication", "Roadmaps", "Go", "Java"]

BROKEN = [
    lambda text: text.replace("experience:", "experiance:", 1).encode(),
    lambda text: text.replace("    title:", "\ttitle:", 1).encode(),
    lambda text: re.sub(r"^name:.*\n", "", text).encode(),
    lambda text: re.sub(r"start: \d+-\d+", "start: last spring", text, count=1).encode(),
    lambda text: text.replace("name: ", 'name: "', 1).encode(),
    lambda text: text.encode("utf-16"),
    lambda text: b"",
    lambda text: b"%PDF-1.7\n" + text.encode(),
    lambda text: text.replace("name: ", "name: \U0001f389 ", 1).encode(),
    lambda text: ("name: Someone Else\n" + text).encode(),
]


def highlights():
    """Returns the plain one-line highlights of the example profiles."""
    found = []
    for path in sorted((ROOT / "profiles").glob("*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            line = line.strip().removeprefix("- ").removeprefix("text: ")
            if re.match(r"[A-Z][a-z]+ [^:#&*\"'{}\[\]|>]{40,}$", line):
                found.append(line)
    return found


def varied(draw, line):
    """Returns a line with other numbers."""
    return re.sub(r"\b[1-9]\d?\b", lambda it: str(max(2, int(it[0]) + draw.randint(-3, 9))), line)


def profile(draw, number, lines):
    first = draw.choice(FIRST)
    text = [f"name: {first} Sample{number:05}", "contact:", f"  email: sample{number:05}@example.com",
            f"  phone: +1 555 010 {number % 10000:04}", "  location: Springfield", "experience:"]
    year = 2026
    for employer in draw.sample(EMPLOYERS, draw.randint(2, 5)):
        start = year - draw.randint(1, 4)
        end = "present" if year == 2026 else f"{year}-0{draw.randint(1, 9)}"
        text += [f"  - employer: {employer}", f"    title: {draw.choice(TITLES)}", f"    start: {start}-01",
                 f"    end: {end}", "    highlights:"]
        text += [f"      - {varied(draw, line)}" for line in draw.sample(lines, draw.randint(3, 8))]
        year = start
    text += ["education:", "  - institution: Springfield University", "    degree: Bachelor of Science",
             f"    field: {draw.choice(['Computer Science', 'Nursing', 'Economics', 'History'])}",
             f"    end: {year}-06", "skills:", "  - group: Tools",
             f"    items: [{', '.join(draw.sample(SKILLS, 7))}]", ""]
    return "\n".join(text)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=pathlib.Path)
    args.add_argument("--profiles", type=int, default=200)
    args.add_argument("--postings", type=int, default=10)
    args.add_argument("--broken", type=int, default=0)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    draw = random.Random(args.seed)
    lines = highlights()
    students, postings = args.folder / "students", args.folder / "postings"
    for folder in students, postings:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    broken = set(draw.sample(range(args.profiles), args.broken))
    n_broken = 0
    for number in range(args.profiles):
        text = profile(draw, number, lines)
        content = text.encode()
        if number in broken:
            content = BROKEN[n_broken % len(BROKEN)](text)
            n_broken += 1
        (students / f"{number:05}.yaml").write_bytes(content)
    found = sorted((ROOT / "postings").glob("[!R]*.md")) + sorted((ROOT / "fit" / "postings").glob("*.md"))
    if len(found) < args.postings:
        raise SystemExit(f"there are {len(found)} postings")
    for path in found[:args.postings]:
        shutil.copy(path, postings / path.name)


if __name__ == "__main__":
    main()
