"""Text of a report in TOML: quoted strings and comments alone, without line ends and control signs.

Nothing printed in a report can become a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.drafting.outline import Note


def comments(notes: Iterable[Note]) -> Iterator[str]:
    """Give the lines that say what a person should look at."""
    for note in notes:
        yield f"# {one_line(note.vietnamese)} | {one_line(note.english)}"


def print_table(name: str, notes: Iterable[Note], **values: str) -> Iterator[str]:
    """Give the lines of one table of a list, with what a person should look at above it."""
    yield from ("", *comments(notes), f"[[{name}]]")
    yield from (f"{key} = {quote(value)}" for key, value in values.items())


def print_values(**values: str | Sequence[str]) -> Iterator[str]:
    """Give a line for each value that is not empty; lists stand on one line."""
    for key, value in values.items():
        if value:
            shown = quote(value) if isinstance(value, str) else f"[{', '.join(map(quote, value))}]"
            yield f"{key} = {shown}"


def print_list(texts: Iterable[str]) -> str:
    """Write a list of strings, on several lines where it is long."""
    quoted = [quote(text) for text in texts]
    if sum(map(len, quoted)) <= 80:
        return f"[{', '.join(quoted)}]"
    return "\n".join(["[", *(f"    {text}," for text in quoted), "]"])


def quote(text: str) -> str:
    r"""Write a basic string of TOML.

    >>> print(quote('mục "một"\n\\'))
    "mục \"một\" \\"
    """
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_line(text: str) -> str:
    """Give a text with single blanks and nothing that is not seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
