"""Who reports when about what: invented communes, periods, numbers and documents."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.model.reading import Period

PERIOD_KINDS = ("quarter", "half", "nine", "year")

# Districts and provinces are real, so that headings look like headings; the communes are not.
_DISTRICTS = (
    ("huyện Ân Thi", "tỉnh Hưng Yên"),
    ("huyện Khoái Châu", "tỉnh Hưng Yên"),
    ("huyện Hải Hậu", "tỉnh Nam Định"),
    ("huyện Quỳnh Phụ", "tỉnh Thái Bình"),
    ("huyện Lạng Giang", "tỉnh Bắc Giang"),
    ("huyện Yên Thành", "tỉnh Nghệ An"),
    ("huyện Cẩm Xuyên", "tỉnh Hà Tĩnh"),
    ("huyện Ba Tri", "tỉnh Bến Tre"),
    ("huyện Tủa Chùa", "tỉnh Điện Biên"),
    ("huyện Krông Pắc", "tỉnh Đắk Lắk"),
    ("huyện Vĩnh Bảo", "thành phố Hải Phòng"),
)
_FIRST = (
    "Tân",
    "Đông",
    "Minh",
    "An",
    "Vĩnh",
    "Phú",
    "Yên",
    "Hồng",
    "Quang",
    "Đại",
    "Bình",
    "Nghĩa",
)
_SECOND = (
    "Khuê",
    "Ngạn",
    "Lẫm",
    "Triều",
    "Đường",
    "Thụ",
    "Lạc",
    "Huề",
    "Cẩm",
    "Kiều",
    "Chử",
    "Nội",
)
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Quốc", "Thanh", "Hữu")
_GIVEN = ("Hạnh", "Dũng", "Thủy", "Tuấn", "Hương", "Khánh", "Lợi", "Thắng", "Yến", "Sơn")
_ROMAN = ("I", "II", "III", "IV")
# Subjects of the plans a commune issues each January; the first four are named again in the prose.
_SUBJECTS = {
    "plan_reform": "cải cách hành chính nhà nước",
    "plan_control": "kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông",
    "plan_law": "theo dõi tình hình thi hành pháp luật",
    "plan_digital": "chuyển đổi số và bảo đảm an toàn thông tin mạng",
    "plan_news": "tuyên truyền cải cách hành chính",
    "plan_archive": "công tác văn thư, lưu trữ",
    "plan_papi": "nâng cao chỉ số hiệu quả quản trị và hành chính công (PAPI)",
    "plan_review": "kiểm tra, rà soát, hệ thống hóa văn bản QPPL",
    "plan_iso": "duy trì Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015",
    "plan_training": "bồi dưỡng cán bộ, công chức",
}


@dataclass(frozen=True, slots=True)
class Commune:
    """An invented commune in a real district."""

    name: str  # "Tân Khuê", without "xã"
    district: str  # "huyện Ân Thi"
    province: str
    signer: str

    @property
    def issuer(self) -> str:
        """The body that reports."""
        return f"UBND xã {self.name}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One report to be written: its period, number, date."""

    period: Period
    period_name: str  # "quý III năm 2024"
    year: int
    months: int  # length of the period
    number: str  # "68/BC-UBND"
    signed: date
    calendar: bool  # counts by calendar months and says so, against Decree 09/2019


