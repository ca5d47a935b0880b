"""How reports in several files are held against whole ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.bench.spread import Cells, compare_folders, compare_rows, score_spread


def row(report: str, name: str, code: str = "", **more: str) -> dict[str, str]:
    return {
        **{"report": report, "indicator": name, "code": code, "value": "5", "status": "read"},
        **{"page": "1", "left": "80"},
        **more,
    }


def _write(out: Path, *rows: Cells, reports: tuple[str, ...] = ()) -> Path:
    out.mkdir()
    lines = [",".join(rows[0]), *(",".join(one.values()) for one in rows)]
    (out / "figures.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    names = reports or tuple(dict.fromkeys(one["report"] for one in rows))
    states = [f"{name},{'skipped' if name.endswith('.csv') else 'done'}" for name in names]
    (out / "reports.csv").write_text("\n".join(["report,state", *states, ""]), encoding="utf-8")
    return out


def test_where_a_row_stands_is_put_aside() -> None:
    given = {"I.1": row("a", "I.1", page="7", left="3")}

    assert compare_rows(given, {"I.1": row("b", "I.1")}).same == 1


def test_a_row_differs_in_its_columns_or_is_not_there() -> None:
    known = {name: row("b", name) for name in ("I.1", "I.2", "I.3")}
    given = {
        "I.1": row("a", "I.1", status="doubtful", value="6"),
        "I.2": row("a", "I.2"),
        "I.9": row("a", "I.9"),
    }

    sameness = compare_rows(given, known)

    assert (sameness.rows, sameness.same) == (3, 1)
    assert sameness.differ == Counter({"row": 2, "status": 1, "value": 1})


def test_each_row_is_held_against_the_whole_of_its_format(tmp_path: Path) -> None:
    at = "docx-scan/1/"
    out = _write(
        tmp_path / "out",
        *(row(f"{at}a.docx", "people"), row(f"{at}a.docx", "I.1", "1", value="8")),
        reports=(f"{at}a.docx", f"{at}a.csv"),
    )
    prose = _write(
        tmp_path / "prose",
        *(row(f"{at}whole.docx", "people"), row(f"{at}whole.docx", "I.1", "1", value="7")),
    )
    table = _write(
        tmp_path / "table",
        *(row(f"{at}whole.pdf", "people", value="9"), row(f"{at}whole.pdf", "I.1", "1", value="8")),
    )

    printed = score_spread(out, (prose, table), {"docx-scan": [at]}, detail=True)

    assert printed.splitlines()[2].split() == ["docx-scan", "1", "1", "2", "2", "-"]
    assert compare_folders(out, prose, f"{at}a.docx", f"{at}whole.docx").same == 1


def test_a_report_that_came_in_two_is_marked(tmp_path: Path) -> None:
    at = "pdf-pdf/1/"
    out = _write(tmp_path / "out", row(f"{at}a.pdf", "people"), row(f"{at}b.pdf", "I.1", "1"))
    known = _write(
        tmp_path / "known", row(f"{at}whole.pdf", "people"), row(f"{at}whole.pdf", "I.1", "1")
    )

    nothing = _write(tmp_path / "nothing", row("of another way", "people"))

    table = score_spread(out, (known, nothing), {"pdf-pdf": [at]}, detail=True)

    assert table.splitlines()[2].split() == ["pdf-pdf", "1", "2", "!", "2", "1", "!", "row", "1"]
    assert "I.1" in table
