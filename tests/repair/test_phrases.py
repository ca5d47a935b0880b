"""What is printed on a form is expected there."""

from __future__ import annotations

from pipeline.repair.model import read_model
from pipeline.repair.restore import Restorer

_ROW = "Ty 1¢ h0 so ngheo dac thu tai thon ban"


def test_words_follow_as_on_the_form() -> None:
    label = "Tỷ lệ hộ sở nghèo đặc thù tại thôn bản"  # no Vietnamese but on this form

    plain = next(iter(Restorer(read_model()).restore([_ROW]))).text
    with_form = Restorer(read_model().with_phrases([label])).restore([_ROW])

    assert next(iter(with_form)).text == label != plain
