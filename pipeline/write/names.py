"""Where the CSV of each report goes below OUT.

`sub/a.pdf` gives `sub/a.csv`. The names of reports are anybody's names, and the folder is opened
on Windows too: two names that differ in case or in the form of their accents only are one file
there. A name is first made safe, then made long enough to be the only one.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from pipeline.vietnamese.alphabet import normal
from pipeline.write.cell import plain_text

# The other outputs, at the top of OUT; a folder of IN may be called so as well.
RESERVED = frozenset(
    {
        *("figures.csv", "others.csv", "reports.csv", "corrections.csv"),
        *("figures.xlsx", "datapackage.json"),
    }
)

# What Windows refuses in a name, the mark of surrogate halves, and all that moves the cursor.
_FORBIDDEN = re.compile(r'[<>:"|?*\\\n\t\ufffd]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
# A dot would hide the file, and blanks get lost. A dash stays: OUT stands before it.
_BAD_START = re.compile(r"^[\s.]+")
_BAD_END = re.compile(r"[\s.]+$")

# Bytes of a name; most file systems end at 255, and `.csv`, a mark and `.part` come on top.
_NAME_LENGTH = 180
_MARK_LENGTH = 8  # hexadecimal digits of the path's hash

_STEM, _FULL, _MARKED = range(3)  # how much of the input's name the output's name shows


def csv_names(paths: Iterable[str]) -> dict[str, str]:
    r"""Give each report its CSV, as a path below OUT with "/" between folders.

    What a name becomes depends on the set of paths, not on their order. The extension stays
    where two reports have one stem, and where the name is that of another output. Where that is
    not enough (`A.pdf` beside `a.pdf`), a mark made from the whole path tells them apart.

    Args:
        paths: Of the supported inputs, those that failed included, without double ones.

    >>> csv_names(["sub/a.pdf", "b.pdf", "b.txt", "reports.pdf"])
    ... # doctest: +NORMALIZE_WHITESPACE
    {'sub/a.pdf': 'sub/a.csv', 'b.pdf': 'b.pdf.csv', 'b.txt': 'b.txt.csv',
     'reports.pdf': 'reports.pdf.csv'}
    >>> csv_names(["scan 2.8/"])
    {'scan 2.8/': 'scan 2.8.csv'}
    >>> csv_names(["../-x\n=1.pdf"])
    {'../-x\n=1.pdf': '_/-x_=1.csv'}
    """
    known = list(dict.fromkeys(paths))
    shown = dict.fromkeys(known, _STEM)
    while True:
        names = {path: _name(path, shown[path]) for path in known}
        short = [path for path in _colliding(names, shown) if shown[path] < _MARKED]
        if not short:
            return names
        for path in short:
            shown[path] += 1


def csv_name(path: str, names: Mapping[str, str]) -> str:
    """Give the CSV of a report, as a path below OUT.

    The documents of one file are known only when it was read; they get numbers behind the name of
    the whole, and a mark where that is another input's name.

    Args:
        path: Of the report: `box.pdf`, or `box.pdf#2` for the second document in it.
        names: Of all inputs, as `csv_names` gives them.

    >>> names = csv_names(["box.pdf", "box.2.txt", "a.pdf", "a.txt"])
    >>> csv_name("box.pdf#1", names), csv_name("a.pdf#3", names), csv_name("a.txt", names)
    ('box.1.csv', 'a.pdf.3.csv', 'a.txt.csv')
    """
    if path in names:
        return names[path]
    whole, _, number = path.rpartition("#")
    stem = names[whole].removesuffix(".csv")
    name = f"{stem}.{number}.csv"
    if path_key(name) in _taken(tuple(names.values())):
        return f"{stem}.{number}~{_mark(path)}.csv"
    return name


@lru_cache(maxsize=1)  # asked for each report of a box, with the names of the same run
def _taken(names: tuple[str, ...]) -> frozenset[str]:
    """Give all files and folders of the outputs of a run."""
    return frozenset(key for name in names for key in (path_key(name), *_folder_keys(name)))


def _name(path: str, shown: int) -> str:
    *folders, file = path.rstrip("/").split("/")
    safe = [_safe(folder) for folder in folders if folder]
    if safe and safe[0].casefold() in RESERVED:
        safe[0] += "_"
    whole = path.endswith("/")  # a folder of page images; a dot in its name begins no extension
    stem = file if whole else PurePosixPath(file).stem
    extension = "" if whole else PurePosixPath(file).suffix
    mark = f"~{_mark(path)}" if shown == _MARKED else ""
    tail = extension if shown >= _FULL else ""
    return "/".join([*safe, _safe(f"{_safe(stem)}{mark}{tail}") + ".csv"])


def _colliding(names: dict[str, str], shown: dict[str, int]) -> list[str]:
    """List the paths that need a longer name.

    Of those that meet in one name only the ones that show least: `a.pdf.csv` of `a.pdf` beside
    `a.txt` is promised and stays, the one of an `a.pdf.pdf` gives way.
    """
    folders = {key for name in names.values() for key in _folder_keys(name)}
    met = defaultdict(list)
    for path, name in names.items():
        met[path_key(name)].append(path)
    colliding = []
    for key, group in met.items():
        if key in RESERVED or key in folders:
            colliding += group
        elif len(group) > 1:
            least = min(shown[path] for path in group)
            colliding += [path for path in group if shown[path] == least]
    return colliding


def _folder_keys(name: str) -> list[str]:
    return [path_key(str(folder)) for folder in PurePosixPath(name).parents]


def path_key(name: str) -> str:
    """Give what two names have in common that are one file on some system."""
    return normal(normal(name).casefold())


def _safe(part: str) -> str:
    """Make one folder or file name harmless on every system; a good name stays as it is."""
    name = _FORBIDDEN.sub("_", normal(plain_text(part)))
    name = _BAD_END.sub("", _BAD_START.sub("_", name)) or "_"
    if _DEVICE.fullmatch(name):
        name = "_" + name
    if len(name.encode()) > _NAME_LENGTH:
        kept = name.encode()[:_NAME_LENGTH].decode(errors="ignore")
        name = f"{_BAD_END.sub('', kept)}~{_mark(part)}"
    return name


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_MARK_LENGTH]
