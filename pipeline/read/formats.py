"""The kinds of files: which are reports, and the way out for those that are not read.

Here and without any engine, because the list of inputs is made before one is needed.
"""

from __future__ import annotations

from enum import StrEnum

from pipeline.model.errors import SourceError


class Format(StrEnum):
    """How a report file is to be opened."""

    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"
    OFFICE = "office"


FORMATS = {
    ".pdf": Format.PDF,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), Format.IMAGE),
    **dict.fromkeys((".bmp", ".webp", ".heic", ".heif"), Format.IMAGE),
    ".txt": Format.TEXT,
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf"), Format.OFFICE),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), Format.OFFICE),
}
REPORT_SUFFIXES = frozenset(FORMATS)
DUMP_SUFFIXES = frozenset(suffix for suffix, one in FORMATS.items() if one is Format.TEXT)
IMAGE_SUFFIXES = frozenset(suffix for suffix, one in FORMATS.items() if one is Format.IMAGE)

_Way = tuple[str, str]  # Vietnamese and English: what the file is, or what to do with it
_MAIL = (
    ("thư điện tử", "mail"),
    (
        "Hãy mở thư bằng Outlook hay Thunderbird, lưu các tệp đính kèm ra thư mục rồi chạy lại",
        "Open it in Outlook or Thunderbird, save its attachments into the folder and run again",
    ),
)
_WEB = (
    ("trang web", "a web page"),
    (
        "Hãy mở tệp bằng Word hay Excel, lưu thành .docx, .xlsx hoặc PDF rồi chạy lại",
        "Open it in Word or Excel, save it as .docx, .xlsx or PDF and run again",
    ),
)
_ARCHIVE = (
    ("tệp nén", "an archive"),
    (
        "Hãy giải nén bằng 7-Zip hay WinRAR vào thư mục báo cáo rồi chạy lại",
        "Unpack it with 7-Zip or WinRAR into the folder of reports and run again",
    ),
)
_SLIDES = (
    ("bản trình chiếu", "a presentation"),
    (
        "Hãy mở tệp bằng PowerPoint hay Impress, lưu thành PDF rồi chạy lại",
        "Open it in PowerPoint or Impress, save it as PDF and run again",
    ),
)
_SHEET = (
    ("bảng tính loại khác", "a workbook of another kind"),
    (
        "Hãy mở tệp bằng Excel hay LibreOffice, lưu thành .xlsx rồi chạy lại",
        "Open it in Excel or LibreOffice, save it as .xlsx and run again",
    ),
)
_LETTER = (
    ("văn bản loại khác", "a document of another kind"),
    (
        "Hãy mở tệp bằng Word hay LibreOffice, lưu thành .docx hoặc PDF rồi chạy lại",
        "Open it in Word or LibreOffice, save it as .docx or PDF and run again",
    ),
)
_PICTURE = (
    ("hình loại khác", "a picture of another kind"),
    (
        "Hãy mở tệp bằng chương trình xem tệp ấy, in hoặc lưu thành PDF hay PNG rồi chạy lại",
        "Open it in a program that shows it, print or save it as PDF or PNG and run again",
    ),
)


class Other(StrEnum):
    """What is known and not read."""

    MAIL = "mail"
    WEB = "web"
    ARCHIVE = "archive"
    SLIDES = "slides"
    SHEET = "sheet"
    LETTER = "letter"
    PICTURE = "picture"


_WAYS: dict[Other, tuple[_Way, _Way]] = {
    Other.MAIL: _MAIL,
    Other.WEB: _WEB,
    Other.ARCHIVE: _ARCHIVE,
    Other.SLIDES: _SLIDES,
    Other.SHEET: _SHEET,
    Other.LETTER: _LETTER,
    Other.PICTURE: _PICTURE,
}
_OTHERS = {
    **dict.fromkeys((".eml", ".msg"), Other.MAIL),
    **dict.fromkeys((".htm", ".html", ".xhtml", ".mht", ".mhtml"), Other.WEB),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"), Other.ARCHIVE),
    **dict.fromkeys((".ppt", ".pptx", ".pps", ".ppsx", ".odp"), Other.SLIDES),
    **dict.fromkeys((".xlsm", ".xlsb", ".xltx", ".xlt", ".fods", ".et"), Other.SHEET),
    **dict.fromkeys((".docm", ".dotx", ".dot", ".fodt", ".wps", ".wpd", ".pages"), Other.LETTER),
    **dict.fromkeys((".gif", ".djvu", ".xps", ".oxps", ".jp2", ".svg"), Other.PICTURE),
}


def explain_other_format(suffix: str) -> SourceError | None:
    """Say what to do with a file of a kind that is known and not read; None for all others.

    >>> explain_other_format(".pdf") is None
    True
    >>> explain_other_format(".RAR").english.split(". ")[0]
    'Files of type .RAR (an archive) are not read'
    """
    other = _OTHERS.get(suffix.lower())
    if other is None:
        return None
    (vietnamese, english), (do, do_english) = _WAYS[other]
    return SourceError(
        f"Tệp {suffix} ({vietnamese}) không đọc được. {do}.",
        f"Files of type {suffix} ({english}) are not read. {do_english}.",
    )


def explain_disguise(name: str, suffix: str, other: Other) -> SourceError:
    """Say that a file is of a kind that is not read although it is named like a report."""
    (vietnamese, english), (do, do_english) = _WAYS[other]
    return SourceError(
        f"{name} là {vietnamese} dù có đuôi {suffix}. {do}.",
        f"{name} is {english} although it is named {suffix}. {do_english}.",
    )
