"""Names of lines as printed to the lines that a form knows.

A field may be close to another in letters ("Con nuôi", "Chăn nuôi"), so text that a program wrote
must be a known name, marks and case aside. Of an OCR's text a name may differ a little, if no other
line is nearly as close.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.forms.likeness import fold_name
from pipeline.model.matrix import Matrix, MatrixLine
from pipeline.vietnamese.alphabet import fold_ocr, has_own_letters
from pipeline.vietnamese.syllable import is_syllable

# Of 100. Names under a bad OCR score 80 to 100 against themselves, unlike fields up to 70; what is
# nearer than that ("chan nuoi", "con nuoi": 82) must both stand in the form.
_LIKE = 75
_CLEARLY = 88  # one letter of a short name, two of a long one
# Of 95 names between _LIKE and _CLEARLY that were seen all were right, three of them below this.
# Other fields are as near: "Bảo hiểm xã hội" is 77 from "Bảo trợ xã hội", "Vệ sinh môi trường" 76.
_FAIRLY = 78
_CLEAR = 12  # by which the next line must be less alike
_ALL = 100
_SHORTEST = 6  # letters of a name that may differ at all; "y te" and "thu y" are too near
_WORD = re.compile(r"\w+")
_PLAIN = re.compile(r"[\w ,.;:/&()–-]*")  # what stands in a name that is printed well
_BRACKETS = re.compile(r"\([^()]*\)")
# A number as printed, or as an OCR left it: "3.", "IV.", "ì0"; "H6" is the word "Hộ".
_NUMBERED = re.compile(
    r"^[\W_]*(?:[iìíïîltoIO]?\d{1,2}(?:\.\d{1,2})*[.)]?(?=\W)|[IVX]{1,5}[.)])?\s*[-+|]?\s*(?=\D)"
)
# ô, ộ become é and d; ư, ự become w, v and y; strokes become each other.
_CONFUSED = str.maketrans("edwvyltj", "oouuuiii")
_CONFUSED_LESS = 10.0


class Names:
    """The names that the lines of a matrix may have."""

    def __init__(self, matrix: Matrix) -> None:
        prefixes = sorted(map(fold_name, matrix.prefixes), key=len, reverse=True)
        self._prefixes = [
            one for one in prefixes if not any(one.endswith(f" {other}") for other in prefixes)
        ]
        worn = "|".join(_worn(one, self._prefixes) for one in prefixes)
        self._worn = re.compile(f"^(?:{worn}) ?")
        # Without blanks, as an OCR loses them.
        self._known = {
            self._close(fold_name(name)): line
            for line in matrix.lines
            for name in (line.label, *line.aliases)
        }

    def find(self, name: str, *, recognised: bool) -> MatrixLine | None:
        """Give the line that a name is of; None where the form has none, or it cannot be told.

        Args:
            name: As printed.
            recognised: Whether an OCR read it.
        """
        exact = self._known.get(self._close(fold_name(clean(name))))
        if exact or not recognised:
            return exact
        folded = self._close(fold_name(fold_ocr(clean(name))))
        return self._known.get(folded) or self._nearest(folded)

    def is_clear(self, name: str, line: MatrixLine) -> bool:
        """Say whether a name that an OCR read is as good as one of a line's."""
        return self._likeness(name, line) >= _CLEARLY

    def is_exact(self, name: str, line: MatrixLine) -> bool:
        """Say whether a name that an OCR read is one of a line's, marks aside."""
        return self._likeness(name, line) == _ALL

    def leaves_open(self, name: str, line: MatrixLine | None) -> bool:
        """Say whether a name that an OCR read leaves open whose line it is.

        A name of syllables that is near to a known one may be this one with a letter wrong ("Đảo
        trợ") or a field of its own ("Công chứng" is 84 from "Công thương"); one that is spoilt and
        near to none is anything.

        Args:
            name: As read.
            line: What it was taken for; None for a line of its own.
        """
        if line is None:
            return not self.is_clean(name) or self._has_near(name)
        likeness = self._likeness(name, line)
        return likeness < _FAIRLY or (likeness < _CLEARLY and self._is_spelled(name))

    def is_clean(self, name: str) -> bool:
        """Say whether each word of a name is a Vietnamese syllable, and it has marks of its own.

        Without such marks much of what an OCR makes up passes: "an do", "à to".
        """
        return self._is_spelled(name) and any(map(has_own_letters, self._own_words(name)))

    def key_of(self, name: str) -> str:
        """Give what two ways to print a name have in common: "ho tich" of "Lĩnh vực hộ tịch"."""
        return self._bare(fold_name(clean(name)))

    def _is_spelled(self, name: str) -> bool:
        """Say whether each word can be a syllable; "Cong chung" lost its marks, no more."""
        return bool(_PLAIN.fullmatch(clean(name))) and all(map(is_syllable, self._own_words(name)))

    def _own_words(self, name: str) -> list[str]:
        """Give the words of a name behind "lĩnh vực", which says nothing of the field."""
        words = _WORD.findall(clean(name))
        return words[self._count_prefix([fold_name(word) for word in words]) :]

    def _close(self, folded: str) -> str:
        return self._bare(folded).replace(" ", "")

    def _bare(self, folded: str) -> str:
        """Take off "lĩnh vực", as printed or as an OCR left it."""
        words = folded.split()
        count = self._count_prefix(words)
        return " ".join(words[count:]) if count else self._worn.sub("", folded)

    def _count_prefix(self, words: Sequence[str]) -> int:
        """Count the first words that stand before a name and say nothing of it."""
        for prefix in self._prefixes:
            count = len(prefix.split())
            begins = fuzz.ratio(prefix, " ".join(words[:count])) >= _LIKE
            if begins and len(words) > count:
                return count
        return 0

    def _likeness(self, name: str, line: MatrixLine) -> float:
        folded = self._close(fold_name(fold_ocr(clean(name))))
        known = (name for name, one in self._known.items() if one.id == line.id)
        return max((_compare(one, folded) for one in known), default=0.0)

    def _has_near(self, name: str) -> bool:
        """Say whether a field is near; of short names, one letter is all that tells them apart."""
        folded = self._close(fold_name(fold_ocr(clean(name))))
        return any(
            _compare(known, folded) >= _LIKE or Levenshtein.distance(known, folded) <= 1
            for known in self._known
        )

    def _nearest(self, folded: str) -> MatrixLine | None:
        best: dict[str, float] = {}
        lines = {line.id: line for line in self._known.values()}
        for known, line in self._known.items():
            if len(known) >= _SHORTEST:
                score = _compare(known, folded)
                best[line.id] = max(score, best.get(line.id, 0.0))
        ranked = sorted(best, key=lambda id: -best[id])
        if not ranked or best[ranked[0]] < _LIKE:
            return None
        if len(ranked) > 1 and best[ranked[0]] - best[ranked[1]] < _CLEAR:
            return None
        return lines[ranked[0]]


