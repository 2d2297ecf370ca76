#!/usr/bin/env bash
# Usage: scripts/setup.sh run|dev|clients
# Makes .venv fit to build (run), to test as well (dev), or to test with other programs too (clients).
# Does nothing, in a few milliseconds, where that was done before and nothing it depends on has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

case ${1-} in
    run) lock=requirements.txt levels=(run) ;;
    dev) lock=requirements-dev.txt levels=(run dev) ;;
    clients) lock=requirements-dev.txt levels=(run dev clients) ;;
    *) echo "usage: scripts/setup.sh run|dev|clients" >&2; exit 2 ;;
esac

# The path is part of the key: an environment that was moved or copied does not work.
key="$PWD $(cat requirements.txt requirements-dev.txt pyproject.toml scripts/setup.sh | cksum)"
if [ "$(cat ".venv/set-up-$1" 2>/dev/null)" = "$key" ]; then
    exit 0
fi

say() { echo "set-up: $*" >&2; }

# stop MESSAGE [COMMAND]
stop() {
    say "$1"
    if [ $# -gt 1 ]; then printf '\n    %s\n\n' "$2" >&2; fi
    exit 1
}

# Python and its packages ----------------------------------------------------------------------

find_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

make_environment() {
    local python
    python=$(find_python) || stop "Python 3.11 or newer is needed, but python3 is $(python3 -c \
        'import platform; print(platform.python_version())' 2>/dev/null || echo missing). Install one, or name it:" \
        "make build PYTHON=/path/to/python3.11"
    say "making .venv with $("$python" --version)"
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv --clear .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        # Debian keeps ensurepip in a package of its own; the pip that is there can fill the environment as well.
        "$python" -m venv --clear --without-pip .venv
        sed -n '/^pip==/,/[^\\]$/p' "$lock" >.venv/pip.txt
        "$python" -m pip --python .venv/bin/python install -qq --no-deps --require-hashes -r .venv/pip.txt
    else
        stop "this Python can make no environment, since it has neither ensurepip nor pip. On Debian and Ubuntu:" \
            "sudo apt-get install python3-venv"
    fi
    pwd >.venv/made-in
}

if [ "$(cat .venv/made-in 2>/dev/null)" != "$PWD" ] || ! .venv/bin/python -c '' 2>/dev/null; then
    make_environment
fi
say "installing what $lock lists (a minute or two the first time)"
export PIP_DISABLE_PIP_VERSION_CHECK=1
# The list is whole. Left to resolve it, an older pip prefers a newer release of what one package wants with an extra,
# and then refuses it, since only the listed one has a hash.
.venv/bin/python -m pip install -qq --require-hashes --no-deps -r "$lock"
.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable .
# Where Python is told to write no bytecode, every start would compile the whole package.
.venv/bin/python -m compileall -q assembler || true

# Programs and libraries of the system ------------------------------------------------------------

manager=unknown
for candidate in apt-get dnf pacman apk brew; do
    if command -v "$candidate" >/dev/null 2>&1; then
        manager=$candidate
        break
    fi
done

# install_command pango|clients: the command that installs them on this machine, without sudo.
install_command() {
    case $1:$manager in
        pango:apt-get) echo "apt-get install --yes --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0" ;;
        pango:dnf) echo "dnf install pango harfbuzz" ;;
        pango:pacman) echo "pacman -S pango harfbuzz" ;;
        pango:apk) echo "apk add pango harfbuzz-subset" ;;
        pango:brew) echo "brew install pango" ;;
        clients:apt-get) echo "apt-get install --yes --no-install-recommends libreoffice-writer-nogui poppler-utils" \
            "fontconfig fonts-noto-core fonts-noto-cjk pandoc" ;;
        clients:dnf) echo "dnf install libreoffice-writer poppler-utils pandoc" \
            fontconfig google-noto-{sans,serif}-{,hebrew-,devanagari-,tamil-,thai-,cjk-}fonts \
            google-noto-naskh-arabic-fonts ;;
        clients:pacman) echo "pacman -S libreoffice-still poppler pandoc-cli fontconfig noto-fonts noto-fonts-cjk" ;;
        clients:apk) echo "apk add libreoffice-writer poppler-utils pandoc-cli fontconfig font-noto-all font-noto-cjk" ;;
        clients:brew) echo "brew install libreoffice poppler pandoc fontconfig font-noto-naskh-arabic" \
            font-noto-sans-{hebrew,devanagari,tamil,thai,cjk-sc,cjk-tc,cjk-jp,cjk-kr} \
            font-noto-serif-{hebrew,devanagari,tamil,thai} ;;
    esac
}

# as_root COMMAND…: runs it as root, without ever asking for a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Runs an apt-get command; where that fails, once more with fresh lists of packages (reading them takes long).
run_apt() {
    as_root true 2>/dev/null || return 1
    as_root env DEBIAN_FRONTEND=noninteractive "$@" >.venv/apt.log 2>&1 && return
    as_root apt-get update >.venv/apt.log 2>&1
    as_root env DEBIAN_FRONTEND=noninteractive "$@" >.venv/apt.log 2>&1 && return
    tail -n 5 .venv/apt.log >&2
    return 1
}

# install pango|clients WHAT: installs it where that may be done unasked, else says how and stops.
install() {
    local command sudo=sudo
    command=$(install_command "$1")
    case $manager in
        unknown) stop "$2 is missing, and this system has no package manager known here: see docs/dependencies.md" ;;
        brew) sudo="" ;;
    esac
    say "$2 is missing: $command"
    # The command is a list of words.
    # shellcheck disable=SC2086
    case $manager in
        apt-get) run_apt $command && return ;;
        brew) $command >&2 && return ;;
    esac
    stop "$2 could not be installed from here. Run this, then make again:" "${sudo:+$sudo }$command"
}

# Pango lays out the pages; HarfBuzz-Subset keeps files small and the same on every machine.
layout_loads() {
    .venv/bin/python -c 'import sys; from weasyprint.text import ffi; sys.exit(not ffi.harfbuzz_subset)' \
        >/dev/null 2>&1
}

if [ "$(uname)" = Darwin ] && command -v brew >/dev/null 2>&1; then
    DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"
    export DYLD_FALLBACK_LIBRARY_PATH
fi
if ! layout_loads; then
    install pango "Pango with HarfBuzz-Subset, which PDF pages are laid out with,"
    layout_loads || stop "Pango is installed but does not load: $(
        .venv/bin/python -W error -c 'import weasyprint' 2>&1 | tail -n 1)"
fi
# has_fonts: whether the fonts of all scripts that the tests write in are here.
has_fonts() {
    local language
    for language in ar he hi ta th zh-cn zh-tw ja ko; do
        case "$(fc-list ":lang=$language" family)" in *Noto*) ;; *) return 1 ;; esac
    done
}

if [ "$1" = clients ] && ! { command -v soffice && command -v pdftotext && command -v pandoc && has_fonts; } >/dev/null 2>&1; then
    install clients "LibreOffice, Poppler, pandoc or a font of the Noto families, which the tests use,"
fi

for level in "${levels[@]}"; do
    echo "$key" >".venv/set-up-$level"
done
say "done"
