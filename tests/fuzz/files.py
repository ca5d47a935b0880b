"""Files that came to harm, of all kinds that are read, by seed."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.mutations import OF_PACKAGE, OF_PDF, Mutation, blot, change_bytes, flip_bit

_SAMPLES = Path(__file__).parents[2] / "samples"
_PACKAGES = (".docx", ".xlsx")
_PLAIN: tuple[Mutation, ...] = (blot, change_bytes, flip_bit)
_LARGEST = 2_000_000  # bytes of a sample


def make_mutants(folder: Path, seed: int, count: int) -> Iterator[Path]:
    """Write mutants of the samples, each kind as often as the others; a zip of some is one, too."""
    folder.mkdir(parents=True)
    kinds: dict[str, list[Path]] = {}
    for file in sorted(_SAMPLES.iterdir()):
        if file.is_file() and file.stat().st_size < _LARGEST:
            kinds.setdefault(file.suffix, []).append(file)
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        suffix = (*kinds, ".zip")[number % (len(kinds) + 1)]
        content = rng.choice(kinds[suffix]).read_bytes() if suffix in kinds else _zip(kinds, rng)
        content = rng.choice(_mutations(suffix))(content, rng)
        file = folder / f"{number:04}{suffix}"
        file.write_bytes(content)
        yield file


def _mutations(suffix: str) -> tuple[Mutation, ...]:
    if suffix == ".pdf":
        return tuple(OF_PDF)
    return tuple(OF_PACKAGE) if suffix in _PACKAGES else _PLAIN


def _zip(kinds: dict[str, list[Path]], rng: random.Random) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for suffix in (".txt", ".docx"):
            file = rng.choice(kinds[suffix])
            archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    return content.getvalue()
