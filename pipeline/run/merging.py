"""`solieu merge`: one archive out of what several machines read, whatever their order.

The results of all parts are put together and gone through once more. Nothing is read again, so the
inputs need not be there; what only all reports together show, such as a text whose appendix another
machine read, is found as in one run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.model.errors import SettingError, SolieuError
from pipeline.run.batch.interruption import stoppable
from pipeline.run.batch.progress import Progress
from pipeline.run.batch.steps import KnownForm, know_forms
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.corrections.ledger import Ledger
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.inputs.selection import displayed
from pipeline.run.settings import Settings
from pipeline.run.shards import ShardNote, program_version, read_shard, recall, write_note
from pipeline.run.work import Basis, Outcome, Work, work_through
from pipeline.run.workspace import Workspace


@stoppable()
def merge(shards: Sequence[Path], settings: Settings, progress: Progress) -> Outcome:
    """Put the results of all parts of an archive together.

    Args:
        shards: Their output folders. What they hold is trusted as if it had been read here.
        settings: Where to; its inputs say nothing.
        progress: Shows how far it is.

    Raises:
        SettingError: A part is missing, there twice, or of another version or other forms.
    """
    forms = know_forms(load_checked_forms(settings.patterns), settings.patterns)
    notes = [read_shard(folder) for folder in shards]
    _check(shards, notes, forms)
    with Workspace(settings.out) as workspace:
        for folder in shards:
            progress.note(f"Đang gộp {displayed(str(folder))} | Merging")
            _adopt(workspace, folder)
        write_note(workspace.out, None)
        noted = sorted((one for note in notes for one in note.inputs), key=lambda one: one[0])
        entries = [one.input() for _, one in noted]
        work = Work(entries, entries, Basis(forms, notes[0].wish), recall(notes))
        return work_through(settings, workspace, work, progress)


def _adopt(workspace: Workspace, folder: Path) -> None:
    """Take over the results of a part, and what people decided about them."""
    try:
        workspace.cache.adopt(folder / OWN_FOLDER / "steps")
        known = {one.id for one in Ledger(workspace.out).read().corrections}
        new = [one for one in Ledger(folder).read().corrections if one.id not in known]
        if new:
            Ledger(workspace.out).add(*new)
    except OSError as error:
        name = displayed(str(folder))
        raise SolieuError(
            f"Không gộp được {name} ({error.strerror or error}). Hãy kiểm tra ổ đĩa.",
            f"{name} could not be merged ({error.strerror or error}). Check the disks.",
        ) from error


def _check(folders: Sequence[Path], notes: Sequence[ShardNote], forms: Sequence[KnownForm]) -> None:
    """See that the parts are all of one archive, each once, read by what this program is.

    Raises:
        SettingError: They are not.
    """
    first = notes[0]
    mine = tuple((known.form.id, known.digest) for known in forms)
    for folder, note in zip(folders, notes, strict=True):
        name = displayed(str(folder))
        if note.version != program_version():
            raise SettingError(
                f"{name} do phiên bản khác của chương trình đọc. Hãy cài cùng phiên bản trên mọi "
                "máy rồi đọc lại phần ấy.",
                f"{name} was read by another version of the program. Install one version on all "
                "machines and read that part again.",
            )
        if (note.forms, note.wish, note.shard.count) != (mine, first.wish, first.shard.count):
            raise SettingError(
                f"{name} được đọc với biểu mẫu hoặc tùy chọn khác. Hãy dùng chung một bộ biểu mẫu "
                "và cùng tùy chọn rồi đọc lại phần ấy.",
                f"{name} was read with other forms or options. Use the same ones everywhere and "
                "read that part again.",
            )
    there = sorted(note.shard.number for note in notes)
    if there != list(range(1, first.shard.count + 1)):
        told = ", ".join(map(str, there))
        raise SettingError(
            f"Cần đủ {first.shard.count} phần, mỗi phần một lần; đang có phần {told}.",
            f"All {first.shard.count} parts are needed, each once; there are {told}.",
        )
