.PHONY: setup filings test fast lint types bench taxonomy screenshots clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

$(BIN)/crossfoot: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

setup: $(BIN)/crossfoot
filings: setup
	$(BIN)/crossfoot build
test: setup
	$(BIN)/pytest -n 2
fast: setup
	$(BIN)/pytest -n 2 -m 'not slow'
lint: setup
	$(BIN)/ruff check .
types: setup
	$(BIN)/mypy
taxonomy: setup
	$(BIN)/crossfoot taxonomy build
screenshots: setup
	$(BIN)/python docs/screenshots/take.py
bench: setup
	$(BIN)/python bench/measure.py
clean:
	rm -rf $(VENV) output/*/
