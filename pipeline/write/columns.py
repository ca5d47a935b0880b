"""The columns of all outputs: order, type and meaning.

One list serves the CSVs, the Table Schemas and the workbook with its explanations, so that they
cannot drift apart. Names and order are promised to the outside (figures and reports).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.reading import Method, Status
from pipeline.model.report import State


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an output."""

    name: str
    type: str  # as Table Schema calls it: string, integer, number, date
    meaning: str  # in Vietnamese, for the workbook
    english: str
    width: int  # in characters of the workbook's font
    values: tuple[str, ...] = ()  # the only ones there can be; empty: any
    required: bool = False  # never empty


FIGURES = (
    Column(
        "report", "string", "Đường dẫn của tệp báo cáo trong thư mục đầu vào, kể cả phần mở rộng.",
        "Path of the report below the input folder, with its extension.", 28, required=True,
    ),
    Column(
        "form", "string", "Mã biểu mẫu, ví dụ cchc-xa; generic nếu không có biểu mẫu nào phù hợp.",
        "Id of the form; generic where no form fits.", 10, required=True,
    ),
    Column(
        "section", "string", "Phần của phụ lục (I, II, ...); để trống với số liệu trong lời văn.",
        "Section of the appendix; empty for indicators of the prose.", 8,
    ),
    Column(
        "code", "string",
        "Số thứ tự của chỉ tiêu trong phần, không có dấu chấm cuối; để trống với số liệu trong "
        "lời văn.",
        "Code of the row in its section, no final dot; empty for indicators of the prose.", 9,
    ),
    Column(
        "indicator", "string",
        "Mã cố định của chỉ tiêu: phần và số thứ tự (VII.5.2.1), hoặc một từ khóa cho số liệu "
        "trong lời văn.",
        "Stable id: section and code, or a word for an indicator of the prose.", 16, required=True,
    ),
    Column(
        "label", "string", "Tên chỉ tiêu viết đúng chính tả, theo biểu mẫu.",
        "Name of the indicator in proper Vietnamese, from the form.", 52,
    ),
    Column("place", "string", "Đơn vị báo cáo.", "The reporting unit.", 16),
    Column(
        "place_code", "string", "Mã đơn vị hành chính chính thức vào ngày ký báo cáo.",
        "Official code of the unit on the report's date.", 10,
    ),
    Column(
        "period", "string",
        "Kỳ báo cáo: 2024 (năm), 2024-H1 (6 tháng đầu năm), 2024-Q3 (quý III), 2024-09 (tháng 9), "
        "2024-9M (9 tháng), 2024-H2 (6 tháng cuối năm), 2024-L4M (4 tháng cuối năm), 2024-W38 "
        "(tuần 38), 2024-2025 (năm học); ngày đầu/ngày cuối khi chỉ in ngày.",
        "Period: year, half-year, quarter, month, first nine months.", 9,
    ),
    Column(
        "value", "number",
        "Số liệu, tính theo đơn vị ở cột unit; tỷ lệ là số đứng trước dấu %; chỉ tiêu lựa chọn là "
        "mã số của phương án.",
        "The figure in the unit; percents as the number before the sign; choices as their code.",
        12,
    ),
    Column(
        "unit", "string", "Đơn vị tính hoặc các phương án lựa chọn, theo biểu mẫu.",
        "Unit, or legend of a choice, from the form.", 14,
    ),
    Column(
        "status", "string", "Mức tin cậy của dòng; xem bảng trạng thái bên dưới.",
        "How far the row can be trusted.", 10, tuple(Status), required=True,
    ),
    Column(
        "confidence", "number",
        "Từ 0 đến 1: trong số các giá trị được đưa ra như vậy, tỷ lệ đúng là bấy nhiêu "
        "(đo được, không phải phỏng đoán).",
        "0 to 1: of the values given so, this share is right (measured).", 11,
    ),
    Column(
        "method", "string",
        "Cách có được giá trị: table (bảng phụ lục), prose (lời văn), derived (suy ra), "
        "corrected (người sửa); để trống khi không có giá trị.",
        "How the value came about; empty without a value.", 10, tuple(Method),
    ),
    Column(
        "page", "integer", "Trang, tính từ 1; để trống với tệp văn bản.",
        "Page, from 1; empty for text inputs.", 6,
    ),
    Column(
        "left", "number", "Mép trái của ô trên trang, tính bằng point (1/72 inch).",
        "Left edge on the upright page, in points.", 8,
    ),
    Column(
        "top", "number", "Mép trên, tính bằng point từ đầu trang.",
        "Top edge, in points from the top of the page.", 8,
    ),
    Column("right", "number", "Mép phải, tính bằng point.", "Right edge, in points.", 8),
    Column("bottom", "number", "Mép dưới, tính bằng point.", "Bottom edge, in points.", 8),
    Column(
        "text", "string", "Nguyên văn đọc được tại chỗ đó, chưa sửa gì.",
        "What stood there, as read, unrepaired.", 30,
    ),
    Column(
        "findings", "string",
        "Mã của các phép kiểm tra đã lên tiếng, cách nhau bằng dấu cách; lời giải thích ở bảng "
        "Phát hiện.",
        "Ids of the checks that spoke, separated by blanks.", 22,
    ),
    Column(
        "file", "string",
        "Tệp có in số ấy, nếu báo cáo chỉ là một phần của tệp hoặc gồm nhiều tệp.",
        "The input that shows the figure, where it is not the report itself.", 20,
    ),
    Column(
        "table", "string",
        "Số hoặc tên bảng in phía trên, nếu báo cáo không theo biểu mẫu nào.",
        "Number or caption of the table as printed, of reports without a form.", 28,
    ),
)  # fmt: skip

