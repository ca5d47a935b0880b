"""The corpus: documents are found in plain and packed files, and each keeps its part."""

from __future__ import annotations

import lzma
from collections import Counter
from pathlib import Path

from pipeline.training.corpus import Part, read_corpus

_TEXT = "Điều 1. Phạm vi\nLuật này quy định.\n\n\nĐiều 2.\n  Đối tượng  \n\n"


def _write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    (folder / name).write_bytes(lzma.compress(content) if name.endswith(".xz") else content)


def _parts(folder: Path) -> dict[tuple[str, ...], Part]:
    return {document.lines: document.part for document in read_corpus(folder)}


def test_empty_lines_part_documents(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", _TEXT)

    documents = list(read_corpus(tmp_path))

    assert [document.lines for document in documents] == [
        ("Điều 1. Phạm vi", "Luật này quy định."),
        ("Điều 2.", "Đối tượng"),
    ]


def test_packed_files_hold_the_same_as_plain_ones(tmp_path: Path) -> None:
    _write(tmp_path / "plain", "a.txt", _TEXT)
    _write(tmp_path / "packed", "a.txt.xz", _TEXT)

    plain, packed = (list(read_corpus(tmp_path / name)) for name in ("plain", "packed"))

    assert plain == packed
    assert {document.source for document in plain} == {"a.txt"}


def test_letters_are_composed_and_other_files_are_left_alone(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "xa\u0303")
    _write(tmp_path, "README.md", "read me")

    assert [document.lines for document in read_corpus(tmp_path)] == [("xã",)]


def test_files_are_read_in_the_order_of_their_names_wherever_they_lie(tmp_path: Path) -> None:
    _write(tmp_path, "b.txt", "hai")
    _write(tmp_path / "a", "c.txt.xz", "một")

    assert [document.lines for document in read_corpus(tmp_path)] == [("một",), ("hai",)]


def test_a_document_keeps_its_part_when_files_are_added_renamed_or_packed(tmp_path: Path) -> None:
    texts = [f"Điều {number}. Phạm vi điều chỉnh" for number in range(600)]
    _write(tmp_path / "one", "a.txt", "\n\n".join(texts))
    _write(tmp_path / "other", "z.txt.xz", "\n\n".join(reversed(texts)))
    _write(tmp_path / "other", "more.txt", "\n\n".join(f"Khoản {n}" for n in range(100)))

    before, after = _parts(tmp_path / "one"), _parts(tmp_path / "other")

    assert before.items() <= after.items()
    assert len(before) == 600


def test_most_documents_are_for_training_and_some_for_each_other_part(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "\n\n".join(f"Điều {number}" for number in range(5000)))

    parts = Counter(document.part for document in read_corpus(tmp_path))

    assert 70 < parts[Part.TEST] < 130
    assert 30 < parts[Part.SETTINGS] < 70


def test_the_part_of_a_text_is_written_in_stone(tmp_path: Path) -> None:
    """Whoever changes the division trains on what figures were reported on."""
    _write(tmp_path, "a.txt", "\n\n".join(f"Điều {number}" for number in range(200)))

    tests = [lines[0] for lines, part in _parts(tmp_path).items() if part is Part.TEST]

    assert tests == ["Điều 63", "Điều 121", "Điều 151", "Điều 158", "Điều 177", "Điều 189"]
