#!/usr/bin/env bash
# Pictures of every page of the console into artifacts/screenshots (ignored): 1440 and 390 wide, light and dark, zh-CN; the sign-in page and the order list in all languages.
# Needs Chromium or its headless shell (CHROMIUM names another) and a built solution.
set -euo pipefail
cd "$(dirname "$0")/.."
export WEFT_SCREENSHOTS="$PWD/artifacts/screenshots"
mkdir -p "$WEFT_SCREENSHOTS"
exec tests/Weft.Hub.Tests/bin/Debug/net10.0/Weft.Hub.Tests --filter-class "Weft.Hub.Tests.Console.*ScreenshotTests" --explicit only
