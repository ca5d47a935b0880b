"use strict";
// What the pages share: words in two languages, questions to the server, elements without markup.

const WORDS = {
  folder: ["Thư mục", "Folder"], queue: ["Hàng đợi", "Queue"], report: ["Báo cáo", "Report"],
  title: ["solieu: xem lại số liệu", "solieu: review of figures"], language: ["English", "Tiếng Việt"],
  stop: ["Dừng", "Stop"], stopped: ["Đã dừng. Có thể đóng trang này.", "Stopped. You may close this page."],
  left: ["còn lại", "left"], done: ["Không còn số nào phải xem.", "No figure is left to look at."],
  keep: ["giữ nguyên", "keep"], blank: ["để trống", "blank"], absent: ["báo cáo không có", "not in the report"],
  next: ["tiếp", "next"], previous: ["trước", "previous"], undo: ["hoàn tác", "undo"], help: ["phím", "keys"],
  zoom: ["phóng to", "zoom"], page: ["cả trang", "whole page"], type: ["gõ số", "type a value"],
  kept: ["Đã giữ", "Kept"], cleared: ["cũng hết nghi ngờ", "cleared too"], undone: ["Đã hoàn tác", "Taken back"],
  nothingToUndo: ["Không có gì để hoàn tác.", "Nothing to take back."],
  noPicture: ["Tệp này không có hình trang.", "This file has no pictures of pages."],
  asRead: ["Đọc được", "As read"], together: ["Các số phải khớp với nhau", "Figures that must agree"],
  beside: ["Dòng bên cạnh", "Rows beside it"], makes: ["sẽ khớp", "would hold"], breaks: ["sẽ sai", "would fail"],
  code: ["Mã", "Id"], label: ["Chỉ tiêu", "Indicator"], value: ["Giá trị", "Value"], unit: ["Đơn vị", "Unit"],
  status: ["Trạng thái", "Status"], period: ["Kỳ", "Period"], place: ["Nơi", "Place"], open: ["Cần xem", "To look at"],
  corrected: ["Đã sửa", "Corrected"], search: ["Tìm theo nơi, số, tên tệp", "Search place, number, file"],
  grid: ["Lưới theo nơi và kỳ", "Grid by place and period"], who: ["Ai đã xem", "Who looked"],
  progress: ["Tiến độ", "Progress"], start: ["Bắt đầu xem", "Start"], number: ["Số, ký hiệu", "Number"],
  all: ["tất cả", "all"], form: ["Biểu mẫu", "Form"], look: ["Tình trạng", "State"], more: ["Xem thêm", "More"],
  look_failed: ["không đọc được", "not read"], look_contradicted: ["có mâu thuẫn", "contradictions"], look_open: ["còn số phải xem", "figures left"],
  look_clear: ["đã xong", "done"], look_none: ["không có báo cáo", "no report"], indicators: ["Chỉ tiêu", "Indicators"],
  run: ["Đọc lại đầu vào", "Read the inputs again"], runStop: ["Dừng đọc", "Stop reading"], running: ["đang đọc", "reading"],
  stopping: ["đang dừng", "stopping"], ended: ["đã đọc xong, mã kết thúc", "finished, exit code"],
  cannotRun: ["Chưa rõ đầu vào của thư mục này: hãy chạy solieu extract một lần.", "The inputs of this folder are not known yet: run solieu extract once."],
  chart: ["biểu đồ", "chart"], chartPeriods: ["Các kỳ của nơi này", "The periods of this place"], chartPlaces: ["Các nơi trong kỳ này", "The places of this period"],
  shown: ["đã vẽ", "shown"], others: ["Số khác trong báo cáo (không thuộc chỉ tiêu nào)", "Other figures of the report (of no indicator)"],
  give: ["lấy cho dòng đang chọn", "take for the chosen row"], given: ["Lấy từ câu", "Taken from"], choose: ["Hãy chọn một dòng trong bảng trước.", "Choose a row of the table first."],
  take: ["Chọn một dòng, rồi bấm số của nó trên trang: dòng thiếu được giữ ngay, dòng khác nhấn Enter để giữ.", "Choose a row, then click its figure on the page: a missing row is kept at once, others by Enter."],
  keys: ["1 2 3: lấy cách đọc ấy. Chữ số khác: gõ giá trị (phím cách trước nếu số bắt đầu bằng 1-3). Enter: giữ. B: để trống. M: báo cáo không có. N, →: tiếp. ←: trước. ↑ ↓: số khác cùng phép tính. U: hoàn tác. Z: phóng to. P: cả trang. Esc: đóng.",
    "1 2 3: take that reading. Other digits: type a value (Space first where it begins with 1-3). Enter: keep. B: blank. M: not in the report. N, →: next. ←: previous. ↑ ↓: another figure of the equation. U: undo. Z: zoom. P: whole page. Esc: close."],
};
const ORIGINS = { "reading": ["máy đọc", "read"], "other reader": ["máy đọc khác", "other reader"],
  "other place": ["chỗ khác", "other place"], "arithmetic": ["phép tính", "arithmetic"] };
