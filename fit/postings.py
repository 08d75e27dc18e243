#!/usr/bin/env python3
"""How well does the formula rank highlights for a posting, and what does each part of it add?

usage: postings.py [--gold FOLDER]

Needs what fit.py needs. A highlight answers a requirement as far as both show the same competencies, the more so the
more of the requirement's words it has and the more of its own words the posting has. Nothing of that is fitted to the
pairs but five round numbers; the competencies are fitted here without the highlights of the pairs. Prints the mean
nDCG@10 over postings, by the first letter of the posting's name. With `--gold`, a folder with `pairs.tsv` and
`postings/` that is never fitted, also there. Ties count against the ranking.
"""
import argparse
import os
import re

import numpy as np

import fit
from cross_validate import ndcg
from reading import CLASSES, HERE, N_VERBS, highlights, read, read_postings, rows

# The evidence at which a text counts as showing a competency fully.
FULL = 5.0

# What likeness of competencies counts without a word in common, beside that with all of a requirement's words.
ALIKE = 0.5

# What a highlight counts all of whose words the posting has.
COVERED = 0.6

# What all of a requirement's words count whatever competencies are shared: a language, a degree.
ALONE = 0.3

# How much each further requirement counts beside the one answered better.
NEXT = 0.7

# As in `src/score/requirement.rs`.
ENOUGH, LEAST, PAIR, VERB, FAINT = 2.3, 1.1, 0.4, 0.5, 0.05
MEASURES = {"Number", "Percent", "Time"}


def frame():
    """Returns the words that requirements are made of whatever they ask for."""
    with open(os.path.join(HERE, "..", "src", "posting", "read.rs"), encoding="utf8") as file:
        return set(re.findall(r'"(\w+)"', re.search(r"const FRAME: .*?= \[(.*?)\];", file.read(), re.S)[1]))


FRAME = frame()


def log2(x):
    """Returns about the logarithm, as the program does."""
    whole = 0.0
    while x >= 2:
        x, whole = x / 2, whole + 1
    return whole + x - 1


def content(reading):
    """Returns the units of a text that say something: keys and words."""
    out = []
    for unit in reading["units"]:
        words = [reading["words"][it] for it in unit["words"]]
        if len(words) > 1 or (words[0]["kind"] in ("Word", "Name") and not words[0]["stop"]):
            out.append((unit["key"], words))
    return out


def keys(reading):
    """Returns the units that say what is asked for or done, each with what it counts of its rarity."""
    out = {}
    for unit, words in content(reading):
        if len(words) == 1 and (words[0]["key"] in FRAME or MEASURES & set(words[0]["classes"])):
            continue
        classes = words[0]["classes"] if len(words) == 1 else []
        is_verb = bool(classes) and all(it in CLASSES[:N_VERBS] for it in classes)
        out.setdefault(unit, VERB if is_verb else 1.0)
    return out


def pairs(reading):
    units = [unit for unit, _ in content(reading)]
    return set(zip(units, units[1:]))


def answers(requirements, lines, others):
    """Returns how well each line answers each requirement by its words, 0 to 1."""
    texts = [{unit for unit, _ in content(it)} for it in [*others, *requirements]]
    n_texts = len(texts)
    out = np.zeros((len(requirements), len(lines)))
    worth = {}
    for requirement in requirements:
        for unit, share in keys(requirement).items():
            if unit not in worth:
                df = sum(unit in it for it in texts)
                worth[unit] = share * log2(1 + n_texts / (1 + df)) / log2(1 + n_texts / 2)
    of_lines = [(keys(it), pairs(it)) for it in lines]
    for i, requirement in enumerate(requirements):
        asked, asked_pairs = keys(requirement), pairs(requirement)
        enough = min(max(sum(worth[it] for it in asked), LEAST), ENOUGH)
        for j, (has, has_pairs) in enumerate(of_lines):
            shared = [it for it in asked if it in has]
            if shared:
                matched = sum(worth[it] for it in shared) + PAIR * len(asked_pairs & has_pairs)
                out[i, j] = min(matched / enough, 1)
    return np.where(out >= FAINT, out, 0)


