#!/usr/bin/env bash
# Writes requirements.txt (what runs) and requirements-dev.txt (what tests as well) anew from pyproject.toml:
# every package in its newest fitting release, by hash, for every platform, and no address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."

# Settings of this machine (mirrors, local folders, constraints) must not decide what everyone installs.
for name in $(compgen -e); do
    case $name in UV_* | PIP_*) unset "$name" ;; esac
done
# compile PYTHON-VERSION SOURCE OPTION…
compile() {
    PIP_CONFIG_FILE=/dev/null "${UV:-.venv/bin/uv}" --no-config pip compile --quiet --upgrade --generate-hashes \
        --universal --python-version "$1" --no-header --no-annotate "${@:2}"
}

# The larger file first: the smaller one must agree with it, since both are installed into one environment.
compile 3.11 pyproject.toml --group dev --output-file requirements-dev.txt
compile 3.11 pyproject.toml --group setup --constraints requirements-dev.txt --output-file requirements.txt
# Peers that are timed have environments of their own.
compile 3.11 benchmarks/speed/peers.in --constraints requirements.txt --output-file benchmarks/speed/peers.txt
compile 3.12 benchmarks/speed/rendercv.in --output-file benchmarks/speed/rendercv.txt
