"""Places against the whole table of units."""

from __future__ import annotations

import pytest

from pipeline.identify.gazetteer import current_gazetteer, legacy_gazetteer
from pipeline.vietnamese.place_mentions import find_dateline, find_places
from pipeline.vietnamese.places import restore_name, same_name


def test_the_table_holds_all_units_of_both_times() -> None:
    legacy, current = legacy_gazetteer(), current_gazetteer()

    assert (len(legacy.provinces), len(legacy.districts)) == (63, 696)
    assert len(legacy.communes) > 10_000
    assert (len(current.provinces), len(current.communes)) == (34, 3321)


@pytest.mark.parametrize(
    ("full", "district", "province", "code"),
    [
        ("xã Bắc Sơn", "huyện Ân Thi", "tỉnh Hưng Yên", "12148"),
        ("xã Bắc Sơn", "huyện Hưng Hà", "tỉnh Thái Bình", "12628"),
        ("phường 15", "quận 10", "thành phố Hồ Chí Minh", "27163"),
        ("thị trấn Ba Tơ", "huyện Ba Tơ", "tỉnh Quảng Ngãi", "21484"),
    ],
)
def test_a_commune_has_the_code_of_its_district(
    full: str, district: str, province: str, code: str
) -> None:
    place = legacy_gazetteer().find_commune(full, district, province)

    assert place is not None
    assert place.code == code


@pytest.mark.parametrize(
    ("full", "district", "province"),
    [
        ("xã Bắc Sơn", "huyện Kim Động", "tỉnh Hưng Yên"),
        ("phường Bắc Sơn", "huyện Ân Thi", "tỉnh Hưng Yên"),
        ("xã Bắc Sơn", "", "tỉnh Nghệ An"),
        ("xã Bắc Sơn", "huyện Ân Thi", ""),
    ],
)
def test_no_code_is_given_for_what_the_table_has_not_exactly(
    full: str, district: str, province: str
) -> None:
    assert legacy_gazetteer().find_commune(full, district, province) is None


def test_one_code_names_another_commune_after_the_reform() -> None:
    before = [place.name for place in legacy_gazetteer().communes if place.code == "12148"]
    after = [place.name for place in current_gazetteer().communes if place.code == "12148"]

    assert (before, after) == (["Bắc Sơn"], ["Phạm Ngũ Lão"])


def test_the_place_of_the_tone_does_not_matter_but_the_tone_does() -> None:
    assert same_name("huyện Thanh Thuỷ", "huyện Thanh Thủy")
    assert not same_name("xã Hương Vân", "xã Hương Văn")


def test_a_name_outside_the_table_is_restored_by_its_syllables() -> None:
    spellings = legacy_gazetteer().spellings()

    restored = restore_name(["Hdng Thinh", "Hung Thinh", "Hùng Thjnh"], spellings)

    assert restored in {"Hưng Thịnh", "Hùng Thịnh"}


def test_a_name_of_no_known_syllable_is_not_guessed() -> None:
    assert restore_name(["Zzq Wrkx"], legacy_gazetteer().spellings()) is None


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("UBND x3 Phu Chir da", "xã", "Phu Chir"),
        ("trén dia ban xd Dai Dong.", "xã", "Dai Dong"),
        ("UBND HUYỆN ÂN THI ỦY BAN NHÂN DÂN", "huyện", "ÂN THI"),
        ("huyén Ân Thi", "huyện", "Ân Thi"),
        ("thị xã Mỹ Hào,", "thị xã", "Mỹ Hào"),
        ("TP. Hưng Yên", "thành phố", "Hưng Yên"),
        ("phường Đông Hải 1 đã", "phường", "Đông Hải 1"),
        ("thị trấn Nông trường Lệ Ninh đã", "thị trấn", "Nông trường Lệ Ninh"),
        ("xã Hưng Điền B,", "xã", "Hưng Điền B"),
        ("xã Phong Nha - Kẻ Bàng.", "xã", "Phong Nha - Kẻ Bàng"),
    ],
)
def test_a_name_is_found_behind_its_kind(text: str, kind: str, name: str) -> None:
    (mention,) = find_places(text)

    assert (mention.kind, " ".join(mention.tokens)) == (kind, name)


def test_on_clear_text_other_words_are_no_kinds() -> None:
    assert find_places("quản Lý, tính Từ ngày, xả Thải, cơ quan Văn phòng", clear=True) == ()


def test_a_dateline_beside_the_number_gives_the_name_only() -> None:
    assert find_dateline("Số: 77/BC-UBND Phú Chử, ngày 15 tháng 9") == ("Phú", "Chử")
