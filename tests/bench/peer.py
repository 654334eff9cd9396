"""How much a whole export costs, against python-docx building the same content.

    python tests/bench/peer.py [PROGRAM]      the terminal program; default: target/release/shuzhi-cli

Both are whole processes, from start to file: the program opens its store, reads
the report, checks, numbers and paginates it, keeps a revision and writes the
file; python-docx gets the finished runs as JSON and writes them with the same
fonts, sizes and indents. What is compared is processor time, user and system.
Prints a table; asserts nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "render"))

ROUNDS = 15


def main(program: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data, ours, content, theirs = (Path(folder) / name for name in ("store.db", "ours.docx", "runs.json", "theirs.docx"))
        call = [str(program), "--data", str(data)]
        subprocess.run([*call, "demo", "-o", str(ours)], check=True, capture_output=True)
        listed = subprocess.run([*call, "list", "--json"], check=True, capture_output=True).stdout
        report = str(max(json.loads(listed)["reports"], key=lambda report: report["year"])["number"])
        export = [*call, "export", report, "-o", str(ours), "--force", "--despite", "计时"]
        content.write_text(json.dumps(content_of(export, ours)), encoding="utf-8")
        build = [sys.executable, __file__, "--build", str(content), str(theirs)]
        table = {"shuzhi-cli export": measured(export), "python-docx": measured(build)}
        print(f"{'processor ms of a whole process':<44}{'median':>10}{'least':>10}")
        for name, times in table.items():
            print(f"{name:<44}{median(times):>10.1f}{min(times):>10.1f}")
        program_time, peer_time = map(median, table.values())
        print(f"{'times less (goal 20)':<44}{peer_time / program_time:>9.1f}x")


def measured(command: list[str]) -> list[float]:
    """User and system milliseconds of each run, the first left out."""
    times = []
    for _ in range(ROUNDS + 1):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"failed: {command}")
        times.append((usage.ru_utime + usage.ru_stime) * 1000)
    return times[1:]


def content_of(export: list[str], docx: Path) -> list[dict]:
    """The paragraphs of the exported file, as the peer is to build them."""
    import word

    subprocess.run(export, check=True, capture_output=True)
    return [
        {"style": paragraph.style, "runs": [[run.text, run.font, run.size] for run in paragraph.runs]}
        for paragraph in word.read(docx).paragraphs
    ]


def build(content: Path, target: Path) -> None:
    """Builds the same document with python-docx."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, Twips

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.top_margin, section.bottom_margin = Twips(2098), Twips(1984)
    section.left_margin, section.right_margin = Twips(1588), Twips(1474)
    indented = {"BodyText", "Heading1", "Heading2", "Heading3", "Heading4"}
    aligned = {"Title": WD_ALIGN_PARAGRAPH.CENTER, "Signature": WD_ALIGN_PARAGRAPH.RIGHT, "Date": WD_ALIGN_PARAGRAPH.RIGHT}
    for paragraph in json.loads(content.read_text(encoding="utf-8")):
        made = document.add_paragraph()
        shape = made.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(579)
        shape.alignment = aligned.get(paragraph["style"], WD_ALIGN_PARAGRAPH.JUSTIFY)
        if paragraph["style"] in indented:
            shape.first_line_indent = Twips(631)
        for text, font, size in paragraph["runs"]:
            run = made.add_run(text)
            run.font.name, run.font.size = "Times New Roman", Pt(size)
            run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    document.save(target)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "target" / "release" / "shuzhi-cli")
