# Needs only make and Python 3.11 or later with venv and pip.
#
#   make run      the demo school on this machine, no accounts needed
#   make test     everything that is checked before a change goes in
#   make lint     the quick half of it: style, format, types
#   make format   put style and format right where a machine can
#   make train    make the learned models again, after a change in benchmarks/corpora
#                 (with OWN=own.tsv also from what a school put right: storylinks corrections own.tsv)
#   make lock     resolve the requirements again, after a change in pyproject.toml

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := bot flows storage
# The newest moment at which everything was installed. One environment serves both:
# the set for tests holds the whole set for running.
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet

.PHONY: run test setup lint format train lock clean
.DELETE_ON_ERROR:

run: $(RUN_READY)
	$(BIN)/storylinks demo

test: lint
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --cov

setup: $(TEST_READY)

lint: $(TEST_READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(PACKAGES)

format: $(TEST_READY)
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

train: $(TEST_READY)
	$(BIN)/python benchmarks/train.py $(if $(OWN),--own $(OWN))

$(RUN_READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what storylinks needs (once, about a minute)"
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(TEST_READY): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need (once, about a minute)"
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $(RUN_READY) $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "storylinks needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "$(PYTHON) -m venv $(VENV)"; $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's own venv is missing; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

# The locks hold for every Python from 3.11 and every system, and name no registry.
# uv only resolves; it lives in its own environment and installs nothing of ours.
UV := $(VENV)-lock/bin/uv
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --no-strip-extras --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: $(UV)
	$(COMPILE) --group build -o requirements.lock
	$(COMPILE) --group build --group dev -c requirements.lock -o requirements-dev.lock

$(UV): pyproject.toml
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip --disable-pip-version-check install --quiet \
		"$$($(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["lock"])')"
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-lock build dist
