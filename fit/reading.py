"""What the fits share: graded data, the features of a text, and the weights file."""
import json
import os
import re
import struct
import subprocess
import unicodedata

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(HERE, "..", "target", "release", "examples", "features")

COMPETENCIES = "tech lead pm plan comm risk collab track problem teach care sell research organize".split()

# The word classes of the program, in its order; the first ten are verbs.
CLASSES = (
    "Own Foster Make Deliver Plan Tell Join Help Track Improve People Group Party System Project Frame Hazard Aim "
    "Gauge Message Technology Time Money Percent Number Claim"
).split()
N_VERBS = 10
N_CUES = 2 * len(CLASSES) + len(CLASSES) ** 2

# How far apart two words may stand to be a cue together.
WINDOW = 6

# A gap of this kind or a looser one ends a sentence.
SENTENCE = 4

# The longest piece of the vocabulary, in bytes.
LONGEST_PIECE = 18

# Opens a sentence, in pairs.
START = "^"

GROUPS = ["words", "pairs", "cues", "pieces"]


def rows(path):
    """Returns the rows of a table, without comments."""
    with open(path, encoding="utf8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


def highlights():
    """Returns the graded highlights and requirements: texts, grades (NaN where there is none), the batch of each."""
    data = [row for name in ("highlights.tsv", "requirements.tsv") for row in rows(os.path.join(HERE, name))]
    grades = [[np.nan if it == "-" else float(it) for it in row[1:-1]] for row in data]
    return [row[-1] for row in data], np.array(grades), np.array([row[0][:2] for row in data])


def read(texts):
    """Returns each text as the program reads it."""
    lines = "".join(" ".join(it.splitlines()) + "\n" for it in texts)
    answer = subprocess.run([PROGRAM], input=lines, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in answer.splitlines()]


def read_postings(paths):
    """Returns the title and the requirements of each posting."""
    answer = subprocess.run([PROGRAM, *paths], capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in answer.splitlines()]


def key(word):
    """Returns the key of a token: kinds of numbers have one each, addresses all the same."""
    return {"Number": "#", "Money": "$", "Percent": "%", "Address": "@"}.get(word["kind"], word["key"])


def words(reading):
    """Returns the keys of a text."""
    return {key(it) for it in reading["words"]}


def pairs(reading):
    """Returns the neighbouring keys of a text, the start of each sentence being one."""
    out, before = set(), START
    for word in reading["words"]:
        if word["before"] >= SENTENCE:
            before = START
        out.add((before, key(word)))
        before = key(word)
    return out


def cues(reading):
    """Returns the numbers of the cues of a text, as `src/score/theme.rs` has them."""
    said, classes = set(), []
    for word in reading["words"]:
        classes.append([] if word["word"] in said else [CLASSES.index(it) for it in word["classes"]])
        said.add(word["word"])
    out = set()
    for i, first in enumerate(classes):
        for a in first:
            out.add(a)
            if i <= 1 and a < N_VERBS:
                out.add(len(CLASSES) + a)
        for j in range(i + 1, min(len(classes), i + WINDOW + 1)):
            if reading["words"][j]["before"] >= SENTENCE:
                break
            out.update(2 * len(CLASSES) + a * len(CLASSES) + b for a in first for b in classes[j])
    return out


def pieces(reading, vocabulary):
    """Returns the word pieces of a text: of each word, run by run, the longest piece first; all of a run or none."""
    out = set()
    for word in reading["words"]:
        if word["kind"] not in ("Word", "Name"):
            continue
        plain = "".join(it for it in unicodedata.normalize("NFKD", word["word"]) if unicodedata.category(it)[0] != "M")
        for run in re.findall(r"[^\W_]+", plain):
            found, at = [], 0
            while at < len(run):
                prefix = "##" if at else ""
                ends = range(min(len(run), at + LONGEST_PIECE), at, -1)
                end = next((it for it in ends if prefix + run[at:it] in vocabulary), None)
                if end is None:
                    found = []
                    break
                found.append(prefix + run[at:end])
                at = end
            out.update(found)
    return out


def vocabulary():
    """Returns the word pieces made of ASCII letters and digits, with their rows in the model."""
    with open(os.path.join(HERE, "vocabulary.txt"), encoding="utf8") as file:
        listed = file.read().split("\n")
    return {it: row for row, it in enumerate(listed) if re.fullmatch(r"(##)?[a-z0-9]+", it)}


def fnv(data):
    """Returns the hash that the program uses: FNV-1a in 32 bits, folded."""
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value ^ value >> 15


def slots(keys):
    """Returns an open hash table, a power of two that is at least twice the keys: each slot 0, or an index and 1."""
    size = 1 << (2 * len(keys) - 1).bit_length()
    table = np.zeros(size, "<u2")
    for index, it in enumerate(keys):
        slot = fnv(it.encode()) & (size - 1)
        while table[slot]:
            slot = (slot + 1) & (size - 1)
        table[slot] = index + 1
    return table


class Weights:
    """The fitted weights: what each feature says for each competency."""

    def __init__(self, bias, keys, rows):
        """Takes biases, and for each group its sorted keys and its rows."""
        self.bias, self.keys, self.rows = bias, keys, rows
        self.index = {group: {it: i for i, it in enumerate(keys[group])} for group in GROUPS}

    def evidence(self, reading):
        """Returns the evidence of a text for each competency: about `2^grade - 1`."""
        found = {
            "words": words(reading),
            "pairs": pairs(reading),
            "cues": cues(reading),
            "pieces": pieces(reading, self.index["pieces"]),
        }
        total = self.bias
        for group in GROUPS:
            at = [self.index[group][it] for it in found[group] if it in self.index[group]]
            total = total + self.rows[group][sorted(at)].sum(0)
        return total

    def write(self, path):
        """Writes the file described in README.md, and returns the weights as the file has them."""
        n = len(self.bias)
        places = {it: i + 1 for i, it in enumerate(self.keys["words"])} | {START: 0}
        scales = {group: np.abs(self.rows[group]).max(0).clip(1e-6).astype("<f4") / np.float32(127) for group in GROUPS}
        small = {group: np.rint(self.rows[group] / scales[group]).astype("i1") for group in GROUPS}
        numbers = [it.astype("<f4") for it in [self.bias, *(scales[group] for group in GROUPS)]]
        parts = [struct.pack("<4I", n, *(len(self.keys[it]) for it in ("words", "pairs", "pieces")))]
        parts += [it.tobytes() for it in numbers]
        for group in ("words", "pieces"):
            encoded = [it.encode() for it in self.keys[group]]
            starts = np.cumsum([0] + [len(it) for it in encoded]).astype("<u4")
            table = slots(self.keys[group])
            parts += [struct.pack("<I", len(table)), table.tobytes(), starts.tobytes(), b"".join(encoded)]
            parts.append(small[group].tobytes())
        joined = np.array([places[a] << 16 | places[b] for a, b in self.keys["pairs"]], "<u4")
        order = np.argsort(joined)
        parts += [joined[order].tobytes(), small["pairs"][order].tobytes(), small["cues"].tobytes()]
        with open(path, "wb") as file:
            file.write(b"".join(parts))
        return Weights(
            numbers[0].astype(float),
            self.keys,
            {group: small[group] * scales[group].astype(float) for group in GROUPS},
        )
