"""Office files that are not to be opened: each says why, and what to do."""

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pytest

from pipeline.model.errors import SourceError
from pipeline.model.page import Page
from pipeline.read.office import package as office_package
from pipeline.read.page import read_pages, see_page
from pipeline.read.source import count_pages
from tests.read.compound_files import write_compound
from tests.read.office_files import change_part, lines_of, write_sheet, write_word

_KINDS = ["a.docx", "a.xlsx"]


def write_any(path: Path) -> Path:
    if path.suffix == ".docx":
        document = docx.Document()
        document.add_table(2, 3, style="Table Grid").cell(1, 1).text = "376"
        document.save(str(path))
    else:
        book = openpyxl.Workbook()
        book["Sheet"].append(["hồ sơ", 376, 0.5])
        book.save(path)
    return path


def refusal(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        count_pages(path)
    return caught.value


@pytest.mark.parametrize("name", [*_KINDS, "a.doc", "a.xls"])
def test_a_locked_file_is_told(tmp_path: Path, name: str) -> None:
    path = write_compound(tmp_path / name, {"EncryptionInfo": b"", "EncryptedPackage": b"\0" * 99})

    assert "mật khẩu" in refusal(path).vietnamese


@pytest.mark.parametrize("name", _KINDS)
def test_a_page_of_the_web_and_another_kind_of_archive_are_told(tmp_path: Path, name: str) -> None:
    path, other = tmp_path / name, tmp_path / "b.zip"
    path.write_text("<html><table><tr><td>376</td></tr></table></html>", encoding="utf-8")
    html = refusal(path)
    with ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "376")
    path.write_bytes(other.read_bytes())

    assert "is a web page although it is named" in html.english
    assert "is an archive although it is named" in refusal(path).english


def test_a_workbook_named_docx_is_read_as_one(tmp_path: Path) -> None:
    path = write_any(tmp_path / "a.xlsx").rename(tmp_path / "a.docx")

    (page,) = read_pages(path, [1], scratch=tmp_path)

    assert isinstance(page, Page)
    assert lines_of(page) == ["hồ sơ 376 0,5"]


@pytest.mark.parametrize("name", _KINDS)
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()

    assert "rỗng" in refusal(path).vietnamese


@pytest.mark.parametrize("name", _KINDS)
@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, name: str, share: float) -> None:
    path = write_any(tmp_path / name)
    content = path.read_bytes()

    path.write_bytes(content[: int(len(content) * share)])

    assert "damaged or cut off" in refusal(path).english


@pytest.mark.parametrize("name", _KINDS)
def test_a_member_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_any(tmp_path / name)
    monkeypatch.setattr(office_package, "_PART_LIMIT", 1000)

    assert "unpacks to more" in refusal(path).english


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write_any(tmp_path / "a.xlsx")
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * (65 * 2**20))

    assert path.stat().st_size < 2**20
    assert "unpacks to more" in refusal(path).english


_BOMB = (
    '<!DOCTYPE b [<!ENTITY a "376376376376"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">'
    '<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">'
    '<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("entity", ["&g;", "&x;"])
def test_entities_are_not_followed(tmp_path: Path, entity: str) -> None:
    def trap(xml: str) -> str:
        declared = xml if xml.startswith("<?xml") else f"<?xml version='1.0'?>{xml}"
        head, _, rest = declared.partition("?>")
        return f"{head}?>{_BOMB}{rest}".replace("BẪY", entity)

    word = write_word(tmp_path / "a.docx", "<w:p><w:r><w:t>BẪY</w:t></w:r></w:p>")
    sheet = write_sheet(tmp_path / "b.xlsx", lambda sheet: sheet.append(["x", 1]))
    change_part(word, "word/document.xml", trap)
    change_part(
        sheet,
        "xl/worksheets/sheet1.xml",
        lambda xml: trap(xml.replace("<v>1</v>", "<v>BẪY</v>")),
    )

    for path in (word, sheet):
        read = outcome_of(path)
        assert "376376" not in read
        assert "root:" not in read


def outcome_of(path: Path) -> str:
    """Give what was read or why nothing was; whatever else is raised fails the test."""
    try:
        return repr(read_pages(path, range(1, count_pages(path) + 1), scratch=path.parent))
    except SourceError as error:
        return error.english


@pytest.mark.parametrize("name", _KINDS)
def test_damage_anywhere_costs_no_more_than_a_message(tmp_path: Path, name: str) -> None:
    content = write_any(tmp_path / name).read_bytes()
    rng = random.Random(7)

    for _ in range(60):
        path = tmp_path / f"b{Path(name).suffix}"
        path.write_bytes(_damage(content, rng))
        assert outcome_of(path)


def _damage(content: bytes, rng: random.Random) -> bytes:
    """Change bytes inside the parts, or drop a part."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(sorted(parts))
    if rng.random() < 0.4:
        del parts[name]
    else:
        spoilt = bytearray(parts[name])
        for _ in range(rng.choice((1, 5, 50))):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(32, 127)
        parts[name] = bytes(spoilt)
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", _KINDS)
def test_there_are_no_pictures_of_pages_to_draw_on(tmp_path: Path, name: str) -> None:
    path = write_any(tmp_path / name)

    with pytest.raises(SourceError) as caught:
        see_page(path, 1, scratch=tmp_path)

    assert "PDF" in caught.value.vietnamese
