"""Compares the paginator's pages with those LibreOffice makes of the same reports.

    cargo run --example render-reports -- FOLDER [COUNT [SEED]]
    python tests/render/pagination.py FOLDER [-v]

Every report's page count must be equal, and 99.5 % of all lines: the same text
on the same page, in the same order.

One difference is meant: LibreOffice 7.4 splits —— and …… at the end of a line.
Word does not, and GB/T 15834 5.1.4 forbids it, so the paginator does not either.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import office

LINES_EQUAL = 0.995


@dataclass
class Outcome:
    """How one report compares."""

    name: str
    pages: tuple[int, int]
    """Ours, theirs."""
    equal: int
    lines: int
    differences: list[str]


def compare(ours: Path, rendered: Path) -> Outcome:
    made = [gathered(page["lines"]) for page in json.loads(ours.read_text(encoding="utf-8"))["pages"]]
    found = [
        [squeezed(line.text) for line in page.lines] + ([squeezed(page.number.text)] if page.number else [])
        for page in office.read(rendered)
    ]
    made = [(number, line) for number, page in enumerate(made, 1) for line in page if line]
    found = [(number, line) for number, page in enumerate(found, 1) for line in page if line]
    # A line that is gone or too many shifts the others; they are equal all the same.
    matcher = SequenceMatcher(None, made, found, autojunk=False)
    equal = 0
    differences = []
    for kind, i, j, k, l in matcher.get_opcodes():
        if kind == "equal":
            equal += j - i
            continue
        one = "".join(f"\n    ours   {number:2} {line}" for number, line in made[i:j])
        other = "".join(f"\n    theirs {number:2} {line}" for number, line in found[k:l])
        differences.append(one + other)
    pages = (made[-1][0], found[-1][0])
    return Outcome(ours.stem, pages, equal, max(len(made), len(found)), differences)


def gathered(lines: list[dict]) -> list[str]:
    """The lines of a page of ours, put together by height as those of a rendered page are."""
    pieces = [(line["y"], piece["x"], piece["text"]) for line in lines for piece in line["pieces"]]
    rows: list[tuple[float, list[tuple[float, str]]]] = []
    for y, x, text in sorted(pieces, key=lambda piece: (round(piece[0], 1), piece[1])):
        if not rows or abs(rows[-1][0] - y) > office.SAME_LINE:
            rows.append((y, []))
        rows[-1][1].append((x, text))
    return [squeezed("".join(text for _, text in sorted(row))) for _, row in rows]


def squeezed(text: str) -> str:
    """Text without blanks, which a PDF does not keep, and without marks at the end.

    LibreOffice 7.4 does not draw a mark that hangs over the end of a line before
    a Latin word. A mark that moved to the next line still shows there.
    """
    return "".join(text.split()).rstrip("，。、；：！？")


def main(folder: Path, verbose: bool) -> int:
    files = sorted(folder.glob("*.docx"))
    pdfs = office.to_pdf(files, folder)
    outcomes = [compare(file.with_suffix(".json"), pdf) for file, pdf in zip(files, pdfs)]
    for outcome in outcomes:
        ours, theirs = outcome.pages
        if ours != theirs:
            print(f"{outcome.name}: {ours} pages, LibreOffice {theirs}")
        for difference in outcome.differences if verbose else []:
            print(f"{outcome.name} {difference}")
    equal = sum(outcome.equal for outcome in outcomes)
    lines = sum(outcome.lines for outcome in outcomes)
    same = sum(outcome.pages[0] == outcome.pages[1] for outcome in outcomes)
    print(f"{same} of {len(outcomes)} page counts and {equal} of {lines} lines ({equal / lines:.2%}) are equal.")
    return 0 if same == len(outcomes) and equal >= LINES_EQUAL * lines else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv))
