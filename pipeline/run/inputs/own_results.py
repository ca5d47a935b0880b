"""Results of ours among the inputs: they look like reports and are none."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.model.errors import SourceError
from pipeline.run.inputs.zip_file import DAMAGE, open_zip
from pipeline.write.signature import PART, SIGN

# Below each output folder, for what we keep for ourselves.
OWN_FOLDER = ".solieu"

_PART_LIMIT = 2**16  # bytes; ours has 400

RESULTS = SourceError(
    "Thư mục kết quả của solieu. Hãy để ngoài thư mục báo cáo, hoặc xóa nếu không cần nữa.",
    "A folder of results of solieu. Keep it outside of the reports, or delete it.",
)
WORKBOOK = SourceError(
    "Bảng kết quả của solieu, không phải báo cáo. Hãy để ngoài thư mục báo cáo.",
    "A workbook of results of solieu, no report. Keep it outside of the reports.",
)


def is_results(folder: Path) -> bool:
    """Say whether a folder holds results of a run, this one's or another's."""
    return os.path.isdir(folder / OWN_FOLDER)  # noqa: PTH112  `is_dir` raises where it may not look


def is_own_workbook(file: Path) -> bool:
    """Say whether a file is our workbook; one that cannot be opened is for its reader to judge.

    It costs the time of opening the file and reading its table of contents, 0.3 ms.
    """
    try:
        with open_zip(file) as package:
            part = package.getinfo(PART)
            return part.file_size <= _PART_LIMIT and SIGN in package.read(part)
    except (OSError, *DAMAGE):
        return False
