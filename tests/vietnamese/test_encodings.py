"""Old encodings: every letter, sentences, whole documents, and what must not be taken for one."""

from __future__ import annotations

import lzma
import unicodedata
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnamese.encoding_tables import LETTERS, TABLES
from pipeline.vietnamese.encodings import (
    Encoding,
    convert,
    convert_lines,
    decode_legacy,
    detect_encoding,
    encoding_of_font,
)
from tests.growth import grows_no_faster_than_its_size

SHARED = Path(__file__).parents[3] / "shared"
REPORT = """Ủy ban nhân dân xã Đông Thạnh báo cáo kết quả thực hiện nhiệm vụ quý 3 năm 2009:
- Tổng số hộ nghèo: 1.234 hộ, chiếm tỷ lệ 12,5% (giảm 56 hộ so với cùng kỳ);
- Đã giải quyết 98/102 hồ sơ, trong đó có 4 hồ sơ trễ hẹn do người dân bổ sung giấy tờ.
Những khó khăn, vướng mắc chủ yếu là thiếu kinh phí sửa chữa đường giao thông nông thôn.
BÁO CÁO TÌNH HÌNH KINH TẾ - XÃ HỘI
Đề nghị cấp trên xem xét, hỗ trợ kịp thời để đơn vị hoàn thành chỉ tiêu được giao."""
RUINED = (  # by an English, a French and another OCR
    "Thuc hi¢n nhiém vu, UBND xa da tiép nhan 376 hd so, giai quyét dung han dugc 98%.\n"
    "Trong nam 2024, cong tac cai cach hanh chinh tiép tuc dugc c4p uy, chinh quyén quan tam.\n"
    "Ké hoach s6 05/KH-UBND ngay 12/01/2024 vé viéc tuyén truyén, phé bién phap luat.",
    "Uÿ ban nhân dân xâ dâ tiép nhân 376 hô so, giâi quyét dùng han, dat tÿ lê 99,8%.\n"
    "Chi sô giä câc mät häng luong thuc täng 1,04% so véi thäng truéc, cu thé nhu sau:\n"
    "Nguyên nhân täng do gi lüa trong dân täng liên tuc trong câc thäng qua, dây giä lên.",
    "Dôc lap —Tr do — Hnh phñc\nBa Rja - Vüng Tàu, ngày f- tháng 02 nám 2019\n"
    "UBND the huyn, thj xä, thành phô. ¥ kién cüa S& Nôi vu v€ viêc tuyên dung công chirc c¢p xä",
)
OTHERS = (
    "Số hộ nghèo còn 18 hộ; đã tiếp nhận 376 hồ sơ, có 5 km² rừng, nhiệt độ 37 °C ± 2.",
    "Hà Nam: có 12 xã, và các thôn là Thanh Hà, Thái Hòa, Yên Xá; tháng 3 bán 5 × 3 gói hàng",
    "So ho ngheo con 18 ho; da tiep nhan 376 ho so, dat 99,8% ke hoach nam.",
    "Le conseil général a déjà été saisi; l'hôtel où siège la fête reçoit près de 300 élèves.",
    "The naïve café owner paid £5 for a façade © 2009, section § 12, at 20 °C.",
    "Größe, Äpfel, Öl und süße Brötchen für fünf Mädchen über der Straße",
    "",
)


def encode(text: str, encoding: Encoding, *, as_text: bool = False) -> str:
    """Give the text as it shows in Latin-1, or with as_text as Windows-1252 shows it."""
    shown = {letter: letter for letter in LETTERS if letter.isascii()}
    for code, letter in TABLES[encoding].items():
        upright = encoding is not Encoding.VNI or letter.islower() or code.isupper()
        if max(code) <= "\xff" and upright:
            shown.setdefault(letter, code)
    for letter in LETTERS:  # TCVN3 has no capitals with tones
        shown.setdefault(letter, shown[letter.lower()])
    codes = "".join(shown.get(letter, letter) for letter in text)
    return "".join(map(_show, codes)) if as_text else codes


def _show(code: str) -> str:
    shown = code.encode("latin-1").decode("cp1252", "replace")
    return code if shown == "\ufffd" else shown


def read_corpus(lines: int) -> list[str]:
    """Give lines whose letters all encodings have, and no signs that are letters in one."""
    known = {*LETTERS, *map(chr, range(0x20, 0x7F))}
    with lzma.open(SHARED / "corpus" / "van-ban-2025.txt.xz", "rt", encoding="utf-8") as source:
        clean = (line.strip() for line in source)
        return list(islice((line for line in clean if line and known.issuperset(line)), lines))


needs_corpus = pytest.mark.skipif(
    not (SHARED / "corpus").exists(), reason="the corpus lies beside the project, in ../shared"
)