class Case:
    """A posting and the graded highlights that are ranked for it."""

    def __init__(self, posting, texts, grades, weights, others):
        asked = [it["text"] for it in posting["requirements"]]
        title = [posting["title"]] if posting["title"] else []
        lines, requirements = read(texts), read(asked)
        self.grades = grades
        self.weight = np.array([it["weight"] for it in posting["requirements"]])
        shown = [np.clip([weights.evidence(it) for it in some], 0, FULL) / FULL for some in (requirements, lines)]
        self.alike = np.minimum(shown[0][:, None], shown[1][None]).sum(2)
        self.words = answers(requirements, lines, lines + others)
        spoken = set().union(*(keys(it) for it in requirements + read(title)))
        self.covered = np.array([sum(it in spoken for it in keys(line)) / max(len(keys(line)), 1) for line in lines])

    def values(self, alike=ALIKE, words=1.0, covered=COVERED, alone=ALONE, following=NEXT, likeness=True, weighted=True):
        """Returns what each highlight is worth for the posting."""
        each = alike + words * self.words + covered * self.covered
        each = each * self.alike + alone * self.words if likeness else each
        each = each * self.weight[:, None] if weighted else each
        return (np.sort(each, 0)[::-1] * following ** np.arange(len(each))[:, None]).sum(0)


def cases(folder, weights, others):
    """Returns the cases of a folder by name."""
    groups = {}
    for row in rows(os.path.join(folder, "pairs.tsv")):
        groups.setdefault((row[0].split("_")[0], row[1]), []).append(row)
    postings = read_postings([os.path.join(folder, "postings", name) for _, name in groups])
    return {
        name: Case(posting, [row[3] for row in group], [float(row[2]) for row in group], weights, others)
        for ((name, _), group), posting in zip(groups.items(), postings)
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", help="a folder with pairs.tsv and postings/, for testing alone")
    args = parser.parse_args()
    texts, grades, _ = highlights()
    paired = {row[3] for row in rows(os.path.join(HERE, "pairs.tsv"))}
    apart = [i for i, it in enumerate(texts) if it not in paired]
    weights = fit.fit(read([texts[i] for i in apart]), grades[apart]).write(os.devnull)
    guide = os.path.join(HERE, "..", "guides", "technical-program-manager.yaml")
    with open(guide, encoding="utf8") as file:
        examples = re.findall(r"^      - ([^{\n]*\s[^{\n]*)$", file.read(), re.M)
    others = read(examples)
    graded = cases(HERE, weights, others)
    gold = cases(args.gold, weights, others) if args.gold else {}
    letters = sorted({it[0] for it in graded})
    print(f"{len(graded)} postings, {len(gold)} for testing alone\n{'':32s}all    gold   " + "      ".join(letters))

    def show(name, **changes):
        figures = {it: ndcg(case.values(**changes), case.grades, 10) for it, case in graded.items()}
        of_gold = [ndcg(case.values(**changes), case.grades, 10) for case in gold.values()]
        by_letter = [np.mean([it for name, it in figures.items() if name[0] == letter]) for letter in letters]
        means = [np.mean(list(figures.values())), np.mean(of_gold) if of_gold else np.nan, *by_letter]
        print(f"{name:32s}" + "  ".join(f"{it:.3f}" for it in means), flush=True)

    show("the formula")
    show("without the requirement's words", words=0, alone=0)
    show("without the highlight's words", covered=0)
    show("competencies alone", words=0, covered=0, alone=0)
    show("without competencies", likeness=False)
    show("words as an additive bonus", alike=0)
    show("all requirements alike", weighted=False)
    for alike in (0.25, 0.75):
        show(f"alike {alike}", alike=alike)
    for alone in (0.0, 0.6):
        show(f"words alone {alone}", alone=alone)
    for covered in (0.3, 0.9):
        show(f"covered {covered}", covered=covered)
    for following in (0.5, 0.8, 1.0):
        show(f"next {following}", following=following)


if __name__ == "__main__":
    main()