const HARMS = { contradicted: ["mâu thuẫn", "contradicted"], doubted: ["nghi ngờ", "doubtful"],
  lost: ["thiếu ở phụ lục", "missing in the appendix"], between: ["có thể của báo cáo khác", "maybe another report's"],
  unseen: ["chưa thấy ở lời văn", "not seen in the prose"] };

const STATUSES = { sure: ["chắc chắn", "sure"], read: ["đã đọc", "read"], doubtful: ["nghi ngờ", "doubtful"], blank: ["để trống", "blank"],
  missing: ["thiếu", "missing"], unstated: ["không nêu", "unstated"], corrected: ["đã sửa", "corrected"] };

let english = localStorage.getItem("solieu-language") === "en";
const pick = (pair) => (pair ? pair[english ? 1 : 0] : "");
const word = (name) => pick(WORDS[name]) || name;

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const status = (name) => pick(STATUSES[name]) || name;
// A sentence begins with the id of the status, in both languages.
const tellWhy = (row) => (english ? row.why_english : row.why).replace(/^[a-z]+(?=,)/, (name) => status(name));
const isSame = (one, other) => one && other && one.report === other.report && one.indicator === other.indicator;

// Say what is wrong with a picture instead of showing an empty frame: the file moved, or changed.
function watch(image, place) {
  image.addEventListener("error", () => {
    if (!image.getAttribute("src")) return;
    image.hidden = true;
    ask(image.getAttribute("src")).catch((error) => { place.textContent = error.message; place.className = "error"; });
  });
  image.addEventListener("load", () => { image.hidden = false; });
  return image;
}

const checkInput = (path, place) => ask(`/api/input?${new URLSearchParams({ report: path })}`).then(() => { place.textContent = ""; })
  .catch((error) => { place.textContent = error.message; place.className = "error"; });

const show = (value) => value === null || value === undefined ? "–"
  : typeof value === "number" ? value.toLocaleString("vi-VN", { maximumFractionDigits: 6 }) : String(value);

async function ask(path, options = {}) {
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  let told = null;
  try { told = await answer.json(); } catch { told = null; }
  if (!answer.ok) {
    const why = told ? (english ? told.english : told.vietnamese) || told.error : answer.statusText;
    const error = new Error(why);
    error.code = answer.status;
    throw error;
  }
  return { told, total: Number(answer.headers.get("X-Total") || 0) };
}

const send = (given) => ask("/api/corrections", { method: "POST",
  headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) });
const takeBack = (id) => ask(`/api/corrections/${encodeURIComponent(id)}`, { method: "DELETE" });

function translate() {
  document.documentElement.lang = english ? "en" : "vi";
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-hint]")) {
    element.placeholder = word(element.dataset.hint);
    element.setAttribute("aria-label", word(element.dataset.hint));
  }
}

function begin(redraw) {
  document.getElementById("language").addEventListener("click", () => {
    english = !english;
    localStorage.setItem("solieu-language", english ? "en" : "vi");
    translate();
    redraw();
  });
  document.getElementById("stop").addEventListener("click", async () => {
    await ask("/api/stop", { method: "POST" });
    document.querySelector("main").replaceChildren(make("p", { className: "card" }, word("stopped")));
  });
  translate();
}

const chartAddress = (path, indicator) => `/chart?${new URLSearchParams({ report: path, indicator })}`;
const reportAddress = (path, indicator = "") => `/report?${new URLSearchParams({ report: path, indicator })}`;
