"""`solieu repair`: a text that passes through the repair, and the table of what was changed."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.model.errors import SettingError
from pipeline.repair.hands import Hand
from pipeline.repair.model import RepairModel, read_model
from pipeline.repair.restore import Restorer
from pipeline.repair.restored import RestoredLine, RestoredWord
from pipeline.run.form_words import read_form_phrases
from pipeline.run.inputs.selection import displayed
from pipeline.run.settings import PATTERNS
from pipeline.run.text_stream import Tell, TextLine, read_lines

# What users know: the language of the OCR, not what the repair calls the hand of a text.
HANDS = {"vie": Hand.VIE, "eng": Hand.ENG, "fra": Hand.FRA, "none": Hand.STRIPPED}

RepairedLine = tuple[TextLine, RestoredLine]

_STANDARD_INPUT = "-"
_STANDARD_INPUT_SHOWN = "stdin"  # in messages
_COLUMNS = ("dòng", "đọc được", "sửa thành", "độ tin cậy", "khả năng khác", "lý do")
_JOINED = "ghép vào chữ trước"
# Up to 80 lines are decoded together, in some 700 bytes for each character: 110 MB. Sentences are
# cut after 60 words anyway, so a cut costs next to nothing.
_LONGEST = 2000  # characters
_LOOK_ALIKE = "chữ trông giống, dấu rời"


def open_text(name: str) -> BinaryIO:
    """Open a file, or standard input for `-`.

    Raises:
        SettingError: There is no such file, or it cannot be opened.
    """
    try:
        # By number: `sys.stdin` is None where the shell closed it, and would raise something else.
        if name == _STANDARD_INPUT:
            return open(0, "rb", closefd=False)
        return Path(name).open("rb")
    except OSError as error:
        raise _cannot_open(name, error) from error


def _cannot_open(name: str, error: OSError) -> SettingError:
    shown = displayed(_shown(name))
    if isinstance(error, FileNotFoundError):
        return SettingError(
            f"Không có tệp {shown}. Hãy kiểm tra đường dẫn.",
            f"There is no file {shown}. Check the path.",
        )
    if isinstance(error, IsADirectoryError):
        return SettingError(
            f"{shown} là thư mục. Hãy chọn một tệp văn bản trong đó.",
            f"{shown} is a folder. Choose a text file in it.",
        )
    reason = error.strerror or type(error).__name__
    return SettingError(
        f"Không mở được {shown} ({reason}). Hãy kiểm tra quyền đọc.",
        f"{shown} cannot be opened ({reason}). Check the right to read it.",
    )


def _shown(name: str) -> str:
    return _STANDARD_INPUT_SHOWN if name == _STANDARD_INPUT else name


def repair(
    source: BinaryIO, name: str, ocr: str | None, tell: Tell, adapt: Path | None = None
) -> Iterator[RepairedLine]:
    """Give each line of a text as it came, and restored; a very long one comes in parts.

    Args:
        source: Of any length; some thousand words are held at a time, or all where they teach.
        name: As the user called it.
        ocr: One of `HANDS`; None: judge by the letters.
        tell: Takes notes on the encoding, the forms and what was learned.
        adapt: Holds what was learned of the scanner; learned from this text if it is not there.

    Raises:
        SourceError: The source cannot be read or holds no text.
        SettingError: `adapt` is a file of another kind, or cannot be written.
    """
    waiting: deque[TextLine] = deque()

    def texts() -> Iterator[str]:
        for line in read_lines(source, _shown(name), tell):
            for part in _cut(line):
                waiting.append(part)
                yield part.text

    hand = HANDS[ocr] if ocr else None
    model, lines = _model_with_forms(tell), texts()
    if adapt:
        model, lines = _adapted(model, lines, hand, adapt, tell)
    for restored in Restorer(model).restore(lines, hand):
        yield waiting.popleft(), restored


def _model_with_forms(tell: Tell) -> RepairModel:
    phrases = read_form_phrases(PATTERNS, tell)
    return read_model().with_phrases(phrases) if phrases else read_model()


def _adapted(
    model: RepairModel, lines: Iterator[str], hand: Hand | None, file: Path, tell: Tell
) -> tuple[RepairModel, Iterator[str]]:
    """Give a model that knows the scanner, and the lines, which may have been read for that."""
    from pipeline.repair.adaptation import apply
    from pipeline.run.adapting import keep_learned, learn_text, read_learned

    name = displayed(str(file))
    learned = read_learned(file)
    if learned is not None:
        tell(f"dùng điều đã học trong {name}", f"using what was learned before, in {name}")
        return apply(model, learned), lines
    text = list(lines)
    learned = learn_text(model, text, hand)
    if not learned:
        tell(
            "không học được gì: cần vài trang chữ do OCR tiếng Anh hoặc tiếng Pháp để lại. "
            "Vẫn phục hồi như thường, không ghi tệp nào",
            "nothing was learned: that takes some pages which an English or French OCR left. "
            "Repaired as without --adapt, no file was written",
        )
        return model, iter(text)
    keep_learned(file, learned)
    words = sum(each.words for each in learned)
    tell(f"đã học từ {words} chữ, ghi vào {name}", f"learned from {words} words, kept in {name}")
    return apply(model, learned), iter(text)


def _cut(line: TextLine) -> Iterator[TextLine]:
    """Cut a line that is too long before blanks; only the last part has the line break."""
    start = 0
    while len(line.text) - start > _LONGEST:
        end = line.text.rfind(" ", start + 1, start + _LONGEST)
        if end < 0:
            end = line.text.find(" ", start + _LONGEST)
        if end < 0:
            break
        yield TextLine(line.text[start:end], "")
        start = end
    yield TextLine(line.text[start:], line.end)


def repaired_text(lines: Iterable[RepairedLine]) -> Iterator[str]:
    """Give the text, line by line, with the line breaks it had."""
    return (restored.text + line.end for line, restored in lines)


@dataclass(slots=True)
class Explanation:
    """Tells the changes of a text, and counts as it goes."""

    words: int = 0
    changed: int = 0
    sum_of_confidence: float = 0.0  # of all words that were looked at

    def table(self, lines: Iterable[RepairedLine]) -> Iterator[str]:
        """Give the table of changed words, line by line; numbers of lines count from 1."""
        yield _row(_COLUMNS)
        number = 1
        for line, restored in lines:
            self.words += len(restored.words)
            self.sum_of_confidence += sum(word.confidence for word in restored.words)
            for cells in (*_mended(line.text, restored.raw), *map(_cells, restored.changes)):
                self.changed += 1
                yield _row((str(number), *cells))
            number += bool(line.end)  # parts of a long line have none but the last

    def summary(self) -> tuple[str, str]:
        """Give the counts in Vietnamese and in English."""
        mean = self.sum_of_confidence / self.words if self.words else 0.0
        return (
            f"{self.words} chữ, {self.changed} chỗ sửa, độ tin cậy trung bình {mean:.3f}",
            f"{self.words} words, {self.changed} changes, mean confidence {mean:.3f}",
        )


def _row(cells: Iterable[str]) -> str:
    # A token holds no tab; control characters must not reach a terminal.
    return "\t".join(map(displayed, cells)) + "\n"


def _cells(word: RestoredWord) -> tuple[str, ...]:
    others = "; ".join(f"{other} {confidence:.3f}" for other, confidence in word.others)
    reason = word.reason or ("" if word.text else _JOINED)
    return word.raw, word.text, f"{word.confidence:.3f}", others, reason


def _mended(text: str, mended: str) -> Iterator[tuple[str, ...]]:
    """Give the rows of words that other alphabets or loose marks had a part in.

    What looks the same and only is composed in another way is no change.

    >>> [row[:2] for row in _mended("cấp trƣờng xa \u0303 hội", "cấp trường xã hội")]
    [('trƣờng', 'trường'), ('xa ̃', 'xã')]
    """
    before = unicodedata.normalize("NFC", text)
    if before == mended:
        return
    runs: list[str] = []
    for run in before.split():
        if runs and unicodedata.combining(run[0]):
            runs[-1] += f" {run}"  # a mark that a blank has cut off
        else:
            runs.append(run)
    after = mended.split()
    if len(runs) == len(after):
        for raw, now in zip(runs, after, strict=True):
            if raw != now:
                yield raw, now, "", "", _LOOK_ALIKE
