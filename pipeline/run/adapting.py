"""What one scanner does to letters, learned once and kept in a file: the same for both commands.

`solieu repair --adapt` keeps it where it is told to, `solieu extract --adapt` beside its outputs.
A file that is there is used and never learned again, or the second run would not give what the
first one gave: by then there may be more reports to learn from.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pipeline.model.errors import SettingError, SolieuError
from pipeline.read.dump import read_dump
from pipeline.repair.adaptation import (
    Adaptation,
    learn_adaptation,
    read_adaptations,
    write_adaptations,
)
from pipeline.repair.hands import Evidence, Hand
from pipeline.repair.tokens import Kind, tokenize
from pipeline.run.batch.cache import Cache, step_key
from pipeline.run.inputs.selection import displayed
from pipeline.run.text_stream import Tell
from pipeline.write.regular import free_part, is_foreign

if TYPE_CHECKING:
    from pipeline.repair.model import RepairModel

# Characters of each hand: a dozen reports, 8 s. Much of it is learned from the first one: of 6,775
# words of heavily worn prose 573 come out wrong, 543 with one report to learn from, 524 with six.
MOST_TEXT = 200_000
# Bytes; 300 pages have 1 MB. What is larger is no report, and is not taken into memory here.
_LARGEST_DUMP = 5_000_000
_TO_JUDGE = 200  # lines by which a dump shows what it went through; headings alone do not
_DAMAGED = (Hand.ENG, Hand.FRA)

Learned = tuple[Adaptation, ...]


def read_learned(file: Path) -> Learned | None:
    """Give what was learned before; None where the file is not there.

    Raises:
        SettingError: The file is none of ours.
    """
    try:
        there = file.exists()
    except OSError:  # a folder that may not be looked into may not be written to either
        there = False
    return read_adaptations(file) if there else None


def learn_text(model: RepairModel, lines: Iterable[str], hand: Hand | None) -> Learned:
    """Learn from the first lines of a text, no more than pays.

    Args:
        model: Unadapted.
        lines: Of one scanner.
        hand: What the text went through; None: judge by its letters.
    """
    return learn_adaptation(model, list(take_text(lines)), hand)


def learn_dumps(model: RepairModel, files: Iterable[Path]) -> Learned:
    """Learn from the text dumps among some files, those that an English or French OCR left."""
    texts = gather_dumps(files)
    return tuple(
        each
        for hand, lines in sorted(texts.items())
        # The hand is judged paragraph by paragraph, as it is when the report is read.
        for each in learn_adaptation(model, lines)
        if each.hand is hand
    )


def keep_learned(file: Path, learned: Learned) -> None:
    """Write what was learned, whole or not at all.

    Raises:
        SettingError: It cannot be written there.
    """
    part = file
    try:
        if is_foreign(file):
            raise OSError(errno.EEXIST, "a link or no regular file")
        part = free_part(file)
        write_adaptations(part, learned)
        part.replace(file)
    except OSError as error:
        if part != file:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise _not_written(file, error) from error


def _not_written(file: Path, error: OSError) -> SettingError:
    name, reason = displayed(str(file)), error.strerror or type(error).__name__
    return SettingError(
        f"Không ghi được {name} ({reason}). Hãy chọn chỗ khác cho tệp thích nghi.",
        f"{name} cannot be written ({reason}). Choose another place for what is learned.",
    )


def know_scanner(file: Path, dumps: Sequence[Path], cache: Cache, tell: Tell) -> str:
    """Learn from the dumps of a run, or take what was learned before; give its key in the cache.

    Args:
        file: Holds it, or is to hold it.
        dumps: In the order of their names.
        cache: Of the run.
        tell: Is told what happens; learning takes some seconds.

    Returns:
        Empty where nothing is known.

    Raises:
        SettingError: The file is none of ours, or cannot be written.
    """
    name = displayed(file.name)
    if is_foreign(file):
        raise _not_written(file, OSError(errno.EEXIST, "a link or no regular file"))
    learned = read_learned(file)
    if learned is not None:
        tell(f"Dùng điều đã học trong {name}", f"Using what was learned before, in {name}")
        return share_learned(cache, learned)
    tell("Đang học từ các tệp chữ", "Learning from the text dumps")
    from pipeline.repair.model import read_model

    learned = learn_dumps(read_model(), dumps)
    if not learned:
        tell(
            "Không học được gì: cần vài trang chữ do OCR tiếng Anh hoặc tiếng Pháp để lại",
            "Nothing was learned: that takes some pages which an English or French OCR left",
        )
        return ""
    keep_learned(file, learned)
    words = sum(each.words for each in learned)
    tell(f"Đã học từ {words} chữ, ghi vào {name}", f"Learned from {words} words, kept in {name}")
    return share_learned(cache, learned)


def share_learned(cache: Cache, learned: Learned) -> str:
    """Put what was learned where the workers find it; give its name, which says what is in it.

    Raises:
        SettingError: It is none of ours, or the disk is full.
    """
    content = msgspec.json.encode(learned, order="sorted")
    key = step_key("adaptation", hashlib.sha256(content).hexdigest())
    if cache.load(key, Learned) is None:
        try:
            cache.store(key, learned, 0.0)
        except OSError as error:
            raise _not_written(cache.folder, error) from error
    if cache.load(key, Learned) is None:  # what a person wrote into the file has other types
        raise SettingError(
            "Tệp thích nghi bị hỏng. Hãy xóa tệp này để học lại.",
            "The file with what was learned of the scanner is broken. Delete it to learn again.",
        )
    return key


def gather_dumps(files: Iterable[Path]) -> dict[Hand, list[str]]:
    """Give the lines to learn from by what they went through; the first files have the first say.

    A dump that cannot be read is passed over here; the step that reads it tells why.
    """
    texts: dict[Hand, list[str]] = {hand: [] for hand in _DAMAGED}
    room = dict.fromkeys(_DAMAGED, MOST_TEXT)
    for file in files:
        lines = _read_lines(file)
        hand = judge_hand(lines)
        if hand in room and room[hand] > 0:
            taken = [*take_text(lines, room[hand]), ""]
            texts[hand].extend(taken)
            room[hand] -= sum(map(len, taken)) + len(taken)
        if not any(left > 0 for left in room.values()):
            break
    return {hand: lines for hand, lines in texts.items() if lines}


def _read_lines(file: Path) -> list[str]:
    try:
        if file.stat().st_size > _LARGEST_DUMP:
            return []
        pages = read_dump(file).pages
    except (SolieuError, OSError):
        return []
    return list(chain.from_iterable(page.split("\n") for page in pages))


def judge_hand(lines: Sequence[str]) -> Hand | None:
    """Say what a text went through; None where there are too few words to tell.

    >>> judge_hand(["Uy ban nhan dan xa d3 tiép nhan va giai quyét hé so cta ngudi dan ndp"])
    <Hand.ENG: 'eng'>
    """
    evidence = Evidence()
    for line in lines[:_TO_JUDGE]:
        evidence.add(token.core for token in tokenize(line) if token.kind is Kind.WORD)
    return evidence.hand() if evidence.decides else None


def take_text(lines: Iterable[str], room: int = MOST_TEXT) -> Iterator[str]:
    """Give lines until so many characters are through; the last one may go beyond.

    >>> list(take_text(["Báo cáo", "quý I", "xã"], room=9))
    ['Báo cáo', 'quý I']
    """
    for line in lines:
        if room <= 0:
            return
        yield line
        room -= len(line) + 1
