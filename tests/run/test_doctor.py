"""What a machine lacks is told with the command that gets it."""

from __future__ import annotations

import subprocess

import pytest

from pipeline import cli
from pipeline.run import doctor

_SAID = {"--version": "tesseract 5.3.0\n leptonica", "--list-langs": "List of 2:\neng\nosd\n"}


def test_a_missing_language_is_told_with_its_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "ask_engine", _SAID.__getitem__)

    code = cli.main(["doctor"])

    told = capsys.readouterr().out
    assert code == 1
    assert "Tesseract: 5.3.0" in told
    assert "Tesseract, vie: THIẾU, hãy chạy: sudo apt-get install tesseract-ocr-vie" in told


@pytest.mark.parametrize(
    "error", [FileNotFoundError(2, "none"), subprocess.TimeoutExpired("tesseract", 1)]
)
def test_a_machine_without_the_engine_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    def refuse(_: str) -> str:
        raise error

    monkeypatch.setattr(doctor, "ask_engine", refuse)

    code = cli.main(["doctor"])

    assert code == 1
    assert "Tesseract: THIẾU, hãy chạy: sudo apt-get install tesseract-ocr |" in (
        capsys.readouterr().out
    )


def test_what_only_some_files_need_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = (doctor.Finding("a", "1"), doctor.Finding("b", "", "make b", needed=False))
    monkeypatch.setattr(doctor, "examine", lambda: iter(findings))

    assert cli.main(["doctor"]) == 0
