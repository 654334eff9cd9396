#!/usr/bin/env bash
# Fetches the fonts that stand in for 仿宋, 楷体, 黑体 and 宋体 when a test renders
# a Word file: Fandol, four regular cuts out of Debian's texlive-lang-chinese,
# without installing anything. They land in .tools/fonts and are never shipped.
#
#   tests/render/fonts.sh [CACHE]     a folder that keeps them between clones
set -euo pipefail
cd "$(dirname "$0")/../.."

fonts=.tools/fonts
cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/shuzhi/fonts}
names=(FandolFang-Regular.otf FandolHei-Regular.otf FandolKai-Regular.otf FandolSong-Regular.otf)

complete() {
  local name
  for name in "${names[@]}"; do [[ -s $1/$name ]] || return 1; done
}

complete "$fonts" && exit

if ! complete "$cache"; then
  echo "Fetching fonts for the rendering tests" >&2
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  # apt drops its rights before it downloads, and must be able to write here.
  chmod 755 "$work"
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download texlive-lang-chinese >&2) || {
    echo "Could not download the package texlive-lang-chinese. Run apt-get update, then this again." >&2
    exit 1
  }
  dpkg --fsys-tarfile "$work"/texlive-lang-chinese_*.deb |
    tar -x -C "$work" --wildcards --transform='s,.*/,,' '*/fandol/Fandol*-Regular.otf'
  mkdir -p "$cache"
  for name in "${names[@]}"; do mv "$work/$name" "$cache/$name"; done
fi
mkdir -p "$fonts"
for name in "${names[@]}"; do cp "$cache/$name" "$fonts/$name"; done
