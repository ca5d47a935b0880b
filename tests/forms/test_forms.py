"""Pattern files: what they may say, and how all that is wrong comes out at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms.loading import load_form, load_forms, parse_legend
from pipeline.model.errors import FormError
from pipeline.model.form import Choice, Example, Kind, Rate

_PATTERNS = Path(__file__).parents[2] / "patterns"

_HEAD = """
id = "thu"
label = "Báo cáo thử"
titles = ["báo cáo thử"]
"""

_ROWS = """
[[section]]
code = "I"
label = "MỤC MỘT"

[[indicator]]
id = "I.1"
section = "I"
code = "1"
label = "Có hay không"
kind = "choice"
unit = "Có = 1; Không = 0"

[[indicator]]
id = "I.2"
section = "I"
code = "2"
label = "Tỷ lệ"
kind = "percent"
rate = { part = "I.2.2", whole = "I.2.1" }
bounds = [0, 100.5]

[[indicator]]
id = "I.2.1"
section = "I"
code = "2.1"
label = "Tổng số"
kind = "count"

[[indicator]]
id = "I.2.2"
section = "I"
code = "2.2"
label = "Trong đó"
kind = "count"
"""

_PROSE = """
[[indicator]]
id = "trees"
label = "Số cây trồng mới"
kind = "count"
unit = "cây"
prose = ['trồng{is} {value} cây', '{label}: {value}']
examples = [
    { text = "Toàn xã đã trồng được 1.250 cây", value = 1250 },
    { text = "số cây trồng mới: 36", value = 36 },
]
rejects = ["chặt 12 cây"]
"""


def _write(folder: Path, text: str, name: str = "thu.toml") -> Path:
    (folder / "fragments.toml").write_text("is = '(?: được| là)?'\n", encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _faults(folder: Path, text: str) -> str:
    with pytest.raises(FormError) as caught:
        load_form(_write(folder, text))
    return caught.value.english


def test_the_forms_of_the_project_pass_all_checks() -> None:
    forms = load_forms(_PATTERNS)

    (form,) = [form for form in forms if form.id == "cchc-xa"]
    assert len(form.rows) == 121
    assert sum(bool(row.prose) for row in form.indicators) >= 60


def test_a_form_becomes_what_its_file_says(tmp_path: Path) -> None:
    form = load_form(_write(tmp_path, _HEAD + _ROWS + _PROSE))

    choice, rate, *_, trees = form.indicators
    assert choice.legend == (Choice(1, "Có"), Choice(0, "Không"))
    assert rate.rate == Rate("I.2.2", "I.2.1")
    assert rate.bounds == (Decimal(0), Decimal("100.5"))
    assert trees.kind is Kind.COUNT
    assert trees.prose == (
        "trồng(?: được| là)? {value} cây",
        r"(?:Số\ cây\ trồng\ mới): {value}",
    )
    assert trees.examples[0] == Example("Toàn xã đã trồng được 1.250 cây", Decimal(1250))


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    text = _HEAD + _ROWS.replace('kind = "choice"', 'kind = "chioce"').replace(
        'label = "Tổng số"', 'labell = "Tổng số"'
    ).replace("bounds = [0, 100.5]", 'bounds = "0-100"')

    faults = _faults(tmp_path, text)

    assert "4 faults" in faults
    assert "I.1, kind: 'chioce' is not allowed" in faults
    assert "I.2.1: unknown key 'labell'" in faults
    assert "I.2.1: key 'label' is missing" in faults
    assert "I.2, bounds: '0-100' is not allowed" in faults


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('part = "I.2.2"', 'part = "I.9"', "I.2: rate: unknown id 'I.9'"),
        (
            'label = "Trong đó"',
            'label = "Trong đó"\ncarried_as = ["I.8"]',
            "I.2.2: carried_as: unknown id 'I.8'",
        ),
        ("[0, 100.5]", "[100, 0]", "I.2: bounds are upside down"),
        ('unit = "Có = 1; Không = 0"', 'unit = "có hoặc không"', "I.1: no legend"),
        ("Không = 0", "Không = 1", "I.1: the legend has one code twice"),
        ('id = "I.2.2"', 'id = "I.2.1"', "I.2.1: two indicators have this id"),
        ('id = "I.2.2"', 'id = "I.2.3"', "I.2.3: the id must be section.code"),
        ('code = "2.1"', 'code = "2.3"', "I.2.2: stands out of order"),
        ('code = "2.2"', 'code = "3.2"', "the row I.3 above it is missing"),
        ('code = "I"', 'code = "II"', "I.1: unknown section or malformed code"),
        ('label = "Trong đó"', 'label = " "', "I.2.2: the label is empty"),
        ('titles = ["báo cáo thử"]', "", "thu.toml: key 'titles' is missing"),
        ('titles = ["báo cáo thử"]', 'titles = "báo cáo"', "titles: 'báo cáo' is not allowed"),
        ('label = "Báo cáo thử"', 'label = "Báo cáo', "thu.toml: cannot be read"),
        ("[[section]]", "[section]", "section: must be written as [[section]]"),
    ],
)
def test_a_fault_of_a_row_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    text = (_HEAD + _ROWS).replace(old, new)

    assert fault in _faults(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{is}", "{iss}", "trees: unknown fragment {iss}"),
        ("cây', '", "cây(', '", "is wrong: '(' without ')'"),
        ("cây', '", "cây)', '", "is wrong: ')' without '('"),
        ("cây', '", "cây?', '", "a quantifier needs a group of whole words"),
        ("cây', '", "(?>[a-z)', '", "is wrong"),
        ("{label}: {value}", "số cây", "must read one figure"),
        ("{label}: {value}", "{part} hay {value}", "must read one figure"),
        ("{label}: {value}", "vườn {value} cây", "trees: pattern 2 reads no example"),
        ("value = 36", "value = 63", "trees: example 'số cây trồng mới: 36' gives 36, not 63"),
        ('["chặt 12 cây"]', '["đã trồng 12 cây"]', "trees: reject 'đã trồng 12 cây' is read"),
        ('["chặt 12 cây"]', "[]", "trees: there is no reject"),
        ('unit = "cây"', 'unit = "cây"\nsubject = "rangers"', "unknown subject 'rangers'"),
        ('unit = "cây"', 'unit = "cây"\ncount = "(["', "trees: count '([' is wrong"),
    ],
)
def test_a_fault_of_a_pattern_is_named_with_its_indicator(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    text = (_HEAD + _PROSE).replace(old, new)

    faults = _faults(tmp_path, text)

    assert fault in faults
    assert "trees" in faults


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("I.2.2 <= I.2.1", ""),
        ("I.2.2 <= I.7", "odd: unknown id 'I.7'"),
        ("I.2.2 <=", "odd: "),
    ],
)
def test_a_check_must_parse_and_name_rows_of_the_form(
    tmp_path: Path, rule: str, fault: str
) -> None:
    check = f'[[check]]\nid = "odd"\nrule = "{rule}"\nseverity = "error"\nlabel = "Thử"\n'
    text = _HEAD + _ROWS + check

    if fault:
        assert fault in _faults(tmp_path, text)
    else:
        assert len(load_form(_write(tmp_path, text)).checks) == 1


def test_a_check_cannot_have_the_name_of_one_between_reports(tmp_path: Path) -> None:
    check = '[[check]]\nid = "jump"\nrule = "I.1 = 1"\nseverity = "error"\nlabel = "Thử"\n'

    assert "jump: this id is taken" in _faults(tmp_path, _HEAD + _ROWS + check)


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    _write(tmp_path, _HEAD + "strange = 1\n", "one.toml")
    _write(tmp_path, _HEAD, "two.toml")

    with pytest.raises(FormError) as caught:
        load_forms(tmp_path)

    assert "unknown key 'strange'" in caught.value.english
    assert "thu: two form files have this id" in caught.value.english
    assert "không có mục tên 'strange'" in caught.value.vietnamese


def test_fragments_that_name_each_other_are_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, _HEAD + _PROSE)
    (tmp_path / "fragments.toml").write_text("is = '{at}'\nat = '{is}'\n", encoding="utf-8")

    with pytest.raises(FormError, match="fragments in a circle"):
        load_form(path)


def test_a_folder_without_forms_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="there is no form file"):
        load_forms(tmp_path)


def test_a_unit_is_no_legend() -> None:
    assert parse_legend("Cơ quan, đơn vị") == ()
    assert parse_legend("") == ()
