# `make dataset` builds the release of the seeds, `make test` runs every check.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready

.PHONY: dataset test lint gold evaluate train bench clean

dataset: $(READY)
	@$(VENV)/bin/warta build seeds --output output

test: lint
	$(VENV)/bin/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

# The figures on a labelled corpus, where one stands beside the project.
GOLD ?= ../shared
gold: $(READY)
	$(VENV)/bin/warta spans $(GOLD)/gold/spans.dev.jsonl > $(VENV)/spans.jsonl
	$(PYTHON) $(GOLD)/tools/score_spans.py $(GOLD)/gold/spans.dev.jsonl $(VENV)/spans.jsonl
	$(VENV)/bin/warta facts $(GOLD)/gold/facts.dev.jsonl > $(VENV)/facts.jsonl
	$(PYTHON) $(GOLD)/tools/score_facts.py $(GOLD)/gold/facts.dev.jsonl $(VENV)/facts.jsonl

# The figures on the project's own evaluation set.
evaluate: $(READY)
	$(VENV)/bin/python -m tests.evaluation.evaluate

# The cleaning model, made anew from invented pages; `--held-out` measures it on layouts it has not seen.
train: $(READY)
	$(VENV)/bin/python -m warta.training.train
	$(VENV)/bin/python -m warta.training.train --held-out

# What the work costs, beside others' tools: benchmarks/RESULTS.md. ONLY takes groups: build text html growth increment.
PAGES ?= 5000
LARGE ?= 20000
INCREMENT ?= 10000
ONLY ?= build text html growth increment
bench: $(VENV)/.bench
	$(VENV)/bin/python -m benchmarks.bench --pages $(PAGES) --large $(LARGE) --increment $(INCREMENT) --only $(ONLY)

# The pip that comes with Python 3.11 fails on extras that two packages write in two ways.
$(VENV)/.bench: $(READY)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --upgrade 'pip>=26'
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@touch $@

$(READY): pyproject.toml constraints.txt
	@echo 'Setting up $(VENV): a minute or two, the first time only'
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,dask]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
