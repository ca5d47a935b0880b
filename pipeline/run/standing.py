"""`OUT/.solieu/standing.json`: a run that came to its end, so that the same one is not done again.

Where neither an input nor anything the outputs rest on changed, nor an output itself, there is
nothing to do: 0.3 ms a report instead of 21, and no memory. All inputs are hashed even so. A file
that was replaced by one of the same size and time is found, and costs what a changed one does.
It is signed with the user's key: a folder that came by mail cannot say of itself that it is right.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.model.errors import SourceError
from pipeline.run.batch.clock import Clock
from pipeline.run.batch.job import make_report_file
from pipeline.run.batch.versions import finishing_version, writing_version
from pipeline.run.corrections.ledger import FILE as CORRECTIONS
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.inputs.selection import Input
from pipeline.run.settings import Settings
from pipeline.run.work import ALL_READ, Basis, Outcome
from pipeline.run.workspace import IndexEntry, Workspace
from pipeline.write.regular import read_regular
from pipeline.write.replace import replacing
from pipeline.write.summary import summary_text

_FILE = "standing.json"
_OUTPUTS = ("figures.csv", "others.csv", "reports.csv", "figures.xlsx", "datapackage.json")
_INDEX, _CATALOGUE = "index.json", "catalogue.sqlite"  # people's decisions change the latter


@dataclass(frozen=True, slots=True)
class _Standing:
    looks: str  # hash of what the inputs look like from outside, and of all that results rest on
    outputs: str  # hash of what the outputs look like
    summary: str  # what is said when nothing changed


def find_standing(
    settings: Settings, workspace: Workspace, archive: Sequence[Input], basis: Basis
) -> Outcome | None:
    """Give what the last run came to, if this one would come to the same; None where it may not.

    Args:
        settings: Of this run.
        workspace: Of the outputs.
        archive: All inputs.
        basis: What the results rest on.
    """
    known = _read(workspace)
    if known is None or settings.force:
        return None
    try:
        if known.looks != _see_inputs(settings, archive, basis):
            return None
        entries = workspace.read_index()
        if known.outputs != _see_outputs(workspace, entries):
            return None
        if not _are_unchanged(archive, entries, settings.time_limit):
            return None
    except (OSError, SourceError):
        return None
    reports = tuple(entry.report for entry in entries)
    done = sum(bool(entry.result) for entry in entries)
    return Outcome(reports, unchanged=done, summary=known.summary)


def note_standing(
    settings: Settings,
    workspace: Workspace,
    archive: Sequence[Input],
    basis: Basis,
    outcome: Outcome,
) -> None:
    """Remember a run that read all, with nothing left to tell; what failed is tried again."""
    file = workspace.out / OWN_FOLDER / _FILE
    if outcome.exit_code != ALL_READ or outcome.notes:
        file.unlink(missing_ok=True)
        return
    try:
        entries = workspace.read_index()
        done = sum(bool(entry.result) for entry in entries)
        standing = _Standing(
            _see_inputs(settings, archive, basis),
            _see_outputs(workspace, entries),
            summary_text(outcome.reports, done),
        )
    except (OSError, SourceError):
        file.unlink(missing_ok=True)
        return
    content = msgspec.json.encode(standing)
    with replacing(file) as stream:
        stream.write(workspace.cache.sign(_FILE, content) + b"\n" + content)


def _read(workspace: Workspace) -> _Standing | None:
    try:
        found = read_regular(workspace.out / OWN_FOLDER / _FILE)
        signature, _, content = found.partition(b"\n")
        if not hmac.compare_digest(signature, workspace.cache.sign(_FILE, content)):
            return None
        return msgspec.json.decode(content, type=_Standing)
    except (OSError, msgspec.DecodeError):
        return None


def _see_inputs(settings: Settings, archive: Sequence[Input], basis: Basis) -> str:
    digest = hashlib.sha256()
    for part in _rest_on(settings, basis):
        digest.update(part.encode(errors="surrogatepass") + b"\0")
    for entry in archive:
        told = f"{entry.path}\0{entry.state or ''}\0{entry.message}"
        digest.update(told.encode(errors="surrogatepass"))
        for file in entry.files:
            digest.update(_look(file))
    return digest.hexdigest()


def _rest_on(settings: Settings, basis: Basis) -> Iterator[str]:
    """Give all that the outputs rest on besides the inputs."""
    yield from (known.digest for known in basis.forms)
    yield repr((basis.wish, settings.shard))
    yield writing_version()
    yield from (finishing_version(""), finishing_version(".txt"))
    try:
        yield hashlib.sha256(read_regular(settings.out / CORRECTIONS)).hexdigest()
    except FileNotFoundError:
        yield "nothing was corrected"


def _see_outputs(workspace: Workspace, entries: Sequence[IndexEntry]) -> str:
    """Hash what the outputs look like; the results that they came from must be there too."""
    out, digest = workspace.out, hashlib.sha256()
    (out / OWN_FOLDER / _CATALOGUE).stat()
    digest.update(hashlib.sha256(read_regular(out / OWN_FOLDER / _INDEX)).digest())
    for name in (*_OUTPUTS, *(entry.csv for entry in entries if entry.csv)):
        digest.update(_look(out / name))
    for entry in entries:
        if entry.result:
            workspace.cache.check_there(entry.result)
    return digest.hexdigest()


def _look(file: Path) -> bytes:
    found = os.lstat(file)
    return f"{os.fsdecode(file)}\0{found.st_size} {found.st_mtime_ns} {found.st_ino}\n".encode(
        errors="surrogatepass"
    )


def _are_unchanged(archive: Sequence[Input], entries: Sequence[IndexEntry], limit: float) -> bool:
    """Say whether all files have the bytes that the last run read, and would be read as then."""
    known = {some.file.path: some.file for entry in entries for some in entry.sheets}
    files = (file for entry in archive if entry.state is None for file in entry.files)
    return all(
        known.get(os.fsencode(file)) == make_report_file(file, Clock(limit)) for file in files
    )
