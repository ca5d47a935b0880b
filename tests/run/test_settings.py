"""What a call may ask for."""

from __future__ import annotations

import pytest

from pipeline.model.errors import SettingError
from pipeline.run.settings import choose_time_limit, choose_workers


@pytest.mark.parametrize("asked", [0, -1])
def test_less_than_one_worker_is_refused(asked: int) -> None:
    with pytest.raises(SettingError):
        choose_workers(asked)


def test_without_a_wish_there_is_at_least_one_worker() -> None:
    assert choose_workers(None) >= 1


@pytest.mark.parametrize("printed", ["0", "-3", "soon", "nan", "inf"])
def test_a_time_limit_that_is_no_time_is_refused(printed: str) -> None:
    with pytest.raises(SettingError, match="SOLIEU_TIME_LIMIT"):
        choose_time_limit(None, {"SOLIEU_TIME_LIMIT": printed})


def test_the_command_line_beats_the_environment() -> None:
    assert choose_time_limit(5, {"SOLIEU_TIME_LIMIT": "30"}) == 5
