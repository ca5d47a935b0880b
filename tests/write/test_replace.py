"""Files are there whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError, SolieuError
from pipeline.write.replace import replacing


def test_what_is_written_replaces_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "sub" / "a.csv"

    for content in (b"old", b"new"):
        with replacing(target) as stream:
            stream.write(content)

    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


def test_an_error_in_the_middle_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")

    with pytest.raises(ZeroDivisionError), replacing(target) as stream:
        stream.write(b"%d" % (1 // 0))

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_until_the_end_nothing_stands_under_the_final_name(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"

    with replacing(target) as stream:
        stream.write(b"half")
        seen = target.exists()

    assert not seen
    assert target.exists()


def test_what_a_killed_run_left_is_taken_over(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    (tmp_path / ".a.csv.part").write_bytes(b"a half that is longer than the whole")

    with replacing(target) as stream:
        stream.write(b"whole")

    assert target.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, SolieuError, "Ổ đĩa đã đầy"),
        (errno.EROFS, SettingError, "is not allowed"),
        (errno.EACCES, SettingError, "đang mở trong Excel"),
        (errno.EIO, SolieuError, "could not be written"),
    ],
)
def test_what_the_system_refuses_is_said_in_two_languages(
    number: int,
    kind: type[SolieuError],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("pipeline.write.replace.os.fsync", refuse)
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")

    with pytest.raises(kind, match=words) as caught, replacing(target) as stream:
        stream.write(b"new")

    assert type(caught.value) is kind
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_a_wrong_setting(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(SettingError), replacing(tmp_path / "a.csv"):
        pass

    tmp_path.chmod(0o700)


def test_a_folder_under_a_file_is_refused_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")

    with (
        pytest.raises(SolieuError, match="Check the output folder"),
        replacing(tmp_path / "out" / "a.csv"),
    ):
        pass
