"""An archive read in parts on several machines comes to the bytes of one that one machine read."""

from __future__ import annotations

import csv
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model.correction import Correction, Decision
from pipeline.model.errors import SettingError
from pipeline.model.form import Indicator, Kind
from pipeline.run import extraction, merging
from pipeline.run.batch.progress import PlainLines
from pipeline.run.corrections.ledger import Ledger, new_id, now
from pipeline.run.extraction import extract
from pipeline.run.merging import merge
from pipeline.run.settings import Settings, Shard, choose_shard
from pipeline.run.work import Outcome
from tests.run.conftest import FORM, Run, journal, outputs, write_reports
from tests.run.fakes import PERFORM
from tests.run.papers import HONG_LAM, write_appendix, write_box, write_text

COUNT = 3


@pytest.fixture
def archive(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that makes inputs depend on each other, or fail."""
    rows = Indicator("rows", "Số dòng biểu", Kind.COUNT, unit="dòng")
    both = replace(FORM, indicators=(*FORM.indicators, rows))
    for module in (extraction, merging):
        monkeypatch.setattr(module, "load_checked_forms", lambda _: (both,))
    texts = {f"r{at}": f"report {at} 2024-Q{1 + at % 4}\n" + "dòng\n" * at for at in range(9)}
    write_reports(folder, **texts, copy=texts["r3"], half="một\n\funreadable", bad="uncountable")
    write_reports(folder, dies="page dies", twice=texts["r3"])
    (folder / "a.pdf").write_text(write_text(68, HONG_LAM), encoding="utf-8")
    (folder / "b.pdf").write_text(write_appendix(68, HONG_LAM, "| 1", "| 2"), encoding="utf-8")
    (folder / "box.pdf").write_text(write_box(write_text(7), write_text(8)), encoding="utf-8")
    (folder / "note.md").write_text("không phải báo cáo", encoding="utf-8")
    return folder


def _settings(folder: Path, out: Path, shard: Shard | None = None) -> Settings:
    return Settings((folder,), out, workers=1, time_limit=60, shard=shard, perform=PERFORM)


def _read_shards(folder: Path, tmp_path: Path) -> list[Path]:
    outs = [tmp_path / f"part-{number}" for number in range(1, COUNT + 1)]
    for number, out in enumerate(outs, 1):
        extract(_settings(folder, out, Shard(number, COUNT)), PlainLines(sys.stderr))
    return outs


def _merge(outs: list[Path], out: Path) -> Outcome:
    return merge(outs, replace(_settings(out, out), inputs=()), PlainLines(sys.stderr))


def _csvs(out: Path) -> dict[str, bytes]:
    return {name: content for name, content in outputs(out).items() if not name.endswith("xlsx")}


def test_parts_make_the_bytes_of_the_whole(
    archive: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = extract(_settings(archive, tmp_path / "alone"), PlainLines(sys.stderr))
    parts = _read_shards(archive, tmp_path)
    # On a machine of another user, whose results are signed with another key.
    monkeypatch.setattr("pipeline.run.workspace.user_key", lambda: b"another")

    merged = _merge(parts[::-1], out)

    assert _csvs(out) == _csvs(tmp_path / "alone")
    assert {one.path for one in merged.reports} == {one.path for one in alone.reports}
    assert merged.exit_code == alone.exit_code == 1
    done = [one for one in alone.reports if one.path.startswith("a.pdf")]
    assert len(done[0].origins) == 3  # the text has its appendix, of another part
    # Nothing is read again: only what no part could know is done.
    assert journal(out) == ["finish a.pdf 0"]


def test_what_people_decided_is_kept_and_what_does_not_fit_is_refused(
    archive: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = _read_shards(archive, tmp_path)
    home = next(part for part in parts if (part / "r5.csv").exists())
    with (home / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        hashes = {row["report"]: row["sha256"] for row in csv.DictReader(stream)}
    told = Correction(
        new_id(), "r5.txt", hashes["r5.txt"], "lines", Decimal(6), Decimal(9), Decision.VALUE,
        "", "", now(),
    )  # fmt: skip
    Ledger(home).add(told)

    for _ in range(2):
        _merge(parts, out)

    with (out / "r5.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert (row["value"], row["status"]) == ("9", "corrected")
    assert len(Ledger(out).read().corrections) == 1

    elsewhere = tmp_path / "elsewhere"
    for wrong in (parts[:2], [*parts, parts[0]], [*parts[:2], archive]):
        with pytest.raises(SettingError):
            _merge(wrong, elsewhere)
    monkeypatch.setattr(merging, "program_version", lambda: ("another",))
    with pytest.raises(SettingError):
        _merge(parts, elsewhere)
    assert not elsewhere.exists()


@pytest.mark.parametrize("asked", ["0/3", "4/3", "2", "a/b", "-1/2"])
def test_a_part_that_is_none_is_refused(asked: str) -> None:
    with pytest.raises(SettingError):
        choose_shard(asked)
