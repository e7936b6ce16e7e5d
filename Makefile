# One door: make run, make serve, make test, make check, make bench. CI calls nothing else.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
EDITOR_DIR := core/live/editor
export PORT

.PHONY: help run serve test check unit e2e editor bench browser picture clean

help: ## the list of commands
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/' | sort

# Two environments would drift: the development one holds the running one and adds to it.
$(VENV)/run.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Debrief needs Python 3.11 or newer; set PYTHON=python3.12, say.") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Debrief needs Python 3.11 or newer; set PYTHON=python3.12, say.") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp ## serve Debrief on this machine, open, on PORT (8501)
	DEBRIEF_PORT=$(PORT) $(BIN)/python -m streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

# The browser address is named because Streamlit would ask a host outside for ours otherwise; Debrief prints the real one.
serve: $(VENV)/run.stamp ## serve the network on PORT; prints the address and a link with the workspace key
	DEBRIEF_ACCESS=$${DEBRIEF_ACCESS:-key} DEBRIEF_HOST=0.0.0.0 DEBRIEF_PORT=$(PORT) $(BIN)/python -m streamlit run app.py --server.address 0.0.0.0 --server.port $(PORT) --browser.serverAddress localhost

check: $(VENV)/dev.stamp ## formatting, lint, types and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.support.bundle_check

browser: $(VENV)/dev.stamp
	$(BIN)/python -m tests.support.find_chromium --install

# What fails is run once more, in the open: a machine that stands still for seconds must not hide a real failure,
# nor make one up. pytest lists every rerun.
unit: $(VENV)/dev.stamp ## the tests that need no browser
	$(BIN)/pytest -m 'not e2e' -n 2 --dist worksteal -q --reruns 1

# Two workers, each with a server and a browser of its own: most of a browser test is waiting.
e2e: $(VENV)/dev.stamp browser ## the tests with real browsers
	$(BIN)/pytest -m 'e2e and not alone' -n 2 --dist worksteal -q --reruns 1
	$(BIN)/pytest -m 'e2e and alone' -q --reruns 1

test: check unit e2e ## everything CI runs

bench: $(VENV)/dev.stamp browser ## measure; prints a table with ratios
	$(BIN)/python -m tests.bench

editor: ## rebuild the browser bundle (needs Node)
	cd $(EDITOR_DIR) && npm ci && npm run build

picture: $(VENV)/dev.stamp browser ## take the README's picture again
	DEBRIEF_PICTURE=docs/room.png $(BIN)/pytest -q tests/e2e/test_the_picture.py

clean: ## remove the environment and the caches, never the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info $(EDITOR_DIR)/node_modules
