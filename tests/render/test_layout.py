"""Measures the printed page of every golden report against GB/T 9704 (LAYOUT in figures).

Lengths are in millimetres from the top left corner of the sheet, unless said.
"""

from __future__ import annotations

from itertools import pairwise

import fitz
import office
import pytest
from office import millimetres as mm

SHEET = (210, 297)
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
"""The type area: 156 by 225."""
PITCH = 225 / 22
"""Distance of two lines."""
INDENT = 11.13
"""Two characters of the text."""
BASELINE = 0.757 * PITCH
"""Where LibreOffice puts the baseline in an exact line, from its top."""

# What may not begin a line, what may not end one, and what may hang over its end (GB/T 15834).
NOT_FIRST = set("，。、；：！？”’）》】〕〉％%")
NOT_LAST = set("“‘（《【〔〈")
HANGING = set("，。、；：！？")

# Reports whose text is what is measured; the table has a pitch of its own.
PROSE = ["byline", "four-levels", "imported-marks", "run-in", "signature-longer", "signature-shorter", "title-three-lines", "twelve-pages"]


@pytest.fixture
def golden(goldens, name):
    return goldens[name]


@pytest.fixture(params=PROSE)
def prose(goldens, request):
    return goldens[request.param]


def standard(golden) -> bool:
    return "@" not in golden.name


def is_wide(character: str) -> bool:
    return ord(character) > 0x2000


# --- the sheet -------------------------------------------------------------


def test_the_sheet_and_its_margins(golden):
    for page in golden.pages:
        assert (mm(page.width), mm(page.height)) == pytest.approx(SHEET, abs=0.1)
        assert min(mm(line.left) for line in page.lines) >= LEFT - 0.1
        for line in page.lines:
            hangs = line.text[-1] in HANGING or line.text.endswith("”")
            assert mm(line.right) <= RIGHT + (5.9 if hangs else 0.2), line.text


def test_text_begins_at_the_top_left_of_the_type_area(prose):
    for page in prose.pages[1:]:
        first = page.lines[0]
        if not first.text.startswith(("“", "《")) and mm(first.left) < LEFT + 1:
            assert mm(first.left) == pytest.approx(LEFT, abs=0.2)
        assert mm(first.y) == pytest.approx(TOP + BASELINE, abs=1)


def test_the_grid_is_exactly_22_lines_in_the_file(golden):
    sheet = golden.document.sheet
    assert [sheet[side] for side in ("top", "right", "bottom", "left")] == [2098, 1474, 1984, 1588]
    assert sheet["linePitch"] == (579 if standard(golden) else 560)
    if standard(golden):
        assert (sheet["h"] - sheet["top"] - sheet["bottom"]) // sheet["linePitch"] == 22


def test_full_pages_have_22_lines(prose):
    headings = {squeezed(p.text) for p in prose.document.paragraphs if p.style.startswith("Heading")}
    for page, behind in pairwise(prose.pages):
        lines = round((page.lines[-1].y - page.lines[0].y) / office.POINTS_PER_MM / PITCH) + 1
        # Headings are never left alone at the foot of a page: they go over with their text.
        moved = 0
        while squeezed(behind.lines[moved].text) in headings:
            moved += 1
        assert 22 - moved <= lines <= 22, f"{lines} lines before {behind.lines[0].text}"
        if lines == 22:
            assert mm(page.lines[-1].y) == pytest.approx(BOTTOM - PITCH + BASELINE, abs=1)


def test_lines_stand_a_pitch_apart(prose):
    for page in prose.pages:
        for above, below in pairwise(page.lines):
            steps = mm(below.y - above.y) / PITCH
            assert steps == pytest.approx(round(steps), abs=0.09), below.text


# --- lines -----------------------------------------------------------------


def lines_with_followers(golden):
    """Body lines that are not the last of their paragraph, with the line behind each."""
    lines = [line for page in golden.pages for line in page.lines]
    for line, behind in pairwise(lines):
        fills = mm(line.right) > RIGHT - 8
        if fills and abs(mm(behind.left) - LEFT) < 0.5 and line.glyphs[0].size == pytest.approx(16, abs=0.1):
            yield line, behind


def test_full_lines_have_28_characters_where_no_rule_pulls_one(goldens):
    lines = [pair for name in PROSE for pair in lines_with_followers(goldens[name])]
    lines = [(line, behind) for line, behind in lines if all(map(is_wide, line.text))]
    assert len(lines) > 50, "there are lines to count"
    for line, behind in lines:
        indented = mm(line.left) > LEFT + 5
        missing = (26 if indented else 28) - len(line.text)
        pulled = behind.text[0] in NOT_LAST or behind.text[1] in NOT_FIRST or behind.text[:2] in ("——", "……")
        hung = line.text[-1] in HANGING
        assert missing == 0 or (missing == 1 and pulled) or (missing == -1 and hung), line.text


