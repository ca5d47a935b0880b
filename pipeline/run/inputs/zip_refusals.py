"""What is said of zip files, and of members of them, that are not read."""

from __future__ import annotations

from pipeline.model.errors import SourceError

_BY_HAND_VI = "Hãy tự giải nén rồi đưa thư mục vào thay cho tệp này."
_BY_HAND_EN = "Unpack it yourself and put the folder in its place."


class TooMuchError(SourceError):
    """A zip together with all zips in it would cost too much: nothing of it is read."""


DAMAGED = SourceError(
    "Tệp zip bị hỏng, bị cụt hoặc không phải tệp zip. Hãy sao chép hoặc nén lại.",
    "The zip file is damaged, cut off, or none. Copy it or make it again.",
)
LEADS_OUT = SourceError(
    f"Tệp zip chứa tên dẫn ra ngoài nó (.., ổ đĩa, đường dẫn tuyệt đối). {_BY_HAND_VI}",
    f"The zip file has names that lead out of it (.., drives, absolute paths). {_BY_HAND_EN}",
)
LOCKED = SourceError(
    "Tệp zip có mật khẩu. Hãy giải nén bằng mật khẩu rồi đưa thư mục vào thay cho tệp này.",
    "The zip file is locked with a password. Unpack it and put the folder in its place.",
)
CHANGED = SourceError(
    "Tệp zip bị thay đổi trong lúc giải nén. Hãy chạy lại lệnh.",
    "The zip file changed while it was unpacked. Run the same command again.",
)
NO_REPORTS = SourceError(
    "Tệp zip không chứa tệp nào. Không cần làm gì, hoặc hãy nén lại.",
    "There is no file in the zip. Nothing is to be done, or make it again.",
)

MEMBER_DAMAGED = SourceError(
    "Tệp này bị hỏng trong tệp zip. Hãy nén lại từ bản gốc.",
    "This file is damaged inside the zip. Make the zip again from the original.",
)
MEMBER_LOCKED = SourceError(
    "Tệp này có mật khẩu trong tệp zip. Hãy giải nén bằng mật khẩu rồi đưa vào thư mục.",
    "This file is locked with a password inside the zip. Unpack it and put it into the folder.",
)
MEMBER_PACKED_OTHERWISE = SourceError(
    f"Tệp này được nén theo cách chương trình không mở được. {_BY_HAND_VI}",
    f"This file is packed in a way that is not read. {_BY_HAND_EN}",
)
MEMBER_TOO_DEEP = SourceError(
    f"Quá nhiều tệp zip lồng trong nhau. {_BY_HAND_VI}",
    f"Too many zip files inside of each other. {_BY_HAND_EN}",
)
MEMBER_NAME_TOO_LONG = SourceError(
    f"Tên hoặc đường dẫn của tệp này trong tệp zip quá dài. {_BY_HAND_VI}",
    f"The name or path of this file in the zip is too long. {_BY_HAND_EN}",
)
MEMBER_NO_FILE = SourceError(
    "Liên kết hoặc tệp đặc biệt trong tệp zip. Nếu cần, hãy đưa chính tệp ấy vào.",
    "A link or special file in the zip. Put the file itself in if it is needed.",
)

DISK_FULL = TooMuchError(
    "Ổ đĩa không đủ chỗ để giải nén tệp zip. Hãy giải phóng dung lượng rồi chạy lại lệnh.",
    "There is no room on the disk to unpack the zip file. Free some space and run again.",
)


def too_many(limit: int) -> TooMuchError:
    """Say that it has too many members."""
    return TooMuchError(
        f"Tệp zip có quá {limit} tệp. {_BY_HAND_VI}",
        f"The zip file has more than {limit} members. {_BY_HAND_EN}",
    )


def too_large(unpacked: int) -> TooMuchError:
    """Say that it unpacks to too much.

    Args:
        unpacked: Bytes that it would take.
    """
    size = f"{unpacked / 2**20:,.0f} MB"
    return TooMuchError(
        f"Tệp zip giải nén ra quá lớn ({size}) so với các báo cáo. {_BY_HAND_VI}",
        f"The zip file unpacks to more than reports take ({size}). {_BY_HAND_EN}",
    )
