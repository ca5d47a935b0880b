"""Names of the bodies that issue documents: as letterheads print them in capitals, put in order.

A letterhead's left column names the body, often with its parent above it: `UBND TỈNH HẬU GIANG`,
`SỞ TÀI CHÍNH`. Where one body ends and the next begins is told by its first words. An OCR loses
marks of capitals most of all, so known words are given their own (`CAI CÁCH` is `cải cách`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.vietnamese.alphabet import fold


def _names(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return tuple(sorted(filter(None, parts), key=len, reverse=True))


COMMITTEE = "ủy ban nhân dân"
COUNCIL = "hội đồng nhân dân"
_SHORT = {COMMITTEE: "UBND", COUNCIL: "HĐND"}
_OFFICE = "văn phòng"

# What the name of a body begins with.
_STARTS = _names(
    """
    ủy ban nhân dân; hội đồng nhân dân; ubnd; hđnd; chính phủ; thủ tướng chính phủ; quốc hội; bộ; sở
    ủy ban thường vụ; văn phòng; phòng; ban; cục; chi cục; tổng cục; vụ; viện; trung tâm; trường
    bệnh viện; công ty; tổng công ty; tập đoàn; đảng bộ; đảng ủy; huyện ủy; tỉnh ủy; thành ủy
    quận ủy; thị ủy; chi bộ; ủy ban mặt trận; ủy ban mttq; mặt trận; hội; đoàn; liên đoàn; tòa án
    viện kiểm sát; thanh tra; kho bạc; ngân hàng; đài; bảo hiểm xã hội; công an; hiệp hội
    hợp tác xã; ban chỉ đạo; hội đồng; kiểm toán; tổng liên đoàn; học viện; bộ chỉ huy; ban chỉ huy
    quân khu; trạm; đội; ban quản lý; ủy ban kiểm tra
    """
)
_NATIONAL = re.compile(
    r"(?:chinh phu|thu tuong|quoc hoi|van phong chinh phu|van phong quoc hoi|bo (?!phan|chi huy)"
    r"|tong cuc|uy ban thuong vu|kiem toan nha nuoc|ngan hang nha nuoc|ban chi dao .*chinh phu)"
)
# Words of bodies whose marks an OCR loses; the longest first.
_KNOWN = _names(
    """
    ủy ban nhân dân; hội đồng nhân dân; thủ tướng chính phủ; chính phủ; quốc hội; ban chỉ đạo
    cải cách hành chính; văn phòng; giáo dục và đào tạo; tài chính; nội vụ; tư pháp; y tế; xây dựng
    công thương; giao thông vận tải; kế hoạch và đầu tư; tài nguyên và môi trường
    nông nghiệp và phát triển nông thôn; khoa học và công nghệ; nông nghiệp và môi trường
    thông tin và truyền thông; văn hóa, thể thao và du lịch; lao động - thương binh và xã hội
    dân tộc; ngoại vụ; quốc phòng; công an; cục; thống kê; cảnh sát; phòng cháy; chữa cháy
    thanh tra; kho bạc nhà nước; tỉnh; thành phố; huyện; quận; thị xã; thị trấn; phường; xã; sở; bộ
    phòng; văn hóa; xã hội; kinh tế; hạ tầng; đô thị; mặt trận tổ quốc việt nam; của; và
    """
)
# Bodies that are whole where a line ends, so that a line below in other words is no part of them.
_WHOLE = re.compile(
    r"(?:phong|so) (?:van hoa ?- ?xa hoi|kinh te(?: ?- ?ha tang)?|noi vu|y te|cong thuong|xay dung"
    r"|tai chinh(?: ?- ?ke hoach)?|tu phap|giao duc va dao tao|giao thong van tai"
    r"|tai nguyen va moi truong)$"
)
_GOES_ON = re.compile(
    r"(?:va|cua|tinh|thanh pho|huyen|quan|thi xa|thi tran|phuong|xa|dac khu|-|–)\b"
)
_UNIT = re.compile(
    r"\b(?P<kind>tinh|thanh pho|huyen|quan|thi xa|thi tran|phuong|xa|dac khu)"
    r" (?!hoi\b)(?P<name>[a-z][a-z '\-–]*|\d{1,2})$"
)


# Whose head signs for a body is that body: `của Bộ trưởng Bộ Tài chính về việc công bố ...`.
_HEAD_OF = re.compile(
    r"^(?:pho )?(?:bo truong|chu tich|giam doc|thu truong|tong cuc truong|cuc truong)"
    r" (?=bo |so |ubnd|uy ban|hdnd|hoi dong|tong cuc|cuc |van phong|cong ty)"
)
_SUBJECT = re.compile(r" (?:ve|v/v|ban hanh|cong bo|quy dinh)\b.*$")


def bare_body(words: str) -> str:
    """Give a body as a citation names it, without its head's title and the subject behind it.

    >>> bare_body("Bộ trưởng Bộ Tài chính về việc công bố")
    'Bộ Tài chính'
    """
    subject = _SUBJECT.search(fold(words))
    words = words[: subject.start()] if subject else words
    head = _HEAD_OF.match(fold(words))
    return words[head.end() :] if head else words


def split_bodies(lines: Iterable[str]) -> tuple[str, ...]:
    """Divide the left column of a letterhead into its bodies, the issuing one last.

    >>> split_bodies(["UBND TỈNH HẬU GIANG", "SỞ TÀI CHÍNH"])
    ('ubnd tỉnh hậu giang', 'sở tài chính')
    >>> split_bodies(["ỦY BAN NHÂN DÂN", "TĨNH VINH LONG"])
    ('ủy ban nhân dân tỉnh vinh long',)
    """
    bodies: list[str] = []
    for line in lines:
        words = mend_words(" ".join(line.lower().split()).strip(" .,:;_-–—'\"|"))
        if not words:
            continue
        if bodies and not _starts(words):
            if not _WHOLE.search(fold(bodies[-1])) or _GOES_ON.match(fold(words)):
                bodies[-1] = f"{bodies[-1]} {words}"
        elif bodies or _starts(words):
            bodies.append(words)
    return tuple(map(mend_words, bodies))


def _starts(words: str) -> bool:
    folded = fold(words)
    return any(re.match(rf"{re.escape(fold(start))}\b", folded) for start in _STARTS)


def mend_words(words: str) -> str:
    """Give words of bodies the marks that they have.

    >>> mend_words("ban chí đạo cai cách hành chính của chính phù")
    'ban chỉ đạo cải cách hành chính của chính phủ'
    """
    folded = fold(words)
    for known in _KNOWN:
        for found in re.finditer(rf"(?<![a-z]){re.escape(fold(known))}(?![a-z])", folded):
            words = words[: found.start()] + known + words[found.end() :]
    return words


def is_national(body: str) -> bool:
    """Say whether a body is one of the state, without a place of its own.

    >>> is_national("bộ tài chính"), is_national("sở tài chính")
    (True, False)
    """
    return bool(_NATIONAL.match(fold(body)))


# Bodies of the state by the symbol of their acts: `47/2020/NĐ-CP`, `68/2020/QH14`.
_BY_SYMBOL = {
    "cp": "Chính phủ", "ttg": "Thủ tướng Chính phủ", "vpcp": "Văn phòng Chính phủ",
    "btc": "Bộ Tài chính", "bnv": "Bộ Nội vụ", "byt": "Bộ Y tế", "btp": "Bộ Tư pháp",
    "bca": "Bộ Công an", "bqp": "Bộ Quốc phòng", "bxd": "Bộ Xây dựng", "bct": "Bộ Công Thương",
    "bgddt": "Bộ Giáo dục và Đào tạo", "bkhcn": "Bộ Khoa học và Công nghệ",
    "btttt": "Bộ Thông tin và Truyền thông", "bkhdt": "Bộ Kế hoạch và Đầu tư",
    "btnmt": "Bộ Tài nguyên và Môi trường", "bgtvt": "Bộ Giao thông vận tải",
    "bnnptnt": "Bộ Nông nghiệp và Phát triển nông thôn", "bnnmt": "Bộ Nông nghiệp và Môi trường",
    "bldtbxh": "Bộ Lao động - Thương binh và Xã hội",
    "bvhttdl": "Bộ Văn hóa, Thể thao và Du lịch", "nhnn": "Ngân hàng Nhà nước Việt Nam",
}  # fmt: skip
_ACT = re.compile(r"/(?:[a-z]+-(?P<body>[a-z]+)|(?P<assembly>qh)\d+)$")


def body_of_symbol(number: str) -> str:
    """Give the body of the state whose acts are numbered so; empty for all other symbols.

    >>> body_of_symbol("47/2020/NĐ-CP"), body_of_symbol("68/2020/QH14"), body_of_symbol("5/BC-UBND")
    ('Chính phủ', 'Quốc hội', '')
    """
    found = _ACT.search(fold(number))
    if found is None:
        return ""
    return "Quốc hội" if found["assembly"] else _BY_SYMBOL.get(found["body"], "")


def unit_of(body: str) -> str:
    """Give the administrative unit that a body's name ends with, in small letters.

    >>> unit_of("ủy ban nhân dân tỉnh vĩnh long"), unit_of("sở tài chính")
    ('tỉnh vĩnh long', '')
    """
    found = _UNIT.search(fold(body))
    return body[found.start() : found.end()].strip() if found else ""


def print_body(bodies: Sequence[str], unit: str, spelled: str) -> str:
    """Print the issuing body as sentences do, with the unit it is of.

    Args:
        bodies: As `split_bodies` gives them.
        unit: In small letters, as it stands in one of them; empty: none.
        spelled: The unit as it is to be printed.

    >>> print_body(["ubnd tỉnh hậu giang", "sở tài chính"], "tỉnh hậu giang", "tỉnh Hậu Giang")
    'Sở Tài chính tỉnh Hậu Giang'
    >>> print_body(["ủy ban nhân dân tỉnh vĩnh long"], "tỉnh vĩnh long", "tỉnh Vĩnh Long")
    'UBND tỉnh Vĩnh Long'
    >>> print_body(["ủy ban nhân dân tỉnh hải nam", "văn phòng"], "tỉnh hải nam", "tỉnh Hải Nam")
    'Văn phòng UBND tỉnh Hải Nam'
    """
    body = bodies[-1]
    own = body.removesuffix(unit).strip() if unit else body
    if own == _OFFICE and len(bodies) > 1:  # of a committee, a council, a party: it names which
        own = f"{own} {bodies[-2].removesuffix(unit).strip()}"
    for long, short in _SHORT.items():
        own = re.sub(rf"(^|^{_OFFICE} )(?:{long}|{short.lower()})", rf"\1{short}", own)
    return " ".join(filter(None, (_sentence_case(own), spelled)))


_TITLED = re.compile(r"^(?:bộ|sở|phòng|ban|cục|chi cục|tổng cục|văn phòng|vụ|viện|thủ tướng) ?")
_AGAIN = re.compile(r"(?:(?:(?<=và )|(?<=[-–] )|(?<=, ))[a-zđ]\w*|chính phủ)")


_FIRM = re.compile(
    r"(?:tổng )?(?:công ty|tập đoàn|hợp tác xã)"
    r"(?: (?:cổ phần|tnhh|trách nhiệm hữu hạn|một thành viên|mtv|hai thành viên))* "
)


def _name_case(words: str) -> str:
    """Write a proper name, and its short form between parentheses.

    >>> _name_case("cấp nước và đô thị nam sơn (nasoco)")
    'Cấp Nước và Đô Thị Nam Sơn (NASOCO)'
    """
    return " ".join(
        word.upper() if word[:1] == "(" else word if word == "và" else word[:1].upper() + word[1:]
        for word in words.split()
    )


def _sentence_case(words: str) -> str:
    """Write a name with capitals where offices set them: its first word, and that of its field."""
    if words.isupper() or words[:4] in ("UBND", "HĐND"):
        return words
    if firm := _FIRM.match(words):
        return words[:1].upper() + words[1 : firm.end()] + _name_case(words[firm.end() :])
    head = _TITLED.match(words)
    at = head.end() if head else 0
    field = _AGAIN.sub(lambda found: found[0][:1].upper() + found[0][1:], words[at:])
    field = " ".join(map(_abbreviation, field.split(" ")))
    field = field[:1].upper() + field[1:]
    return words[:1].upper() + words[1:at] + field if at else field


def _abbreviation(word: str) -> str:
    """Print a word without a vowel in capitals: PCCC, CNCH."""
    folded = fold(word)
    return word.upper() if len(word) > 1 and not re.search("[aeiouy]", folded) else word
