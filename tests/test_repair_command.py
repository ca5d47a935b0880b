"""`solieu repair`: a filter that a pipe, an odd file and a curious user can rely on."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.run import repairing
from pipeline.vietnamese.encoding_tables import TABLES
from pipeline.vietnamese.encodings import Encoding
from tests.interrupts import interrupts_heard

_DAMAGED = "UBND x3 Bic Son da dugc giao 12 nhiem vu"
_SOUND = "UBND xã Bắc Sơn đã được giao 12 nhiệm vụ"
_TEXT = (
    "Ủy ban nhân dân xã Bắc Sơn báo cáo kết quả thực hiện, đạt 99,8%\nđược giải quyết đúng hạn\n"
)
# This scanner writes 8 for ã, which no other does.
_OF_ONE_SCANNER = (
    "UBND x8 d8 ban hanh ké hoach vé cong tac cai cach hanh chinh trén dia ban x8 trong nam.\n"
    "Uy ban nhan dan x8 d8 tiép nhan va giai quyét hé so cua nguoi dan theo quy dinh dugc giao.\n"
) * 90
_PATIENCE = 600  # seconds; a command takes one or two, and only one that hangs takes so many
_HEADER = "dòng\tđọc được\tsửa thành\tđộ tin cậy\tkhả năng khác\tlý do"


def _run(stdin: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", "repair", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=_PATIENCE)


def _repair(
    folder: Path, content: bytes, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str, str]:
    file = folder / "a.txt"
    file.write_bytes(content)
    code = cli.main(["repair", str(file), *more])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def _in_old_letters(text: str, encoding: Encoding) -> str:
    """Give a text as a program sees it that takes its old encoding for Windows-1252."""
    codes: dict[str, str] = {}
    for code, letter in TABLES[encoding].items():
        codes.setdefault(letter, code)
    return "".join(codes.get(letter, letter) for letter in text)


def test_a_pipe_gets_as_many_lines_as_it_put_in() -> None:
    done = _run(f"{_DAMAGED}\n\n\f{_DAMAGED}\r\n./.".encode())

    assert done.returncode == 0
    assert done.stdout.decode() == f"{_SOUND}\n\n\f{_SOUND}\r\n./."
    assert done.stderr == b""


@pytest.mark.parametrize("argument", ["-", None])
def test_standard_input_is_read_with_or_without_a_dash(argument: str | None) -> None:
    done = _run(_DAMAGED.encode(), *([argument] if argument else []))

    assert done.stdout.decode() == _SOUND


def test_nothing_in_gives_nothing_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _repair(tmp_path, b"", capsys) == (0, "", "")


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r", "\n\n", "\f\n"])
def test_line_breaks_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str) -> None:
    _, out, _ = _repair(tmp_path, f"{_DAMAGED}{end}".encode(), capsys)

    assert out == f"{_SOUND}{end}"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (_TEXT.encode("utf-8-sig"), "UTF-8"),
        (_TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + _TEXT.encode("utf-16-be"), "UTF-16"),
        (_in_old_letters(_TEXT.lower(), Encoding.TCVN3).encode("cp1252"), "TCVN3"),
        (_in_old_letters(_TEXT, Encoding.VNI).encode("cp1252"), "VNI"),
        (_in_old_letters(_TEXT, Encoding.WINDOWS_1258).encode("cp1252"), "Windows-1258"),
    ],
)
def test_other_encodings_are_found_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, name: str
) -> None:
    code, out, err = _repair(tmp_path, content, capsys)

    assert code == 0
    assert out.lower() == _TEXT.lower()
    assert err.count("\n") == 1
    assert name in err


def test_lines_in_an_old_font_become_unicode_among_lines_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = _in_old_letters(_TEXT.lower(), Encoding.TCVN3)

    code, out, err = _repair(tmp_path, f"{_TEXT}{old}".encode(), capsys)

    assert code == 0
    assert out == _TEXT + _TEXT.lower()
    assert "2 dòng theo mã TCVN3" in err


def test_an_encoding_may_show_late(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = "376 381\n" * 20_000
    old = _in_old_letters(_TEXT.lower(), Encoding.TCVN3).encode("cp1252")

    _, out, err = _repair(tmp_path, first.encode() + old, capsys)

    assert out == first + _TEXT.lower()
    assert "TCVN3" in err


def test_text_of_a_western_ocr_in_8_bits_is_read_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, err = _repair(tmp_path, "da ban hành ké hoach, dat 99%\n".encode("cp1252"), capsys)

    assert out == "đã ban hành kế hoạch, đạt 99%\n"
    assert "Windows-1252" in err


def test_bytes_that_are_no_letters_are_replaced_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = _repair(tmp_path, f"{_TEXT}12 ".encode() + b"\xff\n\xf1", capsys)

    assert code == 0
    assert out == f"{_TEXT}12 \ufffd\n\ufffd"
    assert "2 places" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "solieu read"),
        (b"PK\x03\x04\x14\x00", "solieu read"),
        (b"\x89PNG\r\n\x1a\n", "solieu read"),
        (bytes(range(256)) * 20, "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_a_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    code, out, err = _repair(tmp_path, content, capsys)

    assert code == 1
    assert out == ""
    assert err.startswith("solieu: ")
    assert said in err.split(" | ")[0]
    assert said in err.split(" | ")[1]


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_file_that_is_none_gives_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code = cli.main(["repair", str(tmp_path / name)])

    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    assert " | " in printed.err


def test_explain_tells_each_change_and_sums_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{_DAMAGED}\n\n19/QD-UBND nim 2024\ncác trƣờng tiểu học, quy 11l nim 2024\n"

    code, out, err = _repair(tmp_path, text.encode(), capsys, "--explain")

    header, *rows = [line.split("\t") for line in out.splitlines()]
    assert code == 0
    assert "\t".join(header) == _HEADER
    assert [tuple(row[:3]) for row in rows] == [
        *(("1", "x3", "xã"), ("1", "Bic", "Bắc"), ("1", "Son", "Sơn"), ("1", "da", "đã")),
        *(("1", "dugc", "được"), ("1", "nhiem", "nhiệm"), ("1", "vu", "vụ")),
        *(("3", "19/QD-UBND", "19/QĐ-UBND"), ("3", "nim", "năm")),
        *(("4", "trƣờng", "trường"), ("4", "quy", "quý"), ("4", "11l", "III")),
        ("4", "nim", "năm"),
    ]
    assert {row[1]: row[5] for row in rows if row[5]} == {
        "19/QD-UBND": "bảng ký hiệu văn bản",
        "trƣờng": "chữ trông giống, dấu rời",
        "quy": "trước số của quý",
        "11l": "quý theo số nét",
    }
    assert all(0.5 < float(row[3]) <= 1 for row in rows if row[3])
    assert "13 changes" in err


def test_a_line_of_any_length_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "; ".join([_DAMAGED] * 2000)
    content = f"{long}\nx{'6' * 100_000}\n{_DAMAGED}".encode()

    _, out, _ = _repair(tmp_path, content, capsys)
    _, table, _ = _repair(tmp_path, content, capsys, "--explain")

    lines = out.split("\n")
    assert len(lines) == 3
    assert lines[0].count(_SOUND) > 1900  # the words at a cut do not know each other
    assert len(lines[0].split()) == len(long.split())
    assert lines[1:] == [f"x{'6' * 100_000}", _SOUND]
    assert {row.split("\t")[0] for row in table.splitlines()[1:]} == {"1", "3"}


def test_explaining_nothing_gives_a_header_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, err = _repair(tmp_path, b"", capsys, "--explain")

    assert out == f"{_HEADER}\n"
    assert "0 words" in err


def test_explaining_twice_gives_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    once, again = (_repair(tmp_path, _DAMAGED.encode(), capsys, "--explain") for _ in range(2))

    assert once == again


def test_a_control_character_does_not_reach_the_terminal_by_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{_DAMAGED} {_DAMAGED} {_DAMAGED} {_DAMAGED} tr\u01a3\x1b[31mng"

    _, out, _ = _repair(tmp_path, text.encode(), capsys, "--explain")

    assert "\x1b" not in out


def test_the_user_may_say_which_ocr_read_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Từ điển Anh - Việt; kết quả của xã; dugc giao nhiem vu\n".encode()

    texts = {_repair(tmp_path, text, capsys, "--ocr", ocr)[1] for ocr in ("vie", "eng")}

    assert len(texts) == 2


def test_an_unknown_ocr_gives_exit_code_2() -> None:
    done = _run(b"", "--ocr", "deu")

    assert done.returncode == 2


def test_what_is_printed_on_the_forms_is_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    label = "Tỷ lệ hộ sở nghèo đặc thù tại thôn bản"  # no Vietnamese but on this form
    monkeypatch.setattr(repairing, "read_form_phrases", lambda *_: (label,))

    _, out, _ = _repair(tmp_path, b"Ty 1\xc2\xa2 h0 so ngheo dac thu tai thon ban", capsys)

    assert out == label


def test_a_form_with_a_fault_does_not_stop_the_filter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "a.toml").write_text("id = ", encoding="utf-8")
    monkeypatch.setattr(repairing, "PATTERNS", tmp_path / "patterns")

    code, out, err = _repair(tmp_path, _DAMAGED.encode(), capsys)

    assert (code, out) == (0, _SOUND)
    assert err.startswith("solieu: biểu mẫu trong patterns/ có lỗi")
    assert err.count("\n") == 1


def test_a_scanner_is_learned_once_and_repaired_alike_ever_after(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, adapt = tmp_path / "scanner.json", ("--adapt", str(tmp_path / "scanner.json"))

    _, first, told = _repair(tmp_path, _OF_ONE_SCANNER.encode(), capsys, *adapt)
    learned = kept.read_bytes()
    _, again, told_again = _repair(tmp_path, _OF_ONE_SCANNER.encode(), capsys, *adapt)
    _, short, _ = _repair(tmp_path, "HĐND x8 d8 tiép thu".encode(), capsys, *adapt)

    assert "learned from" in told
    assert "learned before" in told_again
    assert first == again
    assert first.count("\n") == _OF_ONE_SCANNER.count("\n")
    assert short == "HĐND xã đã tiếp thu"
    assert kept.read_bytes() == learned
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.txt", "scanner.json"]


def test_too_few_words_teach_nothing_and_are_repaired_as_ever(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "scanner.json"

    code, out, err = _repair(tmp_path, f"{_DAMAGED}\r\n".encode(), capsys, "--adapt", str(kept))

    assert (code, out) == (0, f"{_SOUND}\r\n")
    assert "không học được gì" in err
    assert "nothing was learned" in err
    assert not kept.exists()


@pytest.mark.parametrize("name", ["a.txt", ".", "nowhere/scanner.json"])
def test_a_place_for_what_is_learned_that_is_none_gives_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    place = str(tmp_path / name)

    code, out, err = _repair(tmp_path, _OF_ONE_SCANNER.encode(), capsys, "--adapt", place)

    assert (code, out) == (2, "")
    assert " | " in err
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == _OF_ONE_SCANNER


def test_output_begins_before_the_input_ends() -> None:
    command = [sys.executable, "-m", "pipeline.cli", "repair"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(f"{_DAMAGED}\n".encode() * 2000)
        running.stdin.flush()

        first = running.stdout.readline()

        running.stdin.close()
        rest = running.stdout.readlines()
    assert first.decode() == f"{_SOUND}\n"
    assert len(rest) == 1999


def test_a_reader_that_leaves_early_is_no_error() -> None:
    pipe = f"yes '{_DAMAGED}' | '{sys.executable}' -m pipeline.cli repair | head -n 1"
    command = ["bash", "-c", f"{pipe}; echo ${{PIPESTATUS[1]}}"]

    done = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)

    assert done.stdout.decode() == f"{_SOUND}\n0\n"
    assert done.stderr == b""


def test_an_interruption_is_quiet() -> None:
    command = [sys.executable, "-m", "pipeline.cli", "repair"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with interrupts_heard():
        running = subprocess.Popen(command, stdin=pipe, stdout=nowhere, stderr=pipe)
    with running:
        assert running.stdin
        assert running.stderr
        # Several times what a pipe holds: whoever has written it knows that it is being read.
        running.stdin.write(f"{_DAMAGED}\n".encode() * 5000)
        running.stdin.flush()

        running.send_signal(signal.SIGINT)

        said = running.stderr.read()
    assert said == b""
    assert running.returncode == 130


def test_other_commands_do_not_load_the_repair() -> None:
    code = "import sys, pipeline.cli; print({'numpy', 'pipeline.repair'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert done.stdout == "set()\n"
