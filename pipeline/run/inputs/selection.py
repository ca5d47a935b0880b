"""Which files one call means, and what each is called in the outputs.

Folders are walked in a fixed order, and zip files are entered like folders. Links are followed
once: a folder that was walked under another name, or that is being walked, is listed as skipped.
What cannot be opened is listed as failed, so that every file a person sees in the folder has its
line in `reports.csv`. The only exception is the output folder itself, which would make the second
run differ from the first; results of other runs are listed as skipped.
"""

from __future__ import annotations

import math
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.model.errors import SettingError, SourceError
from pipeline.model.report import State
from pipeline.read.formats import REPORT_SUFFIXES, explain_other_format
from pipeline.run.inputs.archives import SUFFIX, Archives
from pipeline.run.inputs.own_results import RESULTS, WORKBOOK, is_own_workbook, is_results
from pipeline.run.inputs.unit_list import LIST, is_unit_list
from pipeline.run.inputs.zip_contents import HIDDEN, is_hidden
from pipeline.run.inputs.zip_refusals import NO_REPORTS
from pipeline.vietnamese.alphabet import normal

_NO_REPORT = SourceError("Không phải loại tệp báo cáo.", "Not a kind of report file.")

_DEEPEST = 100  # folders in each other; archives have five
_TOO_DEEP = SourceError(
    f"Thư mục lồng nhau quá {_DEEPEST} cấp nên không vào. Hãy chuyển nó ra ngoài.",
    f"Folders are nested more than {_DEEPEST} deep, and not gone into. Move it up.",
)


