"""How long two reports take to compare, against python's difflib and git's word diff.

    python tests/bench/compare.py [PROGRAM]      the terminal program; default: target/release/shuzhi-cli

All are whole processes that read the same two texts: the program also recognises the
reports, loads its dictionary and reads their figures. The texts are the last two reports
of the made-up office, laid end to end for the longer ones; difflib would take minutes
there and is left out. Prints a table; asserts nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
DIFFLIB = (
    "import difflib, sys\n"
    "old, new = (open(name, encoding='utf-8').read() for name in sys.argv[1:])\n"
    "difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()"
)


def main(program: Path) -> None:
    office = json.loads((ROOT / "assets" / "sample" / "office.json").read_text(encoding="utf-8"))
    reports = sorted(office["reports"], key=lambda report: report["year"])[-2:]
    print(f"{'milliseconds of a whole process':<36}{'chars':>8}{'median':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for copies in (1, 10):
            files = [Path(folder) / f"{name}.txt" for name in ("old", "new")]
            for file, report in zip(files, reports):
                file.write_text("\n".join(list(lines(report)) * copies), encoding="utf-8")
            size = len(files[1].read_text(encoding="utf-8"))
            names = [str(file) for file in files]
            peers = {
                "shuzhi-cli compare": [str(program), "compare", *names, "--json"],
                "git diff --word-diff-regex=.": ["git", "diff", "--no-index", "--word-diff-regex=.", *names],
            }
            if copies == 1:
                peers["python difflib"] = [sys.executable, "-c", DIFFLIB, *names]
            times = {name: measured(command) for name, command in peers.items()}
            ours = next(iter(times.values()))
            for name, took in times.items():
                print(f"{name:<36}{size:>8}{took:>10.1f}{took / ours:>7.1f}x")


def lines(report: dict):
    """The texts of a report in reading order, a line each."""
    yield report["title"].replace("\n", "")
    yield from filter(None, [report["salutation"], *report["opening"]])
    for at, section in enumerate(report["sections"]):
        yield f"{'一二三四五六七八九十'[at]}、{section['heading']}"
        yield from section["body"]
        for below, child in enumerate(section["children"]):
            yield f"（{'一二三四五六七八九十'[below]}）{child['heading']}"
            yield from child["body"]


def measured(command: list[str]) -> float:
    """The median of some runs, the first left out. A difference is no failure."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        status = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
        times.append((time.perf_counter() - start) * 1000)
        if status not in (0, 1):
            raise SystemExit(f"failed: {command}")
    return median(times[1:])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "target" / "release" / "shuzhi-cli")