@pytest.mark.parametrize("encoding", Encoding)
def test_every_letter_comes_back(encoding: Encoding) -> None:
    for letter in LETTERS:
        # Among capitals, where TCVN3 shows small ones.
        word = f"BAN B{letter}N BAN" if letter.isupper() else f"ban b{letter}n ban"

        assert convert(encode(word, encoding), encoding) == word


def test_the_table_of_windows_1258_is_that_of_its_codec() -> None:
    for shown, letter in TABLES[Encoding.WINDOWS_1258].items():
        decoded = shown.encode("latin-1").decode("cp1258")

        assert unicodedata.normalize("NFC", decoded) == letter


@pytest.mark.parametrize("encoding", Encoding)
def test_there_are_146_letters_in_each_table(encoding: Encoding) -> None:
    letters = {*TABLES[encoding].values()}
    without = {letter for letter in LETTERS if letter not in letters}

    assert len(LETTERS) == 146  # 134 with marks, and 12 plain vowels
    assert all(encoding is Encoding.TCVN3 and letter.isupper() for letter in without)


@pytest.mark.parametrize(
    ("shown", "text", "encoding"),
    [
        (
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
            "Cộng hoà xã hội chủ nghĩa Việt Nam",
            Encoding.TCVN3,
        ),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", Encoding.TCVN3),
        (
            "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            Encoding.VNI,
        ),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc", Encoding.VNI),
        ("Uûy ban nhaân daân xaõ Bình Höng", "Ủy ban nhân dân xã Bình Hưng", Encoding.VNI),
        (
            "C\xb5ng h\xf2a x\xe3 h\xb5i ch\xfc ngh\xeea Vi\xaet",
            "Cộng hòa xã hội chủ nghĩa Việt",
            Encoding.VISCII,
        ),
        (
            "Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt",
            "Cộng hòa xã hội chủ nghĩa Việt",
            Encoding.WINDOWS_1258,
        ),
    ],
)
def test_the_motto_is_read_in_every_encoding(shown: str, text: str, encoding: Encoding) -> None:
    assert detect_encoding(shown) is encoding
    assert convert(shown, encoding) == text


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("encoding", Encoding)
def test_a_report_comes_back(encoding: Encoding, as_text: bool) -> None:
    shown = encode(REPORT, encoding, as_text=as_text)

    found = detect_encoding(shown)

    # `ủy ban`: the capital with a tone is not in TCVN3, and nothing around shows it.
    lost = REPORT.replace("Ủy", "ủy") if encoding is Encoding.TCVN3 else REPORT
    assert found is encoding
    assert convert(shown, encoding) == lost


@pytest.mark.parametrize("encoding", Encoding)
def test_an_8_bit_file_is_decoded(encoding: Encoding) -> None:
    content = encode(REPORT.replace("\n", "\r\n"), encoding).encode("latin-1") + b"\r\n\x96 12/3"

    decoded = decode_legacy(content)

    assert decoded is not None
    assert decoded[1] is encoding
    assert decoded[0].lower().split("\r\n")[:-1] == REPORT.lower().split("\n")
    if encoding is not Encoding.VISCII:  # which has a letter for that dash
        assert decoded[0].endswith("\n– 12/3")


@pytest.mark.parametrize(
    "content",
    [
        REPORT.encode(),
        b"",
        bytes(range(256)) * 50,
        b"plain text, 12.5%",
        *(t.encode("cp1252") for t in RUINED),
    ],
)
def test_bytes_that_show_no_encoding_are_refused(content: bytes) -> None:
    assert decode_legacy(content) is None


@pytest.mark.parametrize("text", [*RUINED, *OTHERS, REPORT, unicodedata.normalize("NFD", REPORT)])
def test_other_text_is_in_no_old_encoding(text: str) -> None:
    lines = text.split("\n")

    assert detect_encoding(text) is None
    assert [detect_encoding(line) for line in lines] == [None] * len(lines)
    assert [line.text for line in convert_lines(lines)] == lines


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Uû BAN NH¢N D¢N X· B¾C S¥N", "UỶ BAN NHÂN DÂN XÃ BẮC SƠN"),
        ("CéNG HOµ X· HéI CHñ NGHÜA", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA"),
        ("Uû ban nh©n d©n x· - UBND tØnh", "Uỷ ban nhân dân xã - UBND tỉnh"),
        ("céng hoµ x· héi chñ nghÜa", "cộng hoà xã hội chủ nghĩa"),  # the text does not tell
        ("Bé Y tÕ, Së KH§T, N§-CP", "Bộ Y tế, Sở KHĐT, NĐ-CP"),
    ],
)
def test_capitals_of_tcvn3_are_those_that_the_line_shows(shown: str, text: str) -> None:
    assert convert(shown, Encoding.TCVN3) == text


def test_a_hyphen_in_the_place_of_a_letter_is_that_letter() -> None:
    shown = "nhµ n-íc, t- vÊn, -u tiªn, ®-îc, N§-CP, 68/BC-UBND, 2-3 ng-êi, - Xu-Ba"

    text = convert(shown, Encoding.TCVN3)

    assert text == "nhà nước, tư vấn, ưu tiên, được, NĐ-CP, 68/BC-UBND, 2-3 người, - Xu-Ba"


