# All that can be done with a checkout. Each target sets up what it needs first; that takes no time where it is done.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build packs status check test coverage clients gallery pictures bench bench-checks faults lint types fmt golden schema lock wheel hooks clean set-up-run set-up-dev set-up-clients

# macOS looks for Homebrew's libraries only where it is told to, and forgets it whenever a system shell starts.
ifeq ($(shell uname),Darwin)
bin := DYLD_FALLBACK_LIBRARY_PATH="$$(brew --prefix 2>/dev/null)/lib" .venv/bin/
else
bin := .venv/bin/
endif
pytest := $(bin)python -m pytest

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-8s %s\n", $$1, $$2 }'

build: set-up-run ## Build every profile, or one: make build PROFILE=sample-pain PROGRAM=calder-bay
	@$(bin)assembler build $(PROFILE) $(addprefix --program ,$(PROGRAM)) $(ARGS)

packs: set-up-run ## Build what referees are handed, and print what to hand to whom
	@$(bin)assembler packs $(PROFILE) $(ARGS)

status: set-up-run ## Tell how far every document and every letter is
	@$(bin)assembler status $(PROFILE) $(ARGS)

check: set-up-run ## Run all checks on the profiles and write nothing
	@$(bin)assembler check $(PROFILE) $(addprefix --program ,$(PROGRAM)) $(ARGS)

test: set-up-dev ## Run the tests of the project itself (unit, golden, properties)
	$(pytest) --numprocesses auto $(ARGS)

coverage: set-up-dev ## Run the same tests and tell which lines and branches they do not reach
	$(pytest) --numprocesses auto --cov --cov-report term $(ARGS)

clients: set-up-clients ## Run the tests with LibreOffice, pdftotext, the validators and the installed wheel
	$(pytest) -m clients --numprocesses auto $(ARGS)

gallery: set-up-clients ## Draw every document in every theme, to look through (PEER=1: RenderCV beside them)
	$(bin)python -m scripts.gallery $(if $(PEER),--peer $(filter-out 1,$(PEER))) $(ARGS)

pictures: set-up-clients ## Draw the pictures of the docs anew (look at the differences)
	$(bin)python -m scripts.pictures

bench: set-up-dev ## Measure speed and size beside the peers, and write docs/benchmarks.md (ARGS=--quick: two minutes, docs stay)
	$(bin)python -m benchmarks.speed.run $(ARGS)

bench-checks: set-up-dev ## Plant faults into an application and print for each code how many are found, how many findings false
	$(bin)python -m benchmarks.checks.measure $(ARGS)
	$(bin)python -m benchmarks.checks.speed

faults: set-up-dev ## Run the tests that kill processes and fill disks
	$(pytest) -m faults $(ARGS)

lint: set-up-dev ## Look for faults in code and spelling
	$(bin)ruff check .
	$(bin)ruff format --check .
	$(bin)codespell

types: set-up-dev ## Check the types
	$(bin)mypy

fmt: set-up-dev ## Format the code and mend what can be mended
	$(bin)ruff check --fix .
	$(bin)ruff format .

golden: set-up-dev ## Write the expected outputs of the golden tests anew (look at the differences)
	$(pytest) tests/golden --update-golden $(ARGS)

schema: set-up-dev ## Write the pages and JSON Schemas anew that are generated from the code
	$(pytest) tests/test_docs.py --update-golden $(ARGS)

lock: set-up-dev ## Write requirements.txt and requirements-dev.txt anew, with the newest releases
	scripts/lock.sh

wheel: set-up-dev ## Build the wheel and the source archive into dist/
	$(bin)python -m build --no-isolation

hooks: set-up-dev ## Check every commit before it is made (pre-commit)
	$(bin)pre-commit install

clean: ## Remove what was made, but nothing in output/ (there may be edited files)
	rm -rf .venv .venv-bench dist build htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find assembler tests -name __pycache__ -type d -prune -exec rm -rf {} +

set-up-run set-up-dev set-up-clients: set-up-%:
	@PYTHON="$(PYTHON)" scripts/setup.sh $*
