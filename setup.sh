#!/usr/bin/env bash
# Installs what is missing: Debian packages, the virtual environment, the locked Python packages.
# Where solieu-bundle.tar (./bundle.sh makes it) lies here or one folder higher, nothing is fetched from the network.
# Usage: ./setup.sh run|dev|office; packages, machine: what a bundle is made of and what it is made for
set -euo pipefail
cd "$(dirname "$0")"
flavour=${1:?usage: ./setup.sh run|dev|office|packages|machine}
python=${PYTHON:-python3}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# what a bundle must share with the machine that it is unpacked on
machine() {
  . /etc/os-release
  echo "$ID ${VERSION_ID-} $(uname -m) python $("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
}

if [ "$flavour" = machine ]; then
  machine
  exit 0
fi

if [ "$flavour" = office ]; then
  # makes .docx of .doc, .odt and .rtf; the Writer of a desktop serves as well
  packages=(libreoffice-writer-nogui)
  if is_installed libreoffice-writer; then packages=(); fi
else
  # tesseract: reads the pages (vie), its figures a second time (eng), and their orientation (osd)
  packages=(tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng tesseract-ocr-osd)
  # fonts with Vietnamese letters and the French model: only the samples and tests need them
  [ "$flavour" = dev ] && packages+=(fonts-croscore fonts-dejavu-core fonts-dejavu-extra fontconfig tesseract-ocr-fra)
  # a browser, for the test of the review page; elsewhere it has other names, and the test is skipped
  if [ "$flavour" = dev ] && grep -qs '^ID=debian$' /etc/os-release; then packages+=(chromium chromium-driver); fi
  { [ "$flavour" != packages ] && "$python" -c 'import ensurepip, venv' 2>/dev/null; } || packages+=(python3-venv)
fi

if [ "$flavour" = packages ]; then
  echo "${packages[*]}"
  exit 0
fi

bundle=
for place in solieu-bundle.tar ../solieu-bundle.tar; do
  if [ -z "$bundle" ] && [ "$flavour" = run ] && [ -f "$place" ]; then bundle=$place; fi
done
if [ -n "$bundle" ]; then
  unpacked=$(mktemp -d)
  trap 'rm -rf "$unpacked"' EXIT
  tar -C "$unpacked" -xf "$bundle"
  chmod -R a+rX "$unpacked" # apt reads as a user of its own
  if [ "$(cat "$unpacked/machine")" != "$(machine)" ]; then
    echo "solieu: $bundle được làm cho máy khác ($(cat "$unpacked/machine"); máy này: $(machine))." >&2
    echo "Hãy gõ make bundle trên một máy có mạng giống máy này, hoặc bỏ tệp ấy đi nếu máy này có mạng." >&2
    echo "solieu: the bundle was made for another machine. Make one on a machine like this, or remove it where there is a network." >&2
    exit 1
  fi
  echo "solieu: installing from $bundle"
  mkdir "$unpacked/lists"
  echo "deb [trusted=yes] file:$unpacked ./" >"$unpacked/sources.list"
  local_repository="-o Dir::Etc::sourcelist=$unpacked/sources.list -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists=$unpacked/lists"
fi

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
# Another package manager may be at work: it is waited for. What goes wrong is shown, with what to do.
options="-o DPkg::Lock::Timeout=${SOLIEU_APT_WAIT:-600} ${local_repository-}"
install="apt-get $options update && apt-get $options install -y --no-install-recommends ${missing[*]-}"
run_apt() {
  local log
  log=$(mktemp)
  if ! "$@" "export DEBIAN_FRONTEND=noninteractive; $install" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    echo "solieu: không cài được ${missing[*]}. Hãy xem lỗi của apt-get ở trên (thường là mạng, hoặc" >&2
    echo "một lệnh cài đặt khác đang chạy), rồi gõ lại lệnh make; hoặc nhờ quản trị viên chạy:" >&2
    echo "solieu: apt-get failed, see above (mostly the network, or another installation at work)." >&2
    echo "Then run the same make command again, or let an administrator run:" >&2
    echo "    sudo sh -c '$install'" >&2
    exit 1
  fi
  rm -f "$log"
}

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then
    echo "solieu: installing ${missing[*]}"
    run_apt sh -c
  elif sudo -n true 2>/dev/null; then
    echo "solieu: installing ${missing[*]} (sudo)"
    run_apt sudo sh -c
  else
    echo "solieu: some system packages are missing, and installing them needs an administrator." >&2
    echo "Run this once, then the same make command again:" >&2
    echo "    sudo sh -c '$install'" >&2
    trap - EXIT # what was unpacked is what the administrator installs from
    exit 1
  fi
fi

if [ "$flavour" = office ]; then
  echo "solieu: LibreOffice is there; .doc, .odt and .rtf can be read"
  exit 0
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "solieu: Python 3.11 or newer is needed; $python is $("$python" -V 2>&1)." >&2
  echo "Install a newer python3, or name one: make extract PYTHON=/path/to/python3.12" >&2
  exit 1
fi

# One that a kill left half made, or whose Python is gone, is made anew.
if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
  rm -rf .venv
  "$python" -m venv .venv
fi
lock=requirements.lock
[ "$flavour" = dev ] && lock=requirements-dev.lock
echo "solieu: installing the Python packages of $lock into .venv (once)"
pip=(.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps)
if [ -n "$bundle" ]; then
  pip+=(--no-index --find-links "$unpacked/wheels")
  "${pip[@]}" setuptools wheel
fi
# --no-deps: the lock is complete, and leaves out on purpose what rapidocr asks for and nobody calls
if ! { "${pip[@]}" --require-hashes -r "$lock" &&
  { "${pip[@]}" --no-build-isolation --editable . 2>/dev/null || "${pip[@]}" --editable .; }; }; then
  echo "solieu: không cài được các gói Python (lỗi ở trên). Hãy kiểm tra mạng và chỗ trống trên đĩa," >&2
  echo "rồi gõ lại lệnh make." >&2
  echo "solieu: pip failed, see above. Check the network and the space on the disk, then run the" >&2
  echo "same make command again." >&2
  exit 1
fi
touch .venv/run.done
[ "$flavour" = dev ] && touch .venv/dev.done
exit 0
