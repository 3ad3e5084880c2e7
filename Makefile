# `make dataset` builds the release of the seeds, `make test` runs every check.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready

.PHONY: dataset test lint clean

dataset: $(READY)
	$(VENV)/bin/warta build seeds --output output

test: lint
	$(VENV)/bin/pytest

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,dask,train]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
