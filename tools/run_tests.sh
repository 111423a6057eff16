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
# Browsers wait more than they compute, so three at a time keep two cores busy. A script in a page
# has no time limit of its own: what hangs ends the run, and says where.
run "$venv/bin/python" -m pytest -q -n 3 --dist worksteal -m "e2e" \
	-o faulthandler_timeout=900 -o faulthandler_exit_on_timeout=true
