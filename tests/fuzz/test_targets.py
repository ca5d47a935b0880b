"""A short search of what `make fuzz` does at length: the same seeds give the same texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.files import make_mutants
from tests.fuzz.targets import SEEDS, TARGETS
from tests.fuzz.texts import make_texts

_TEXTS = {"form": 20, "text": 40}  # what writes files costs more
_MORE = 150


@pytest.mark.parametrize("name", TARGETS)
def test_no_text_is_too_much_for_a_reader(name: str) -> None:
    for text in make_texts(SEEDS[name], 7, _TEXTS.get(name, _MORE)):
        TARGETS[name](text)


def test_a_seed_names_its_mutants(tmp_path: Path) -> None:
    one = [file.read_bytes() for file in make_mutants(tmp_path / "a", 3, 12)]
    two = [file.read_bytes() for file in make_mutants(tmp_path / "b", 3, 12)]

    assert one == two
    assert len(set(one)) > 6