def test_no_line_breaks_against_the_rules(golden):
    for line, behind in lines_with_followers(golden):
        assert behind.text[0] not in NOT_FIRST, behind.text
        assert line.text[-1] not in NOT_LAST, line.text


def test_first_lines_are_indented_by_two_characters(golden):
    lines = [line for page in golden.pages for line in page.lines]
    lefts = {"Salutation": LEFT, "BodyText": LEFT + INDENT}
    lefts |= {f"Heading{level}": LEFT + INDENT for level in range(1, 5)}
    for paragraph in golden.document.paragraphs:
        text = squeezed(paragraph.text)
        # Blanks at the beginning are not in the PDF, and rare characters may shift a line.
        if paragraph.style not in lefts or paragraph.text[0].isspace() or max(text) > "\uffff":
            continue
        [first, *_] = [line for line in lines if text.startswith(squeezed(line.text)[:8])]
        assert mm(first.left) == pytest.approx(lefts[paragraph.style], abs=0.3), first.text


# --- faces and text --------------------------------------------------------


def test_every_character_is_there_in_its_face_and_size(golden):
    """The page holds the file's text, character by character, in the stand-in of its font."""
    expected = [
        (character, run.font, run.size)
        for paragraph in golden.document.paragraphs
        for run in paragraph.runs
        for character in run.text
        if is_printed(character)
    ]
    printed = [glyph for page in golden.pages for line in page.lines for glyph in line.glyphs if is_printed(glyph.text)]
    words, found = [character for character, *_ in expected], [glyph.text for glyph in printed]
    if golden.name in ("table", "rare-characters"):
        # Cells are read by lines, and fonts that stand in for rare characters have baselines of their own.
        assert sorted(found) == sorted(words)
        return
    assert found == words
    for glyph, (character, font, size) in zip(printed, expected):
        assert glyph.size == pytest.approx(size, abs=0.1), character
        if "\u4e00" <= character <= "\u9fff":
            assert glyph.font.startswith(PRINTED_AS[font]), f"{character} in {glyph.font}"
        elif character.isascii() and character.isalnum():
            assert glyph.font.startswith("LiberationSerif"), f"{character} in {glyph.font}"


def is_printed(character: str) -> bool:
    """Blanks leave no trace in a PDF; emoji and their joiners do not where no font has them."""
    return not character.isspace() and character != "\u200d" and not 0x1F000 <= ord(character) < 0x20000


PRINTED_AS = {
    "方正小标宋简体": "NotoSerifCJK",
    "黑体": "FandolHei",
    "楷体_GB2312": "FandolKai",
    "仿宋_GB2312": "FandolFang",
}


def test_headings_have_the_face_of_their_level(goldens):
    faces = {
        (paragraph.style, run.font, run.size)
        for paragraph in goldens["four-levels"].document.paragraphs
        for run in paragraph.runs
        if paragraph.style.startswith(("Heading", "Title"))
    }
    assert faces == {
        ("Title", "方正小标宋简体", 22),
        ("Heading1", "黑体", 16),
        ("Heading2", "楷体_GB2312", 16),
        ("Heading3", "仿宋_GB2312", 16),
        ("Heading4", "仿宋_GB2312", 16),
    }


def test_a_run_in_heading_differs_from_its_paragraph_by_face_alone(goldens):
    [paragraph] = [p for p in goldens["run-in"].document.paragraphs if p.text.startswith("（一）")]
    assert paragraph.style == "BodyText"
    assert [run.font for run in paragraph.runs] == ["楷体_GB2312", "仿宋_GB2312"]
    assert len({run.size for run in paragraph.runs}) == 1


# --- title -----------------------------------------------------------------

TITLES = {
    "four-levels": ["青禾社区党支部书记", "2024年度抓基层党建述职报告"],
    "signature-longer": ["中共云桥街道青禾社区总支部委员会", "2024年度党建工作总结"],
    "title-three-lines": ["云桥街道青禾社区党总支第一书记", "2024年度履行全面从严治党主体责任", "和抓基层党建工作述职报告"],
}


