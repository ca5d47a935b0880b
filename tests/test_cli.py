"""The command line: exit codes, messages, start-up."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.model.form import Form, Indicator, Kind
from pipeline.run import checked_forms, extraction, settings
from tests.read import drawn

_FORM = Form(
    "lines",
    "Báo cáo thử",
    ("báo cáo",),
    indicators=(Indicator("lines", "Số dòng", Kind.COUNT, unit="dòng"),),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One readable report, and one small form."""
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_text("BÁO CÁO\nTiếp nhận 12 hồ sơ.\fTrang 2\n", encoding="utf-8")
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (_FORM,))
    monkeypatch.setattr(checked_forms, "load_checked_forms", lambda _: (_FORM,))
    return made


def _extract(folder: Path, *more: str) -> int:
    return cli.main(["extract", str(folder), "--out", str(folder.parent / "out"), *more])


def test_reading_a_folder_ends_with_a_summary_on_standard_output(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _extract(folder, "--form", "lines")

    printed = capsys.readouterr()
    assert code == 0
    assert "[1/1] a.txt: xong, 2 trang" in printed.err
    assert "Đã xử lý 1 báo cáo, tệp: 1 đọc được" in printed.out


def test_dumps_too_few_to_learn_from_are_read_as_ever(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _extract(folder, "--form", "lines", "--adapt")

    printed = capsys.readouterr()
    assert code == 0
    assert "Nothing was learned" in printed.err
    assert "1 đọc được" in printed.out


def test_a_failed_report_gives_exit_code_1(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"")

    code = _extract(folder, "--form", "lines")

    assert code == 1


@pytest.mark.parametrize(
    "more",
    [
        ["--form", "nonesuch"],
        ["--workers", "0"],
        ["--time-limit", "-1"],
    ],
)
def test_a_wrong_call_gives_exit_code_2_and_starts_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    code = _extract(folder, *more)

    assert code == 2
    assert capsys.readouterr().err.startswith("solieu: ")
    assert not (folder.parent / "out").exists()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ([], "solieu: còn thiếu: COMMAND\n"),
        (["extrac", "a"], "Có phải là extract?\n"),
        (["extract", "a"], "solieu: còn thiếu: --out\n"),
        (["extract", "a", "--out", "b", "--workers", "x"], "phải là số nguyên, không phải 'x'\n"),
        (["extract", "a", "--out", "b", "--\x1b[31m"], "solieu: không hiểu: --\\x1b[31m\n"),
        (["repair", "--ocr", "x"], "--ocr không có 'x'; hãy chọn một trong: 'vie'"),
    ],
)
def test_a_call_that_is_no_call_is_told_in_vietnamese_and_in_english_below(
    capsys: pytest.CaptureFixture[str], call: list[str], told: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(call)

    printed = capsys.readouterr().err
    assert ended.value.code == 2
    first, _, last = printed.partition("Cách dùng: ")
    assert told in first
    assert "\nsolieu: " in last


def test_an_empty_folder_gives_exit_code_2_unless_it_is_meant(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _extract(folder, "--form", "lines")
    (folder / "a.txt").unlink()

    codes = _extract(folder), _extract(folder, "--allow-empty")

    assert codes == (2, 0)
    assert "--allow-empty" in capsys.readouterr().err
    assert not (folder.parent / "out" / "a.csv").exists()


def test_a_second_reading_says_that_nothing_was_done(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _extract(folder, "--form", "lines")
    capsys.readouterr()

    code = _extract(folder, "--form", "lines")

    printed = capsys.readouterr()
    assert code == 0
    assert printed.err == ""
    assert "1 báo cáo giữ nguyên từ lần trước" in printed.out


def test_a_command_that_is_stopped_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(extraction, "find_inputs", stop)

    code = _extract(folder, "--form", "lines")

    assert code == 130
    assert "Run the same command again" in capsys.readouterr().err


def test_a_path_that_is_not_there_gives_exit_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _extract(folder / "nowhere")

    assert code == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_form_file_with_faults_gives_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "bad.toml"
    form.write_text('id = "bad"\nnonsense = 1\n', encoding="utf-8")

    code = cli.main(["forms", "check", str(form)])

    assert code == 2
    assert "nonsense" in capsys.readouterr().err


def test_explain_tells_what_the_last_run_found(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _extract(folder, "--form", "lines")
    capsys.readouterr()

    code = cli.main(["explain", "a.txt", "lines", "--out", str(folder.parent / "out")])

    assert code == 0
    assert capsys.readouterr().out.startswith("lines  Số dòng\n")


def test_explaining_a_report_that_is_not_there_gives_exit_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["explain", "a.txt", "--out", str(folder.parent / "out")])

    assert code == 2
    assert "reports.csv" in capsys.readouterr().err


def test_read_prints_pages_between_form_feeds(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["read", str(folder / "a.txt")])

    assert code == 0
    assert capsys.readouterr().out == "BÁO CÁO\nTiếp nhận 12 hồ sơ.\n\fTrang 2\n"


def test_read_prints_one_page_without_a_form_feed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["read", str(folder / "a.txt"), "--page", "2"])

    assert code == 0
    assert capsys.readouterr().out == "Trang 2\n"


def test_read_draws_pages_beside_what_it_prints(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = drawn.write_prose(folder / "b.pdf", pages=2)

    code = cli.main(["read", str(report), "--draw", str(folder / "x.png")])

    printed = capsys.readouterr()
    names = [str(folder / "x-1.png"), str(folder / "x-2.png")]
    assert code == 0
    assert printed.out.count(drawn.PROSE[0]) == 4
    assert printed.err.splitlines() == names == sorted(map(str, folder.glob("*.png")))


def test_read_draws_one_page_under_the_name_itself(folder: Path) -> None:
    report = drawn.write_prose(folder / "b.pdf", pages=2)

    code = cli.main(["read", str(report), "--page", "2", "--tables", "--draw", f"{folder}/x.png"])

    assert code == 0
    assert [file.name for file in folder.glob("*.png")] == ["x.png"]


@pytest.mark.parametrize(
    ("file", "more"),
    [
        ("a.txt", ["--page", "3"]),
        ("a.txt", ["--draw", "x.png"]),
        ("b.pdf", ["--draw", "x.jpg"]),
        ("b.pdf", ["--draw", "nowhere/x.png"]),
        ("b.pdf", ["--draw", "x.png", "--page", "0"]),
    ],
)
def test_a_page_or_picture_that_cannot_be_gives_exit_code_2_and_nothing_else(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    more: list[str],
) -> None:
    drawn.write_prose(folder / "b.pdf")
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())

    code = cli.main(["read", file, "--tables", *more])

    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    assert " | " in printed.err
    assert sorted(folder.iterdir()) == before


def test_read_refuses_a_bad_file_with_exit_code_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "b.pdf").write_bytes(b"")

    code = cli.main(["read", str(folder / "b.pdf")])

    assert code == 1
    assert " | " in capsys.readouterr().err


def test_forms_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["forms", "list"])

    assert code == 0
    assert capsys.readouterr().out.startswith("lines: Báo cáo thử\n")