REPORTS = (
    Column(
        "report", "string",
        "Đường dẫn của tệp trong thư mục đầu vào; tep.pdf#2 là văn bản thứ hai trong tệp.",
        "Path below the input folder; file.pdf#2 is the second document of a file.", 28,
        required=True,
    ),
    Column(
        "sha256", "string", "Dấu vân tay SHA-256 của tệp; để trống nếu không mở được tệp.",
        "SHA-256 of the file's bytes; empty when it could not be read.", 14,
    ),
    Column(
        "state", "string",
        "done: đã đọc; failed: không đọc được; skipped: bỏ qua vì không phải báo cáo.",
        "What became of the file.", 9, tuple(State), required=True,
    ),
    Column(
        "message", "string", "Vì sao tệp không đọc được hoặc bị bỏ qua, và nên làm gì.",
        "Why the file failed or was skipped, and what to do.", 50,
    ),
    Column("form", "string", "Mã biểu mẫu.", "Id of the form.", 10),
    Column(
        "source", "string",
        "Nguồn chữ: text (tệp văn bản), digital (PDF điện tử), scan (bản chụp), junk text layer "
        "(bản chụp có lớp chữ hỏng, đã đọc lại), mixed (lẫn lộn).",
        "Where the text comes from.", 14,
    ),
    Column("pages", "integer", "Số trang.", "Number of pages.", 7),
    Column(
        "document_number", "string", "Số, ký hiệu văn bản.", "Number and symbol of the document.",
        15,
    ),
    Column("document_date", "date", "Ngày ký.", "Date of the document.", 12),
    Column("issuer", "string", "Cơ quan ban hành.", "Issuing body.", 20),
    Column("place", "string", "Đơn vị báo cáo.", "The reporting unit.", 16),
    Column(
        "place_code", "string", "Mã đơn vị hành chính vào ngày ký.",
        "Official code of the unit on the report's date.", 10,
    ),
    Column("district", "string", "Huyện, quận, thị xã.", "District.", 16),
    Column("province", "string", "Tỉnh, thành phố.", "Province.", 16),
    Column("period", "string", "Kỳ báo cáo.", "Period of the report.", 9),
    Column(
        "period_start", "date", "Ngày đầu của kỳ số liệu.", "First day that counts.", 12,
    ),
    Column("period_end", "date", "Ngày cuối của kỳ số liệu.", "Last day that counts.", 12),
    Column("sure", "integer", "Số dòng sure.", "Rows with this status.", 8, required=True),
    Column("read", "integer", "Số dòng read.", "Rows with this status.", 8, required=True),
    Column(
        "doubtful", "integer", "Số dòng doubtful, cần xem lại.", "Rows with this status.", 9,
        required=True,
    ),
    Column("blank", "integer", "Số dòng blank.", "Rows with this status.", 8, required=True),
    Column(
        "missing", "integer", "Số dòng missing, cần xem lại.", "Rows with this status.", 8,
        required=True,
    ),
    Column(
        "corrected", "integer", "Số dòng corrected.", "Rows with this status.", 9, required=True,
    ),
    Column(
        "seconds", "number",
        "Thời gian xử lý, tính bằng giây; là cột duy nhất thay đổi giữa các lần chạy.",
        "Seconds of work; the only column that varies between runs.", 9, required=True,
    ),
    Column(
        "place_now", "string",
        "Đơn vị kế tục từ 01/7/2025; split: địa bàn bị chia cho nhiều đơn vị (xem bảng Phát hiện); "
        "dissolved: cấp huyện đã bãi bỏ; unknown: không tra được.",
        "The unit's successor since 1 July 2025; or split, dissolved, unknown.", 16,
    ),
    Column(
        "place_code_now", "string",
        "Mã đơn vị hành chính từ 01/7/2025; để trống nếu không có đúng một đơn vị kế tục.",
        "Official code of the successor; empty without a single one.", 10,
    ),
    Column(
        "unstated", "integer", "Số dòng unstated, không cần xem.", "Rows with this status.", 9,
        required=True,
    ),
    Column(
        "kind", "string", "Loại văn bản: báo cáo, quyết định, kế hoạch, công văn ...",
        "Kind of document, as printed or by its symbol; empty where nothing tells.", 12,
    ),
    Column(
        "parts", "string",
        "Báo cáo gồm những trang nào của tệp nào; để trống nếu là trọn một tệp.",
        "Which pages of which files the report is; empty where it is all of one file.", 24,
    ),
    Column(
        "printed", "integer", "Số lượng số liệu in trong báo cáo (trừ ngày, số ký hiệu, tên gọi).",
        "Figures that it prints, taken + others; not what only identifies.", 9, required=True,
    ),
    Column(
        "taken", "integer", "Trong đó: số liệu đã thành giá trị của một dòng.",
        "Of these, figures that became the value of a row.", 8, required=True,
    ),
    Column(
        "others", "integer", "Trong đó: số liệu không thuộc chỉ tiêu nào, xem tệp others.csv.",
        "Of these, figures that no indicator takes: rows of others.csv.", 8, required=True,
    ),
)  # fmt: skip

