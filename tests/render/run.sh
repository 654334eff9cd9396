#!/usr/bin/env bash
# Renders the golden reports and measures them, and compares the paginator with
# what is rendered. Prints counts; fails when anything is off.
#
#   tests/render/run.sh PYTHON     a Python with tests/requirements.txt
set -euo pipefail
python=$(realpath -s "${1:?which Python?}")
cd "$(dirname "$0")/../.."
tests/render/fonts.sh
"$python" -m pytest -q --no-header -p no:cacheprovider tests/render
rm -rf out/pagination
cargo run --locked -q --example render-reports -- out/pagination >/dev/null
"$python" tests/render/pagination.py out/pagination
