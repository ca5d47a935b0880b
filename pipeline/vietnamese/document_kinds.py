"""The kinds of documents that offices issue, by their title and by the symbol of their number.

Decree 30/2020/NĐ-CP (appendix III) lists the kinds and their symbols; Circular 01/2011/TT-BNV had
the same for the years before. A letter (công văn) prints no kind: its symbol begins with the body
that issues it, and its subject stands as `V/v ...` below the number.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz import fuzz

REPORT = "báo cáo"
LETTER = "công văn"
APPENDIX = "phụ lục"
TABLES = "biểu số liệu"  # figures without a letterhead: what statistics offices print

# Folded title: name as `reports.csv` gives it.
_TITLES = {
    "bao cao": REPORT,
    "quyet dinh": "quyết định",
    "ke hoach": "kế hoạch",
    "to trinh": "tờ trình",
    "thong bao": "thông báo",
    "nghi quyet": "nghị quyết",
    "nghi dinh": "nghị định",
    "thong tu": "thông tư",
    "thong tu lien tich": "thông tư liên tịch",
    "nghi quyet lien tich": "nghị quyết liên tịch",
    "phap lenh": "pháp lệnh",
    "de an": "đề án",
    "thong cao": "thông cáo",
    "giay moi": "giấy mời",
    "bien ban": "biên bản",
    "chi thi": "chỉ thị",
    "chuong trinh": "chương trình",
    "huong dan": "hướng dẫn",
    "cong dien": "công điện",
    "phuong an": "phương án",
    "quy che": "quy chế",
    "quy dinh": "quy định",
    "ket luan": "kết luận",
    "phieu trinh": "phiếu trình",
    "luat": "luật",
    "thong bao ket luan": "thông báo",
}
# First part of a symbol, in plain small letters: name of the kind.
_SYMBOLS = {
    "bc": REPORT,
    "qd": "quyết định",
    "kh": "kế hoạch",
    "ttr": "tờ trình",
    "tb": "thông báo",
    "nq": "nghị quyết",
    "nd": "nghị định",
    "tt": "thông tư",
    "ttlt": "thông tư liên tịch",
    "nqlt": "nghị quyết liên tịch",
    "qc": "quy chế",
    "qcph": "quy chế",
    "gm": "giấy mời",
    "bb": "biên bản",
    "ct": "chỉ thị",
    "ctr": "chương trình",
    "hd": "hướng dẫn",
    "cd": "công điện",
    "pa": "phương án",
    "kl": "kết luận",
    "qh": "luật",
}
# First parts that stand for an office as well: CT is Cục Thuế, TT Cục Trồng trọt, KL a Hạt Kiểm
# lâm. The subject of a letter below the number tells: documents of a kind have it below the kind.
_OFFICES = frozenset({"ct", "tt", "cd", "kl", "bb", "hd", "pa", "nd"})
# Of 100: "BAD CAO" 83, "QUYÉT DINH" 100 folded, "THONG BÁO" 100; other lines in capitals below 75.
_TITLE_SCORE = 83
_LONGER = 2  # letters by which a title may be spoilt: THƯỜNG TRỰC scores 84 against THÔNG TƯ
_LONGEST_TITLE = 26  # letters; "THÔNG BÁO KẾT LUẬN" and stray marks of a scan
_CAPITALS = 0.6  # share of a title's letters: an OCR makes some of them small


def find_kind(line: str, folded: str) -> str:
    """Give the kind that a line prints as a title; empty where it is none.

    >>> find_kind("BÁO CÁO", "bao cao"), find_kind("báo cáo kết quả", "bao cao ket qua")
    ('báo cáo', '')
    >>> find_kind("QUYÉT ĐỊNH:", "quyet dinh:"), find_kind("THƯỜNG TRỰC", "thuong truc")
    ('quyết định', '')
    """
    letters = [sign for sign in line if sign.isalpha()]
    if not 4 <= len(letters) <= _LONGEST_TITLE:
        return ""
    if sum(map(str.isupper, letters)) < _CAPITALS * len(letters):
        return ""
    bare = " ".join(re.findall(r"[a-z]+", folded))
    best = max(_TITLES, key=lambda title: fuzz.ratio(title, bare))
    near = fuzz.ratio(best, bare) >= _TITLE_SCORE and len(bare) - len(best) <= _LONGER
    return _TITLES[best] if near else ""


# Kinds whose title may go on in the same line: `BÁO CÁO CÔNG TÁC TUẦN 02`.
_OPENINGS = re.compile(
    r"\W{0,3}(bao cao|ke hoach|to trinh|thong bao|nghi quyet|quyet dinh|chuong trinh|phuong an"
    r"|bien ban) [a-z]"
)


def find_opening_kind(line: str, folded: str) -> str:
    """Give the kind that a title in capitals begins with, where it goes on in the same line.

    Weaker than `find_kind`: the subject of a decision may be `KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH`.

    >>> title = "BÁO CÁO CÔNG TÁC TUẦN 02 THÁNG 6 NĂM 2026"
    >>> find_opening_kind(title, "bao cao cong tac tuan 02 thang 6 nam 2026")
    'báo cáo'
    >>> find_opening_kind("Báo cáo công tác tuần", "bao cao cong tac tuan")
    ''
    """
    found = _OPENINGS.match(folded)
    letters = [sign for sign in line if sign.isalpha()]
    if found is None or sum(map(str.isupper, letters)) < _CAPITALS * len(letters):
        return ""
    return _TITLES[found[1]]


def may_report(kind: str) -> bool:
    """Say whether a document of a kind can follow the form of a report.

    A decision or a letter among reports speaks of the same things in the same words.

    >>> may_report("báo cáo"), may_report(""), may_report("quyết định")
    (True, True, False)
    """
    return kind in ("", REPORT, APPENDIX, TABLES)


def may_follow(kind: str, kinds: Collection[str]) -> bool:
    """Say whether a document of a kind can follow a form.

    Args:
        kind: Of the document; empty where nothing tells.
        kinds: Of documents besides reports that the form is for.

    >>> may_follow("công văn", ()), may_follow("công văn", ("công văn",)), may_follow("", ())
    (False, True, True)
    """
    return may_report(kind) or kind in kinds


def kind_of_symbol(symbol: str, *, letter: bool = False) -> str:
    """Give the kind that a symbol in plain small letters stands for; a letter's names a body.

    Args:
        symbol: In plain small letters.
        letter: The subject of a letter stands below it.

    >>> kind_of_symbol("bc-ubnd"), kind_of_symbol("ubnd-vp"), kind_of_symbol("ttr-snv")
    ('báo cáo', 'công văn', 'tờ trình')
    >>> kind_of_symbol("ct-ttht", letter=True), kind_of_symbol("ct-ubnd")
    ('công văn', 'chỉ thị')
    """
    first = re.split(r"[^a-z0-9]", symbol, maxsplit=1)[0]
    first = "bc" if first in ("8c", "be", "b0") else first
    if re.match(r"qh\d", first):
        first = "qh"
    if letter and first in _OFFICES:
        return LETTER
    return _SYMBOLS.get(first, LETTER) if first else ""
