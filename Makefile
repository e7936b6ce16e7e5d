# One door: make run, make serve, make test, make check, make bench. CI calls nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -e -o pipefail -c
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
EDITOR_DIR := core/live/editor
export PORT
# Images of containers set it. Each worker, server and command of the tests would compile every module again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install run serve test check lint types bundle compiled unit e2e coverage editor bench attack doors browser picture wheel fresh clean

help: ## the list of commands
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/' | sort

# Two environments would drift: the development one holds the running one and adds to it.
$(VENV)/run.stamp: pyproject.toml setup.py constraints.txt
	@$(call install,fonts,about a minute)
	@touch $@

$(VENV)/dev.stamp: pyproject.toml setup.py constraints.txt
	@$(call install,dev$(comma)fonts,one to three minutes)
	@touch $@ $(VENV)/run.stamp

# An environment without pip is one that Debian began before python3-venv was there: it is begun again.
# One dot a package; what goes wrong is said by pip itself.
comma := ,
define install
$(PYTHON) -c 'import sys; sys.exit("Debrief needs Python 3.11 or newer; set PYTHON=python3.12, say.") if sys.version_info < (3, 11) else None'; \
$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
{ echo "No environment could be made in $(VENV). On Debian and Ubuntu: apt-get install python3-venv, then call make again." >&2; exit 1; }; \
echo "Installing what is needed into $(VENV), once: $(2)."; \
$(PIP) install --progress-bar off --constraint constraints.txt --editable '.[$(1)]' | \
  awk '/^ *Collecting/ { printf "."; fflush() } /^Installing collected/ { printf " unpacking"; fflush() } END { print "" }'
endef

install: $(VENV)/run.stamp ## what running needs, into .venv; starts nothing

run: $(VENV)/run.stamp ## serve Debrief on this machine, open, on PORT (8501)
	DEBRIEF_HOST=127.0.0.1 DEBRIEF_PORT=$(PORT) $(BIN)/python -m core.cli serve

serve: $(VENV)/run.stamp ## serve the network on PORT; prints the address and a link with the workspace key
	DEBRIEF_ACCESS=$${DEBRIEF_ACCESS:-key} DEBRIEF_HOST=$${DEBRIEF_HOST:-0.0.0.0} DEBRIEF_PORT=$(PORT) $(BIN)/python -m core.cli serve

# Two at a time, each one's output in one piece where this make can do that.
BESIDE = $(MAKE) --no-print-directory --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
CHECKS := types bundle lint

check: $(VENV)/dev.stamp ## formatting, lint, types, import contracts and the browser bundle
	@$(BESIDE) $(CHECKS)

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types:
	$(BIN)/mypy

bundle:
	$(BIN)/python -m tests.support.bundle_check

# In a fresh copy pytest compiles 300 modules of tests first: once here beside the types, not in each worker later.
compiled:
	@listed=$$($(BIN)/pytest -qq --collect-only) || { echo "$$listed"; exit 1; }

browser: $(VENV)/dev.stamp
	$(BIN)/python -m tests.support.find_chromium --install

# Tests that measure seconds (alone) or drive browsers (e2e) are run once more when they fail, two in a call at most
# (tests/support/reruns.py); -raR lists every rerun by name. Those alone run last, with nothing beside them.
ALONE = $(shell grep -rlE --include='test_*.py' 'mark\.alone' tests)
# Reading all 9,000 tests to choose 200 of them takes ten seconds in each worker, so the browsers' are named.
BROWSERS = tests/e2e $(shell grep -rlE --include='test_*.py' --exclude-dir=e2e 'mark\.e2e' tests)
PYTEST := $(BIN)/pytest -q -raR --durations=10
# One worker more than CI has cores where no browser is: such a test waits a quarter of its time, for timers and for other
# processes. With browsers a third worker saves little, and pages are late on a busy machine. A measured run computes all the time.
WAITING := -n 3 --dist worksteal
SHARED := -n 2 --dist worksteal

unit: $(VENV)/dev.stamp ## the tests that need no browser
	$(PYTEST) $(WAITING) -m 'not e2e and not alone'
	$(PYTEST) -m 'not e2e and alone' $(ALONE)

# Each worker has a server and a browser of its own.
e2e: $(VENV)/dev.stamp browser ## the tests with real browsers
	$(PYTEST) $(SHARED) -m 'e2e and not alone' $(BROWSERS)
	$(PYTEST) -m 'e2e and alone' $(ALONE)

# A test that fails in one part hides none in the other two: all three run, and each that failed is named at the end.
test: $(VENV)/dev.stamp browser ## everything CI runs
	@$(BESIDE) $(CHECKS) compiled
	@failed=; trap 'exit 130' INT; \
	run() { echo "$$*"; "$$@" || failed="$$failed$$(printf '\n  %s' "$$*")"; }; \
	run $(PYTEST) $(WAITING) -m 'not e2e and not alone'; \
	run $(PYTEST) $(SHARED) -m 'e2e and not alone' $(BROWSERS); \
	run $(PYTEST) -m alone $(ALONE); \
	test -z "$$failed" || { echo "These failed:$$failed" >&2; exit 1; }

coverage: $(VENV)/dev.stamp browser ## what no test reaches, line by line and branch by branch; takes half as long again
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q $(SHARED) -m 'not e2e and not alone'
	$(BIN)/coverage run -m pytest -q $(SHARED) -m 'e2e and not alone' $(BROWSERS)
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --show-missing

bench: $(VENV)/dev.stamp browser ## measure; prints a table with ratios
	$(BIN)/python -m tests.bench

attack: $(VENV)/dev.stamp ## the large attacks, outside CI; prints what another room waited
	$(BIN)/python -m tests.attack

doors: $(VENV)/dev.stamp ## Alertmanager, the image and a server as they really are; needs root, apt-get, debootstrap; outside CI
	$(BIN)/python -m tests.doors

editor: ## rebuild the browser bundle (needs Node)
	cd $(EDITOR_DIR) && npm ci && npm run build

wheel: $(VENV)/dev.stamp ## build the wheel and the source archive into dist/
	rm -rf build dist
	$(BIN)/python -m build
	rm -rf build *.egg-info

picture: $(VENV)/dev.stamp browser ## take the pictures of the README again
	DEBRIEF_PICTURES=docs $(BIN)/pytest -q tests/e2e/test_the_picture.py

fresh: ## both commands of the README on a clean Debian (needs root and debootstrap)
	$(PYTHON) -m tests.fresh

clean: ## remove the environment and the caches, never the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache build dist *.egg-info $(EDITOR_DIR)/node_modules
