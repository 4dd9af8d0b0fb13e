# Thin on purpose: what a target does stands in bootstrap.py, in the kehou command or in pyproject.toml.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo screens test check bench bench-rules mutants bench-draw bench-rush bench-ledger callbacks docs lock clean

setup:  ## environment with everything that serves the site
	$(PYTHON) bootstrap.py setup

demo: setup  ## the fictional county at http://127.0.0.1:8000; RESET=1 starts over
	$(BIN)/kehou demo $(if $(RESET),--reset)

screens:  ## every page of the demo at three widths, with an index
	$(PYTHON) bootstrap.py setup --tests
	$(BIN)/python tests/browser/screens.py

test:  ## what the tests need, then all tests: first the many quick ones, then the slow ones and the browser's
	$(PYTHON) bootstrap.py setup --tests
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not browser" $(COVERAGE)
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "slow or browser"

check:  ## every gate, in the order of its cost; how much is covered is told of the quick tests
	$(PYTHON) bootstrap.py setup --tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/kehou docs --check
	$(MAKE) test COVERAGE="--cov --cov-report=term:skip-covered"

bench:  ## every measurement, beside its peer or its limit
	$(PYTHON) bootstrap.py setup --tests
	$(PEERS)
	$(BIN)/python bench/all.py

PEERS := $(BIN)/python -m uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt

bench-draw:  ## the draw beside its peers, a county, a province
	$(PYTHON) bootstrap.py setup --dev
	$(PEERS)
	PYTHONPATH=src $(BIN)/python bench/draw.py

callbacks:  ## ten thousand call-backs of the payment channel in every bad form, and the control without guards
	$(PYTHON) bootstrap.py setup --tests
	KEHOU_WHOLE=1 $(BIN)/python -m pytest -q --durations=3 tests/db/funds/test_call_backs.py

bench-rush:  ## choosing in order of arrival: a school's rush, a county's load, beside Django as usual
	$(PYTHON) bootstrap.py setup --tests
	PYTHONPATH=src:tests $(BIN)/python bench/rush.py

bench-ledger:  ## a county's term closed, and its book checked beside hledger
	$(PYTHON) bootstrap.py setup --tests
	PYTHONPATH=src:tests $(BIN)/python bench/ledger.py

bench-rules:  ## all plans of a province judged, beside OpenFisca
	$(PYTHON) bootstrap.py setup --dev
	$(PEERS)
	PYTHONPATH=src:tests $(BIN)/python bench/rules_province.py

mutants:  ## change the rules one place at a time and see whether a test notices; goes on where it was broken off
	$(PYTHON) bootstrap.py setup --dev
	nice $(BIN)/python tests/mutants/run.py $(if $(SAMPLE),--sample $(SAMPLE))

docs: setup  ## renew the generated pages of docs/
	$(BIN)/kehou docs

lock:  ## renew the hash locks from pyproject.toml
	$(PYTHON) bootstrap.py lock

clean:  ## remove the environment and caches; the demo's data in var/ stays
	$(PYTHON) bootstrap.py clean
