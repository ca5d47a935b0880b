"""What can go wrong for us. What is wrong in a report is a `Finding` instead.

A message has two sentences, what happened and what to do, in Vietnamese and in English.
"""

from __future__ import annotations


class SolieuError(Exception):
    """Base of all errors that are ours to explain; str() gives both languages."""

    exit_code = 1

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese, english)
        self.vietnamese = vietnamese
        self.english = english

    def __str__(self) -> str:
        """Both languages, Vietnamese first."""
        return f"{self.vietnamese} | {self.english}"


class SourceError(SolieuError):
    """A report file cannot be read."""


class EngineError(SolieuError):
    """Tesseract or the second reader failed or took too long."""


class FormError(SolieuError):
    """A pattern file is wrong; nothing was started."""

    exit_code = 2


class SettingError(SolieuError):
    """A call or a setting is wrong; nothing was started."""

    exit_code = 2
