# make run    read the sample articles and write a dataset to data/
# make test   run the tests
# make seeds  sort the tables under seeds/ and name what is wrong with them
# make lint   lint, format and types
# make check  what a change must pass: lint, format, types, tests, accuracy
# make clean  remove the virtual environment and what runs wrote

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
INPUT ?= seeds/articles
OUT ?= data

# pip's build environments take their constraints from the environment; the name depends on pip's version.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_BUILD_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test seeds lint check clean

run: $(STAMP)
	$(BIN)/dragoman run $(INPUT) --out $(OUT)

test: $(STAMP)
	$(BIN)/python -m pytest

seeds: $(STAMP)
	$(BIN)/python -m extractors.seed_order

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf data/runs data/releases data/latest

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dragoman needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "$(PYTHON) cannot make virtual environments; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@
