#!/usr/bin/env bash
# Draws icon.png, which every package carries, from icon.svg. Needs rsvg-convert (Debian: librsvg2-bin).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
rsvg-convert --width 128 --height 128 icon.svg --output icon.png
