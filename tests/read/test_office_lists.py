from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.read.office.docx_lists import print_letter, print_roman
from tests.read.office_files import lines_of, read_all


def test_numbers_of_lists_are_counted_as_word_does(tmp_path: Path) -> None:
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet"):
        document.add_paragraph("mục", style=style)
    document.save(str(tmp_path / "a.docx"))

    (page,) = read_all(tmp_path / "a.docx")

    assert lines_of(page) == ["1. mục", "2. mục", "- mục"]


def _level(number: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


_CHAPTERS = (
    _level(0, "upperRoman", "%1."),
    _level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
    _level(2, "lowerLetter", "%3)"),
)


def _define(document: docx.document.Document, second: str = "") -> None:
    """Define the lists 91 and 92, of one definition."""
    numbering, names = document.part.numbering_part.element, nsdecls("w")
    levels = "".join(_CHAPTERS)
    definition = f'<w:abstractNum {names} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(definition))
    for number, override in ((91, ""), (92, second)):
        inner = f'<w:abstractNumId w:val="77"/>{override}'
        numbering.append(parse_xml(f'<w:num {names} w:numId="{number}">{inner}</w:num>'))


def _item(document: docx.document.Document, number: int, level: int) -> None:
    properties = document.add_paragraph("mục")._p.get_or_add_pPr()
    inner = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{inner}</w:numPr>"))


def test_levels_of_a_list_are_chained_and_start_anew(tmp_path: Path) -> None:
    document = docx.Document()
    _define(document)
    for level in (0, 1, 1, 2, 2, 0, 1):
        _item(document, 91, level)
    document.save(str(tmp_path / "a.docx"))

    (page,) = read_all(tmp_path / "a.docx")

    marks = [line.removesuffix(" mục") for line in lines_of(page)]
    assert marks == ["I.", "1.1.", "1.2.", "a)", "b)", "II.", "2.1."]


def test_lists_of_one_definition_count_on_unless_told_to_start_anew(tmp_path: Path) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    counted = []
    for start in ("", restart):
        document = docx.Document()
        _define(document, start)
        for number in (91, 91, 92, 92):
            _item(document, number, 0)
        document.save(str(tmp_path / "a.docx"))
        (page,) = read_all(tmp_path / "a.docx")
        counted.append([line.removesuffix(" mục") for line in lines_of(page)])

    assert counted == [["I.", "II.", "III.", "IV."], ["I.", "II.", "I.", "II."]]


def test_numerals_of_lists() -> None:
    assert [print_roman(number) for number in (4, 9, 19)] == ["iv", "ix", "xix"]
    assert [print_letter(number) for number in (1, 26, 27)] == ["a", "z", "aa"]
