"""Folders whose files are the pages of one report: `page-1.jpg`, `page-2.jpg`, `IMG_0003.JPG`.

A phone or a scanner writes one image a page. Whether they are pages of one report shows only when
they were read (`job`); here it is decided which folders come into question, and in which order
their files are pages: that of the numbers in their names, not that of the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.read.formats import IMAGE_SUFFIXES
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.inputs.selection import Input, path_name

_LEAST = 2  # images


def gather_page_images(entries: Iterable[Input]) -> tuple[Input, ...]:
    """Put images together that may be the pages of one report, folder by folder.

    Args:
        entries: As `find_inputs` gives them; skipped files do not count.

    Returns:
        The same, in the order of their paths, with one entry in the place of all such images of a
        folder.
    """
    folders: dict[str, list[Input]] = {}
    others: list[Input] = []
    for entry in entries:
        if entry.state is None:
            folders.setdefault(_place(entry), []).append(entry)
        else:
            others.append(entry)
    gathered = [one for found in folders.values() for one in _gather(found)]
    named = _name_apart([*others, *gathered])
    return tuple(sorted(named, key=lambda entry: (entry.path, str(entry.file))))


def _place(entry: Input) -> str:
    """Give what files of one folder have in common: a zip is one in the outputs alone.

    The paths of the files of one folder differ in their folders where two were given that hold
    some of the same names.
    """
    if OWN_FOLDER in entry.file.parts:
        return entry.path.rpartition("/")[0]
    return str(entry.file.parent)


def _name_apart(entries: Sequence[Input]) -> Iterator[Input]:
    """Make the names of all folders differ: that of a given one may be found below it too."""
    taken: set[str] = set()
    for entry in sorted(
        entries, key=lambda one: bool(one.images) and "/" not in one.images[0].path
    ):
        path, number = entry.path, 1
        while entry.images and path in taken:
            number += 1
            path = f"{entry.path.removesuffix('/')} ({number})/"
        taken.add(path)
        yield replace(entry, path=path)


def _gather(entries: Sequence[Input]) -> Iterator[Input]:
    pages = _in_page_order(entries)
    if pages:
        yield Input(_folder_path(pages[0]), pages[0].file.parent, images=pages)
    else:
        yield from entries


def _in_page_order(entries: Sequence[Input]) -> tuple[Input, ...]:
    """Give images in the order of the numbers in their names; none where they are not pages."""
    if len(entries) < _LEAST:
        return ()
    if any(entry.file.suffix.lower() not in IMAGE_SUFFIXES for entry in entries):
        return ()
    numbered = [(*name_parts(PurePosixPath(entry.path).name), entry) for entry in entries]
    if len({words for words, _, _ in numbered}) > 1:
        return ()
    if len({numbers for _, numbers, _ in numbered}) < len(numbered):
        return ()
    return tuple(entry for _, _, entry in sorted(numbered, key=lambda one: one[1]))


def name_parts(name: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Divide the name of a file into its words and its numbers.

    >>> name_parts("IMG_0010.JPG"), name_parts("trang 2.jpeg")
    ((('img_', '.jpg'), (10,)), (('trang ', '.jpg'), (2,)))
    """
    plain = name.casefold().replace(".jpeg", ".jpg").replace(".tiff", ".tif")
    words = tuple(re.split(r"\d+", plain))
    return words, tuple(map(int, re.findall(r"\d+", plain)))


def _folder_path(page: Input) -> str:
    """Name the report that a folder is, as the outputs do: with a stroke at its end."""
    above = page.path.rpartition("/")[0] or path_name(page.file.parent.name)
    return f"{above}/"
