"""One call of `solieu extract`, from the settings to the files in OUT."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.model.errors import SettingError
from pipeline.model.form import Form
from pipeline.model.versioned import all_versions
from pipeline.read.formats import DUMP_SUFFIXES
from pipeline.read.signature import suffix_of
from pipeline.run.again import note_call
from pipeline.run.batch.interruption import stoppable
from pipeline.run.batch.progress import Progress
from pipeline.run.batch.seen import Seen
from pipeline.run.batch.steps import Wish, know_forms
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.inputs.archives import remove_unpacked
from pipeline.run.inputs.page_images import gather_page_images
from pipeline.run.inputs.selection import Input, check_paths, displayed, find_inputs
from pipeline.run.settings import Settings
from pipeline.run.shards import make_note, write_note
from pipeline.run.standing import find_standing, note_standing
from pipeline.run.vanished import check_nothing_vanished
from pipeline.run.work import ALL_READ, INTERRUPTED, SOME_FAILED, Basis, Outcome, Work, work_through
from pipeline.run.workspace import Workspace

__all__ = ["ALL_READ", "INTERRUPTED", "SOME_FAILED", "Outcome", "extract"]

_ADAPTATION = "adaptation.json"  # below OUT; kept with the outputs, as they depend on it


@stoppable()
def extract(settings: Settings, progress: Progress) -> Outcome:
    """Read all reports below the inputs and write the outputs.

    Raises:
        SolieuError: With exit code 2: a setting or a form is wrong, or reports of the last run are
            gone by accident; nothing was started, and nothing was removed.
    """
    forms = load_checked_forms(settings.patterns)
    _check_form(settings.form, forms)
    check_paths(settings.inputs, settings.out)
    with Workspace(settings.out) as workspace:
        found = find_inputs(settings.inputs, settings.out, _teller(progress), settings.time_limit)
        archive = gather_page_images(found)
        if not settings.allow_empty:
            check_nothing_vanished(workspace, archive)
        if settings.shard is None:
            note_call(settings.out, settings, workspace.cache)
        if settings.force:
            workspace.cache.clear()
        scanner = _know_scanner(settings, workspace, archive, progress)
        wish = Wish(settings.form, scanner, settings.split)
        basis = Basis(know_forms(forms, settings.patterns), wish)
        outcome = _read(settings, workspace, archive, basis, progress)
        if not outcome.left:
            remove_unpacked(workspace.out, (file for entry in archive for file in entry.files))
    return outcome


def _read(
    settings: Settings,
    workspace: Workspace,
    archive: Sequence[Input],
    basis: Basis,
    progress: Progress,
) -> Outcome:
    """Read the inputs of an archive, or of one part of it."""
    shard = settings.shard
    places = [at for at, one in enumerate(archive) if shard is None or shard.holds(one.path)]
    seen = Seen(kept=shard is not None)
    entries = [archive[at] for at in places]
    if standing := find_standing(settings, workspace, entries, basis):
        return standing
    write_note(workspace.out, None)
    outcome = work_through(settings, workspace, Work(entries, archive, basis, seen), progress)
    if shard and not outcome.left:
        inputs = zip(places, entries, strict=True)
        write_note(workspace.out, make_note(shard, inputs, basis.forms, basis.wish, seen))
    note_standing(settings, workspace, entries, basis, outcome)
    return outcome


def _teller(progress: Progress) -> Callable[[str], None]:
    return lambda name: progress.note(f"Đang giải nén {name} | Unpacking {name}")


def _check_form(asked: str, forms: Sequence[Form]) -> None:
    ids = list(all_versions(forms))
    if asked and asked not in ids:
        raise SettingError(
            f"Không có biểu mẫu {displayed(asked)}. Các biểu mẫu hiện có: {', '.join(ids)}.",
            f"There is no form {displayed(asked)}. The forms are: {', '.join(ids)}.",
        )


def _know_scanner(
    settings: Settings, workspace: Workspace, entries: Sequence[Input], progress: Progress
) -> str:
    """Give the key of what is known of the scanner of the dumps; empty: nothing, or not asked.

    Raises:
        SettingError: What was learned before is broken, or what is learned now cannot be written.
    """
    if not settings.adapt:
        return ""
    dumps = [
        entry.file
        for entry in entries
        if entry.state is None and suffix_of(entry.file) in DUMP_SUFFIXES
    ]
    if not dumps:
        return ""
    from pipeline.run.adapting import know_scanner  # here, as scans do without the repair

    file = workspace.out / _ADAPTATION
    return know_scanner(
        file,
        dumps,
        workspace.cache,
        lambda vietnamese, english: progress.note(f"{vietnamese} | {english}"),
    )
