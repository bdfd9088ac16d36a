#!/bin/bash
# Runs a command with DATABASE_URL leading to a PostgreSQL that lives as long as it.
# Usage: tools/postgres.sh COMMAND [ARGUMENT...]
# Status 3: no PostgreSQL here. The server listens on a socket in a folder of its own, never on the network.
set -euo pipefail

programs=$(find /usr/lib/postgresql/*/bin -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
if [ -z "$programs" ] && command -v initdb >/dev/null 2>&1; then
    programs=$(dirname "$(readlink -f "$(command -v initdb)")")
fi
if [ -z "$programs" ]; then
    echo "PostgreSQL is missing (Debian: apt-get install postgresql)." >&2
    exit 3
fi

folder=$(mktemp -d /tmp/newsroom-postgres.XXXXXX)

# PostgreSQL refuses to be run by root.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        (cd "$folder" && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

stop() {
    as_server "$programs/pg_ctl" -D "$folder/data" -m immediate -s stop || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
fi
as_server "$programs/initdb" -D "$folder/data" -U newsroom -A trust -E UTF8 \
    --locale=C.UTF-8 >/dev/null
# Nothing here outlives the command, so nothing needs to survive a power cut.
as_server "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -s -w -o \
    "-c listen_addresses='' -k $folder -c fsync=off -c full_page_writes=off \
     -c synchronous_commit=off" start

export DATABASE_URL="postgres://newsroom@${folder//\//%2F}/postgres"
"$@"
