"""Form files that would cost the machine are refused with a message, like all that is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.forms.loading import load_forms
from pipeline.model.errors import FormError
from pipeline.model.form import Form, Indicator, Kind
from pipeline.prose import counted

_HEAD = 'id = "thu"\nlabel = "Thử"\ntitles = ["báo cáo"]\n'


def _row(number: int, more: str = "") -> str:
    return f'[[indicator]]\nid = "a{number}"\nlabel = "Số {number}"\nkind = "count"\n{more}\n'


_FORMS = {
    "nested tables": f"{_HEAD}x = {'[' * 5000}{']' * 5000}\n",
    "nested groups": _HEAD + _row(1, f"prose = ['{'(' * 5000}a{')' * 5000} {{value}}']"),
    "a nested count": _HEAD + _row(1, f"count = '{'(' * 5000}a{')' * 5000}'"),
    "many indicators": _HEAD + "".join(map(_row, range(10_000))),
    "a long file": _HEAD + "# long\n" * 200_000,
}


@pytest.mark.parametrize("name", _FORMS)
def test_a_form_that_costs_too_much_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "thu.toml"
    file.write_text(_FORMS[name], encoding="utf-8")

    with pytest.raises(FormError):
        load_form(file)


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
