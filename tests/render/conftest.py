"""The golden reports as Word files and as rendered pages, made once for all tests."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import office  # noqa: E402
import word  # noqa: E402

FOLDER = office.ROOT / "out" / "render"


@dataclass
class Golden:
    """A golden report: its Word file, what the file says, and the pages it became."""

    name: str
    docx: Path
    document: word.Document
    pages: list[office.Page]


def written() -> list[Path]:
    """Writes the golden reports as Word files, afresh."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in [*FOLDER.glob("*.docx"), *FOLDER.glob("*.pdf")]:
        old.unlink()
    command = ["cargo", "run", "--locked", "-q", "--example", "write-golden", "--", str(FOLDER)]
    subprocess.run(command, cwd=office.ROOT, check=True)
    return sorted(FOLDER.glob("*.docx"))


@pytest.fixture(scope="session")
def files() -> list[Path]:
    return written()


@pytest.fixture(scope="session")
def goldens(files: list[Path]) -> dict[str, Golden]:
    pdfs = office.to_pdf(files, FOLDER)
    return {
        file.stem: Golden(file.stem, file, word.read(file), office.read(pdf))
        for file, pdf in zip(files, pdfs)
    }


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes a `name` runs once for each golden report."""
    if "name" in metafunc.fixturenames:
        names = [file.stem for file in sorted((office.ROOT / "tests/golden/export").glob("*.json"))]
        metafunc.parametrize("name", [*names, "run-in@street-28"])
