"""Compares the paginator's pages with those LibreOffice makes of the same reports.

    cargo run --example render-reports -- FOLDER [COUNT [SEED]]
    python tests/render/pagination.py FOLDER [-v]

Every report's page count must be equal, and 99.5 % of all lines: the same text
on the same page at the same place among its lines.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
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
    made = [
        [squeezed("".join(piece["text"] for piece in line["pieces"])) for line in page["lines"]]
        for page in json.loads(ours.read_text(encoding="utf-8"))["pages"]
    ]
    found = [
        [squeezed(line.text) for line in page.lines] + ([squeezed(page.number.text)] if page.number else [])
        for page in office.read(rendered)
    ]
    made = [[line for line in page if line] for page in made]
    found = [[line for line in page if line] for page in found]
    equal = 0
    differences = []
    for number in range(max(len(made), len(found))):
        one = made[number] if number < len(made) else []
        other = found[number] if number < len(found) else []
        for at in range(max(len(one), len(other))):
            pair = [lines[at] if at < len(lines) else "(none)" for lines in (one, other)]
            if pair[0] == pair[1]:
                equal += 1
            else:
                differences.append(f"page {number + 1} line {at + 1}\n    ours   {pair[0]}\n    theirs {pair[1]}")
    lines = sum(max(len(one), len(other)) for one, other in zip(made, found))
    return Outcome(ours.stem, (len(made), len(found)), equal, lines, differences)


def squeezed(text: str) -> str:
    """Text without blanks, which a PDF does not keep."""
    return "".join(text.split())


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
