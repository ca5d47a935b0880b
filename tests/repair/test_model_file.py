"""The model in its file: what is packed comes back, the same bytes each time, broken ones told."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from pipeline.model.errors import SettingError
from pipeline.repair.channel import Channel
from pipeline.repair.confidence import Calibration
from pipeline.repair.hands import Hand
from pipeline.repair.language_model import ROOM, SPECIAL, LanguageModel
from pipeline.repair.model import (
    MODEL_FILE,
    pack_calibration,
    pack_channel,
    read_model,
    unpack_channel,
    write_model,
)
from pipeline.repair.model_file import pack_model, read_files, unpack_model, write_files
from pipeline.training.ngrams import build_model
from pipeline.training.word_stream import number_words

_WORDS = (*SPECIAL, "của", "hộ", "nghèo", "số", "xã")
_LINES = ["số hộ nghèo của xã", "số hộ của xã", "xã 12 hộ nghèo. Số hộ: 5", "hộ của xã"]
_CHANNEL = Channel(
    "eng",
    {"ố": {"6": 0.8, "ó": 0.2}, "ch": {"d": 0.5}},
    {"s6": {"số": 3}, "hd": {"hộ": 2, "hồ": 1}},
    {"số": 3, "hộ": 2, "hồ": 1},
)


def _language() -> LanguageModel:
    return build_model(number_words(_LINES * 5, _WORDS), _WORDS, least_gain=1e-9)


def _write(path: Path) -> None:
    capitals = np.linspace(0, 1, len(_WORDS), dtype=np.float32)
    calibration = pack_calibration(Hand.ENG, Calibration((0.5, 0.9), (0.4, 0.95)))
    write_model(path, _language(), capitals, pack_channel(_CHANNEL) | calibration)


def test_a_packed_language_comes_back() -> None:
    language = _language()

    again = unpack_model(pack_model(language))

    assert len(language.trigrams) > 5
    for field in fields(LanguageModel):
        before, after = getattr(language, field.name), getattr(again, field.name)
        np.testing.assert_array_equal(before, after, err_msg=field.name)


def test_the_committed_language_comes_back_too() -> None:
    files = read_files(MODEL_FILE)

    again = pack_model(unpack_model(files))

    assert {name: files[name] for name in again} == again


def test_a_packed_channel_comes_back() -> None:
    assert unpack_channel("eng", pack_channel(_CHANNEL)) == _CHANNEL


def test_a_written_model_is_read_with_all_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "all.model"
    _write(path)

    model = read_model(path)

    assert model.language.words == _WORDS
    assert model.channel(Hand.ENG) == _CHANNEL
    assert model.calibration(Hand.ENG) == Calibration((0.5, 0.9), (0.4, 0.95))
    assert model.calibration(Hand.FRA) == Calibration()
    assert model.capitals[: len(_WORDS)] == pytest.approx(np.linspace(0, 1, len(_WORDS)), abs=0.002)
    assert len(model.capitals) == ROOM


def test_the_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one.model", "other.model"):
        _write(tmp_path / name)

    assert (tmp_path / "one.model").read_bytes() == (tmp_path / "other.model").read_bytes()


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="Install"):
        read_model(tmp_path / "none.model")


@pytest.mark.parametrize("content", [b"", b"no zip at all", None])
def test_a_broken_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.model"
    path.write_bytes(MODEL_FILE.read_bytes()[:100_000] if content is None else content)

    with pytest.raises(SettingError, match="Install"):
        read_model(path)


def test_a_file_with_bytes_that_changed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "changed.model"
    _write(path)
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF  # in the first part, behind its name
    path.write_bytes(content)

    with pytest.raises(SettingError, match="Install"):
        read_model(path)


@pytest.mark.parametrize("name", ["words.txt", "bigram-words", "capitals"])
def test_a_file_that_lacks_a_part_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "all.model"
    _write(path)
    write_files(tmp_path / "less.model", {k: v for k, v in read_files(path).items() if k != name})

    with pytest.raises(SettingError, match="Install"):
        read_model(tmp_path / "less.model")


@pytest.mark.parametrize("name", ["bigram-words", "bigram-backoff", "bigram-counts"])
def test_parts_that_do_not_fit_together_are_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "all.model"
    _write(path)
    files = read_files(path)
    write_files(tmp_path / "short.model", {**files, name: files[name][:-2]})

    with pytest.raises(SettingError, match="Install"):
        read_model(tmp_path / "short.model")
