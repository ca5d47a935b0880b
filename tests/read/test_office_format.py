from datetime import date, datetime, time

import pytest

from pipeline.read.office.number_format import print_value


@pytest.mark.parametrize(
    ("value", "shape", "printed"),
    [
        (376, "General", "376"),
        (1234.5, "General", "1234,5"),
        (0.1 + 0.2, "General", "0,3"),
        (1e-7, "General", "0,0000001"),
        (17465, "#,##0", "17.465"),
        (1234.5, "#,##0.00", "1.234,50"),
        (98.6667, "0.0", "98,7"),
        (1.005, "0.00", "1,01"),
        (0.8, "0%", "80%"),
        (0.986667, "0.00%", "98,67%"),
        (7, "00", "07"),
        (5, "#.##", "5"),
        (1500000, "#,##0,", "1.500"),
        (12, '0 "hồ sơ"', "12 hồ sơ"),
        (17465, "#,##0\\ [$₫-42A]", "17.465 ₫"),
        (-5, "0;[Red](0)", "(5)"),
        (-5, "0.0", "-5,0"),
        (0, "0;-0;;@", ""),
        (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "-"),
        (17465, "#\\ ##0", "17465"),
        (0.5, "# ?/?", "0,5"),
        (0.12345, "0.00E+00", "0,12345"),
        (376, "@", "376"),
        ("68/BC-UBND", "0.00", "68/BC-UBND"),
        ("#DIV/0!", "0.00", "#DIV/0!"),
        (True, "General", "TRUE"),
        (None, "0", ""),
        (datetime(2024, 9, 1), "mm-dd-yy", "01/09/2024"),
        (datetime(2024, 9, 1), "mm/yyyy", "09/2024"),
        (datetime(2024, 9, 1, 8, 30), "dd/mm/yyyy hh:mm", "01/09/2024 08:30"),
        (date(2024, 9, 1), "d mmm yyyy", "01/09/2024"),
        (time(8, 5), "h:mm", "08:05"),
    ],
)
def test_a_value_is_given_as_its_cell_shows_it(value: object, shape: str, printed: str) -> None:
    assert print_value(value, shape) == printed
