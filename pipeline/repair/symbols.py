"""Symbols of documents and abbreviations, which only a closed table may change.

A symbol is made of a number, a kind and an issuer: `19/QĐ-UBND`, `61/2018/NĐ-CP`. It is known or
it is not: a channel that mends letters would make another symbol of it that looks as good. The
losses are few: Đ shows as D, and after the English model of Tesseract as P or B. Each part
between the signs is looked up as a whole, so `ND` in `ND-CP` is a decree and `NDT` stays.

Parts whose D may be meant are not here: `DA` (dự án, đề án), `DT` (dự thảo, đào tạo), `GDPT`,
`TTDT`. `TTg` and `TTr` are mended only beside a part that goes with them.
"""

from __future__ import annotations

import re

_PART = re.compile(r"[^\W\d_]+")
# Icelandic and African capitals of the same form, which old fonts and keyboards put.
_SAME_FORM = str.maketrans("ÐƉð", "ĐĐđ")

# Parts that have one meaning wherever they stand.
_ALWAYS = {
    "QD": "QĐ", "QDND": "QĐND", "HDND": "HĐND", "HPND": "HĐND", "HBND": "HĐND", "HĐNP": "HĐND",
    "HĐNB": "HĐND", "HDNP": "HĐND", "UBNP": "UBND", "UBNĐ": "UBND", "UBNB": "UBND",
    "LDTBXH": "LĐTBXH", "LPTBXH": "LĐTBXH", "LBTBXH": "LĐTBXH", "BLDTBXH": "BLĐTBXH",
    "BLPTBXH": "BLĐTBXH", "SLDTBXH": "SLĐTBXH", "LDLD": "LĐLĐ", "LPLP": "LĐLĐ", "GDDT": "GDĐT",
    "BGDDT": "BGDĐT", "BGDPT": "BGDĐT", "SGDDT": "SGDĐT", "SGDPT": "SGDĐT", "PGDDT": "PGDĐT",
    "BKHDT": "BKHĐT", "SKHDT": "SKHĐT", "DBQH": "ĐBQH", "BCD": "BCĐ",
}  # fmt: skip

# What a kind is depends on the issuer behind it: (kind, issuer) as read -> kind.
_KINDS = {
    ("ND", "CP"): "NĐ", ("NP", "CP"): "NĐ", ("NB", "CP"): "NĐ",
    ("OD", "UBND"): "QĐ", ("OĐ", "UBND"): "QĐ", ("QP", "UBND"): "QĐ", ("QB", "UBND"): "QĐ",
    ("OD", "TTg"): "QĐ", ("OĐ", "TTg"): "QĐ", ("QP", "TTg"): "QĐ", ("QB", "TTg"): "QĐ",
    ("CD", "TTg"): "CĐ", ("CD", "UBND"): "CĐ",
}  # fmt: skip
_KINDS_OF_TTG = frozenset(("QĐ", "CT", "CĐ", "TB", "VBHN"))
_TTG = frozenset(("TTG", "Ttg", "TTq", "TTs", "TIg"))
_KINDS_OF_PARTY = frozenset(("NQ", "BC", "KH", "CTr", "QĐ", "TB"))  # of a Đảng ủy
_TTR = frozenset(("Ttr", "TTR"))


def rewrite_symbol(core: str) -> str:
    """Give a symbol or abbreviation with the letters that the table mends.

    Digits and signs stay where they are. A second time changes nothing.

    >>> [rewrite_symbol(core) for core in ("19/QD-UBND", "61/2018/NP-CP", "07/QD", "277/ND-HDND")]
    ['19/QĐ-UBND', '61/2018/NĐ-CP', '07/QĐ', '277/ND-HĐND']
    >>> [rewrite_symbol(core) for core in ("118/UBND", "45/QD-TTG", "HDND", "NDT", "A4")]
    ['118/UBND', '45/QĐ-TTg', 'HĐND', 'NDT', 'A4']
    """
    core = core.translate(_SAME_FORM)
    parts = [(match.start(), match.end(), match[0]) for match in _PART.finditer(core)]
    texts = [_ALWAYS.get(part, part) for _, _, part in parts]
    if len(texts) > 1:
        _mend_by_neighbours(texts)
    pieces = []
    last = 0
    for (start, end, _), text in zip(parts, texts, strict=True):
        pieces += [core[last:start], text]
        last = end
    return "".join((*pieces, core[last:]))


def _mend_by_neighbours(texts: list[str]) -> None:
    """Mend the parts that are clear only beside another one: kinds, then issuers."""
    for place in range(len(texts) - 1):
        kind, issuer = texts[place], texts[place + 1]
        small = "TTg" if issuer in _TTG else issuer
        kind = _KINDS.get((kind, small), kind)
        if kind in _KINDS_OF_TTG:
            issuer = small
        if kind in _KINDS_OF_PARTY and issuer == "DU":
            issuer = "ĐU"
        texts[place : place + 2] = [kind, issuer]
    if texts[0] in _TTR:
        texts[0] = "TTr"
