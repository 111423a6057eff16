#!/bin/sh
# Every check and every test; ends with the first part that fails. Called by `make test`.
set -eu
venv=$1
run() { echo "== $*"; "$@"; }

run "$venv/bin/python" tools/check.py
run "$venv/bin/python" -m pytest -q -n 2 -m "not e2e and not serial"
# What races can break is shown on a database where transactions really run side by side.
DATABASE_URL=$TEST_DATABASE_URL REDIS_URL=$TEST_REDIS_URL \
	run "$venv/bin/python" -m pytest -q -n 2 -m "not e2e and not serial"
DATABASE_URL=$TEST_DATABASE_URL REDIS_URL=$TEST_REDIS_URL \
	run "$venv/bin/python" -m pytest -q -m "serial and not e2e"
run "$venv/bin/python" -m pytest -q -m "e2e"
