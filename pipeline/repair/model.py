"""All that the repair knows, in one file: the language, the channels, the confidence tables.

The file is committed and trained by `make model`; `data/SOURCES.md` says from what.
"""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from pipeline.model.errors import SettingError
from pipeline.repair.channel import Channel
from pipeline.repair.confidence import Calibration
from pipeline.repair.hands import Hand
from pipeline.repair.language_model import ROOM, Floats, LanguageModel
from pipeline.repair.model_file import pack_model, read_files, unpack_model, write_files
from pipeline.repair.phrases import Phrases
from pipeline.vietnamese.alphabet import fold

MODEL_FILE = Path(__file__).parent / "data" / "vietnamese.model"

# What is left of a marked letter where marks were left out on purpose: nearly always nothing.
_BARE = 0.94
_WITHOUT_TONE = 0.03
_AS_IT_WAS = 0.03


@dataclass(frozen=True, slots=True)
class RepairModel:
    """What the repair knows."""

    language: LanguageModel
    capitals: Floats  # for each of ROOM words, how often it begins with a capital
    files: Mapping[str, bytes]  # channels and calibrations, read when they are asked for
    adapted: Mapping[Hand, Channel] = field(default_factory=dict)  # to one scanner
    _channels: dict[Hand, Channel] = field(default_factory=dict)

    def channel(self, hand: Hand) -> Channel:
        """Give the channel that undoes what a text went through."""
        if hand in self.adapted:
            return self.adapted[hand]
        if hand not in self._channels:
            self._channels[hand] = self._read_channel(hand)
        return self._channels[hand]

    def with_phrases(self, phrases: Iterable[str]) -> RepairModel:
        """Give a model that expects what is printed on the forms at hand."""
        numbers = {word: number for number, word in enumerate(self.language.words)}
        known = Phrases(phrases, numbers, ROOM)
        return replace(self, language=replace(self.language, phrases=known))

    def calibration(self, hand: Hand) -> Calibration:
        """Give the table of confidence for it."""
        content = self.files.get(f"{hand}.calibration.json", b"{}")
        return Calibration(**{key: tuple(values) for key, values in json.loads(content).items()})

    def _read_channel(self, hand: Hand) -> Channel:
        if hand is Hand.STRIPPED:
            letters = {letter for word in self.language.words for letter in word}
            return bare_channel("".join(letters))
        return unpack_channel(hand.value, self.files)


def pack_channel(channel: Channel) -> dict[str, bytes]:
    """Give the files a channel is kept in, by name."""
    segments = {unit: dict(sorted(read.items())) for unit, read in sorted(channel.segments.items())}
    forms = [
        "\t".join((form, *(f"{word} {count}" for word, count in sorted(words.items()))))
        for form, words in sorted(channel.forms.items())
    ]
    return {
        f"{channel.name}.segments.json": json.dumps(segments, ensure_ascii=False).encode(),
        f"{channel.name}.forms.tsv": "\n".join(forms).encode(),
    }


def unpack_channel(name: str, files: Mapping[str, bytes]) -> Channel:
    """Give a channel that was packed."""
    forms: dict[str, dict[str, int]] = {}
    counts: Counter[str] = Counter()
    for line in files[f"{name}.forms.tsv"].decode().split("\n"):
        form, *words = line.split("\t")
        pairs = [word.split(" ") for word in words]
        forms[form] = {word: int(count) for word, count in pairs}
        counts.update(forms[form])
    return Channel(name, json.loads(files[f"{name}.segments.json"]), forms, counts)


def bare_channel(letters: str) -> Channel:
    """Give the channel of text whose marks were left out.

    >>> bare_channel("aế").segments["ế"] == {"e": 0.94, "ê": 0.03, "ế": 0.03}
    True
    """
    segments = {}
    for letter in {*letters.lower(), *letters.upper()}:
        bare = fold(letter) if letter.islower() else fold(letter).upper()
        if bare == letter:
            segments[letter] = {letter: 1.0}
            continue
        toneless = "".join(
            sign for sign in unicodedata.normalize("NFD", letter) if sign not in _TONES
        )
        shares = {bare: _BARE, letter: _AS_IT_WAS}
        toneless = unicodedata.normalize("NFC", toneless)
        shares[toneless] = shares.get(toneless, 0.0) + _WITHOUT_TONE
        segments[letter] = shares
    return Channel(Hand.STRIPPED.value, segments, {}, {})


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def write_model(
    path: Path, language: LanguageModel, capitals: Floats, files: Mapping[str, bytes]
) -> None:
    """Write a model with its channels and calibrations."""
    shares = np.rint(np.clip(capitals, 0, 1) * 255).astype(np.uint8).tobytes()
    write_files(path, {**pack_model(language), "capitals": shares, **files})


@cache
def read_model(path: Path = MODEL_FILE) -> RepairModel:
    """Read a model.

    Raises:
        SettingError: It is not there, or broken.
    """
    try:
        files = read_files(path)
        language = unpack_model(files)
        capitals = np.full(ROOM, 0.5, np.float32)
        shares = np.frombuffer(files["capitals"], np.uint8) / np.float32(255)
        capitals[: len(shares)] = shares
    except (OSError, KeyError, ValueError, BadZipFile, zlib.error) as error:
        raise SettingError(
            f"Không đọc được mô hình phục hồi chữ {path.name}. Hãy cài đặt lại chương trình.",
            f"The model of the repair {path.name} cannot be read. Install the program again.",
        ) from error
    return RepairModel(language, capitals, files)


def pack_calibration(hand: Hand, calibration: Calibration) -> dict[str, bytes]:
    """Give the file a table of confidence is kept in."""
    rounded = {key: [round(x, 6) for x in values] for key, values in asdict(calibration).items()}
    return {f"{hand}.calibration.json": json.dumps(rounded).encode()}
