"""Commands about results, given a folder of reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main


@pytest.mark.parametrize("command", [("measure", "--corrections"), ("forms", "suggest")])
def test_a_folder_of_reports_is_no_folder_of_results(
    command: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("BÁO CÁO", encoding="utf-8")

    assert main([*command, str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert main([*command, str(tmp_path / "no")]) == 2
    assert not (tmp_path / "no").exists()
