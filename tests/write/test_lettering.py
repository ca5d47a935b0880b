"""Letters on pictures, with and without a font for Vietnamese."""

from __future__ import annotations

from PIL import Image

from pipeline.write.lettering import Lettering, choose_lettering

_NOWHERE = ("no-such-font.ttf",)


def _written(lettering: Lettering, text: str) -> bytes:
    picture = Image.new("RGB", (300, 40), "white")
    lettering.write(picture, (0, 0), text, (0, 0, 0))
    return picture.tobytes()


def test_this_machine_has_a_font_with_the_marked_letters() -> None:
    lettering = choose_lettering(16)

    assert lettering.has_marks
    shapes = {_written(lettering, letter) for letter in ("ữ", "ử", "ư", "u", "ộ", "\uffff")}
    assert len(shapes) == 6


def test_without_such_a_font_letters_lose_their_marks_and_figures_stay() -> None:
    lettering = choose_lettering(16, _NOWHERE)

    assert not lettering.has_marks
    assert _written(lettering, "đọc: 17.465") == _written(lettering, "doc: 17.465")
    assert lettering.size("đọc") == lettering.size("doc")


def test_small_type_is_never_too_small_to_read() -> None:
    assert choose_lettering(2).size("376") == choose_lettering(9).size("376")
    assert choose_lettering(20).size("376") > choose_lettering(9).size("376")


def test_each_line_of_a_text_has_its_room() -> None:
    lettering = choose_lettering(16)

    one, two = lettering.size("eng: 99"), lettering.size("eng: 99\nvie: 9")

    assert two[0] == one[0]
    assert two[1] > 1.5 * one[1]
