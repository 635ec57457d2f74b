# make demo and make test work on a bare Debian or Ubuntu with Python 3.11 or later; the second time, offline.

.DEFAULT_GOAL := help
.PHONY: help demo test setup lint bench

BIN := .venv/bin
EDITIONS = $(patsubst %/edition.toml,%,$(sort $(wildcard source/*/edition.toml)))

help:
	@echo 'make demo    set everything up and build the editions in source/ into build/'
	@echo 'make test    set everything up and run all tests, the style check and the type check'
	@echo 'make setup   only set up .venv and what the system lacks'
	@echo 'make lint    only the style check (ruff) and the type check (mypy)'
	@echo 'make bench   measure how fast books are made (BENCH="--help" says what else)'

demo:
	@.ci/setup build
	@echo
	$(BIN)/edition build $(EDITIONS) -o build
	@echo
	@echo 'Made, in build/:'
	@cd build && find . -mindepth 2 -type f \( -name '*.epub' -o -name '*.pdf' \) | sort | sed 's|^\./|  build/|'

# Tests run even where the style is wrong, so that one run says everything; they come last, with their summary.
test: setup
	@status=0; \
	echo; echo '== Style and types'; \
	$(BIN)/ruff check . || status=1; \
	$(BIN)/mypy || status=1; \
	echo; echo '== Tests'; \
	$(BIN)/python -m pytest || status=1; \
	[ $$status = 0 ] && echo 'Style, types and tests are good. Nothing was made but .venv and caches.'; \
	exit $$status

setup:
	@.ci/setup test

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: setup
	@$(BIN)/python bench/run.py $(BENCH)
