"""What is printed on the forms, for a repair that is to know it.

The repair needs labels only, so nobody waits until all patterns are tried on their examples, and a
form with a fault in it must not stop a filter. Reading the files alone takes 0.2 s, most of it
imports, so the words are kept as `checked_forms` keeps the forms; from there they take 0.02 s.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pipeline.model.errors import FormError
from pipeline.model.versioned import all_versions
from pipeline.repair.phrases import form_phrases
from pipeline.run.batch.cache import step_key
from pipeline.run.batch.versions import wording_version
from pipeline.run.checked_forms import hash_patterns, user_cache
from pipeline.run.text_stream import Tell


def read_form_phrases(patterns: Path, tell: Tell) -> tuple[str, ...]:
    """Give what is printed on the forms of a folder; nothing where one of them is wrong.

    Args:
        patterns: Holds the pattern files.
        tell: Is told of forms that cannot be used.
    """
    try:
        return _read(patterns)
    except (FormError, OSError):
        tell(
            "biểu mẫu trong patterns/ có lỗi nên không dùng được chữ của biểu mẫu. "
            "Hãy chạy solieu forms check để biết lỗi",
            "a form in patterns/ is wrong, so the words of the forms are not used. "
            "Run solieu forms check to see what is wrong",
        )
        return ()


def _read(patterns: Path) -> tuple[str, ...]:
    key = step_key("phrases", wording_version(), *hash_patterns(patterns))
    stored = user_cache().load(key, tuple[str, ...])
    if stored:
        return stored.value
    from pipeline.forms import load_forms

    forms = load_forms(patterns, examples=False)
    printed = all_versions(forms).values()
    phrases = tuple(dict.fromkeys(phrase for form in printed for phrase in form_phrases(form)))
    with suppress(OSError):  # without a home they are read each time
        user_cache().store(key, phrases, 0.0)
    return phrases
