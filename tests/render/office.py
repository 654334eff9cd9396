"""Renders Word files to PDF with LibreOffice, and reads back what stands where.

The fonts of an office PC are not at hand, so a private fontconfig file puts
others with the same metrics in their place; nothing of the user's own
configuration, fonts or LibreOffice profile has a say.

    python tests/render/office.py FOLDER FILE.docx...      PDFs into FOLDER
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import fitz

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / ".tools" / "fonts"

# The font a report asks for, and the one that stands in for it here.
STAND_INS = {
    "仿宋_GB2312": "FandolFang",
    "仿宋": "FandolFang",
    "楷体_GB2312": "FandolKai",
    "楷体": "FandolKai",
    "黑体": "FandolHei",
    "宋体": "FandolSong",
    "方正小标宋简体": "Noto Serif CJK SC:bold",
    "Times New Roman": "Liberation Serif",
}

SYSTEM_FONTS = [
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/opentype/noto",
]

POINTS_PER_MM = 72 / 25.4

SAME_LINE = 3
"""Points by which baselines of one line may differ."""


def fontconfig(folder: Path) -> Path:
    """Writes a fontconfig file that knows the stand-ins and nothing else."""
    rules = []
    for wanted, found in STAND_INS.items():
        family, _, weight = found.partition(":")
        bold = '<edit name="weight" mode="assign"><const>bold</const></edit>' if weight else ""
        rules.append(
            f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
            f'<edit name="family" mode="assign" binding="same"><string>{family}</string></edit>'
            f"{bold}</match>"
        )
    folders = "".join(f"<dir>{path}</dir>" for path in [FONTS, *SYSTEM_FONTS])
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{folders}<cachedir>{ROOT / '.tools' / 'fontcache'}</cachedir>{''.join(rules)}</fontconfig>",
        encoding="utf-8",
    )
    return path


def to_pdf(files: list[Path], folder: Path) -> list[Path]:
    """Renders `files` into `folder` with one start of LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="shuzhi-office-") as own:
        profile = Path(own) / "profile"
        environment = {
            **os.environ,
            "FONTCONFIG_FILE": str(fontconfig(Path(own))),
            "SAL_USE_VCLPLUGIN": "svp",
            "HOME": own,
        }
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    pdfs = [folder / f"{file.stem}.pdf" for file in files]
    missing = [pdf.name for pdf in pdfs if not pdf.exists()]
    if done.returncode or missing:
        raise RuntimeError(f"LibreOffice rendered no {missing}: {done.stdout}{done.stderr}")
    return pdfs


@dataclass
class Glyph:
    """A character on the page. Positions and sizes are in points from the top left corner."""

    text: str
    x: float
    y: float
    """Of the baseline."""
    right: float
    size: float
    font: str


@dataclass
class Line:
    """Characters on one baseline, from left to right."""

    y: float
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def left(self) -> float:
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def fonts(self) -> set[str]:
        return {glyph.font for glyph in self.glyphs}


@dataclass
class Page:
    """A page of a PDF: its size in points, its lines from the top, and its page number apart."""

    width: float
    height: float
    lines: list[Line]
    number: Line | None


def read(pdf: Path, foot: float = 35) -> list[Page]:
    """The pages of `pdf`. What stands in the lowest `foot` millimetres is the page number."""
    pages = []
    with fitz.open(pdf) as document:
        for page in document:
            lines = lines_of(page)
            edge = page.rect.height - foot * POINTS_PER_MM
            body = [line for line in lines if line.y <= edge]
            feet = [line for line in lines if line.y > edge]
            number = feet[0] if feet else None
            pages.append(Page(page.rect.width, page.rect.height, body, number))
    return pages


def lines_of(page: fitz.Page) -> list[Line]:
    glyphs = [
        Glyph(char["c"], char["origin"][0], char["origin"][1], char["bbox"][2], span["size"], span["font"])
        for block in page.get_text("rawdict", flags=0)["blocks"]
        for line in block.get("lines", [])
        for span in line["spans"]
        for char in span["chars"]
    ]
    lines: list[Line] = []
    for glyph in sorted(glyphs, key=lambda glyph: (round(glyph.y, 1), glyph.x)):
        if not lines or abs(lines[-1].y - glyph.y) > SAME_LINE:
            lines.append(Line(glyph.y))
        lines[-1].glyphs.append(glyph)
    for line in lines:
        line.glyphs.sort(key=lambda glyph: glyph.x)
    return lines


def millimetres(points: float) -> float:
    return points / POINTS_PER_MM


if __name__ == "__main__":
    for rendered in to_pdf([Path(name) for name in sys.argv[2:]], Path(sys.argv[1])):
        print(rendered)
