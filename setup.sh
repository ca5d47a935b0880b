#!/usr/bin/env bash
# Installs what is missing: Debian packages, the virtual environment, the locked Python packages.
# Usage: ./setup.sh run|dev|office
set -euo pipefail
cd "$(dirname "$0")"
flavour=${1:?usage: ./setup.sh run|dev|office}
python=${PYTHON:-python3}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

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
  "$python" -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
fi

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  install="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" = 0 ]; then
    echo "solieu: installing ${missing[*]}"
    sh -c "export DEBIAN_FRONTEND=noninteractive; $install" >/dev/null
  elif sudo -n true 2>/dev/null; then
    echo "solieu: installing ${missing[*]} (sudo)"
    sudo sh -c "export DEBIAN_FRONTEND=noninteractive; $install" >/dev/null
  else
    echo "solieu: some system packages are missing, and installing them needs an administrator." >&2
    echo "Run this once, then the same make command again:" >&2
    echo "    sudo sh -c '$install'" >&2
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

[ -x .venv/bin/python ] || "$python" -m venv .venv
lock=requirements.lock
[ "$flavour" = dev ] && lock=requirements-dev.lock
echo "solieu: installing the Python packages of $lock into .venv (once)"
# --no-deps: the lock is complete, and leaves out on purpose what rapidocr asks for and nobody calls
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . 2>/dev/null ||
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
touch .venv/run.done
[ "$flavour" = dev ] && touch .venv/dev.done
exit 0
