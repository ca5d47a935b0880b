"""Units of measure: in a caption, a heading, a column of units, or behind the figure.

`patterns/units.toml` is the closed list of what a form may use; here nobody wrote a form, so a text
is a unit because it is introduced as one ("Đơn vị tính: ...") or because its words are those of
units. The words are spelt as they should be, which also mends what an OCR made of `đồng`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from pipeline.vietnamese.alphabet import fold

# Each folds to what is looked up; longer ones first where one begins another.
_SCALES = (
    "1.000.000",
    "1000000",
    "1.000",
    "1000",
    "nghìn",
    "ngàn",
    "triệu",
    "tỷ",
    "tỉ",
    "trăm",
    "tr",
    "100",
)
_MEASURES = (
    *("tỷ", "triệu", "đồng", "đ", "vnđ", "VND", "USD", "%", "phần trăm", "‰"),
    *("m", "m2", "m²", "m3", "m³", "km", "km2", "km²", "cm", "mm", "ha", "mét", "mét vuông"),
    *("kg", "g", "gam", "tạ", "tấn", "lít", "l", "ml", "kWh", "MW", "sào", "công", "chỉ", "lượng"),
)
_COUNTED = (
    *(
        "người",
        "lượt",
        "lượt người",
        "lượt khách",
        "khách",
        "hành khách",
        "đồng chí",
        "cán bộ",
        "công chức",
    ),
    *("viên chức", "lao động", "học sinh", "sinh viên", "trẻ", "trẻ em", "hội viên", "đoàn viên"),
    *("đảng viên", "nhân khẩu", "khẩu", "đối tượng", "đại biểu", "giáo viên", "hộ", "hộ gia đình"),
    *("hộ nghèo", "hộ cận nghèo", "gia đình", "thành viên", "văn bản", "hồ sơ", "thủ tục", "tthc"),
    *(
        "nhiệm vụ",
        "vấn đề",
        "vụ",
        "vụ việc",
        "việc",
        "đơn",
        "quyết định",
        "kế hoạch",
        "nghị quyết",
        "bài",
    ),
    *("công văn", "báo cáo", "phiếu", "tin", "tin bài", "giấy phép", "giấy chứng nhận", "tờ"),
    *("hợp đồng", "chữ ký số", "chứng thư số", "tài khoản", "dịch vụ", "dịch vụ công", "chỉ tiêu"),
    *("tiêu chí", "nội dung", "ý kiến", "kiến nghị", "trường hợp", "sáng kiến", "dự án", "mô hình"),
    *("công trình", "sản phẩm", "lĩnh vực", "bản", "bộ", "cuốn", "giao dịch", "đơn vị", "cơ quan"),
    *("tổ chức", "cơ sở", "thôn", "xã", "phường", "thị trấn", "huyện", "tỉnh", "ấp", "khu phố"),
    *(
        "tổ dân phố",
        "doanh nghiệp",
        "hợp tác xã",
        "htx",
        "DN",
        "trường",
        "trạm",
        "chi bộ",
        "câu lạc bộ",
    ),
    *("điểm", "nhà", "căn", "lớp", "cuộc", "hội nghị", "buổi", "đợt", "lần", "đoàn", "trang trại"),
    *("máy", "chiếc", "cái", "xe", "con", "cây", "thiết bị", "hệ thống", "số lượng", "suất"),
    *("hộp", "chai", "thùng", "lon", "bao", "bình", "túi"),
    *("lượt hộ", "lượt hồ sơ", "lượt công dân", "lượt phương tiện", "phương tiện", "công dân"),
    *(
        "công nhân",
        "việc làm",
        "tàu cá",
        "bài viết",
        "ca",
        "giường",
        "bác sĩ",
        "bệnh nhân",
        "cháu",
        "thửa",
        "lô",
        "gói",
        "quả",
    ),
)
_RATES = (  # behind a stroke alone: đồng/học sinh/tháng
    *("tháng", "năm", "ngày", "giờ", "quý", "vụ", "chục", "bao", "bình", "hộp", "chai", "gói"),
    *("thùng", "bịch", "keo", "giỏ", "chậu", "cặp", "lon", "bó", "túi", "lần", "đơn vị", "học kỳ"),
)
_LEAST_FOLDED = 5  # letters; of shorter words too many are another one without its marks: sao, sào
_KNOWN = {fold(word): word for word in (*_COUNTED, *_MEASURES)}
_WEIGHED = {fold(word): word for word in _MEASURES}
_BEHIND = _KNOWN | {fold(word): word for word in _RATES}
_WHOLE = frozenset(map(fold, _COUNTED)) - frozenset(map(fold, ("điểm", "lần", "suất")))
_LONG = tuple(word for word in _KNOWN if " " in word)
_WORN = 85  # of 100; `truong hon` for `truong hop` scores 90
_SCALE = {fold(word): word for word in _SCALES}

# "The same as above" in a column of units.
DITTO = frozenset(('"', "''", "nt", "-nt-", "”", "″"))

_STATED = re.compile(
    r"(?:don vi(?P<measure> tinh)?|(?P<short>dvt|d\.v\.t|dv tinh)) ?: ?", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_TORN_POWER = re.compile(r"\b(k?m) ([23])\b")  # a raised digit is a word of its own to a layer
_GLUED_SCALE = re.compile(r"^(1\.?000(?:\.?000)?)(?=[^\W\d_])")  # "1.000đ"
_SHARE = re.compile(r"(?<!\d)(?<!\d )%\s*$")  # "hưởng 100%" is a name
_LONGEST = 6  # words of a unit that a caption states


def read_unit(text: str) -> str:
    """Give a text as the unit it is, properly spelt; empty where it is none.

    >>> [read_unit(text) for text in ("triệu đồng", "dông/m³", "đồng/học sinh/tháng", "cả thuế")]
    ['triệu đồng', 'đồng/m³', 'đồng/học sinh/tháng', '']
    >>> read_unit("1000 đồng/m 2"), read_unit("%"), read_unit("Ta/ha"), read_unit("Ta")
    ('1000 đồng/m2', '%', 'tạ/ha', '')
    >>> read_unit("1.000đ"), read_unit("1000 tấn")
    ('1.000 đ', '1000 tấn')
    """
    bare = " ".join(_TORN_POWER.sub(r"\1\2", text).split()).strip(" .,;:()*'")
    bare = _GLUED_SCALE.sub(r"\1 ", bare)
    parts = [part.strip() for part in bare.split("/")]
    read = [_read_part(part, _BEHIND if index else _KNOWN) for index, part in enumerate(parts)]
    if not read[0] and len(parts) > 1:
        # A rate says enough to forgive a mark that a scan lost: Ta/ha.
        read[0] = _WEIGHED.get(fold(parts[0]), "")
    return "/".join(read) if all(read) else ""


def _read_part(part: str, known: dict[str, str]) -> str:
    """Read one part between strokes: perhaps a scale, then a known word."""
    if part.isupper() and len(part) > 1 and fold(part) in known:
        return part
    folded = fold(part)
    if word := _find(part, known):
        return word
    scale, _, rest = folded.partition(" ")
    if scale in _SCALE and rest in known:
        return f"{_SCALE[scale]} {known[rest]}"
    if known is _BEHIND and (number := re.match(r"\d{1,3} ?", folded)):
        rest = folded[number.end() :]
        return f"{number.group()}{known[rest]}" if rest in known else ""
    return ""


def _find(part: str, known: dict[str, str]) -> str:
    """Give a known word; spoilt marks are forgiven in long words and in `đồng`."""
    word = known.get(fold(part), "")
    near = len(part) >= _LEAST_FOLDED or word == "đồng"
    return word if near or part.lower() == word.lower() else ""


def is_counted(unit: str) -> bool:
    """Say whether a unit counts whole things; a thousand of them need not be whole.

    >>> is_counted("con"), is_counted("nghìn con"), is_counted("ha"), is_counted("tàu lạ")
    (True, False, False, False)
    """
    return fold(unit) in _WHOLE


def is_worn_unit(text: str) -> bool:
    """Say whether words are almost a known unit of several words, and only begin like another.

    >>> [is_worn_unit(text) for text in ("trường hợn", "trường hợp", "trường học")]
    [True, False, True]
    """
    folded = fold(text)
    return folded not in _KNOWN and any(fuzz.ratio(folded, word) >= _WORN for word in _LONG)


def stated_unit(texts: Iterable[str]) -> str:
    """Give the unit that lines say they are in, the last one that does; empty where none does.

    >>> stated_unit(("Biểu số 1", "(Đơn vị tính: triệu đồng)", "I. Thu"))
    'triệu đồng'
    >>> stated_unit(("Đơn vị: UBND xã Bắc Sơn",)), stated_unit(("Đơn vị: nghìn đồng",))
    ('', 'nghìn đồng')
    >>> stated_unit(("BÁO CÁO",)), stated_unit(("TRIỆU ĐỒNG",))
    ('', 'triệu đồng')
    """
    found = ""
    for text in texts:
        match = _STATED.search(fold(text))
        if match:
            said = " ".join(text[match.end() :].split()).strip(" .;()")
            # `Đơn vị:` may also name the office that reports.
            measure = match["measure"] or match["short"]
            said = read_unit(said) or (_TORN_POWER.sub(r"\1\2", said) if measure else "")
            found = said if said and len(said.split()) <= _LONGEST else found
        elif (unit := read_unit(text)) and not (text.isupper() and is_counted(unit)):
            found = unit  # a line of its own; in capitals `BÁO CÁO` is the title of a document
    return found


def unit_of_heading(text: str) -> str:
    """Give the unit that a heading or a name has in brackets or at its end.

    >>> unit_of_heading("Diện tích (ha)"), unit_of_heading("Tỷ lệ %"), unit_of_heading("Số hộ")
    ('ha', '%', '')
    >>> unit_of_heading("Thu hưởng 100%")
    ''
    """
    stated = _STATED.search(fold(text))
    if stated:
        return stated_unit((text,))
    for inside in reversed(_BRACKETS.findall(text)):
        if unit := read_unit(inside):
            return unit
        scale, _, rest = fold(inside.strip()).partition(" ")
        if scale in _SCALE and 0 < len(rest.split()) <= 2:
            return str(inside).strip()
    return "%" if _SHARE.search(text) else ""
