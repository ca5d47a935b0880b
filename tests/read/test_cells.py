from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Line, Table, Word
from pipeline.read.cells import fill_tables, place_words
from pipeline.read.lines import make_line

LEFT, RIGHT = Box(0, 0, 50, 20), Box(50, 0, 100, 20)


def table(*cells: Cell) -> Table:
    return Table(1, 2, cells, Box(0, 0, 100, 20))


def read(text: str, left: float, top: float, score: float = 0.9) -> Line:
    return make_line([Word(text, Box(left, top, left + 20, top + 8), score)])


def test_words_go_into_the_cell_of_their_centre_line_by_line() -> None:
    lines = [read("Tỷ", 5, 1), read("lệ", 5, 11), read("99,8", 60, 6), read("ngoài", 5, 30)]
    ruled = table(Cell(0, 0, "", LEFT), Cell(0, 1, "", RIGHT))

    (filled,), text = fill_tables(place_words(lines, [ruled]), [ruled], "vie")

    assert [cell.text for cell in filled.cells] == ["Tỷ\nlệ", "99,8"]
    assert [line.text for line in text] == ["Tỷ lệ 99,8", "", "ngoài"]


def test_other_readers_go_before_the_words_of_the_page() -> None:
    readings = (CellReading("pp-ocr", "17.465", 0.99), CellReading("eng", "17.465"))
    ruled = table(Cell(0, 0, "", LEFT), Cell(0, 1, "", RIGHT, readings=readings))
    lines = [read("Tổng", 5, 1), read("17465", 60, 6)]

    (filled,), text = fill_tables(place_words(lines, [ruled]), [ruled], "vie")

    assert filled.cells[1].text == "17.465"
    assert filled.cells[1].readings == readings
    assert text[0].text == "Tổng 17.465"
    assert text[0].box_of(5, 11) == RIGHT


def test_a_cell_that_only_the_page_reader_read_says_so() -> None:
    ruled = table(Cell(0, 0, "", LEFT), Cell(0, 1, "", RIGHT))
    lines = [read("376", 60, 6, score=0.7)]

    (filled,), _ = fill_tables(place_words(lines, [ruled]), [ruled], "vie")

    assert filled.cells[1].readings == (CellReading("vie", "376", 0.7),)


def test_ink_that_nobody_could_read_stays_ink() -> None:
    ruled = table(Cell(0, 0, "", LEFT, ink=True), Cell(0, 1, "", RIGHT, ink=False))

    (filled,), _ = fill_tables([], [ruled], "vie")

    assert [cell.ink for cell in filled.cells] == [True, False]


def test_a_sure_word_overrules_the_ink_test_and_a_speck_does_not() -> None:
    ruled = table(Cell(0, 0, "", LEFT, ink=False), Cell(0, 1, "", RIGHT, ink=False))
    lines = [read("7", 5, 5, score=0.92), read("'", 60, 5, score=0.2)]

    (filled,), _ = fill_tables(place_words(lines, [ruled]), [ruled], "vie")

    assert [(cell.text, cell.ink) for cell in filled.cells] == [("7", True), ("", False)]


def test_a_cell_without_text_in_a_layer_has_no_ink() -> None:
    ruled = table(Cell(0, 0, "", LEFT), Cell(0, 1, "", RIGHT))

    (filled,), lines = fill_tables([], [ruled], "")

    assert not any(cell.ink for cell in filled.cells)
    assert lines == ()
