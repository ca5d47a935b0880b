"""Short texts with all that tells where documents end and begin; a form feed between pages."""

from __future__ import annotations

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
SIGNED = "TM. ỦY BAN NHÂN DÂN"
HONG_LAM, SUOI_CAN, KHE_LANH = "Hồng Lẫm", "Suối Cạn", "Khe Lạnh"
DAY = "15 tháng 9 năm 2024"


def write_text(
    number: int, place: str = HONG_LAM, *inside: str, title: str = "BÁO CÁO", symbol: str = "BC"
) -> str:
    """Write a document: a page with its letterhead, others, one with a signature."""
    head = f"{MOTTO}\nSố: {number}/{symbol}-UBND {place}, ngày {DAY}\n{title}\nKết quả của xã"
    return "\f".join((head, *inside, f"Trên đây là kết quả.\n{SIGNED}"))


def write_appendix(number: int, place: str = HONG_LAM, *rows: str) -> str:
    """Write an appendix that says whose it is."""
    cited = f"Báo cáo số {number}/BC-UBND ngày 15/9/2024 của UBND xã {place}"
    return "\n".join(("Phụ lục", "Thống kê số liệu", f"(Kèm theo {cited})", *rows))


def write_box(*documents: str) -> str:
    """Lay documents one behind the other."""
    return "\f".join(documents)
