"""Versions of a form in a run: which keys they have, and when one has to be chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.model.version import Version
from pipeline.run.batch.steps import find_known, know_forms, open_choice
from pipeline.run.checked_forms import describe_form
from tests.run.conftest import FORM

VERSIONED = replace(FORM, id="mau", versions=(Version("2019", "Mẫu 2019"),))
KNOWN = know_forms((FORM, VERSIONED), Path())


def test_a_version_has_a_key_of_its_own() -> None:
    base, version = find_known(KNOWN, "mau"), find_known(KNOWN, "mau@2019")

    assert base is not None
    assert version is not None
    assert version.form.id == "mau@2019"
    assert version.digest != base.digest
    assert find_known(KNOWN, "mau@2020") is None
    assert find_known(KNOWN, "") is None


def test_a_form_that_was_asked_for_leaves_its_version_open() -> None:
    assert open_choice(KNOWN, "") == KNOWN
    assert [known.form.id for known in open_choice(KNOWN, "mau")] == ["mau"]
    assert open_choice(KNOWN, "mau@2019") == ()
    assert open_choice(KNOWN, FORM.id) == ()


def test_the_list_of_forms_names_their_versions() -> None:
    assert "mau@2019: Mẫu 2019" in describe_form(VERSIONED)
    assert "@" not in describe_form(FORM)
