# solieu: the figures out of paper reports. `make help` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash

IN ?= samples
OUT ?= out
SEED ?= 1
MINUTES ?= 10
CORPUS ?= ../shared/corpus
PAGES ?= build/pages
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help extract review office bundle test fuzz format check lint types forms bench peers samples model \
  english-pages other-pages clean lock

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | \
	  awk -F'\t' '{printf "make %-9s %s\n", $$1, $$2}'

# What an analyst types. An analyst's folder may hold blanks: IN and OUT are always quoted. ---------

extract: .venv/run.done ## read every report below IN=samples, write the figures to OUT=out
	@$(BIN)/solieu extract $(if $(ADAPT),--adapt) $(if $(ALLOW_EMPTY),--allow-empty) --out "$(OUT)" -- "$(IN)"

review: .venv/run.done ## look at the doubtful figures of OUT=out in a browser, and correct them
	@$(BIN)/solieu review "$(OUT)"

office: ## install what .doc, .odt and .rtf need (LibreOffice Writer, without a display)
	@./setup.sh office

bundle: ## pack all that make extract fetches into solieu-bundle.tar, for a machine without network
	@PYTHON="$(PYTHON)" ./bundle.sh

# Only what a later run can make again; CSVs stay, and above all what people corrected.
clean: ## forget what was read for OUT=out, so that the next run reads all again
	@rm -rf -- "$(OUT)/.solieu"

# What a developer types -------------------------------------------------------------------------

# The tests of a file stay together: what a file reads once, all its tests look at.
test: .venv/dev.done ## run the whole test suite, engine included
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

fuzz: .venv-fuzz/done ## search MINUTES=10 by SEED=1 for files and texts that the program cannot bear
	@.venv-fuzz/bin/python -m tests.fuzz --seed "$(SEED)" --minutes "$(MINUTES)"

format: .venv/dev.done ## bring the code into its one form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

check: lint types forms ## lint, types and pattern files

lint: .venv/dev.done
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: .venv/dev.done
	@$(BIN)/mypy

forms: .venv/dev.done
	@$(BIN)/solieu forms check

bench: .venv/dev.done ## accuracy and cost on invented reports (SEED=1), beside bare tesseract and OCRmyPDF
	@$(BIN)/python -m tests.bench --seed "$(SEED)"

peers: .venv-peers/done ## install what the repair and the tables are measured against (tests.bench --only repair, tests.bench.table_peers)

samples: .venv/dev.done ## write samples/ again: invented reports; and tests/truth/: what is true in them
	@$(BIN)/python -m tests.generator.build samples --truth tests/truth --seed 2024

# Half an hour for the pages, once: English beside the others keeps two cores busy. The model's bytes
# depend on corpus, fonts and Tesseract alone, so pages of others belong into another PAGES.
model: .venv/dev.done ## train the repair from CORPUS=../shared/corpus; keep drawn pages in PAGES=build/pages
	@$(MAKE) --no-print-directory -j2 english-pages other-pages
	@$(BIN)/python -m pipeline.training "$(CORPUS)" --pages "$(PAGES)"

DRAW = $(BIN)/python -m pipeline.training.drawn "$(CORPUS)" --pages "$(PAGES)" --part training settings --lang
english-pages:
	@$(DRAW) eng
other-pages:
	@$(DRAW) fra vie

lock: ## resolve requirements*.lock again; needs uv
	uv pip compile pyproject.toml --universal --python-version 3.11 --no-emit-index-url \
	  --no-annotate --no-header --generate-hashes -q -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --no-emit-index-url --no-annotate --no-header --generate-hashes -q \
	  -c requirements.lock -o requirements-dev.lock

# What the search is led by is no part of the lock: a wheel of it is not there for every Python. Without
# it texts are made by seed.
.venv-fuzz/done: .venv/dev.done
	@[ -x .venv-fuzz/bin/python ] || "$(PYTHON)" -m venv .venv-fuzz
	@.venv/bin/python -c 'import site; print(site.getsitepackages()[0])' > "$$(.venv-fuzz/bin/python -c \
	  'import site; print(site.getsitepackages()[0])')/dev.pth"
	@.venv-fuzz/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: atheris || true
	@touch $@

# Set-up. A stamp each makes the check of a ready machine a matter of milliseconds, no network. ---

.venv/run.done: requirements.lock pyproject.toml setup.sh
	@PYTHON="$(PYTHON)" ./setup.sh run

.venv/dev.done: requirements-dev.lock pyproject.toml setup.sh
	@PYTHON="$(PYTHON)" ./setup.sh dev

.venv-peers/done: tests/bench/peers.txt
	@[ -x .venv-peers/bin/python ] || "$(PYTHON)" -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r tests/bench/peers.txt
	@touch $@
