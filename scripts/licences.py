#!/usr/bin/env python3
"""Checks that every crate the program is built from may be shipped with it.

usage: cargo metadata --format-version 1 --locked | scripts/licences.py

A crate's licence expression must offer at least one choice that needs nothing but an acknowledgement.
Exits 1 and names the crates whose licence doesn't.
"""
import json
import re
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
    "ISC", "MIT", "MIT-0", "MPL-2.0", "OFL-1.1", "Unicode-3.0", "Unlicense", "Zlib",
}


def allowed(expression):
    """Reads `A OR B`, `A AND B` and brackets; `/` is an old way to write OR."""
    tokens = re.findall(r"\(|\)|\bOR\b|\bAND\b|[\w.+-]+(?: WITH [\w.+-]+)?", expression.replace("/", " OR "))

    def either(at):
        good, at = both(at)
        while at < len(tokens) and tokens[at] == "OR":
            other, at = both(at + 1)
            good = good or other
        return good, at

    def both(at):
        good, at = one(at)
        while at < len(tokens) and tokens[at] == "AND":
            other, at = one(at + 1)
            good = good and other
        return good, at

    def one(at):
        if tokens[at] == "(":
            good, at = either(at + 1)
            return good, at + 1
        return tokens[at] in ALLOWED, at + 1

    return bool(tokens) and either(0)[0]


def main():
    packages = json.load(sys.stdin)["packages"]
    bad = [p for p in packages if not allowed(p["license"] or "")]
    for package in bad:
        print(f"{package['name']} {package['version']}: {package['license'] or 'no licence given'}")
    print(f"licences: {len(packages) - len(bad)} of {len(packages)} crates may be shipped")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
