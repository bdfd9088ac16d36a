#!/bin/sh
# Sees to it that there is a Chromium for the browser tests; says so if there is none.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
        chromium fonts-noto-core >/dev/null && exit 0
fi
echo "No Chromium: the browser tests will be skipped (Debian: apt-get install chromium)." >&2