# Only the workbook has these; in the CSVs the ids of the checks stand beside each row.
FINDINGS = (
    Column("report", "string", "Đường dẫn của tệp báo cáo.", "Path of the report.", 28),
    Column("check", "string", "Mã của phép kiểm tra.", "Id of the check.", 20),
    Column(
        "severity", "string",
        "error: các số liệu không thể cùng đúng; warning: bất thường, cần đơn vị giải thích; "
        "note: ghi chú.",
        "What follows from the finding.", 10,
    ),
    Column(
        "indicators", "string", "Mã các chỉ tiêu liên quan; để trống: cả báo cáo.",
        "Ids of the rows concerned; empty: the whole report.", 30,
    ),
    Column("page", "integer", "Trang, tính từ 1.", "Page, from 1.", 6),
    Column("message", "string", "Nội dung phát hiện.", "What was found.", 90),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatusMeaning:
    """What a status says, and how the workbook shows it."""

    status: Status
    meaning: str  # in Vietnamese
    look: bool  # a person should look at the row
    colour: str  # of the cell's ground, as #RRGGBB; empty: none


STATUSES = (
    StatusMeaning(
        Status.SURE,
        "Chắc chắn: hai lần đọc độc lập cho cùng kết quả, hoặc phép tính trong báo cáo xác nhận.",
        look=False,
        colour="",
    ),
    StatusMeaning(
        Status.READ,
        "Đã đọc: một lần đọc tốt, không phép kiểm tra nào phản đối.",
        look=False,
        colour="",
    ),
    StatusMeaning(
        Status.DOUBTFUL,
        "Nghi ngờ: các lần đọc khác nhau, phép kiểm tra không khớp hoặc độ tin cậy thấp; "
        "giá trị đưa ra là giá trị tốt nhất tìm được.",
        look=True,
        colour="#FFE08A",
    ),
    StatusMeaning(
        Status.BLANK, "Để trống: có dòng này trên giấy nhưng không in số.", look=False, colour=""
    ),
    StatusMeaning(
        Status.MISSING,
        "Thiếu: biểu mẫu có chỉ tiêu này nhưng không thấy trong báo cáo.",
        look=True,
        colour="#F4B6B0",
    ),
    StatusMeaning(
        Status.UNSTATED,
        "Không nêu: số liệu của phần lời mà báo cáo không bắt buộc nêu, và báo cáo này không nêu.",
        look=False,
        colour="",
    ),
    StatusMeaning(Status.CORRECTED, "Đã sửa: giá trị do người nhập.", look=False, colour="#BFDDF5"),
)
