# What one types. `make run` starts the service with made-up people; `make test` runs every check and test.

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
# The first that is new enough: macOS and older systems call an old one python3.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)

# Who has finished takes over half of what another still has before it: slow tests stand together in one folder.
ON_EVERY_CORE := -n logical --dist worksteal

.PHONY: run phone test check lint format messages test-postgres bench bench-names timing faults screenshots clean

run: $(VENV)/.run-time
	@exec env PORT=$(PORT) $(PY) -m hotline.development

phone: $(VENV)/.run-time
	@exec env PORT=$(PORT) $(PY) -m hotline.development flask phone $(ARGS)

test: check test-postgres
	@$(PY) -m tests.tools

check: lint
	$(PY) -m pytest -q $(ON_EVERY_CORE)

lint: $(VENV)/.tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy hotline
	$(VENV)/bin/lint-imports --no-cache

format: $(VENV)/.tests
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

messages: $(VENV)/.tests
	$(PY) -m tests.messages

test-postgres: $(VENV)/.tests
	$(PY) -m tests.postgres -q $(ON_EVERY_CORE) -m "not needs"

bench: $(VENV)/.tests
	$(PY) -m tests.benchmarks.bench $(ARGS)

bench-names: $(VENV)/.tests
	$(PY) -m tests.benchmarks.names $(ARGS)

timing: $(VENV)/.tests
	$(PY) -m tests.benchmarks.timing $(ARGS)

faults: $(VENV)/.tests
	$(PY) -m tests.faults.webhooks $(ARGS)
	$(PY) -m tests.faults.callbacks $(CALLBACKS)
	$(PY) -m tests.faults.kills $(KILLS)
	$(PY) -m tests.faults.pins $(PINS)
	$(PY) -m tests.faults.free_calls $(FREE_CALLS)

screenshots: $(VENV)/.tests
	$(PY) -m tests.browser.screenshots $(ARGS)

clean:
	rm -rf $(VENV) var node_modules

$(VENV)/bin/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (macOS: brew install python@3.13). Is it elsewhere? make run PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python's venv is needed. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.run-time: requirements.txt | $(VENV)/bin/pip
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.tests: requirements-dev.txt $(VENV)/.run-time
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
