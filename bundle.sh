#!/usr/bin/env bash
# Packs what `make extract` fetches from the network into one file, for machines that have none: the Debian packages
# with all they depend on, and the wheels of requirements.lock. It fits machines of the same release, processor and
# Python as this one; setup.sh compares. Nothing is installed here.
# Usage: ./bundle.sh [FILE]
set -euo pipefail
cd "$(dirname "$0")"
file=${1:-solieu-bundle.tar}
python=${PYTHON:-python3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/debs" "$scratch/wheels"

fail() {
  echo "solieu: $1" >&2
  echo "solieu: $2" >&2
  exit 1
}

command -v apt-get >/dev/null || fail "make bundle cần Debian hoặc Ubuntu (apt-get)." "make bundle needs Debian or Ubuntu (apt-get)."

# As if nothing were installed or fetched: another machine may lack what this one has.
bare=(-o Dir::State::status=/dev/null -o "Dir::Cache::archives=$scratch/debs" -o Debug::NoLocking=1)
read -r -a packages <<<"$(./setup.sh packages)"
echo "solieu: fetching Debian packages (${packages[*]} and what they need)"
apt-get "${bare[@]}" install --download-only -qq -y --no-install-recommends "${packages[@]}" >"$scratch/log" 2>&1 || {
  tail -n 15 "$scratch/log" >&2
  fail "không tải được các gói Debian (lỗi ở trên); có thể cần chạy apt-get update trước." \
    "the Debian packages could not be fetched, see above; perhaps apt-get update must run first."
}
# the index of a repository of one folder: what each package says of itself, with where its file lies
for deb in "$scratch"/debs/*.deb; do
  name=$(basename "${deb//%3a/_}") # encoded colons would be encoded a second time
  [ "$deb" = "$scratch/debs/$name" ] || mv "$deb" "$scratch/debs/$name"
  dpkg-deb --field "$scratch/debs/$name"
  printf 'Filename: ./debs/%s\nSize: %s\nSHA256: %s\n\n' "$name" "$(stat -c %s "$scratch/debs/$name")" \
    "$(sha256sum "$scratch/debs/$name" | cut -d' ' -f1)"
done >"$scratch/Packages"

echo "solieu: fetching the Python packages of requirements.lock"
pip=("$python" -m pip --disable-pip-version-check download --quiet --dest "$scratch/wheels" --only-binary :all:)
[ -x .venv/bin/python ] && pip[0]=.venv/bin/python
"${pip[@]}" --no-deps --require-hashes -r requirements.lock &&
  "${pip[@]}" setuptools wheel ||
  fail "không tải được các gói Python (lỗi ở trên)." "the Python packages could not be fetched, see above."

./setup.sh machine >"$scratch/machine"
tar -C "$scratch" -cf "$file.part" machine Packages debs wheels
mv "$file.part" "$file"
echo "solieu: $file ($(du -h "$file" | cut -f1)): hãy chép nó vào thư mục này trên máy không có mạng, rồi gõ make extract"
echo "solieu: copy it into this folder on the machine without network, then type make extract"