Sender = tuple[Commune, Occasion]


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan or decision the report names."""

    key: str  # "plan_reform"
    kind: str  # "Kế hoạch"
    symbol: str  # "05/KH-UBND"
    issued: date
    subject: str

    def cite(self, slash: str = "/") -> str:
        """Name it the way reports do.

        >>> Paper("p", "Kế hoạch", "05/KH-UBND", date(2024, 1, 12), "").cite()
        'Kế hoạch số 05/KH-UBND ngày 12/01/2024'
        """
        return f"{self.kind} số {self.symbol} ngày {self.issued:%d{slash}%m{slash}%Y}"


def invent_commune(rng: random.Random) -> Commune:
    """Invent a commune and its chairman."""
    district, province = rng.choice(_DISTRICTS)
    name = f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}"
    signer = " ".join(map(rng.choice, (_SURNAMES, _MIDDLE, _GIVEN)))
    return Commune(name, district, province, signer)


def invent_occasion(
    rng: random.Random, kind: str | None, *, calendar: bool | None = None
) -> Occasion:
    """Choose a period between 2019 and June 2025, when communes still had districts.

    Args:
        rng: The source of all chance.
        kind: One of PERIOD_KINDS, or "month"; None leaves it open, but for the month.
        calendar: Whether the period is one of the calendar; None leaves it open.
    """
    kind = kind or rng.choice(("quarter", "quarter", "quarter", "half", "nine", "year"))
    year = rng.randint(2019, 2025 if kind in ("quarter", "half") else 2024)
    quarter = rng.randint(1, 2 if year == 2025 else 4)
    month = 3 * quarter - 1
    first, months, ident, name = {
        "month": (month, 1, f"{year}-{month:02d}", f"tháng {month}"),
        "quarter": (3 * quarter - 2, 3, f"{year}-Q{quarter}", f"quý {_ROMAN[quarter - 1]}"),
        "half": (1, 6, f"{year}-H1", "6 tháng đầu"),
        "nine": (1, 9, f"{year}-9M", "9 tháng đầu"),
        "year": (1, 12, f"{year}", ""),
    }[kind]
    if calendar is None:
        calendar = rng.random() < 0.1 and year < 2025
    start, end = _first_and_last(year, first, months, calendar)
    signed = end + timedelta(days=rng.randint(1, 4))
    number = f"{rng.randint(12, 240):02d}/BC-UBND"
    period_name = f"{name} năm {year}".strip()
    period = Period(ident, start, end)
    return Occasion(period, period_name, year, months, number, signed, calendar)


def _first_and_last(year: int, first: int, months: int, calendar: bool) -> tuple[date, date]:
    """Give the days that count; by Decree 09/2019 from the 15th of the month before to the 14th.

    >>> _first_and_last(2024, 7, 3, False)
    (datetime.date(2024, 6, 15), datetime.date(2024, 9, 14))
    >>> _first_and_last(2024, 1, 12, False)
    (datetime.date(2023, 12, 15), datetime.date(2024, 12, 14))
    >>> _first_and_last(2024, 10, 3, True)
    (datetime.date(2024, 10, 1), datetime.date(2024, 12, 31))
    """
    last = first + months - 1
    if calendar:
        following = date(year + last // 12, last % 12 + 1, 1)
        return date(year, first, 1), following - timedelta(days=1)
    before = date(year, first, 1) - timedelta(days=1)
    return before.replace(day=15), date(year, last, 14)


def invent_papers(rng: random.Random, year: int) -> dict[str, Paper]:
    """Invent the plans and decisions of a year, in the order of their numbers and dates."""
    keys = list(_SUBJECTS)
    chosen = keys[:4] + rng.sample(keys[4:], rng.randint(2, 6))
    papers: dict[str, Paper] = {}
    issued = date(year, 1, rng.randint(2, 6))
    for number, key in enumerate(sorted(chosen, key=lambda _: rng.random()), rng.randint(1, 6)):
        papers[key] = Paper(key, "Kế hoạch", f"{number:02d}/KH-UBND", issued, _SUBJECTS[key])
        issued += timedelta(days=rng.randint(0, 4))
    number = rng.randint(3, 30)
    for key, subject in _DECISIONS.items():
        number += rng.randint(1, 9)
        papers[key] = Paper(key, "Quyết định", f"{number:02d}/QĐ-UBND", issued, subject)
        issued += timedelta(days=rng.randint(0, 3))
    return papers


_DECISIONS: Mapping[str, str] = {
    "decision_assets": "quy chế quản lý, sử dụng tài sản công",
    "decision_spending": "quy chế chi tiêu nội bộ",
}