def test_the_forms_of_this_version_lie_where_they_are_looked_for() -> None:
    assert list(settings.PATTERNS.glob("*.toml"))


def test_a_reader_that_has_enough_is_no_error(folder: Path) -> None:
    (folder / "long.txt").write_text("dòng\n" * 50_000, encoding="utf-8")

    command = f"'{sys.executable}' -m pipeline.cli read '{folder / 'long.txt'}' | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        check=False,
        env=_environment(),
    )

    assert done.returncode == 0
    assert done.stderr == b""


def test_a_listener_who_leaves_stops_no_run_and_changes_no_exit_code(
    folder: Path, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"{name}: Xã đã tiếp nhận 12 hồ sơ.\n", encoding="utf-8")
    (folder / "c.txt").write_bytes(b"")
    out = tmp_path / "out"
    solieu = f"'{sys.executable}' -m pipeline.cli extract '{folder}' --out '{out}'"

    done = subprocess.run(
        ["bash", "-c", f"{{ sleep 0.1; {solieu}; }} 2>&1 | true; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
        env=_environment(),
    )

    assert done.returncode == 1  # c.txt is empty, and that must still be told
    assert {"a.csv", "b.csv", "figures.csv", "reports.csv"} <= {f.name for f in out.iterdir()}


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}


def test_help_comes_at_once() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "--help"],
        capture_output=True,
        check=True,
        env=_environment(),
    )

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 0.3


def test_help_loads_no_engine() -> None:
    program = "import sys, pipeline.cli; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        text=True,
        env=_environment(),
    ).stdout.split()

    assert {"numpy", "cv2", "pandas", "regex", "msgspec", "rich"} & set(loaded) == set()
