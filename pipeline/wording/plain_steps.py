"""How many steps a plain regular expression takes, counted and not timed.

The `regex` package says nothing about its work, and seconds differ from machine to machine. So the
expression is run by a small engine of ours, the plainest kind there is: it tries one sign after the
other, and goes back to the last choice of which it has not tried all. `regex` does the same and
spares itself some of it by looking ahead, so that it takes no more steps than are counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.wording.budget import Budget
from pipeline.wording.plain_expression import (
    Branches,
    Inner,
    Part,
    Repeat,
    Sign,
    read_expression,
)

# Instructions; counted repeats are written out. The longest of the project's has 64.
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class _Choice:
    """Go on at the first; come back and go on at the second."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class _Jump:
    target: int


@dataclass(frozen=True, slots=True)
class _Enter:
    """A turn of a repeated part begins here."""


@dataclass(frozen=True, slots=True)
class _Leave:
    """It ends here, and has to have got on: no engine repeats nothing for ever."""


@dataclass(frozen=True, slots=True)
class _Call:
    """Run a program of its own from here."""

    program: Program
    inner: Inner


_Instruction = Sign | _Choice | _Jump | _Enter | _Leave | _Call
Program = tuple[_Instruction, ...]


@lru_cache(maxsize=512)
def compile_program(expression: str) -> Program:
    """Make a program of an expression.

    Raises:
        UncountableError: It holds what is not known here.
        TooManyStepsError: Its counted repeats inside each other are endless by themselves.
    """
    writer = _Writer(Budget(_LONGEST), 1)
    writer.write(read_expression(expression))
    return tuple(writer.program)


class _Writer:
    """Writes the program of a part."""

    def __init__(self, room: Budget, direction: int) -> None:
        self._room = room
        self._direction = direction
        self.program: list[_Instruction] = []

    def write(self, part: Part) -> None:
        self._room.take(1)
        if isinstance(part, Sign):
            self.program.append(part)
        elif isinstance(part, Branches):
            self._write_branches(part)
        elif isinstance(part, Repeat):
            self._write_repeat(part)
        else:
            # A possessive repeat inside of what looks back goes back, too.
            direction = part.direction if part.look else self._direction
            writer = _Writer(self._room, direction)
            writer.write(part.part)
            self.program.append(_Call(tuple(writer.program), part))

    def _write_branches(self, part: Branches) -> None:
        ends = []
        for branch in part.branches[:-1]:
            choice = self._reserve()
            self._write_all(branch)
            ends.append(self._reserve())
            self.program[choice] = _Choice(choice + 1, len(self.program))
        self._write_all(part.branches[-1])
        for end in ends:
            self.program[end] = _Jump(len(self.program))

    def _write_all(self, parts: tuple[Part, ...]) -> None:
        for part in parts[:: self._direction]:
            self.write(part)

    def _write_repeat(self, repeat: Repeat) -> None:
        for _ in range(repeat.least):
            self.write(repeat.part)
        if repeat.most is None:
            choices = [self._write_turn(repeat.part)]
            self.program.append(_Jump(choices[0]))
        else:
            choices = [self._write_turn(repeat.part) for _ in range(repeat.most - repeat.least)]
        for choice in choices:
            turn, out = choice + 1, len(self.program)
            self.program[choice] = _Choice(out, turn) if repeat.lazy else _Choice(turn, out)

    def _write_turn(self, part: Part) -> int:
        choice = self._reserve()
        self.program.append(_Enter())
        self.write(part)
        self.program.append(_Leave())
        return choice

    def _reserve(self) -> int:
        self.program.append(_Jump(0))
        return len(self.program) - 1


def match_program(
    program: Program, line: str, start: int, budget: Budget, direction: int = 1
) -> int | None:
    """Run a program from one place of a line; give where the match ends, or None.

    Raises:
        TooManyStepsError: The budget is spent.
    """
    untried: list[tuple[int, int, tuple[int, ...]]] = [(0, start, ())]
    while untried:
        at, place, turns = untried.pop()
        while at < len(program):
            budget.take(1)
            one = program[at]
            at += 1
            if isinstance(one, _Choice):
                untried.append((one.second, place, turns))
                at = one.first
            elif isinstance(one, _Jump):
                at = one.target
            elif isinstance(one, _Enter):
                turns = (*turns, place)
            elif isinstance(one, _Leave):
                if turns[-1] == place:
                    break
                turns = turns[:-1]
            else:
                end = _go_over(one, line, place, budget, direction)
                if end is None:
                    break
                place = end
        else:
            return place
    return None


def _go_over(
    one: Sign | _Call, line: str, place: int, budget: Budget, direction: int
) -> int | None:
    if isinstance(one, _Call):
        inner = one.inner
        way = inner.direction if inner.look else direction
        end = match_program(one.program, line, place, budget, way)
        if (end is not None) != inner.wanted:
            return None
        return place if inner.look else end
    low = place - one.width if direction < 0 else place
    if low < 0 or not one.test.match(line, low):
        return None
    return place + direction * one.width
