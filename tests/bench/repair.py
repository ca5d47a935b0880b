"""The repair beside its bars and beside other programs: `python -m tests.bench --only repair`."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

from pipeline.forms.loading import load_forms
from pipeline.repair.adaptation import apply, learn_adaptation
from pipeline.repair.hands import Hand
from pipeline.repair.model import RepairModel, read_model
from pipeline.repair.phrases import form_phrases
from pipeline.repair.restore import Restorer
from pipeline.repair.tokens import numeric_tokens
from pipeline.run.settings import PATTERNS
from pipeline.training.calibration import judge_words
from pipeline.training.corpus import Document
from tests.bench.paper import Share
from tests.bench.repair_cost import cost_rows
from tests.bench.repair_peers import PEERS, missing_peer, restore_with
from tests.bench.repair_reliability import group_words, print_groups
from tests.bench.repair_rows import Bar, Row, print_percent, print_rows, share_row
from tests.bench.repair_score import (
    announced_figures,
    changed_figures,
    errors_of_best_run,
    right_syllables,
    scored_words,
    syllables,
    word_errors,
    words_changed,
    words_not_found,
)
from tests.bench.repair_texts import (
    Pairs,
    Seed,
    choose_lines,
    missing_texts,
    read_seed,
    read_test_documents,
    read_test_pages,
)

NOTES = """\
word errors: exchanged, lost and made up, of the printed words; figures must be exact
names: words of the 128 rows not found, in order, in the lines of their row; strict: of the best run
  of words, where a word of another column between them is an error too
