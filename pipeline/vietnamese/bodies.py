"""Names of the bodies that issue documents: as letterheads print them in capitals, put in order.

A letterhead's left column names the body, often with its parent above it: `UBND TỈNH HẬU GIANG`,
`SỞ TÀI CHÍNH`. Where one body ends and the next begins is told by its first words. An OCR loses
marks of capitals most of all, so known words are given their own (`CAI CÁCH` is `cải cách`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.body_case import sentence_case
from pipeline.vietnamese.body_words import spell_words


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
    ủy ban; hội đồng nhân dân; ubnd; hđnd; chính phủ; thủ tướng chính phủ; quốc hội; bộ; sở; bql
    văn phòng; bcđ; bch; thường trực; tỉnh đoàn; thành đoàn; huyện đoàn; quận đoàn; thị đoàn; hạt
    phòng; ban; cục; chi cục; tổng cục; vụ; viện; trung tâm; trường; bệnh viện; công ty
    tổng công ty; tập đoàn; đảng bộ; đảng ủy; huyện ủy; tỉnh ủy; thành ủy; quận ủy; thị ủy; chi bộ
    mặt trận; hội; đoàn; liên đoàn; tòa án; viện kiểm sát; thanh tra; kho bạc; ngân hàng; đài
    bảo hiểm xã hội; công an; hiệp hội; hợp tác xã; ban chỉ đạo; hội đồng; kiểm toán
    tổng liên đoàn; học viện; bộ chỉ huy; ban chỉ huy; quân khu; trạm; đội; công đoàn; liên minh
    quỹ; xí nghiệp; nhà máy; thuế tỉnh; thuế thành phố; thuế cơ sở; thống kê tỉnh
    thống kê thành phố
    """
)
_NATIONAL = re.compile(
    r"(?:chinh phu|thu tuong|quoc hoi|van phong (?:chinh phu|quoc hoi|trung uong)|tong cuc"
    r"|bo (?!phan|chi huy|chqs|doi)|uy ban (?:thuong vu|dan toc|chung khoan|quan ly von)"
    r"|kiem toan nha nuoc|ngan hang (?:nha nuoc|chinh sach)|ban chi dao .*chinh phu"
    r"|kho bac nha nuoc$|.* (?:toi cao|trung uong|viet nam)$)"
)
# Whose seat is no unit that they are an office of.
_SEATED = re.compile(
    r"(?:tong )?(?:cong ty|tap doan|truong|benh vien|vien|hoc vien|ngan hang|quy|hop tac xa"
    r"|xi nghiep|nha may|dai hoc)\b"
)
# Offices of the state in a province, which may be called by its name alone.
_OFFICES = re.compile(
    r"(?:so|cuc|chi cuc|kho bac|bao hiem xa hoi|bhxh|cong an|toa an|tand|vien kiem sat|vien ksnd"
    r"|thanh tra|buu dien|dai phat thanh|dai truyen hinh|hai quan)\b"
)
# `TỈNH ỦY HẢI NAM` is of tỉnh Hải Nam.
_PARTY = re.compile(
    r"(?P<head>(?P<kind>tinh|thanh|huyen|quan|thi) (?:uy|doan|hoi)) (?P<name>[a-z '\-–]+|\d{1,2})$"
)
_PARTY_KINDS = {"thanh": "thành phố", "thi": "thị xã"}
# Names of offices that do not say whose they are.
_BARE = re.compile(r"(?:van phong|(?:ban )?thuong truc|ban (?:thuong vu|chap hanh))$")
# Whose committees are called after them, not after the unit: of UBND it is the other way round.
_ELECTED = re.compile(
    r"(?:hoi dong nhan dan|hdnd|uy ban (?:mat tran|mttq)|(?:\w+ )?(?:uy|doan|hoi)\b)"
)
_HALF = (
    "văn phòng",
    "trường",
    "ban quản lý",
    "ủy ban",
    "hội đồng",
    "ban chỉ huy",
    "ban chỉ đạo",
    "ban điều hành",
    "công ty",
    "tổng công ty",
    "ngân hàng",
    "trung tâm",
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
_UNIT = re.compile(r"\b(?P<kind>tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu) ")
# `xã hội`, `tỉnh đoàn` are no units.
_NAME = re.compile(r"(?!(?:hoi|uy|doan|doi|nghiep)\b)[a-z][a-z '\-–]*|\d{1,2}")


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


def is_office(body: str) -> bool:
    """Say whether a body is an office of the state that provinces have one of.

    >>> is_office("sở y tế hải nam"), is_office("công ty cấp nước hải nam")
    (True, False)
    """
    return bool(_OFFICES.match(fold(body)))


def split_bodies(lines: Iterable[str], *, clear: bool = False) -> tuple[str, ...]:
    """Divide the left column of a letterhead into its bodies, the issuing one last.

    Args:
        lines: As printed.
        clear: Their marks can be trusted.

    >>> split_bodies(["UBND TỈNH HẬU GIANG", "SỞ TÀI CHÍNH"])
    ('ubnd tỉnh hậu giang', 'sở tài chính')
    >>> split_bodies(["ỦY BAN NHÂN DÂN", "TĨNH VINH LONG"])
    ('ủy ban nhân dân tỉnh vinh long',)
    >>> split_bodies(["BỘ TÀI CHÍNH - BỘ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"])
    ('bộ tài chính - bộ lao động - thương binh và xã hội',)
    >>> split_bodies(["ỦY BAN NHÂN DÂN", "QUẬN HẢI NAM", "PHƯỜNG 12"]), split_bodies(["UBND TX.X"])
    (('ủy ban nhân dân phường 12',), ('ubnd thị xã x',))
    """
    bodies: list[str] = []
    torn = False  # the line above ends in a dash
    for line in lines:
        words = spell_words(" ".join(line.lower().split()).strip(" .,:;_-–—'\"|*"), clear=clear)
        if not words:
            continue
        if bodies and (bodies[-1] in _HALF or torn or not _starts(words)):
            words = f"- {words}" if torn else words
            if unit_of(words) == words and (above := unit_of(bodies[-1])):
                bodies[-1] = bodies[-1].removesuffix(above).rstrip()  # of a unit inside of it
            if not _WHOLE.search(fold(bodies[-1])) or _GOES_ON.match(fold(words)):
                bodies[-1] = f"{bodies[-1]} {words}"
        elif bodies or _starts(words):
            bodies.append(words)
        torn = line.rstrip().endswith((" -", " –"))
    return tuple(spell_words(body, clear=clear) for body in bodies)


def _starts(words: str) -> bool:
    folded = fold(words)
    return any(re.match(rf"{re.escape(fold(start))}\b", folded) for start in _STARTS)


def is_national(body: str) -> bool:
    """Say whether a body is one of the state, without a place of its own.

    >>> is_national("bộ tài chính"), is_national("sở tài chính")
    (True, False)
    """
    return bool(_NATIONAL.match(fold(body))) and not unit_of(body)


def has_seat_only(body: str) -> bool:
    """Say whether the place that a body signs at is not the unit it is an office of.

    >>> has_seat_only("trường đại học hải nam"), has_seat_only("phòng nội vụ")
    (True, False)
    """
    return bool(_SEATED.match(fold(body)))


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

    >>> unit_of("ủy ban nhân dân tỉnh vĩnh long"), unit_of("sở tài chính"), unit_of("tỉnh ủy x")
    ('tỉnh vĩnh long', '', 'tỉnh x')
    >>> unit_of("bộ chỉ huy quân sự tỉnh hải nam"), unit_of("ubnd thị xã quan sơn")
    ('tỉnh hải nam', 'thị xã quan sơn')
    """
    if party := _PARTY.match(fold(body)):
        kind = body[slice(*party.span("kind"))]
        return f"{_PARTY_KINDS.get(party['kind'], kind)} {body[party.start('name') :]}"
    for found in _UNIT.finditer(body):
        if _NAME.fullmatch(fold(body[found.end() :])):
            return body[found.start() :].strip()
    return ""


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
    >>> print_body(["đảng bộ tỉnh hải nam", "huyện ủy bắc sơn"], "huyện bắc sơn", "huyện Bắc Sơn")
    'Huyện ủy Bắc Sơn'
    >>> print_body(["ủy ban nhân dân thành phhải nam"], "", "")
    ''
    """
    body, above = bodies[-1], (bodies[-2] if len(bodies) > 1 else "")
    if party := _PARTY.match(fold(body)):
        name = spelled[len(unit) - len(party["name"]) :]
        return f"{body[: party.end('head')].capitalize()} {name}"
    own = body.removesuffix(unit).strip() if unit else body
    if above and _is_part(own, above):
        if _PARTY.match(fold(above)):
            return f"{sentence_case(own)} {print_body([above], unit, spelled)}"
        own = f"{own} {above.removesuffix(unit).strip()}"
    for long, short in _SHORT.items():
        own = re.sub(
            rf"(^|^{_OFFICE} |\bban .*|thường trực )(?:{long}|{short.lower()})", rf"\1{short}", own
        )
    if own[:5] in ("UBND ", "HĐND "):
        return ""  # letters of the unit are lost, or something else runs into it
    own = own.removesuffix(f" {spelled.partition(' ')[0]}") if spelled else own
    return " ".join(filter(None, (sentence_case(own), spelled)))


def _is_part(own: str, above: str) -> bool:
    """Say whether an office has no name without that of the body it is part of.

    >>> _is_part("ban pháp chế", "hội đồng nhân dân tỉnh x"), _is_part("ban dân tộc", "ubnd tỉnh x")
    (True, False)
    """
    elected = own.startswith("ban ") and _ELECTED.match(fold(above))
    return bool(_BARE.match(fold(own)) or elected)
