"""What the bench of the repair counts, and what it says where something is not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.repair.model import read_model
from pipeline.repair.restore import Restorer
from pipeline.repair.restored import RestoredLine, RestoredWord
from pipeline.training.corpus import Document, Part
from tests.bench import repair_peer, repair_texts
from tests.bench.paper import Share
from tests.bench.repair import Ledger, measure_repair
from tests.bench.repair_peers import PEERS, missing_peer
from tests.bench.repair_reliability import group_words, print_groups
from tests.bench.repair_rows import Bar, Row, print_rows, share_row
from tests.bench.repair_score import announced_figures, changed_figures, word_errors
from tests.bench.repair_texts import choose_lines


def _line(raw: str, text: str, *words: RestoredWord) -> RestoredLine:
    return RestoredLine(raw, text, words)


def test_without_the_corpus_the_bench_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repair_texts, "CORPUS", tmp_path / "nowhere")

    assert "nowhere" in measure_repair(tmp_path, seed=1, rounds=1, detail=False)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_that_is_not_there_is_told_with_how_to_get_it(name: str, tmp_path: Path) -> None:
    assert "make peers" in missing_peer(name, tmp_path / "python")


def test_a_peer_that_raises_leaves_the_line_and_is_counted(tmp_path: Path) -> None:
    (tmp_path / "pyvi").mkdir()
    (tmp_path / "pyvi" / "__init__.py").touch()
    (tmp_path / "pyvi" / "ViUtils.py").write_text(
        "def add_accents(line):\n    return {'viet nam': '', 'xa': 'xã'}[line]\n", encoding="utf-8"
    )

    done = subprocess.run(
        [sys.executable, repair_peer.__file__, "pyvi"],
        input="xa\nbac son\nxa",
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        check=True,
    )

    assert done.stdout.splitlines() == ["xã", "bac son", "xã"]
    assert '"failed": ["KeyError"]' in done.stderr


def test_a_missed_bar_is_marked_and_peers_stand_beside() -> None:
    rows = [
        share_row("marks", Share(99, 100), Bar(least=99.2), Share(13, 100)),
        Row("speed", "14000", peers=("8000",)),
    ]

    marks, speed = print_rows("Repair", rows).splitlines()[2:]

    assert marks.split() == ["marks", "13.00", "99.00", "%", "of", "100", "!", ">=99.2"]
    assert speed.split() == ["speed", "14000", "8000"]


def test_words_are_compared_without_case_punctuation_and_place_of_tones() -> None:
    assert word_errors(["Hoà, (UBND) 1.250"], ["hòa UBND: 1.250"]) == Share(0, 3)
    assert word_errors(["đạt 99,8%"], ["đạt 998%"]) == Share(1, 2)


def test_a_figure_that_changed_is_found_unless_a_rule_announced_it() -> None:
    silent = _line("dat 12 hs", "đạt 21 hs", RestoredWord(4, 6, "12", "21", 0.9))
    announced = _line("quy 11", "quý III", RestoredWord(4, 6, "11", "III", 0.9, reason="quý"))
    word = _line("dat 12", "đạt 12", RestoredWord(0, 3, "dat", "đạt", 0.9))

    assert changed_figures(silent) == (("12",), ("21",))
    assert [changed_figures(line) for line in (announced, word)] == [None, None]
    assert [len(announced_figures(line)) for line in (silent, announced, word)] == [0, 1, 0]


def test_the_ledger_counts_the_figures_of_all_it_restores() -> None:
    ledger = Ledger()

    texts = ledger.restore(Restorer(read_model()), ["UBND x3 da dugc giao 12 nhiem vu", "30 ho so"])
    ledger.compare("x", ["UBND xã đã được giao 13 nhiệm vụ", "30 hồ sơ"], texts)

    assert (ledger.figures, ledger.altered) == (2, [])
    assert dict(ledger.differences["x"]) == {"13 -> 12": 1}


def test_lines_are_chosen_by_source_and_length_and_the_same_each_time() -> None:
    lines = tuple(f"{'số hộ nghèo ' * 5}{number}" for number in range(30))
    documents = [
        Document("phapdien.txt", (*lines, "ngắn quá"), Part.TEST),
        Document("wikipedia-vi.txt", ("bách khoa toàn thư mở của tất cả mọi người",), Part.TEST),
    ]

    legal = choose_lines(documents, 10, 1, of_encyclopedia=False)

    assert legal == choose_lines(documents, 10, 1, of_encyclopedia=False)
    assert set(legal) < set(lines)
    assert len(choose_lines(documents, 10, 1, of_encyclopedia=True)) == 1


def test_groups_show_how_many_words_of_a_confidence_are_right() -> None:
    groups = group_words([(0.85, True), (0.85, True), (0.85, False), (0.999, True)])

    lines = [line.split() for line in print_groups("Confidence", {"eng": groups}).splitlines()]

    assert ["from", "0.800", "75.0", "%", "of", "4", "0.850", "0.667"] in lines
    assert ["from", "0.998", "25.0", "%", "of", "4", "0.999", "1.000"] in lines
    assert ["from", "0.500", "-"] in lines
