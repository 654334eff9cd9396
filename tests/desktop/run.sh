#!/usr/bin/env bash
# The tests of the real window, on a display of their own. Pictures of every
# screen are left in out/screens.
#
#   tests/desktop/run.sh [ARGUMENTS OF cargo test]
set -euo pipefail
cd "$(dirname "$0")/../.."
exec xvfb-run -a -s "-screen 0 1920x1080x24" cargo test --locked -p shuzhi-e2e "$@"
