"""Reads the tables of provinces, districts and communes that an installed package brings along.

Only its data files are read: importing the package would pull in what it needs for distances and
maps. The files hold 3.6 MB, most of it coordinates; decoding just names and codes into typed
records takes a quarter of the time of decoding everything (measured: 17 against 71 ms).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.model.errors import SettingError
from pipeline.vietnamese.places import Gazetteer, Place, split_kind

_PACKAGE = "vietnamadminunits"
Rows = TypeVar("Rows", bound=msgspec.Struct)


class _Province(msgspec.Struct, rename="camel"):
    province: str  # "Tỉnh Hưng Yên"
    province_code: str


class _District(msgspec.Struct, rename="camel"):
    district: str  # "Huyện Ân Thi"
    district_type: str  # "Huyện"
    district_code: str


class _Ward(msgspec.Struct, rename="camel"):
    ward: str | None  # island districts have one row without a commune
    ward_type: str | None
    ward_code: str | None
    ward_lat: float | None = None
    ward_lon: float | None = None


_Districts = dict[str, dict[str, _District]]
_Wards = dict[str, dict[str, dict[str, _Ward]]]


class _Legacy(msgspec.Struct):
    provinces: dict[str, _Province] = msgspec.field(name="DICT_PROVINCE")
    districts: _Districts = msgspec.field(name="DICT_PROVINCE_DISTRICT")
    wards: _Wards = msgspec.field(name="DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED")
    # Names that are one when folded stand in a table of their own.
    alike: _Wards = msgspec.field(name="DICT_PROVINCE_DISTRICT_WARD_ACCENTED")


class _From2025(msgspec.Struct):
    provinces: dict[str, _Province] = msgspec.field(name="DICT_PROVINCE")
    wards: dict[str, dict[str, _Ward]] = msgspec.field(name="DICT_PROVINCE_WARD_NO_ACCENTED")
    alike: dict[str, dict[str, _Ward]] = msgspec.field(name="DICT_PROVINCE_WARD_ACCENTED")


Keyed = dict[str, Place]  # by the keys of the package, joined: "tinhhungyen_huyenanthi_xabacson"


@cache
def legacy_gazetteer() -> Gazetteer:
    """Give the units as they were until 30 June 2025: provinces, districts, communes."""
    provinces, districts, communes = legacy_units()
    return Gazetteer(tuple(provinces.values()), tuple(districts.values()), tuple(communes.values()))


@cache
def current_gazetteer() -> Gazetteer:
    """Give the units since 1 July 2025: provinces and communes."""
    provinces, communes = current_units()
    return Gazetteer(tuple(provinces.values()), (), tuple(communes.values()))


@cache
def legacy_units() -> tuple[Keyed, Keyed, Keyed]:
    """Give provinces, districts and communes until June 2025 by their keys."""
    table = _legacy_table()
    provinces = {key: _province(row) for key, row in table.provinces.items()}
    districts = {
        f"{province}_{key}": Place(
            row.district_type.lower(),
            row.district[len(row.district_type) + 1 :],
            row.district_code,
            province=provinces[province].full,
        )
        for province, rows in table.districts.items()
        for key, row in rows.items()
    }
    communes = {
        f"{home}_{key}": place
        for wards in (table.wards, table.alike)
        for province, in_province in wards.items()
        for district, rows in in_province.items()
        if (home := f"{province}_{district}") in districts
        for key, place in _communes(rows, provinces[province].full, districts[home].full)
    }
    return provinces, districts, communes


@cache
def current_units() -> tuple[Keyed, Keyed]:
    """Give provinces and communes since July 2025 by their keys."""
    table = read_table("parser_from_2025.json", _From2025)
    provinces = {key: _province(row) for key, row in table.provinces.items()}
    communes = {
        f"{province}_{key}": place
        for wards in (table.wards, table.alike)
        for province, rows in wards.items()
        for key, place in _communes(rows, provinces[province].full)
    }
    return provinces, communes


def legacy_positions() -> dict[str, tuple[float, float]]:
    """Give latitude and longitude, in degrees, of the communes until June 2025 by their keys."""
    table = _legacy_table()
    return {
        f"{province}_{district}_{key}": (row.ward_lat, row.ward_lon)
        for wards in (table.wards, table.alike)
        for province, in_province in wards.items()
        for district, rows in in_province.items()
        for key, row in rows.items()
        if row.ward_lat is not None and row.ward_lon is not None
    }


@cache
def _legacy_table() -> _Legacy:
    return read_table("parser_legacy.json", _Legacy)


def _province(row: _Province) -> Place:
    return Place(*split_kind(row.province), row.province_code)


def _communes(
    rows: dict[str, _Ward], province: str, district: str = ""
) -> Iterator[tuple[str, Place]]:
    for key, row in rows.items():
        if row.ward and row.ward_type and row.ward_code:
            # The short names of the table are not always bare: "Yên Viên (Xã)", "Phường 12".
            name = row.ward[len(row.ward_type) + 1 :]
            yield key, Place(row.ward_type.lower(), name, row.ward_code, district, province)


def read_table(name: str, kind: type[Rows]) -> Rows:
    """Read one data file of the package.

    Raises:
        SettingError: It is not there or not as it should be.
    """
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise SettingError(
            "Thiếu bảng đơn vị hành chính. Hãy cài đặt lại chương trình.",
            "The table of administrative units is missing. Install the program again.",
        )
    path = Path(found.origin).parent / "data" / name
    try:
        # Unknown coordinates stand there as NaN, which is no JSON.
        return msgspec.json.decode(path.read_bytes().replace(b": NaN", b": null"), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise SettingError(
            f"Bảng đơn vị hành chính {name} không đọc được. Hãy cài đặt lại chương trình.",
            f"The table of administrative units {name} cannot be read. Install the program again.",
        ) from error
