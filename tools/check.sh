#!/bin/bash
# `make check`: all that can be said about the code without running the tests.
# Every check runs, and each one that fails is named at the end.
set -uo pipefail

bin=.venv/bin
failed=""

# A newsroom of its own, as if in production: no setting of this machine matters.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
production=(
    env VAR_DIR="$scratch" SITE_URL=https://www.example.org PROXIES=1 DEBUG=0
    ALLOWED_HOSTS=www.example.org DATABASE_URL= EMAIL_URL= SECRET_KEY=
)

check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok       $name"
    else
        echo "FAILED   $name"
        printf '%s\n' "$output" >&2
        failed="$failed, $name"
    fi
}

templates_formatted() {
    find templates -name '*.html' -print0 |
        xargs -0r "$bin/djade" --target-version 5.2 --check
}

check "lint" "$bin/ruff" check --quiet --output-format concise .
check "format" "$bin/ruff" format --check --quiet --output-format concise .
check "template indentation" "$bin/djhtml" --tabwidth 2 --check templates
check "template format" templates_formatted
check "types" "${production[@]}" "$bin/python" -m mypy
check "import rules" "$bin/lint-imports"
check "settings for production" \
    "${production[@]}" "$bin/python" manage.py check --deploy --fail-level WARNING
check "missing migrations" \
    "${production[@]}" "$bin/python" manage.py makemigrations --check --dry-run

if [ -n "$failed" ]; then
    echo "Failed: ${failed#, }" >&2
    exit 1
fi
echo "All checks passed."
