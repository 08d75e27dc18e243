#!/usr/bin/env python3
"""How well do words and pairs of words, weighted by ridge regression, grade highlights they haven't seen?

usage: cross_validate.py        needs: pip install numpy scikit-learn snowballstemmer

Fits `2^grade - 1`, the gain that nDCG counts, so that the strongest demonstrations come first. Prints, per competency,
the average precision (relevant: grade 2 and more) over five folds, and the mean nDCG@20 of each fold.
"""
import math
import os
import re

import numpy as np
import snowballstemmer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold

HERE = os.path.dirname(os.path.abspath(__file__))
STEM = snowballstemmer.stemmer("english").stemWord


def rows(name):
    with open(os.path.join(HERE, name), encoding="utf8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


def header(name):
    with open(os.path.join(HERE, name), encoding="utf8") as file:
        return file.readline().lstrip("# ").rstrip("\n").split("\t")


def words(text):
    found = re.findall(r"[a-z0-9+#]+(?:[.\-/'][a-z0-9+#]+)*|%|\$", text.lower())
    return ["<number>" if re.fullmatch(r"[\d.,]+[kmb]?", it) else STEM(it) for it in found]


def terms(text):
    single = ["<start>"] + words(text)
    return single[1:] + [f"{a} {b}" for a, b in zip(single, single[1:])]


def dcg(grades):
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def ndcg(scores, grades, top=20):
    ranked = [grades[i] for i in sorted(range(len(grades)), key=lambda i: (-scores[i], grades[i]))]
    best = dcg(sorted(grades, reverse=True)[:top])
    return dcg(ranked[:top]) / best if best else 1.0


def average_precision(scores, grades):
    hits = total = 0
    for place, i in enumerate(sorted(range(len(grades)), key=lambda i: (-scores[i], grades[i])), 1):
        if grades[i] >= 2:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0


def features(texts, vectorizer):
    n_words = np.array([[min(len(words(text)), 40)] for text in texts], float)
    numbers = np.array([[any(c.isdigit() for c in text)] for text in texts], float)
    return np.hstack([vectorizer.transform(texts).toarray(), np.log1p(n_words), np.sqrt(n_words) / 3, numbers])


def main():
    data = rows("highlights.tsv")
    for column, name in enumerate(header("highlights.tsv")[1:-1], 1):
        graded = [row for row in data if row[column] != "-"]
        texts, grades = [row[-1] for row in graded], np.array([float(row[column]) for row in graded])
        scores, per_fold = np.zeros(len(grades)), []
        for fit, test in KFold(5, shuffle=True, random_state=1).split(texts):
            seen, unseen = [texts[i] for i in fit], [texts[i] for i in test]
            vectorizer = TfidfVectorizer(analyzer=terms, min_df=2, sublinear_tf=True).fit(seen)
            model = Ridge(alpha=1.0).fit(features(seen, vectorizer), 2 ** grades[fit] - 1)
            scores[test] = model.predict(features(unseen, vectorizer))
            per_fold.append(ndcg(scores[test], grades[test]))
        print(f"{name:10s} {len(grades):5d} highlights  AP {average_precision(scores, grades):.3f}  nDCG@20 {np.mean(per_fold):.3f}")


if __name__ == "__main__":
    main()
