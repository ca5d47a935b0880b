"""The columns of `corrections.csv`; the first eight are promised, later ones may come."""

from __future__ import annotations

from pipeline.model.correction import Decision
from pipeline.write.columns import Column

CORRECTIONS = (
    Column(
        "report", "string", "Báo cáo, như trong reports.csv.", "Report, as in reports.csv.", 28,
        required=True,
    ),
    Column(
        "sha256", "string", "Dấu vân tay của tệp lúc sửa.", "SHA-256 of the file then.", 14,
    ),
    Column("indicator", "string", "Mã chỉ tiêu.", "Id of the indicator.", 16, required=True),
    Column(
        "was", "number", "Giá trị lúc người xem quyết định.", "The value decided upon.", 12,
    ),
    Column("value", "number", "Giá trị đúng; để trống: không có số.", "The right value.", 12),
    Column("note", "string", "Ghi chú.", "Why, in a person's words.", 40),
    Column("by", "string", "Người quyết định.", "Who decided.", 16),
    Column("at", "string", "Lúc nào.", "When, ISO 8601 with the zone.", 26),
    Column("id", "string", "Mã của quyết định.", "Id of the decision.", 18),
    Column(
        "decision", "string",
        "value: giá trị; blank: ô trống; absent: báo cáo không có; undo: rút lại quyết định có "
        f"mã đứng sau ({', '.join(Decision)}).",
        "What was decided; `undo` and an id takes that one back.", 10,
    ),
    Column(
        "parts", "string", "Các trang của báo cáo lúc sửa, như trong reports.csv.",
        "The pages of the report then, as in reports.csv.", 20,
    ),
    Column(
        "other", "string", "Mã của số trong others.csv đã được gán cho chỉ tiêu.",
        "Id of the figure of others.csv that was given to the indicator.", 12,
    ),
    Column(
        "text", "string", "Câu có in giá trị, nếu người xem chỉ vào đó.",
        "The sentence that shows the value, where a person pointed at one.", 40,
    ),
)  # fmt: skip
