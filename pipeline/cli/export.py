"""`solieu export`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.shared import Commands, tell
from pipeline.model.errors import SettingError


def add_export(commands: Commands) -> None:
    """Add the command."""
    told = "xuất kết quả sang dạng khác | write the results in other formats"
    parser = commands.add_parser("export", help=told)
    parser.add_argument("folder", type=Path, metavar="DIR", help="kết quả | outputs of extract")
    parser.add_argument("--csv", type=Path, metavar="DIR", help="thư mục CSV | a folder of CSVs")
    parser.add_argument(
        "--decimal",
        choices=("point", "comma"),
        default="point",
        help="dấu thập phân của CSV; comma thì các ô cách nhau bằng dấu chấm phẩy | decimal mark "
        "of the CSVs; with commas, cells are kept apart by semicolons",
    )
    parser.add_argument(
        "--parquet", type=Path, metavar="DIR", help="chia theo biểu mẫu, năm | by form and year"
    )
    parser.add_argument("--sqlite", type=Path, metavar="FILE", help="một tệp | one data base")
    parser.set_defaults(command=_export)


def _export(call: argparse.Namespace) -> int:
    from pipeline.write.exports.local_csv import DecimalMark, export_csv
    from pipeline.write.exports.parquet import export_parquet
    from pipeline.write.exports.source import find_sources
    from pipeline.write.exports.sqlite import export_sqlite

    if not (call.csv or call.parquet or call.sqlite):
        raise SettingError(
            "Hãy chọn dạng cần xuất: --csv, --parquet hoặc --sqlite.",
            "Choose what to write: --csv, --parquet or --sqlite.",
        )
    sources = find_sources(call.folder)
    if call.csv:
        _check_apart(call.csv, call.folder)
        export_csv(sources, call.csv, DecimalMark(call.decimal))
    if call.parquet:
        _check_apart(call.parquet, call.folder)
        export_parquet(sources, call.parquet)
    if call.sqlite:
        export_sqlite(sources, call.sqlite)
    written = ", ".join(str(one) for one in (call.csv, call.parquet, call.sqlite) if one)
    tell(f"Đã ghi {written}. | Written.\n")
    return 0


def _check_apart(target: Path, out: Path) -> None:
    """Refuse to write over what is read.

    Raises:
        SettingError: Both are one folder.
    """
    if target.resolve() == out.resolve():
        raise SettingError(
            "Thư mục xuất ra phải khác thư mục kết quả.",
            "The folder to write to must be another one than that of the outputs.",
        )
