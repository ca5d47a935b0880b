"""The repair as the extractor asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.errors import SolieuError
from pipeline.run.batch.cache import Cache
from pipeline.run.repair_service import Scanner, mend_texts

_READ = "Xa da tiép nhan 376 hé so, gidi quyét dung han 99,8%"


def test_words_come_with_their_places_in_the_text_as_read() -> None:
    (words,) = mend_texts([_READ])

    assert [word.text for word in words if _READ[word.start : word.end] == "tiép"] == ["tiếp"]
    assert all(0 <= word.confidence <= 1 for word in words)


def test_figures_are_none_of_the_words() -> None:
    (words,) = mend_texts([_READ])

    assert not any(sign.isdigit() for word in words for sign in word.text)


def test_as_many_texts_are_answered_as_were_asked_for() -> None:
    assert len(mend_texts([_READ, "", "II. KET QUA"])) == 3


def test_where_letters_were_mended_on_the_way_in_there_are_no_places() -> None:
    assert mend_texts(["Đa\u0323i ho\u0323c da tiép nhan"]) == ((),)


def test_what_was_learned_and_got_lost_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SolieuError, match="Run the command again"):
        mend_texts([_READ], Scanner(Cache(tmp_path), "adaptation-gone"))


def test_finishing_a_report_loads_no_repair_before_a_dump_asks_for_it() -> None:
    code = "import sys, pipeline.run.report; print('pipeline.repair.restore' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
