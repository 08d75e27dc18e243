#!/usr/bin/env python3
"""How well do the fitted weights grade highlights they haven't seen, and what does each group of features add?

usage: cross_validate.py [--gold FOLDER]

Needs what fit.py needs. Prints, as means over technical work, leading and delivering: nDCG@20 and average precision
(relevant: grade 2 and more), over five random folds and with each batch of highlights left out in turn (batches differ
in their writers and occupations, as other people's resumes do). With `--gold`, a folder with `themes.tsv` (id, three
grades, highlight) that is never fitted, also the same there. Ties count against the ranking.
"""
import argparse
import math
import os

import numpy as np

import fit
from reading import COMPETENCIES, highlights, read, rows, vocabulary

N_THEMES = 3


def dcg(grades):
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def ranked(scores, grades):
    return [grades[i] for i in sorted(range(len(grades)), key=lambda i: (-scores[i], grades[i]))]


def ndcg(scores, grades, top=20):
    best = dcg(sorted(grades, reverse=True)[:top])
    return dcg(ranked(scores, grades)[:top]) / best if best else 1.0


def average_precision(scores, grades):
    hits = total = 0
    for place, grade in enumerate(ranked(scores, grades), 1):
        if grade >= 2:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0


def strength(evidence):
    """Returns evidence as the program shows it, from 0 to 1."""
    cubed = np.maximum(evidence, 0) ** 3
    return cubed / (cubed + fit.HALF**3)


class Trial:
    """Highlights with their features, of which the first are graded for fitting."""

    def __init__(self, texts, grades, batches, gold, gold_grades):
        self.grades, self.batches, self.gold_grades = grades, batches, gold_grades
        readings = read(texts + gold)
        known = vocabulary()
        known = {it: known[it] for it in sorted(known)}
        table = fit.vectors(known)
        features, _ = fit.design(readings, len(texts), table, known)
        # Tables of fewer dimensions, by principal components.
        _, axes = np.linalg.eigh(table.T @ table)
        for n_dims in (64, 128, 256):
            features[f"pieces {n_dims}"] = features["pieces"] @ axes[:, -n_dims:]
        self.kernels = {it: one.astype(np.float32) @ one.T.astype(np.float32) for it, one in features.items()}

    def folds(self, kind):
        n = len(self.grades)
        if kind == "batch":
            return [np.where(self.batches == it)[0] for it in sorted(set(self.batches))]
        return np.array_split(np.random.default_rng(1).permutation(n), 5)

    def run(self, freedom, columns=range(N_THEMES)):
        """Returns the figures for some groups of features: random folds, batches left out, gold."""
        columns = list(columns)
        kernel = sum(free * self.kernels[it] for it, free in freedom.items()).astype(float)
        graded = np.where(~np.isnan(self.grades[:, columns]).any(1))[0]
        targets = 2 ** self.grades[:, columns] - 1
        out = []
        for kind in ("random", "batch"):
            scores, of_fold = np.zeros((len(self.grades), len(columns))), []
            for fold in self.folds(kind):
                test, seen = np.intersect1d(fold, graded), np.setdiff1d(graded, fold)
                if len(test) == 0:
                    continue
                dual, bias = fit.ridge(kernel[np.ix_(seen, seen)], targets[seen])
                scores[test] = kernel[np.ix_(test, seen)] @ dual + bias
                of_fold.append([ndcg(scores[test, j], self.grades[test, c]) for j, c in enumerate(columns)])
            precision = [average_precision(scores[graded, j], self.grades[graded, c]) for j, c in enumerate(columns)]
            out += [np.mean(of_fold), np.mean(precision)]
        if len(self.gold_grades) and columns == list(range(N_THEMES)):
            dual, bias = fit.ridge(kernel[np.ix_(graded, graded)], targets[graded])
            scores = kernel[len(self.grades) :, graded] @ dual + bias
            pairs = list(zip(scores.T, self.gold_grades.T))
            out += [np.mean([ndcg(*it) for it in pairs]), np.mean([average_precision(*it) for it in pairs])]
        return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", help="a folder with themes.tsv, for testing alone")
    args = parser.parse_args()
    texts, grades, batches = highlights()
    gold = rows(os.path.join(args.gold, "themes.tsv")) if args.gold else []
    gold_grades = np.array([[float(it) for it in row[1:-1]] for row in gold])
    trial = Trial(texts, grades, batches, [row[-1] for row in gold], gold_grades)

    def show(name, figures):
        print(f"{name:24s}" + "  ".join(f"{it:.3f}" for it in figures), flush=True)

    print(f"{len(texts)} texts, {len(gold)} for testing alone")
    print(f"{'':24s}5 folds       by batch      gold\n{'':24s}" + "  ".join(["nDCG ", "AP   "] * (3 if gold else 2)))
    full = fit.FREEDOM
    show("all", trial.run(full))
    for group in full:
        show(f"without {group}", trial.run({it: free for it, free in full.items() if it != group}))
    for n_dims in (64, 128, 256):
        fewer = {it: free for it, free in full.items() if it != "pieces"}
        show(f"pieces in {n_dims} dims", trial.run(fewer | {f"pieces {n_dims}": full["pieces"]}))
    for group in full:
        show(f"only {group}", trial.run({group: full[group]}))
    for column, name in enumerate(COMPETENCIES):
        show(name, trial.run(full, [column]))
    if args.gold:
        weights = fit.fit(read(texts), grades).write(os.devnull)
        shown = np.array([strength(weights.evidence(it)) for it in read([row[-1] for row in gold])])
        print("gold, with the weights and strengths as the program has them")
        for column, name in enumerate(COMPETENCIES[:N_THEMES]):
            scores, given = shown[:, column], gold_grades[:, column]
            show(name, [ndcg(scores, given), average_precision(scores, given)])


if __name__ == "__main__":
    main()
