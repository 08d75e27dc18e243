#!/usr/bin/env python3
"""Scores how a `bespoke` binary reads the postings of fit/reading/.

usage: reading_bench.py BINARY [--set FOLDER] [--split dev|test|all] [-v]

Each posting is read with `BINARY explain PROFILE --job FILE --json --no-config`. A listed line is right when it holds a
labelled line or stands within one; lines labelled `optional` and `condition` count neither way.
  precision   listed lines that are right, among those that are right or have no label
  recall      labelled lines (required, preferred, duty) that are found
  need        found lines whose need is the label's
-v names each line that is wrong, missing, or of another need. Standard library only."""
import argparse, collections, csv, json, os, re, subprocess, sys, tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reading")
COUNTED = {"required", "preferred", "duty"}
PROFILE = """name: Sam Example
contact: {email: sam@example.com}
experience:
  - employer: Example
    positions:
      - {title: Specialist, start: 2020-01, end: present, highlights: [Kept the books of a shop]}
"""


def words(text):
    return re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", ""))


def share(part, whole):
    """Share of the words of `part` that stand in `whole`, each as often as it is there."""
    if not part:
        return 0.0
    left = collections.Counter(whole)
    hits = 0
    for word in part:
        if left[word] > 0:
            left[word] -= 1
            hits += 1
    return hits / len(part)


def is_run(part, whole):
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def belongs(label, listed):
    """Whether one of two lines is the other, or most of it."""
    if label == listed or is_run(label, listed) or is_run(listed, label):
        return True
    if len(label) < 4 or len(listed) < 4:
        return False
    return min(len(label), len(listed)) > 3 and max(share(label, listed), share(listed, label)) >= 0.85


def read(binary, path):
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, "profile.yaml")
        with open(profile, "w", encoding="utf8") as f:
            f.write(PROFILE)
        run = subprocess.run([binary, "explain", profile, "--job", path, "--json", "--no-config"],
                             capture_output=True, text=True, encoding="utf8")
    if run.returncode:
        sys.exit(f"{path}: exit {run.returncode}\n{run.stderr}")
    return [(it["need"], it["text"]) for it in json.loads(run.stdout)["requirements"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("--set", default=HERE, help="the folder with postings, labels.tsv and marks.tsv")
    parser.add_argument("--split", default="all", choices=["dev", "test", "all"])
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    table = lambda name: csv.DictReader(open(os.path.join(args.set, name), encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    labels = collections.defaultdict(list)
    for row in table("labels.tsv"):
        labels[row["posting"]].append((row["need"], row["text"]))
    totals = collections.defaultdict(collections.Counter)
    for row in table("marks.tsv"):
        if args.split not in ("all", row["split"]):
            continue
        name = row["posting"]
        listed = [(need, text, words(text)) for need, text in read(args.binary, os.path.join(args.set, name))]
        gold = [(need, text, words(text)) for need, text in labels[name]]
        count = collections.Counter()
        for need, text, w in listed:
            of = {g[0] for g in gold if belongs(g[2], w)}
            if of & COUNTED:
                count["right"] += 1
            elif not of:
                count["wrong"] += 1
                if args.v:
                    print(f"{name}: not asked for [{need}] {text}")
        for need, text, w in gold:
            if need not in COUNTED:
                continue
            best = [g for g in listed if g[2] == w] or [g for g in listed if belongs(w, g[2])]
            if not best:
                count["missing"] += 1
                if args.v:
                    print(f"{name}: missing [{need}] {text}")
                continue
            count["found"] += 1
            if best[0][0].lower() == need:
                count["need"] += 1
            elif args.v:
                print(f"{name}: {best[0][0]} instead of {need}: {text}")
        for key in ("all", "marks " + row["marks"], row["split"], f"{row['split']}, marks {row['marks']}"):
            totals[key].update(count)
    for key in sorted(totals):
        c = totals[key]
        ratio = lambda a, b: c[a] / max(1, c[a] + c[b])
        print(f"{key:16} precision {ratio('right', 'wrong'):.3f}  recall {ratio('found', 'missing'):.3f}"
              f"  need right {c['need'] / max(1, c['found']):.3f}  ({c['found'] + c['missing']} lines)")


if __name__ == "__main__":
    main()
