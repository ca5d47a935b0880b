"""Versions of a form: read, checked, put together with their form, and chosen for a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.identify.version_votes import check_version, choose_version
from pipeline.model.errors import FormError
from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Period
from pipeline.model.report import Heading
from pipeline.model.versioned import find_form

_PATTERNS = Path(__file__).parents[2] / "patterns"
_VERSION = Path(__file__).with_name("version-2019.toml")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """The form of the communes with an invented version."""
    path = tmp_path_factory.mktemp("forms") / "cchc-xa.toml"
    texts = [file.read_text(encoding="utf-8") for file in (_PATTERNS / path.name, _VERSION)]
    path.write_text("\n".join(texts), encoding="utf-8")
    return load_form(path, examples=False, shared=_PATTERNS)


@pytest.fixture(scope="module")
def old(form: Form) -> Form:
    found = find_form((form,), "cchc-xa@2019")
    if found is None:
        raise AssertionError
    return found


def test_a_version_differs_from_its_form_only_where_it_says_so(form: Form, old: Form) -> None:
    base = {row.id: row for row in form.rows}
    changed = {row.id for row in old.rows if base.get(row.id) != row}

    assert old.id == "cchc-xa@2019"
    assert base.keys() - {row.id for row in old.rows} == {
        *("I.5.2", "V.2.3", "VII.5.4", "VII.5.4.1", "VII.5.4.2")
    }
    assert changed == {
        *("I.1", "VI.1.2", "III.2.2", "I.6", "V.2.4", "V.2.5", "initiatives_row"),
    }


def test_ids_stay_and_codes_show_what_is_printed(old: Form) -> None:
    assert old.by_id["V.2.4"].code == "2.3"
    assert [row.id for row in old.rows if row.section == "I"][-3:] == [
        *("I.5.1", "initiatives_row", "I.6")
    ]


def test_checks_and_rates_of_absent_rows_drop_out(form: Form, old: Form) -> None:
    dropped = {check.id for check in form.checks} - {check.id for check in old.checks}

    assert {"payment_procedures", "survey_done"} <= dropped
    assert "plan_tasks_done" not in dropped


def test_a_form_is_found_by_the_id_of_its_version(form: Form) -> None:
    assert find_form((form,), "cchc-xa") is form
    assert find_form((form,), "cchc-xa@1990") is None
    assert find_form((form,), "khac") is None


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ('absent = ["I.99"]', "absent: unknown id 'I.99'"),
        ('renamed = { "I.2" = "Tên khác" }\nabsent = ["I.2"]', "renamed: unknown id 'I.2'"),
        ('renumbered = { "I.2" = "hai" }', "'hai' is not allowed"),
        ('renumbered = { "I.2" = "1" }', "section I has two rows with the code 1"),
        ('renumbered = { "I.2" = "IX.1" }', "there is no section IX"),
        ('absent = ["I.2"]', "the row above I.2.1 is missing"),
        ('renamed = { "I.2.1" = "Con của hai khác" }', "without marks its label is that of"),
        ("valid_from = 2020-01-01\nvalid_until = 2019-01-01", "valid_from is after valid_until"),
        ('valid_from = "2020"', "'2020' is not allowed"),
        ('lable = "Mẫu"', "unknown key 'lable'"),
        ('[[version.added]]\nid = "x"\nafter = "I.1"', "added: unknown id 'x'"),
    ],
)
def test_a_faulty_version_is_refused(tmp_path: Path, told: str, fault: str) -> None:
    with pytest.raises(FormError, match=fault):
        load_form(_small(tmp_path, f'[[version]]\nid = "a"\nlabel = "Mẫu a"\n{told}\n'))


@pytest.mark.parametrize(
    ("after", "code", "fault"),
    [
        ("I.1", "3", "x with the code 3 stands after I.2.2, not after I.1"),
        ("I.2.2", "3", ""),
        ("I.2.2", "2.2", "section I has two rows with the code 2.2"),
    ],
)
def test_an_added_row_stands_where_its_code_puts_it(
    tmp_path: Path, after: str, code: str, fault: str
) -> None:
    told = _added(after, code)

    if fault:
        with pytest.raises(FormError, match=fault):
            load_form(_small(tmp_path, told))
        return
    loaded = load_form(_small(tmp_path, told))
    version = find_form((loaded,), "thu@a")
    assert version is not None
    assert [row.id for row in version.rows] == ["I.1", "I.2", "I.2.1", "I.2.2", "x"]


def test_children_follow_a_renumbered_row(tmp_path: Path) -> None:
    told = 'absent = ["I.1"]\nrenumbered = { "I.2" = "1" }\n'

    loaded = load_form(_small(tmp_path, f'[[version]]\nid = "a"\nlabel = "Mẫu a"\n{told}'))

    version = find_form((loaded,), "thu@a")
    assert version is not None
    assert [(row.id, row.code) for row in version.rows] == [
        *(("I.2", "1"), ("I.2.1", "1.1"), ("I.2.2", "1.2"))
    ]


def test_a_later_version_takes_up_a_row_of_an_earlier_one(tmp_path: Path) -> None:
    again = '[[version]]\nid = "b"\nlabel = "Mẫu b"\n[[version.added]]\nid = "x"\nafter = "I.2.2"\n'

    loaded = load_form(_small(tmp_path, _added("I.2.2", "3") + again))

    version = find_form((loaded,), "thu@b")
    assert version is not None
    assert "x" in version.by_id


def test_rows_choose_the_version(form: Form, old: Form) -> None:
    assert choose_version(_appendix(old), form).id == "cchc-xa@2019"
    assert choose_version(_appendix(form), form) is form


def test_a_form_without_versions_is_taken_as_it_is() -> None:
    plain = Form("f", "F", ())

    assert choose_version(Document(()), plain) is plain


def test_where_no_row_tells_the_dates_choose(form: Form) -> None:
    within = _document("BÁO CÁO", "Công tác cải cách hành chính quý III năm 2020")
    after = _document("BÁO CÁO", "Công tác cải cách hành chính quý III năm 2023")

    assert choose_version(within, form).id == "cchc-xa@2019"
    assert choose_version(after, form) is form


@pytest.mark.parametrize(
    ("version", "year", "said"),
    [("", 2020, True), ("", 2023, False), ("@2019", 2020, False), ("@2019", 2023, True)],
)
def test_rows_of_one_version_on_a_day_of_another_are_told(
    form: Form, version: str, year: int, said: bool
) -> None:
    used = find_form((form,), f"cchc-xa{version}")
    period = Period(str(year), date(year, 1, 1), date(year, 12, 14))

    assert used is not None
    checks = [finding.check for finding in check_version(used, Heading(period=period))]
    assert checks == (["version_date"] if said else [])


def _appendix(form: Form) -> Document:
    def lines() -> Iterator[str]:
        yield from ("BÁO CÁO", "Công tác cải cách hành chính", "Phụ lục", form.appendix[0])
        for row in form.rows:
            yield f"{row.code} {row.label} {row.unit} 3 {row.department}"

    return _document(*lines())


def _document(*lines: str) -> Document:
    return Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),))


def _added(after: str, code: str) -> str:
    return (
        '[[version]]\nid = "a"\nlabel = "Mẫu a"\n[[version.added]]\nid = "x"\nsection = "I"\n'
        f'code = "{code}"\nlabel = "Dòng thêm"\nkind = "count"\nafter = "{after}"\n'
    )


def _small(folder: Path, versions: str) -> Path:
    rows = (("1", "Một"), ("2", "Hai"), ("2.1", "Con của hai"), ("2.2", "Con của hai khác"))
    indicators = "".join(
        f'[[indicator]]\nid = "I.{code}"\nsection = "I"\ncode = "{code}"\nlabel = "{label}"\n'
        'kind = "count"\n'
        for code, label in rows
    )
    path = folder / "thu.toml"
    path.write_text(
        'id = "thu"\nlabel = "Thử"\ntitles = ["thử"]\n[[section]]\ncode = "I"\nlabel = "M"\n'
        f"{indicators}{versions}",
        encoding="utf-8",
    )
    return path