def _compare(known: str, read: str) -> float:
    """Compare two names, 0 to 100; letters that an OCR takes for each other count a little less."""
    alike = fuzz.ratio(known.translate(_CONFUSED), read.translate(_CONFUSED))
    return max(fuzz.ratio(known, read), alike - _CONFUSED_LESS)


def clean(name: str) -> str:
    """Give a name on one line, without number, brackets and specks.

    >>> clean("3. Hộ tịch (khai sinh)"), clean("| Đất đai |"), clean("ì0 H6 tich")
    ('Hộ tịch', 'Đất đai', 'H6 tich')
    """
    line = " ".join(_BRACKETS.sub(" ", name).split())
    return _NUMBERED.sub("", line, count=1).strip(" .,;:|_-*'\"")


def _worn(prefix: str, plain: Sequence[str]) -> str:
    """Give a pattern of words as an OCR leaves them: first and last letters stay.

    Of "nhóm lĩnh vực" only "lĩnh vực" may be worn, which stands in front of names by itself too.

    >>> bool(re.match(_worn("nhom linh vuc", ["linh vuc"]), "nhom lnihvwc dat dai"))
    True
    """
    own = next(one for one in plain if prefix.endswith(one))
    words = (
        f"{word[0]}[a-z]{{1,{len(word) - 1}}}{word[-1]}" if len(word) > 2 else re.escape(word)
        for word in own.split()
    )
    return re.escape(prefix.removesuffix(own)) + " ?".join(words)
