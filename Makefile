# Planspiel Schulterschluss. `make play` and `make test` are all one needs; see README.md.

PORT ?= 8000
VAR ?= var
HOST ?= 0.0.0.0
VENV ?= .venv
PYTHON := $(VENV)/bin/python

.PHONY: play test check quick soak lock messages setup setup-test format

play: setup
	@VAR="$(VAR)" $(PYTHON) manage.py play --host $(HOST) --port $(PORT)

test: setup-test
	@$(PYTHON) tools/testbed.py tools/run_tests.sh "$(VENV)"

# Everything that needs neither browser nor server.
quick: setup-test
	@$(PYTHON) -m pytest -q -n 2 -m "not e2e and not serial"

check: setup-test
	@$(PYTHON) tools/check.py

# The long forms of the robustness tests; hours, not minutes.
soak: setup-test
	@SOAK=1 $(PYTHON) tools/testbed.py $(PYTHON) -m pytest -q -p no:randomly -m "serial or e2e or long"

lock:
	@for name in base test; do \
		uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-annotate --no-header \
			requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done
	@npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

messages: setup
	@$(PYTHON) tools/messages.py update

format: setup-test
	@$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix-only .

setup:
	@python3 tools/bootstrap.py --venv "$(VENV)" --group base
	@$(PYTHON) tools/messages.py compile

setup-test:
	@python3 tools/bootstrap.py --venv "$(VENV)" --group test
	@$(PYTHON) tools/messages.py compile
