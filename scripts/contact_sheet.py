#!/usr/bin/env python3
"""Makes docs/templates.png: every page style with three profiles, first pages, side by side.

usage: contact_sheet.py BINARY

Needs pdftoppm (poppler-utils).
"""
import os
import struct
import subprocess
import sys
import tempfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROFILES = ("technical-program-manager", "nurse", "student")
DOTS_PER_INCH = 42
MARGIN = 10
GREY = b"\xb8\xb8\xb8"


def page(binary, profile, style, folder):
    """The first page as rows of red, green and blue bytes, with its width."""
    pdf = os.path.join(folder, "resume.pdf")
    source = os.path.join(ROOT, "profiles", f"{profile}.yaml")
    subprocess.run([binary, "tailor", source, "--template", style, "-q", "-o", pdf], check=True)
    image = os.path.join(folder, "page")
    subprocess.run(["pdftoppm", "-r", str(DOTS_PER_INCH), "-f", "1", "-singlefile", pdf, image], check=True)
    with open(image + ".ppm", "rb") as file:
        kind, size, _, data = file.read().split(b"\n", 3)
    assert kind == b"P6"
    width, height = map(int, size.split())
    return width, [data[3 * width * y:3 * width * (y + 1)] for y in range(height)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path, rows, width):
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def main():
    binary = os.path.abspath(sys.argv[1])
    names = subprocess.run([binary, "template", "list", "--names"], capture_output=True, text=True, check=True)
    styles = [it for it in names.stdout.split() if it != "resume"]
    sheet = []
    with tempfile.TemporaryDirectory() as folder:
        for profile in PROFILES:
            pages = [page(binary, profile, style, folder) for style in styles]
            width = sum(it[0] for it in pages) + MARGIN * (len(pages) + 1)
            sheet += [GREY * width] * MARGIN
            for rows in zip(*(it[1] for it in pages)):
                sheet.append(GREY * MARGIN + b"".join(row + GREY * MARGIN for row in rows))
    sheet += [GREY * width] * MARGIN
    write_png(os.path.join(ROOT, "docs", "templates.png"), sheet, width)
    print("docs/templates.png")


if __name__ == "__main__":
    main()
