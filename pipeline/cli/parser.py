"""What the command line says of a call that is wrong: in Vietnamese, English below.

argparse makes its messages of a few English sentences; they are told again here. Its own way to
translate, a catalogue of `gettext`, asks for a compiled file for each version of Python.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from typing import NoReturn

from pipeline.cli.shared import shown, tell

_WRONG_CALL = 2  # exit code; argparse's own

# What argparse says, and what that means.
_MESSAGES = tuple(
    (re.compile(english, re.DOTALL), vietnamese)
    for english, vietnamese in (
        (r"the following arguments are required: (.*)", "còn thiếu: {0}"),
        (r"unrecognized arguments: (.*)", "không hiểu: {0}"),
        (r"ambiguous option: (.*) could match (.*)", "{0} có thể là {1}: hãy ghi đủ"),
        (r"argument (.*): expected (?:one|at least one) argument", "sau {0} còn thiếu giá trị"),
        (r"argument (.*): invalid int value: (.*)", "{0} phải là số nguyên, không phải {1}"),
        (r"argument (.*): invalid float value: (.*)", "{0} phải là số, không phải {1}"),
        (
            r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
            "{0} không có {1}; hãy chọn một trong: {2}",
        ),
        (r"argument (.*): ignored explicit argument (.*)", "{0} không nhận giá trị {1}"),
        (r"argument (.*): not allowed with argument (.*)", "không dùng {0} cùng với {1}"),
    )
)


class Parser(argparse.ArgumentParser):
    """Tells of errors in two languages, and which command was perhaps meant."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and how it is made, and end with exit code 2."""
        usage = shown(self.format_usage().removeprefix("usage: "))
        told, english = shown(translate(message)), shown(message)
        near = _find_near(message)
        if near:
            told, english = f"{told}. Có phải là {near}?", f"{english}. Is it {near}?"
        tell(f"solieu: {told}\nCách dùng: {usage}\nsolieu: {english}\n")
        sys.exit(_WRONG_CALL)


def translate(message: str) -> str:
    """Give a message of argparse in Vietnamese; one that is not known stays.

    >>> translate("the following arguments are required: --out")
    'còn thiếu: --out'
    """
    for english, vietnamese in _MESSAGES:
        if found := english.fullmatch(message):
            return vietnamese.format(*found.groups())
    return message


def _find_near(message: str) -> str:
    found = re.fullmatch(r"argument .*: invalid choice: '(.*)' \(choose from (.*)\)", message)
    if not found:
        return ""
    near = difflib.get_close_matches(found[1].lower(), found[2].replace("'", "").split(", "), 1)
    return near[0] if near else ""