def test_signs_stay_signs() -> None:
    shown = "· Thu: 5 × 3 km² ± 2; ®) c©y ë x·"

    assert convert(shown, Encoding.TCVN3) == "· Thu: 5 × 3 km² ± 2; đ) cây ở xã"


def test_a_document_may_be_in_three_encodings_at_once() -> None:
    unicode = "Tổng số hộ có nhà là 15; Hà Nam và Hòa Bình"
    lines = [
        *encode(REPORT, Encoding.VNI).split("\n"),
        unicode,
        "Hà Nam có 12 xã, và các thôn",
        unicode,
        *encode(REPORT.replace("Ủy", "ủy"), Encoding.TCVN3).split("\n"),
        "sè 5",  # could be either; the lines around it tell
    ]

    converted = convert_lines(lines)

    assert [line.text for line in converted] == [
        *REPORT.split("\n"),
        unicode,
        "Hà Nam có 12 xã, và các thôn",
        unicode,
        *REPORT.replace("Ủy", "ủy").split("\n"),
        "số 5",
    ]
    assert {line.encoding for line in converted} == {Encoding.VNI, None, Encoding.TCVN3}


def test_one_heading_in_an_old_font_is_found_in_a_unicode_document() -> None:
    lines = ["Céng hoµ x· héi chñ nghÜa ViÖt Nam", *REPORT.split("\n"), "Hà Nam", "có và là"]

    converted = convert_lines(lines)

    assert converted[0].text == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert [line.text for line in converted[1:]] == lines[1:]
    assert detect_encoding("\n".join(lines)) is None


@needs_corpus
@pytest.mark.parametrize("encoding", Encoding)
def test_the_corpus_comes_back(encoding: Encoding) -> None:
    lines = read_corpus(400)
    shown = [encode(line, encoding, as_text=True) for line in lines]

    converted = [line.text for line in convert_lines(shown)]

    assert detect_encoding("\n".join(shown)) is encoding
    if encoding is Encoding.TCVN3:  # capitals with tones at the head of words are lost
        assert [line.lower() for line in converted] == [line.lower() for line in lines]
    else:
        assert converted == lines


@needs_corpus
def test_lines_alone_are_found_or_left_and_never_mistaken() -> None:
    lines = [line for line in read_corpus(800) if len(line) > 60]

    for encoding in Encoding:
        found = [detect_encoding(encode(line, encoding, as_text=True)) for line in lines]

        assert {*found} <= {encoding, None}
        assert found.count(encoding) > 0.9 * len(lines)


@pytest.mark.skipif(not (SHARED / "seed").exists(), reason="the real report lies in ../shared")
def test_the_real_ruined_report_is_left_alone() -> None:
    text = (SHARED / "seed" / "report.txt").read_text(encoding="utf-8")
    lines = text.split("\n")

    assert detect_encoding(text) is None
    assert [line for line in lines if detect_encoding(line)] == []
    assert [line.text for line in convert_lines(lines)] == lines


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        ("ABCDEF+.VnArialH,Bold", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("TimesNewRomanPSMT", None),
    ],
)
def test_the_name_of_a_font_tells_its_encoding(name: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(name) is encoding


@given(
    st.text() | st.text(alphabet="aouCn -\n\r5µ·¸®\xad×\xf7Ð\x1e\xa0ùïâøÂ“²"),
    st.sampled_from(Encoding),
)
def test_any_text_is_converted_and_digits_and_lines_stay(text: str, encoding: Encoding) -> None:
    converted = convert(text, encoding)
    lines = convert_lines(text.split("\n"))

    assert [c for c in converted if c.isdecimal()] == [c for c in text if c.isdecimal()]
    assert converted.count("\n") == text.count("\n")
    assert len(lines) == text.count("\n") + 1


@given(st.lists(st.sampled_from(REPORT.split("\n")), min_size=1), st.sampled_from(Encoding))
def test_what_was_converted_is_left_alone(lines: list[str], encoding: Encoding) -> None:
    once = [line.text for line in convert_lines([encode(line, encoding) for line in lines])]

    assert [line.text for line in convert_lines(once)] == once


@given(st.binary())
def test_any_bytes_get_an_answer(content: bytes) -> None:
    decoded = decode_legacy(content)

    assert decoded is None or decoded[0].count("\n") == content.count(b"\n")


@pytest.mark.parametrize("piece", ["é", "a-", "x· ", "Uû ", "\xa0“", "aâ", "·"])
def test_the_time_grows_with_the_length_alone(piece: str) -> None:
    def recode(length: int) -> None:
        for encoding in Encoding:
            convert(piece * length, encoding)
        detect_encoding(piece * length)

    assert grows_no_faster_than_its_size(recode, 3000)
