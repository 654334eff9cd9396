"""Reads what a Word file says about its text, without the program's own means."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Run:
    """A piece of text, its East Asian font and its size in points."""

    text: str
    font: str
    size: float


@dataclass
class Paragraph:
    """A paragraph of the text or of a table's cell; `style` is the style's id, or ""."""

    style: str
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass
class Document:
    """A document: its paragraphs in order, and the numbers of its sheet in twips."""

    paragraphs: list[Paragraph]
    sheet: dict[str, int]


def read(docx: Path) -> Document:
    with zipfile.ZipFile(docx) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))[0]
    sheet = {
        name.removeprefix(W): int(value)
        for element in body.findall(f"{W}sectPr/*")
        for name, value in element.attrib.items()
        if value.lstrip("-").isdigit()
    }
    return Document([paragraph(element) for element in body.iter(f"{W}p")], sheet)


def paragraph(element: ElementTree.Element) -> Paragraph:
    style = element.find(f"{W}pPr/{W}pStyle")
    made = Paragraph("" if style is None else style.attrib[f"{W}val"])
    for run in element.findall(f"{W}r"):
        text = "".join({f"{W}t": child.text or "", f"{W}br": "\n", f"{W}tab": "\t"}.get(child.tag, "") for child in run)
        font = run.find(f"{W}rPr/{W}rFonts").attrib[f"{W}eastAsia"]
        size = int(run.find(f"{W}rPr/{W}sz").attrib[f"{W}val"]) / 2
        made.runs.append(Run(text, font, size))
    return made
