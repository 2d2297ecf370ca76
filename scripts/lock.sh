#!/usr/bin/env bash
# Writes requirements.txt (what runs) and requirements-dev.txt (what tests as well) anew from pyproject.toml:
# every package in its newest fitting release, by hash, for every platform, and no address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."

# Settings of this machine (mirrors, local folders, constraints) must not decide what everyone installs.
for name in $(compgen -e); do
    case $name in UV_* | PIP_*) unset "$name" ;; esac
done
compile() {
    PIP_CONFIG_FILE=/dev/null "${UV:-.venv/bin/uv}" --no-config pip compile --quiet --upgrade --generate-hashes \
        --universal --python-version 3.11 --no-header --no-annotate pyproject.toml "$@"
}

# The larger file first: the smaller one must agree with it, since both are installed into one environment.
compile --group dev --output-file requirements-dev.txt
compile --group setup --constraints requirements-dev.txt --output-file requirements.txt
