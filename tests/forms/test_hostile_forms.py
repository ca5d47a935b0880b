"""Form files that would cost the machine are refused with a message, like all that is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.forms import load_form, loading
from pipeline.forms.loading import load_forms
from pipeline.model.errors import FormError
from pipeline.model.form import Form, Indicator, Kind
from pipeline.prose import counted
from pipeline.wording.anchors import parse_pattern
from pipeline.wording.matcher import Sentence

_HEAD = 'id = "thu"\nlabel = "Thử"\ntitles = ["báo cáo"]\n'


def _row(number: int, more: str = "") -> str:
    return f'[[indicator]]\nid = "a{number}"\nlabel = "Số {number}"\nkind = "count"\n{more}\n'


def _example(pattern: str, text: str) -> str:
    more = f"prose = ['{pattern}']\nexamples = [{{ text = '{text}', value = 5 }}]\nrejects = ['x']"
    return _row(1, more)


_FORMS = {
    "nested tables": f"{_HEAD}x = {'[' * 5000}{']' * 5000}\n",
    "nested groups": _HEAD + _row(1, f"prose = ['{'(' * 5000}a{')' * 5000} {{value}}']"),
    "a nested count": _HEAD + _row(1, f"count = '{'(' * 5000}a{')' * 5000}'"),
    "a count of counts": _HEAD + _row(1, "count = '(?:(?:(?:a{999}){999}){999}){999}'"),
    "repeated groups": _HEAD + _example("(?:(?:(?:hồ sơ )*)*)*x {value}", "hồ sơ " * 100 + "y 5"),
    "choices without end": _HEAD + _example("(?:hồ sơ )?" * 40 + "x {value}", "hồ sơ " * 100 + "5"),
    "far and far again": _HEAD + _example("hồ sơ {far} " * 6 + "{value}", "hồ sơ " * 100 + "5"),
    "no number": _HEAD + _row(1, "bounds = [nan, inf]"),
    "a number of many digits": _HEAD + _row(1, f"bounds = [0, {'9' * 9000}]"),
    "many faults": _HEAD + "".join(f'[[check]]\nid = "c{n}"\n' for n in range(5_000)),
    "many indicators": _HEAD + "".join(map(_row, range(10_000))),
    "a long file": _HEAD + "# long\n" * 200_000,
}


@pytest.mark.parametrize("name", _FORMS)
def test_a_form_that_costs_too_much_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "thu.toml"
    file.write_text(_FORMS[name], encoding="utf-8")

    with pytest.raises(FormError):
        load_form(file)


def test_the_steps_of_all_examples_together_are_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "thu.toml"
    file.write_text(_HEAD + _example("hồ sơ {value}", "hồ sơ 5"), encoding="utf-8")
    load_form(file)
    monkeypatch.setattr(loading, "_MOST_STEPS", 3)

    with pytest.raises(FormError, match="more than 3 steps"):
        load_form(file)


def test_a_search_without_end_finds_nothing_and_the_next_one_is_as_ever() -> None:
    sentence = Sentence("ho so " * 100 + "y 5 ho so", damaged=False)

    assert not list(sentence.find(parse_pattern("(?:(?:(?:hồ sơ )*)*)*x {value}")))
    assert list(sentence.find(parse_pattern("y {value} hồ sơ")))


def test_a_pipe_among_the_forms_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "thu.toml")

    with pytest.raises(FormError, match="not a regular file"):
        load_forms(tmp_path)


def test_a_count_that_finds_no_end_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.forms.examples import _as_text

    row = Indicator("a", "Văn bản", Kind.COUNT, count=r"(?:x+x+)+y")
    form = Form("thu", "Thử", ("báo cáo",), indicators=(row,))
    monkeypatch.setattr(counted, "_PATIENCE", 0.01)

    found = list(counted.count_documents([_as_text("x" * 4000)], form))

    assert found == []