@pytest.mark.parametrize("report", TITLES)
def test_the_title_is_centred_and_broken_between_words(goldens, report):
    lines = [line for line in goldens[report].pages[0].lines if line.glyphs[0].size == pytest.approx(22, abs=0.1)]
    assert [squeezed(line.text) for line in lines] == TITLES[report]
    for line in lines:
        assert mm(line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6), line.text
    widths = [line.right - line.left for line in lines]
    assert len({round(mm(width)) for width in widths}) == len(widths), "no two lines are equally wide"
    assert len(widths) < 3 or widths[1] > min(widths[0], widths[2]), "not an hourglass"


def test_a_byline_stands_centred_below_the_title(goldens):
    lines = goldens["byline"].pages[0].lines
    [byline] = [line for line in lines if line.text == "林知夏"]
    assert byline.fonts == {"FandolKai-Regular"}
    assert mm(byline.left + byline.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6)


# --- foot ------------------------------------------------------------------


def test_page_numbers_stand_on_the_outer_side_one_character_in(golden):
    for number, page in enumerate(golden.pages, 1):
        if not standard(golden):
            assert page.number is None, "this layout has no page numbers"
            continue
        assert page.number.text == f"— {number} —"
        assert page.number.fonts == {"FandolSong-Regular"}
        assert page.number.glyphs[0].size == pytest.approx(14, abs=0.1)
        character = mm(14)
        if number % 2:
            assert mm(page.number.right) == pytest.approx(RIGHT - character, abs=0.3)
        else:
            assert mm(page.number.left) == pytest.approx(LEFT + character, abs=0.3)


def test_the_dash_of_a_page_number_is_7_mm_below_the_type_area(goldens):
    golden = goldens["four-levels"]
    with fitz.open(golden.docx.with_suffix(".pdf")) as document:
        for page, measured in zip(document, golden.pages):
            dash = measured.number.glyphs[0]
            # The middle of its box, then the ink: that one depends on the font, too.
            assert mm(dash.y) - 0.38 * mm(14) - BOTTOM == pytest.approx(7, abs=0.1)
            clip = fitz.Rect(dash.x + 2, dash.y - 14, dash.x + 10, dash.y + 4)
            picture = page.get_pixmap(clip=clip, dpi=600, colorspace=fitz.csGRAY)
            rows = [picture.samples[at : at + picture.width] for at in range(0, len(picture.samples), picture.stride)]
            top = next(at for at, row in enumerate(rows) if min(row) < 128)
            assert (picture.y + top) / 600 * 25.4 - BOTTOM == pytest.approx(7, abs=0.5)


# --- signature -------------------------------------------------------------


def signature(golden):
    lines = [line for page in golden.pages for line in page.lines]
    return lines[-2], lines[-1]


def test_a_date_that_is_longer_keeps_two_characters_from_the_edge(goldens):
    name, date = signature(goldens["signature-shorter"])
    assert date.right - date.left > name.right - name.left
    assert mm(date.right) == pytest.approx(RIGHT - INDENT, abs=0.4)
    assert mm(date.left - name.left) == pytest.approx(INDENT, abs=0.4)


def test_a_signature_that_is_longer_keeps_two_characters_and_the_date_follows(goldens):
    name, date = signature(goldens["signature-longer"])
    assert date.right - date.left < name.right - name.left
    assert mm(name.right) == pytest.approx(RIGHT - INDENT, abs=0.4)
    assert mm(date.left - name.left) == pytest.approx(INDENT, abs=0.4)


def test_an_empty_line_parts_the_signature_from_the_text(goldens):
    lines = goldens["signature-shorter"].pages[-1].lines
    assert mm(lines[-2].y - lines[-3].y) == pytest.approx(2 * PITCH, abs=0.8)
    assert mm(lines[-1].y - lines[-2].y) == pytest.approx(PITCH, abs=0.8)


# --- tables ----------------------------------------------------------------


def test_a_table_fills_the_type_area_and_its_cells_stay_inside(goldens):
    golden = goldens["table"]
    with fitz.open(golden.docx.with_suffix(".pdf")) as document:
        rules = [
            fitz.Rect(drawing["rect"])
            for page in document
            for drawing in page.get_drawings()
        ]
    assert mm(min(rule.x0 for rule in rules)) == pytest.approx(LEFT, abs=0.4)
    assert mm(max(rule.x1 for rule in rules)) == pytest.approx(RIGHT, abs=0.4)


def test_a_report_has_the_pages_it_says(goldens):
    pages = {name: len(golden.pages) for name, golden in goldens.items()}
    assert (pages["shortest"], pages["twelve-pages"]) == (1, 12)


def squeezed(text: str) -> str:
    return "".join(text.split())
