"""Which report, and which of its figures, a person means who did not copy the name to the letter.

A name is compared as it is written first, and ever more loosely where nothing is called so; the
first way that finds anything decides, so that a name in full never means another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from pipeline.vietnamese.alphabet import fold
from pipeline.write.names import csv_name, csv_names

# Percent of letters that two names must share to be near; "VII.5.2" and "VII.5.21" share 93.
_NEAR = 60
_SUGGESTED = 3

_EXTENSION = re.compile(r"(?<=[^/])\.[A-Za-z0-9]{1,5}(?=#\d+$|$)")
_NUMBER = re.compile(r"#\d+$")  # of a document in a file
_SPACING = re.compile(r"[\s_]+")


_Loosening = Callable[[str], str]


def find_paths(paths: Sequence[str], asked: str) -> tuple[str, ...]:
    """Find the reports that a name may mean: of those that fit it best all.

    Args:
        paths: Of all reports, as `reports.csv` has them.
        asked: Such a path, the end of one, the path of the file or of its CSV; the extension, the
            marks and whether letters are capital may be left to us.

    >>> find_paths(["x/Báo cáo.pdf", "y/b.pdf#1"], "bao cao"), find_paths(["y/b.pdf"], "/z/y/b.pdf")
    (('x/Báo cáo.pdf',), ('y/b.pdf',))
    >>> find_paths(["y/b.pdf#1", "y/b.pdf#2"], "out/y/b.2.csv")
    ('y/b.pdf#2',)
    >>> find_paths(["a.pdf", "x/a.pdf"], "in/x/a.pdf"), find_paths(["a.pdf"], "b")
    (('x/a.pdf',), ())
    """
    csvs = _csv_paths(paths)
    names = {path: (path,) for path in paths}
    wider = {path: (path, csvs[path]) for path in paths}
    steps: tuple[tuple[Mapping[str, tuple[str, ...]], _Loosening], ...] = (
        (names, str),
        (wider, _plain),
        (wider, _without_extension),
    )
    for told, loosen in steps:
        wanted = loosen(asked)
        for fits in (_is_same, _ends_so, _is_end_of):
            found = [
                path for path in paths if any(fits(loosen(name), wanted) for name in told[path])
            ]
            if found:
                # "in/x/a.pdf" is "x/a.pdf" rather than the "a.pdf" beside that folder.
                most = max(map(len, found)) if fits is _is_end_of else 0
                return tuple(path for path in found if len(path) >= most)
    return ()


def find_ids(labels: Mapping[str, str], asked: str) -> tuple[str, ...]:
    """Find the indicators that a word may mean.

    Args:
        labels: By id.
        asked: An id or a label, without marks and in small letters as well; or the label's end.

    >>> labels = {"VII.5": "Số máy tính", "people": "Dân số"}
    >>> find_ids(labels, "vii.5."), find_ids(labels, "dan so"), find_ids(labels, "x")
    (('VII.5',), ('people',), ())
    """
    if asked in labels:
        return (asked,)
    wanted = _plain(asked).rstrip(".")
    if not wanted:
        return ()
    for fits in (_is_same_id, _is_label, _ends_label):
        found = tuple(id for id, label in labels.items() if fits(id, label, wanted))
        if found:
            return found
    return ()


def suggest(names: Iterable[str], asked: str) -> tuple[str, ...]:
    """Give the names that are most like one that there is not.

    >>> suggest(["dossiers_received", "VII.5.2.1"], "dosier_received")
    ('dossiers_received',)
    """
    near = process.extract(
        asked,
        list(dict.fromkeys(names)),
        scorer=fuzz.WRatio,
        processor=_plain,
        limit=_SUGGESTED,
        score_cutoff=_NEAR,
    )
    return tuple(name for name, *_ in near)


def _csv_paths(paths: Sequence[str]) -> dict[str, str]:
    """Give each report its CSV; the documents of one file go by the name of the whole."""
    wholes = csv_names(_NUMBER.sub("", path) for path in paths)
    return {path: csv_name(path, wholes) for path in paths}


def _plain(name: str) -> str:
    return _SPACING.sub(" ", fold(name)).strip()


def _without_extension(name: str) -> str:
    return _EXTENSION.sub("", _plain(name).rstrip("/"))


def _is_same(name: str, wanted: str) -> bool:
    return name == wanted


def _ends_so(name: str, wanted: str) -> bool:
    return bool(wanted) and name.endswith(f"/{wanted}")


def _is_end_of(name: str, wanted: str) -> bool:
    return bool(name) and wanted.endswith(f"/{name}")


def _is_same_id(id: str, _: str, wanted: str) -> bool:
    return _plain(id) == wanted


def _is_label(_: str, label: str, wanted: str) -> bool:
    return _plain(label).rstrip(".") == wanted


def _ends_label(_: str, label: str, wanted: str) -> bool:
    """Say whether a label without a form, `parent > row | column`, has such a row or column."""
    return wanted in re.split(r" [>|] ", _plain(label))
