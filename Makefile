# Everything a person types. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
DATA ?= data
export PORTAL_DATA_DIR ?= $(DATA)
# What was compiled once is kept: otherwise each process of the tests, and each server that one of them starts, does it again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test test-sqlite test-postgres bench bench-search check format catalogues wheel clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

define install
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@echo "installing $(1)"
	@if [ -n "$(UV)" ]; then \
	  { test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) $(VENV); } && \
	  uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable '$(1)'; \
	else \
	  { test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); } && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '$(1)'; \
	fi
	@touch $@
endef

$(VENV)/.runs: pyproject.toml constraints.txt
	$(call install,.)

$(VENV)/.ready: pyproject.toml constraints.txt
	$(call install,.[dev])
	@touch $(VENV)/.runs

setup: $(VENV)/.ready ## make the virtual environment and install what is needed

run: $(VENV)/.runs ## migrate, offer demo content and serve the portal on PORTAL_PORT (8000)
	@if [ -t 0 ]; then exec $(BIN)/portal up; else exec $(BIN)/portal up --demo; fi

test: test-sqlite test-postgres ## all tests, over SQLite with the browser and over PostgreSQL

# Processes take whole files, in the order in which tests/conftest.py puts them: the longest first. There is one more of them
# than a small machine has processors, because tests wait for browsers, servers and databases of their own.
WORKERS ?= 3
POSTGRES_WORKERS ?= $(WORKERS)
SPREAD := --dist loadfile --no-loadscope-reorder
test-sqlite: $(VENV)/.ready
	$(BIN)/python -m pytest -q -n $(WORKERS) $(SPREAD)

# What never opens a database was seen in the first run.
NO_DATABASE := tests/search_index tests/core/richtext tests/config tests/house
test-postgres: $(VENV)/.ready
	PORTAL_TEST_DATABASE=postgres $(BIN)/python -m pytest -q -n $(POSTGRES_WORKERS) $(SPREAD) -m 'not browser and not one_database' $(addprefix --ignore=,$(NO_DATABASE))

bench: $(VENV)/.ready ## print the figures of docs/performance.md: CPU time, ratios, query counts
	$(BIN)/python -m tests.bench

bench-search: $(VENV)/.ready ## print the figures of docs/search.md for each engine; SIZES=10000,100000 for the long run
	$(BIN)/python -m tests.bench.search --sizes $(or $(SIZES),10000) $(if $(PAIRS),--pairs $(PAIRS))

check: $(VENV)/.ready ## style, types, import contracts, templates, catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m portal.web.catalogues --check

format: $(VENV)/.ready ## put the code in shape
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

catalogues: $(VENV)/.ready ## bring the ru and uk catalogues up to date with the strings in code and templates
	$(BIN)/python -m portal.web.catalogues

wheel: $(VENV)/.ready ## build the wheel into dist/
	$(BIN)/python -m build --wheel --outdir dist .

clean: ## remove what was built; the data folder stays
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache

.PHONY: migration
migration: $(VENV)/.ready ## write a migration for what changed in the models: make migration name="thanks"
	@rm -rf build/migration && mkdir -p build/migration
	PORTAL_DATA_DIR=build/migration $(BIN)/portal db upgrade
	PORTAL_DATA_DIR=build/migration $(BIN)/portal db revision "$(name)"
