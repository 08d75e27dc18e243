#!/usr/bin/env python3
"""Counts names and phrases against the style of CONTRIBUTING.md, and fails where a limit is passed.

- type names that are a participle, an adverb or a question word: at most 3 %;
- `|it|` in closures of more than one line: none;
- phrases that are not plain American English in help, messages and documents: none.

Types that share a name with one of another module are counted too, without a limit.
"""

import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Nouns that end like participles.
NOUNS = {
    "Heading", "Spacing", "Setting", "Posting", "Mapping", "Typesetting", "Paging", "String", "Kerning", "Spelling",
    "Embedding", "Ranking", "Need", "Unused", "Seed", "Feed", "Speed", "Token", "Screen", "Pattern", "Wording",
    "Degree", "Date", "Opening", "Writing", "Finding", "Binding", "Setting", "Listing", "Thing", "Ring", "Rating", "Missing",
}
# Participles that do not end in -ed or -ing, adverbs, question words.
OTHERS = {
    "Told", "Said", "Made", "Kept", "Shown", "Seen", "Known", "Bound", "Found", "Heard", "Gone", "Written", "Taken",
    "Drawn", "Given", "Left", "Held", "Done", "Beside", "Apart", "Only", "Both", "Together", "Unlike", "Alike", "Must",
    "Why", "What", "How", "Where", "Else", "Further", "Few", "Near", "Must", "Stands",
}
BANNED = [
    r"\bis told\b", r"\bare told\b", r"\bso many\b", r"\bby machine\b", r"\bput aside\b", r"(?<!there )\bis no [a-z]+\b",
    r"\bstands for itself\b", r"\bcan't stand\b", r"\bslip of the pen\b", r"\bto be mended\b",
    r"\bwithout noughts\b", r"\bforbids to\b", r"\bis given twice\b",
]


def without_tests(source: str) -> str:
    return source.split("#[cfg(test)]\nmod tests {")[0]


def is_participle(name: str) -> bool:
    if name in NOUNS or len(re.findall(r"[A-Z]", name)) > 1:
        return False
    return name in OTHERS or bool(re.search(r"(?:[^e]ed|ing)$", name))


def messages(source: str):
    """The literals of a source: what people read on a terminal."""
    for match in re.finditer(r'"((?:[^"\\\n]|\\.)*)"', source):
        yield source.count("\n", 0, match.start()) + 1, match[1]


def main() -> int:
    failures = []
    sources = {p: p.read_text() for p in sorted((ROOT / "src").rglob("*.rs"))}
    code = {p: without_tests(s) for p, s in sources.items() if p.name != "tests.rs" and "tests" not in p.parts}

    names = [n for s in code.values() for n in re.findall(r"^\s*(?:pub(?:\([^)]*\))? )?(?:struct|enum|union) (\w+)", s, re.M)]
    odd = [n for n in names if is_participle(n)]
    shared = {n: k for n, k in Counter(names).items() if k > 1}
    n_shared = sum(shared.values()) - len(shared)
    print(f"types: {len(names)}, participles and the like: {len(odd)} ({100 * len(odd) / len(names):.1f} %)")
    print("  " + ", ".join(f"{n} {k}" for n, k in Counter(odd).most_common()))
    print(f"types beyond the first of a name: {n_shared} ({100 * n_shared / len(names):.1f} %)")
    print("  " + ", ".join(f"{n} {k}" for n, k in sorted(shared.items(), key=lambda it: -it[1])))
    if len(odd) > 0.03 * len(names):
        failures.append("too many type names are participles")

    closures = long = 0
    for source in code.values():
        for match in re.finditer(r"\|&?it\|\s*(\{)?", source):
            closures += 1
            long += match[1] is not None
    print(f"closures with `it`: {closures}, of more than one line: {long} ({100 * long / max(closures, 1):.1f} %)")
    if long:
        failures.append("closures of several lines should name their parameter")

    banned = re.compile("|".join(BANNED))
    found = []
    for path, source in code.items():
        found += [f"{path.relative_to(ROOT)}:{line}: {text}" for line, text in messages(source) if banned.search(text)]
        for number, line in enumerate(source.splitlines(), 1):
            if line.lstrip().startswith("///") and "cli" in path.parts and banned.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    for path in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if banned.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    print(f"banned phrases: {len(found)}")
    for it in found:
        print("  " + it[:160])
    if found:
        failures.append("some phrases are not plain English")

    for failure in failures:
        print(f"FAILED: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
