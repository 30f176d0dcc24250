# Wiretrace. `make` alone lists what can be done.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8080
HOME_DIR := $(CURDIR)
VENV := $(HOME_DIR)/.venv
BIN := $(VENV)/bin

include airflow.env
export $(shell sed -n 's/^\([A-Z_]*\)=.*/\1/p' airflow.env)

# What differs by machine; docker-compose.yaml has its own.
export PATH := $(BIN):$(PATH)
export PYTHONPATH := $(HOME_DIR)/include
export WIRETRACE_DATA ?= $(HOME_DIR)/data
export WIRETRACE_SOURCES ?= $(HOME_DIR)/include/sources.yaml
export AIRFLOW_HOME ?= $(HOME_DIR)/.airflow
export AIRFLOW__CORE__DAGS_FOLDER := $(HOME_DIR)/dags
export AIRFLOW__CORE__PLUGINS_FOLDER := $(HOME_DIR)/plugins
export AIRFLOW__API__HOST := 127.0.0.1
export AIRFLOW__API__PORT := $(PORT)
export AIRFLOW__API__BASE_URL := http://127.0.0.1:$(PORT)
export AIRFLOW__CORE__EXECUTION_API_SERVER_URL := http://127.0.0.1:$(PORT)/execution/
# Everyone on this machine is an administrator: for one person on 127.0.0.1 only.
export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS := True

.PHONY: help install spark demo story export-claim add-source restore up airflow test test-slow bench check docs answers notebook lock screenshots clean-data clean

help: ## list what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

install: $(VENV)/installed ## create the environment from the hashed lock

$(VENV)/installed: requirements.lock.txt
	@echo "Installing the locked environment into .venv (a few minutes the first time) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wiretrace needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock.txt $(VENV)/installed
	@echo "Installing what tests and checks need ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock.txt
	@touch $@

demo: install ## three days of invented news through all Dags, and the answer
	@$(BIN)/python -m orchestration demo

story: install ## investigate a story: DIR=folder of .txt/.html files, or URLS="https://… https://…"; NAME= names it
	@$(BIN)/python -m orchestration story --name "$(NAME)" --folder "$(DIR)" --urls "$(URLS)"

export-claim: install ## print a claim as schema.org Claim and ClaimReview JSON-LD: CLAIM=an id of claims.claims
	@$(BIN)/python -m orchestration export-claim "$(CLAIM)"

add-source: install ## find an outlet's feeds, try them and add it to include/sources.yaml: URL=https://…
	@$(BIN)/python -m orchestration add-source "$(URL)"

restore: install ## make a kept snapshot the database again: SNAPSHOT=date or id; without it, list them
	@$(BIN)/python -m orchestration restore "$(SNAPSHOT)"

up: install ## serve the Airflow UI on 127.0.0.1:$(PORT) with the daily schedule; Ctrl-C stops it
	@exec $(BIN)/python -m orchestration serve

airflow: install ## run Airflow's own command line: make airflow ARGS="dags list"
	@$(BIN)/airflow $(ARGS)

test: $(VENV)/installed-dev ## the tests that every change must pass
	@$(BIN)/pytest -m "not slow" -n auto --dist loadfile $(ARGS)

test-slow: $(VENV)/installed-dev ## the tests that start Airflow's own processes, or run long
	@$(BIN)/pytest -m slow $(ARGS)

spark: install ## add what WIRETRACE_OVERLAP_ENGINE=spark needs (450 MB, and Java 17)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-spark.lock.txt

$(VENV)/installed-bench: requirements-bench.lock.txt $(VENV)/installed-dev
	@echo "Installing the peers to compare with ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock.txt
	@touch $@

bench: $(VENV)/installed-bench ## quality and speed beside named peers, written to docs/BENCHMARKS.md
	@PYTHONPATH=$(PYTHONPATH):$(HOME_DIR)/plugins:tests/benchmarks $(BIN)/python -m bench $(ARGS)

check: $(VENV)/installed-dev ## linting, formatting and types, as in pre-commit
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: $(VENV)/installed-dev ## regenerate docs/DAGS.md, docs/TABLES.md and the figures of docs/METHOD.md
	@$(BIN)/python -m orchestration docs
	@PYTHONPATH=$(PYTHONPATH):tests/benchmarks $(BIN)/python -m method_page

notebook: $(VENV)/installed-dev ## one research question from data to answer, on 127.0.0.1:2718
	@$(BIN)/marimo run --host 127.0.0.1 --port 2718 docs/notebooks/somebody_elses_text.py

answers: install ## regenerate docs/ANSWERS.md from what make demo left
	@$(BIN)/python -m orchestration answers

screenshots: $(VENV)/installed-dev ## take the screenshots of docs/screenshots anew; needs Chromium
	@$(BIN)/python tests/plugins/screenshots.py

lock: $(VENV)/installed-dev ## pin and hash the whole dependency tree again
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements.txt -o requirements.lock.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock.txt requirements-dev.txt -o requirements-dev.lock.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements-dev.lock.txt requirements-bench.txt -o requirements-bench.lock.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock.txt requirements-spark.txt -o requirements-spark.lock.txt

clean-data: ## forget all data and Airflow's history; the environment stays
	rm -rf "$(WIRETRACE_DATA)" "$(AIRFLOW_HOME)"

clean: clean-data ## forget the environment too
	rm -rf $(VENV)