adapted: to the seed itself, without its truth; forms: with the phrases of patterns/
pages: drawn from documents for tests, read by Tesseract in the language named
marks: syllables right of lines without any; ours learned from other documents of the same kind
correct: of documents for tests, marks and all; some changes mend what was misspelt
!: misses its bar"""

_MOST_TOLD = 15  # differences of a kind, with --detail
_NOTHING = Share(0, 0)


@dataclass(slots=True)
class Ledger:
    """Restores lines and keeps account of their figures and of what went wrong."""

    figures: int = 0
    seconds: float = 0.0  # CPU, of the last restoring
    altered: list[str] = field(default_factory=list)
    announced: Counter[str] = field(default_factory=Counter)
    differences: dict[str, Counter[str]] = field(default_factory=dict)

    def restore(self, restorer: Restorer, lines: Iterable[str]) -> list[str]:
        """Restore lines."""
        start = time.process_time()
        restored = list(restorer.restore(lines))
        self.seconds = time.process_time() - start
        for line in restored:
            self.figures += len(numeric_tokens(line.raw))
            self.announced.update(announced_figures(line))
            changed = changed_figures(line)
            if changed:
                self.altered.append(f"{changed[0]} -> {changed[1]} in {line.raw[:80]!r}")
        return [line.text for line in restored]

    def compare(self, title: str, true: Iterable[str], given: Iterable[str]) -> None:
        """Remember where texts differ."""
        kept = self.differences.setdefault(title, Counter())
        for one, other in zip(true, given, strict=True):
            wanted, found = scored_words(one), scored_words(other)
            for block in Levenshtein.opcodes(wanted, found):
                if block.tag != "equal":
                    left = " ".join(wanted[block.src_start : block.src_end])
                    right = " ".join(found[block.dest_start : block.dest_end])
                    kept[f"{left} -> {right}"] += 1


def measure_repair(folder: Path, seed: int, rounds: int, *, detail: bool) -> str:
    """Measure the repair; give the printed tables.

    Args:
        folder: Where drawn pages are kept.
        seed: Of the choice of lines.
        rounds: Of each timing.
        detail: Tell the most frequent differences.
    """
    missing = missing_texts()
    if missing:
        return missing
    documents, model, ledger = read_test_documents(), read_model(), Ledger()
    pages = read_test_pages(documents, folder)
    rows = [
        *_seed_rows(model, read_seed(), ledger),
        *_page_rows(model, pages, ledger),
        *_mark_rows(model, documents, seed, ledger),
        *_correct_rows(model, documents, ledger),
        Row(
            "figures altered without announcement",
            f"{len(ledger.altered)} of {ledger.figures}",
            Bar(most=0)(len(ledger.altered)),
        ),
        *cost_rows(model, pages[Hand.ENG], rounds),
    ]
    parts = [print_rows("Repair", rows), NOTES, _print_reliability(model, pages)]
    parts += _told("figures altered", ledger.altered)
    parts += _told("figures changed and announced", _counted(ledger.announced))
    if detail:
        for title, found in ledger.differences.items():
            parts += _told(title, _counted(found))
    return "\n".join(parts)


def _seed_rows(model: RepairModel, seed: Seed, ledger: Ledger) -> Iterator[Row]:
    adapted = apply(model, learn_adaptation(model, seed.lines))
    phrases = [
        phrase for form in load_forms(PATTERNS, examples=False) for phrase in form_phrases(form)
    ]
    restored = {
        title: ledger.restore(Restorer(each), seed.lines)
        for title, each in (
            ("", model),
            (", forms", model.with_phrases(phrases)),
            (", adapted", adapted),
            (", adapted, forms", adapted.with_phrases(phrases)),
        )
    }
    count = len(seed.true)
    for title, texts in restored.items():
        bar = Bar(most=1.8 if "adapted" in title else 2.2)
        errors = word_errors(seed.true, texts[:count])
        before = None if title else word_errors(seed.true, seed.lines[:count])
        yield share_row(f"seed, word errors of 300 lines{title}", errors, bar, before)
        ledger.compare(f"seed{title}", seed.true, texts[:count])
    for title, texts in restored.items():
        found, best = _names(seed, texts)
        before = None if title else _names(seed, seed.lines)[0]
        yield share_row(f"seed, names of the appendix{title}", found, Bar(most=5), before)
        yield share_row("  strict", best)


def _names(seed: Seed, texts: Sequence[str]) -> tuple[Share, Share]:
    found = best = _NOTHING
    for name, lines in seed.rows:
        text = " ".join(texts[lines.start : lines.stop])
        found += words_not_found(name, text)
        best += errors_of_best_run(name, text)
    return found, best


def _page_rows(model: RepairModel, pages: dict[Hand, Pairs], ledger: Ledger) -> Iterator[Row]:
    restorer = Restorer(model)
    for hand, pairs in pages.items():
        texts = ledger.restore(restorer, pairs.read)
        yield share_row(
            f"pages read by {hand}, word errors",
            word_errors(pairs.true, texts),
            Bar(most=3.3 if hand is Hand.ENG else None),
            word_errors(pairs.true, pairs.read),
        )
        ledger.compare(f"pages read by {hand}", pairs.true, texts)


def _mark_rows(
    model: RepairModel, documents: Sequence[Document], seed: int, ledger: Ledger
) -> Iterator[Row]:
    missing = {name: missing_peer(name) for name in PEERS}
    seconds, failed = dict.fromkeys(("ours", *PEERS), 0.0), Counter[str]()
    total = 0
    for title, count, least in (("legal", 2000, 99.2), ("encyclopedia", 1000, 93.5)):
        true = choose_lines(documents, count, seed, of_encyclopedia=title != "legal")
        bare = [unidecode(line) for line in true]
        total += sum(len(syllables(line)) for line in true)
        # Peers are given each line by itself, too.
        texts = ledger.restore(Restorer(model), _parted(bare))[::2]
        seconds["ours"] += ledger.seconds
        ledger.compare(f"marks, {title}", true, texts)
        peers = []
        for name, reason in missing.items():
            peers.append(reason)
            if not reason:
                done = restore_with(name, bare)
                seconds[name] += done.seconds
                failed[name] += len(done.failed)
                peers[-1] = print_percent(right_syllables(true, done.lines))
        ours, before = right_syllables(true, texts), right_syllables(true, bare)
        row = share_row(f"marks of {len(true)} lines, {title}", ours, Bar(least=least), before)
        yield Row(row.what, row.ours, row.verdict, row.before, tuple(peers))
    speeds = [f"{total / spent:.0f}" if spent else "" for spent in seconds.values()]
    yield Row("  syllables a CPU s", speeds[0], peers=tuple(speeds[1:]))
    lost = tuple("" if missing[name] else str(failed[name]) for name in PEERS)
    yield Row("  lines it raised on, left as they were", "0", peers=lost)


def _parted(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from (line, "")


def _correct_rows(
    model: RepairModel, documents: Sequence[Document], ledger: Ledger
) -> Iterator[Row]:
    lines = [line for document in documents for line in (*document.lines, "")]
    texts = ledger.restore(Restorer(model), lines)
    changed = _NOTHING
    for line, text in zip(lines, texts, strict=True):
        changed += words_changed(line, text)
    ledger.compare("correct text", lines, texts)
    each = 2000 * changed.value
    told = f"{each:.2f} ({changed.count} of {changed.of})"
    yield Row("correct text, words changed of 2000", told, Bar(most=1)(each))
    yield Row("  words a CPU s", f"{changed.of / ledger.seconds:.0f}")


def _print_reliability(model: RepairModel, pages: dict[Hand, Pairs]) -> str:
    restorer = Restorer(model)
    columns = {
        hand.value: group_words(
            judge_words(restorer, None, [list(zip(pairs.true, pairs.read, strict=True))])
        )
        for hand, pairs in pages.items()
    }
    return print_groups("Confidence of the words of pages", columns)


def _counted(found: Counter[str]) -> list[str]:
    return [f"{count:5d}  {what}" for what, count in found.most_common(_MOST_TOLD)]


def _told(title: str, lines: Sequence[str]) -> list[str]:
    shown = lines[:_MOST_TOLD]
    if len(lines) > len(shown):
        shown = [*shown, f"... {len(lines) - len(shown)} more"]
    return ["\n  ".join((f"{title}:", *shown))] if lines else []
