"""What columns and statuses are called in the workbook.

The CSVs keep their names, which programs build on; the note at each header tells them apart.
"""

from __future__ import annotations

from pipeline.model.reading import Status
from pipeline.write.columns import Column

STATUS_NAMES = {
    Status.SURE: "chắc chắn (sure)",
    Status.READ: "đã đọc (read)",
    Status.DOUBTFUL: "nghi ngờ (doubtful)",
    Status.BLANK: "để trống (blank)",
    Status.MISSING: "thiếu (missing)",
    Status.UNSTATED: "không nêu (unstated)",
    Status.CORRECTED: "đã sửa (corrected)",
}

_TITLES = {
    "report": "Báo cáo",
    "form": "Biểu mẫu",
    "section": "Mục",
    "code": "Số thứ tự",
    "indicator": "Mã chỉ tiêu",
    "label": "Chỉ tiêu",
    "place": "Đơn vị",
    "place_code": "Mã đơn vị",
    "district": "Huyện",
    "province": "Tỉnh",
    "period": "Kỳ",
    "period_start": "Từ ngày",
    "period_end": "Đến ngày",
    "value": "Giá trị",
    "unit": "Đơn vị tính",
    "status": "Trạng thái",
    "confidence": "Độ tin cậy",
    "method": "Cách có được",
    "page": "Trang",
    "left": "Trái",
    "top": "Trên",
    "right": "Phải",
    "bottom": "Dưới",
    "text": "Nguyên văn",
    "findings": "Phép kiểm tra",
    "file": "Tệp",
    "table": "Bảng",
    "sha256": "Dấu vân tay",
    "state": "Kết quả đọc",
    "message": "Nội dung",
    "source": "Nguồn chữ",
    "pages": "Số trang",
    "document_number": "Số, ký hiệu",
    "document_date": "Ngày ký",
    "issuer": "Cơ quan ban hành",
    "sure": "Chắc chắn",
    "read": "Đã đọc",
    "doubtful": "Nghi ngờ",
    "blank": "Để trống",
    "missing": "Thiếu",
    "corrected": "Đã sửa",
    "place_now": "Đơn vị nay",
    "place_code_now": "Mã đơn vị nay",
    "unstated": "Không nêu",
    "kind": "Loại văn bản",
    "parts": "Các phần",
    "printed": "Số in ra",
    "taken": "Số đã lấy",
    "others": "Số khác",
    "check": "Phép kiểm tra",
    "severity": "Mức",
    "indicators": "Các chỉ tiêu",
}


def title_of(column: Column) -> str:
    """Give the header of a column in the workbook."""
    return _TITLES[column.name]


def note_of(column: Column) -> str:
    """Give the note at the header of a column: its name in the CSVs, and what it means."""
    return f"{column.name}: {column.meaning}"