@dataclass(frozen=True, slots=True)
class Input:
    """One file of the inputs, or one folder that is not gone into."""

    path: str  # the report's path in all outputs; see Report.path
    file: Path  # where it lies, absolute
    state: State | None = None  # None: to be read
    message: str = ""  # why it is not
    images: tuple[Input, ...] = ()  # of a folder of page images, in their order

    @property
    def paths(self) -> tuple[str, ...]:
        """What reports that come out of it may be called."""
        return (self.path, *(image.path for image in self.images))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that hold its pages."""
        return tuple(image.file for image in self.images) or (self.file,)


def find_inputs(
    paths: Iterable[Path],
    out: Path,
    note: Callable[[str], None] = lambda _: None,
    time_limit: float = math.inf,
) -> tuple[Input, ...]:
    """List all files below the given paths, by their path in the outputs.

    Args:
        paths: Files and folders.
        out: The output folder; what is in zip files is unpacked there.
        note: Gets the name of each zip file that takes a while to unpack.
        time_limit: Seconds that one of them may take.

    Raises:
        SettingError: A path does not exist, or it is the output folder.
    """
    roots = check_paths(paths, out)
    walk = _Walk(os.path.realpath(out), Archives(out, _explain_skipped, note, time_limit))
    found = [(root, tuple(walk.enter(root))) for root in roots]
    return tuple(sorted(_name_apart(found), key=lambda entry: (entry.path, str(entry.file))))


def check_paths(paths: Iterable[Path], out: Path) -> tuple[Path, ...]:
    """Give the absolute paths.

    Raises:
        SettingError: A path does not exist, or it is the output folder.
    """
    # Not `resolve`: a link is named by its own name, not by what it points to.
    roots = tuple(Path(os.path.abspath(path)) for path in paths)  # noqa: PTH100
    for root in roots:
        _check_root(root, os.path.realpath(out))
    return roots


def _check_root(root: Path, out: str) -> None:
    name = displayed(str(root))
    if not os.path.lexists(root):
        raise SettingError(
            f"Không tìm thấy {name}. Hãy kiểm tra lại đường dẫn.",
            f"{name} does not exist. Check the path.",
        )
    if os.path.realpath(root) == out:
        raise SettingError(
            f"{name} vừa là đầu vào vừa là thư mục kết quả. Hãy chọn thư mục khác cho --out.",
            f"{name} is the input and the output folder. Choose another folder for --out.",
        )


class _Walk:
    """One pass over all paths; remembers what was seen, whatever it was called."""

    def __init__(self, out: str, archives: Archives) -> None:
        self.out = out
        self._archives = archives
        self._seen: dict[str, str] = {}  # real path -> name in the outputs

    def enter(self, root: Path) -> Iterator[Input]:
        if root.is_dir():
            yield from self._folder(root, "")
        else:
            yield from self._entry(root, path_name(root.name))

    def _folder(self, folder: Path, name: str) -> Iterator[Input]:
        real = os.path.realpath(folder)
        if real == self.out:
            return
        if is_results(folder):
            yield Input(name or path_name(folder.name), folder, State.SKIPPED, str(RESULTS))
            return
        if real in self._seen:
            yield _skip(folder, name, *_seen_before(self._seen[real] or "."))
            return
        if name.count("/") >= _DEEPEST:
            yield Input(name, folder, State.FAILED, str(_TOO_DEEP))
            return
        self._seen[real] = name
        try:
            entries = sorted(
                (entry.name for entry in folder.iterdir()), key=lambda name: (path_name(name), name)
            )
        except OSError as error:
            yield _fail(folder, name or path_name(folder.name), error)
            return
        for entry in entries:
            below = f"{name}/{path_name(entry)}" if name else path_name(entry)
            yield from self._entry(folder / entry, below)

    def _entry(self, file: Path, name: str) -> Iterator[Input]:
        try:
            mode = file.stat().st_mode
        except OSError as error:
            yield _fail(file, name, error)
            return
        if is_hidden(PurePosixPath(name).name) and os.path.realpath(file) != self.out:
            yield Input(name, file, State.SKIPPED, str(HIDDEN))
        elif stat.S_ISDIR(mode):
            yield from self._folder(file, name)
        elif reason := _explain_skipped(name):
            yield Input(name, file, State.SKIPPED, str(reason))
        elif not stat.S_ISREG(mode):
            yield _skip(file, name, "Không phải tệp thông thường.", "Not a regular file.")
        else:
            yield from self._file(file, name)

    def _file(self, file: Path, name: str) -> Iterator[Input]:
        real = os.path.realpath(file)
        if real in self._seen:
            yield _skip(file, name, *_seen_before(self._seen[real]))
            return
        self._seen[real] = name
        if file.suffix.lower() == SUFFIX:
            yield from self._archive(file, name)
        else:
            yield _report(file, name)

    def _archive(self, file: Path, name: str) -> Iterator[Input]:
        try:
            unpacked = self._archives.open(file)
        except OSError as error:
            yield _fail(file, name, error)
            return
        except SourceError as error:
            yield Input(name, file, State.FAILED, str(error))
            return
        if not unpacked.members:
            yield Input(name, file, State.SKIPPED, str(NO_REPORTS))
        for member in unpacked.members:
            below = f"{name}/{member.path}" if member.path else name
            place = unpacked.folder / member.file
            known = Input(below, place, member.state, member.message)
            yield known if member.state else _report(place, below)


def _report(file: Path, name: str) -> Input:
    if file.suffix.lower() == ".xlsx" and is_own_workbook(file):
        return Input(name, file, State.SKIPPED, str(WORKBOOK))
    return Input(name, file)


def _explain_skipped(name: str) -> SourceError | None:
    """Say why files of this name are not read; None: they are."""
    if is_unit_list(name):
        return LIST
    suffix = PurePosixPath(name).suffix
    if suffix.lower() in {*REPORT_SUFFIXES, SUFFIX}:
        return None
    return explain_other_format(suffix) or _NO_REPORT


def _seen_before(name: str) -> tuple[str, str]:
    shown = displayed(name)
    return (
        f"Liên kết tới {shown}, nơi đã được đọc.",
        f"A link to {shown}, which is read already.",
    )


def _skip(file: Path, name: str, vietnamese: str, english: str) -> Input:
    return Input(name, file, State.SKIPPED, str(SourceError(vietnamese, english)))


def _fail(file: Path, name: str, error: OSError) -> Input:
    return Input(name, file, State.FAILED, str(explain_refusal(error)))


def explain_refusal(error: OSError) -> SourceError:
    """Say why the system does not open a file, and what to do."""
    if isinstance(error, PermissionError):
        return SourceError(
            "Không có quyền mở. Hãy xin quyền đọc rồi chạy lại lệnh.",
            "Opening it is not allowed. Get the right to read it and run again.",
        )
    reason = error.strerror or type(error).__name__
    return SourceError(
        f"Hệ thống không mở được ({reason}). Hãy kiểm tra tệp hoặc liên kết.",
        f"The system cannot open it ({reason}). Check the file or the link.",
    )


def path_name(name: str) -> str:
    r"""Give the name of a file as the outputs print it: NFC; bytes that are no UTF-8 as \\xNN.

    >>> path_name("b\udce1o cáo.pdf")
    'b\\xe1o cáo.pdf'
    """
    return normal(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def displayed(text: str) -> str:
    r"""Give a name or message on one line, without signs that move a terminal's cursor.

    >>> displayed("hai\ndòng \x1b[31m.pdf")
    'hai\\ndòng \\x1b[31m.pdf'
    """
    plain = path_name(text)
    if plain.isprintable():
        return plain
    return "".join(letter if _is_shown(letter) else ascii(letter)[1:-1] for letter in plain)


def _is_shown(letter: str) -> bool:
    return letter.isprintable() or unicodedata.category(letter) == "Zs"


def _name_apart(found: Iterable[tuple[Path, tuple[Input, ...]]]) -> Iterator[Input]:
    """Make all paths differ: by the name of the given folder first, then by a number.

    Two PATHs may hold the same names, and one folder may hold a name in NFC and in NFD.
    """
    pairs = [(root, entry) for root, entries in found for entry in entries]
    roots_of: dict[str, set[Path]] = {}
    for root, entry in pairs:
        roots_of.setdefault(entry.path, set()).add(root)
    taken: set[str] = set()
    for root, entry in pairs:
        prefix = root if root.is_dir() else root.parent
        shared = len(roots_of[entry.path]) > 1
        path = f"{path_name(prefix.name)}/{entry.path}" if shared else entry.path
        path = _number_apart(path, taken)
        taken.add(path)
        yield replace(entry, path=path)


def _number_apart(path: str, taken: set[str]) -> str:
    """Put a number before the extension of a path that is taken.

    >>> _number_apart("sub/a.pdf", {"sub/a.pdf", "sub/a (2).pdf"})
    'sub/a (3).pdf'
    """
    pure = PurePosixPath(path)
    number = 1
    candidate = path
    while candidate in taken:
        number += 1
        candidate = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
    return candidate
