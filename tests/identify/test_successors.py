"""What became of the units of June 2025."""

from __future__ import annotations

import pytest

from pipeline.identify.gazetteer import current_gazetteer, legacy_gazetteer
from pipeline.identify.successors import successors


def _heirs(full: str, district: str, province: str) -> list[str]:
    place = legacy_gazetteer().find_commune(full, district, province)
    return [heir.full for heir in successors()[place.code]] if place else []


def test_every_commune_and_province_became_something_that_is_there() -> None:
    legacy, current = legacy_gazetteer(), current_gazetteer()
    known = {*current.communes, *current.provinces}

    heirs = [successors()[place.code] for place in (*legacy.communes, *legacy.provinces)]

    assert all(heirs)
    assert {heir for some in heirs for heir in some} <= known


def test_a_commune_merged_with_others_has_one_successor() -> None:
    assert _heirs("xã Bắc Sơn", "huyện Ân Thi", "tỉnh Hưng Yên") == ["xã Phạm Ngũ Lão"]


def test_a_commune_that_was_split_has_all_of_its_parts() -> None:
    heirs = _heirs("xã Kim Chung", "huyện Đông Anh", "thành phố Hà Nội")

    assert heirs == ["xã Thiên Lộc", "xã Vĩnh Thanh"]


@pytest.mark.parametrize(
    ("full", "district", "province", "heir"),
    [
        ("xã Thạnh Quới", "huyện Vĩnh Thạnh", "thành phố Cần Thơ", "xã Thạnh Quới"),
        ("xã Thạnh Quới", "huyện Mỹ Xuyên", "tỉnh Sóc Trăng", "xã Gia Hòa"),
        ("phường 4", "thành phố Tân An", "tỉnh Long An", "phường Long An"),
        ("phường 4", "thành phố Tây Ninh", "tỉnh Tây Ninh", "phường Tân Ninh"),
    ],
)
def test_a_part_of_another_commune_of_the_same_name_is_not_taken(
    full: str, district: str, province: str, heir: str
) -> None:
    """The table gives both communes of a name the parts of both; they lie 90 km apart."""
    assert _heirs(full, district, province) == [heir]


def test_districts_were_dissolved_but_for_islands_without_communes() -> None:
    found = {
        place.name: [heir.full for heir in successors()[place.code]]
        for place in legacy_gazetteer().districts
        if place.code in successors()
    }

    assert len(found) == 5
    assert found["Côn Đảo"] == ["đặc khu Côn Đảo"]


def test_a_province_has_the_one_it_was_merged_into() -> None:
    code = {place.name: place.code for place in legacy_gazetteer().provinces}["Thái Bình"]

    assert [heir.full for heir in successors()[code]] == ["tỉnh Hưng Yên"]
