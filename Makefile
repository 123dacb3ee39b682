.PHONY: setup filings test fast lint types bench taxonomy screenshots clean
.PHONY: lock test-newest test-lowest test-pythons test-loaded package
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-annotate --custom-compile-command "make lock"

# From the lock and nothing else: `--no-build-isolation` takes build tools from it too.
$(BIN)/crossfoot: pyproject.toml $(wildcard requirements/*.txt)
	$(PYTHON) -m venv --clear $(VENV)
	$(LOCKED) -r requirements/build.txt
	$(LOCKED) --no-build-isolation --use-pep517 -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
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
	$(BIN)/ruff format --check --quiet .
types: setup
	$(BIN)/mypy
taxonomy: setup
	$(BIN)/crossfoot taxonomy build
screenshots: setup
	$(BIN)/python docs/screenshots/take.py
bench: setup
	$(BIN)/python bench/measure.py
package: setup
	.ci/package $(BIN)
clean:
	rm -rf $(VENV) .venv-* dist output/*/

# docs/how-to/renew-the-lock.md
lock: setup
	$(LOCK) --upgrade --extra dev --group build pyproject.toml --output-file requirements/dev.txt
	$(LOCK) --constraint requirements/dev.txt --group build --output-file requirements/build.txt
	$(LOCK) --constraint requirements/dev.txt --extra ingest --extra postgres pyproject.toml \
	  --output-file requirements/run.txt
test-newest: setup
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-newest
	$(BIN)/uv pip install --quiet --refresh --python .venv-newest -e '.[dev]'
	.venv-newest/bin/pytest -n 2
test-lowest: setup
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-lowest
	$(BIN)/uv pip install --quiet --resolution lowest-direct --python .venv-lowest -e '.[dev]'
	.venv-lowest/bin/pytest -n 2

# The fast tests under each other Python that is on this machine.
test-pythons:
	.ci/pythons

# The whole suite, twice, beside four busy loops.
test-loaded: setup
	set -e; for loop in 1 2 3 4; do (while :; do :; done) & loops="$$loops $$!"; done; \
	trap "kill $$loops" EXIT; $(BIN)/pytest -n 2; $(BIN)/pytest -n 2
