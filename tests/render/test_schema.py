"""Every golden report is a Word file without a single error against the schema."""

from __future__ import annotations

from openxml_audit import OpenXmlValidator


def test_the_schema_finds_no_error(files, name):
    [file] = [file for file in files if file.stem == name]
    result = OpenXmlValidator(max_errors=0).validate(file)
    assert result.is_valid and not result.errors, "\n".join(map(str, result.errors))
