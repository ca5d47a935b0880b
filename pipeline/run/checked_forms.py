"""The forms, checked once.

Trying every pattern on its examples takes seconds (measured: 4.4, a text dump takes 1), and a file
that passed once passes again. So forms that passed are kept for the user of this machine under the
hash of their files and of the code that checks them; a changed file is checked before anything is
started. The output folder was the alternative; each new one would pay again.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from pipeline.model.form import Form
from pipeline.model.version import split_id
from pipeline.model.versioned import versions_of
from pipeline.run.batch.cache import Cache, step_key
from pipeline.run.batch.versions import finishing_version
from pipeline.run.settings import PATTERNS
from pipeline.run.user import user_folder

# Files of the project's folder that the forms of another folder use where that has none.
_SHARED = ("fragments.toml", "units.toml")


def load_checked_forms(patterns: Path) -> tuple[Form, ...]:
    """Give the forms of a folder; they are checked where that was not done before.

    Raises:
        FormError: Some file is wrong; the message names all faults.
    """
    stored = user_cache().load(_key(patterns), tuple[Form, ...])
    return stored.value if stored else check_forms(patterns)


def check_forms(patterns: Path, *, pace: bool = False) -> tuple[Form, ...]:
    """Check all forms of a folder, and remember that they are good.

    Args:
        patterns: Holds the form files; what they share may lie in the project's own folder.
        pace: Whether to count the patterns' steps too: for who writes them, not for a batch.

    Raises:
        FormError: Some file is wrong; the message names all faults.
    """
    # Here, as its imports take 0.4 s, and mostly there is nothing to check.
    from pipeline.forms import load_forms

    key = _key(patterns)
    forms = load_forms(patterns, pace=pace, shared=PATTERNS)
    with suppress(OSError):  # without a home they are checked each time
        user_cache().store(key, forms, 0.0)
    return forms


def check_written_forms(patterns: Path, file: Path | None = None) -> tuple[Form, ...]:
    """Check forms for those who write them: how slow each pattern is, too.

    Args:
        patterns: A folder with forms and what they share.
        file: Only this form, wherever it lies; what it shares with others may lie in `patterns`.

    Raises:
        FormError: Some file is wrong; the message names all faults.
    """
    if file is None:
        return check_forms(patterns, pace=True)
    from pipeline.forms import load_form

    shared = patterns if (patterns / _SHARED[-1]).is_file() else PATTERNS
    return (load_form(file, pace=True, shared=shared),)


def describe_form(form: Form) -> str:
    """Give what `solieu forms list` says of a form."""
    prose = sum(bool(indicator.prose) for indicator in form.indicators)
    table = ""
    if form.matrix:
        lines, columns = len(form.matrix.fields), len(form.matrix.columns)
        table = f"  {lines} {form.matrix.noun} x {columns} cột | lines x columns\n"
    if form.crosstabs:
        lines = sum(len(one.lines) for one in form.crosstabs)
        table = f"  {len(form.crosstabs)} bảng, {lines} dòng | tables, lines\n"
    return (
        f"{form.id}: {form.label}\n{table}"
        f"  {len(form.rows)} dòng phụ lục | rows of the appendix\n"
        f"  {prose} chỉ tiêu trong lời văn | indicators of the prose\n"
        f"  {len(form.checks)} phép kiểm tra | checks"
        f"{''.join(map(_describe_version, versions_of(form)))}"
    )


def _describe_version(form: Form) -> str:
    """Name a version with the days it was in use; nothing of the form itself."""
    own = next((one for one in form.versions if one.id == split_id(form.id)[1]), None)
    if own is None:
        return ""
    since, until = own.valid_from or "…", own.valid_until or "…"
    dates = f" ({since} – {until})" if own.is_dated else ""
    return f"\n  {form.id}: {own.label}{dates}, {len(form.rows)} dòng | rows"


def _key(patterns: Path) -> str:
    shared = (_hash(file) for name in _SHARED if (file := PATTERNS / name).is_file())
    return step_key("forms", finishing_version(), *shared, *hash_patterns(patterns))


def hash_patterns(patterns: Path) -> tuple[str, ...]:
    """Give the names and hashes of the pattern files of a folder."""
    files = sorted(patterns.glob("*.toml"))
    return tuple(part for file in files for part in (file.name, _hash(file)))


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def user_cache() -> Cache:
    """Give the cache of this user on this machine; without a home, one that keeps nothing."""
    return Cache(user_folder())
