#!/bin/sh
# Makes a virtual environment and installs what a requirements file lists.
# Usage: tools/environment.sh FOLDER REQUIREMENTS [OLDEST_MINOR]   (3.OLDEST_MINOR)
# Does nothing where FOLDER already holds exactly that. Uses uv where it is on the
# PATH, else venv and pip, else a bare environment and the host's pip.
# Status 3: no such Python here.
set -eu

venv=$1
requirements=$2
oldest=${3:-11}
stamp="$venv/.$(basename "$requirements")"

wanted() { cat "$(dirname "$requirements")/requirements.txt" "$requirements"; }

is_new_enough() {
    "$1" -c "import sys; sys.exit(sys.version_info < (3, $oldest))" >/dev/null 2>&1
}

# A name on the PATH may be a shim that only fails: what counts is that it runs.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 \
        "$HOME"/.pyenv/versions/3.*/bin/python3; do
        if is_new_enough "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    return 1
}

if is_new_enough "$venv/bin/python"; then
    if wanted | cmp -s - "$stamp"; then
        exit 0
    fi
else
    rm -rf "$venv" # made by a Python that has gone since, or half made
fi

if ! python=$(find_python); then
    echo "Python 3.$oldest or newer is missing (Debian: apt-get install python3 python3-venv)." >&2
    exit 3
fi

echo "Installing $requirements into $venv ..."
if command -v uv >/dev/null 2>&1; then
    [ -d "$venv" ] || uv venv --quiet --python "$python" "$venv"
    uv pip install --quiet --python "$venv/bin/python" -r "$requirements"
else
    pip="$venv/bin/python -m pip"
    if [ ! -d "$venv" ] && ! "$python" -m venv "$venv" >/dev/null 2>&1; then
        rm -rf "$venv"
        "$python" -m venv --without-pip "$venv"
    fi
    if ! $pip --version >/dev/null 2>&1; then
        pip="$python -m pip --python $venv/bin/python"
        if ! $pip --version >/dev/null 2>&1; then
            echo "Neither uv nor pip is to be had (Debian: apt-get install python3-venv)." >&2
            exit 1
        fi
    fi
    $pip install --quiet --disable-pip-version-check -r "$requirements"
fi
wanted >"$stamp"
