# Two commands are enough: `make november` and `make test`. Each sets up all it needs.

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin

# What WeasyPrint loads to set type with a font for the sample's Chinese, Japanese and Korean names, and what the
# tests look at beside: fonts for other scripts, and pages as pictures.
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk
FONTS := fonts-noto-core
PICTURES := poppler-utils

export PIP_ROOT_USER_ACTION := ignore
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help november test lint audit bench gallery docs dist lock clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

november: $(VENV)/.run  ## Build the November issue: PDF, web file and announcement
	@.ci/debian $(PANGO)
	@$(BIN)/psr-report build november

test: $(VENV)/.dev  ## Run the tests and show coverage (UPDATE=1 rewrites the references, TESTS=… picks some)
	@.ci/debian $(PANGO) $(FONTS) $(PICTURES)
	@$(BIN)/python -m pytest $(TESTS) $(if $(UPDATE),--update-references) --cov

lint: $(VENV)/.dev  ## Check the code with ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/mypy

audit: $(VENV)/.run  ## Validate the sample: veraPDF, vnu, a browser, a language server
	@.ci/debian $(PANGO)
	@audit/setup
	@$(BIN)/python audit/audit.py

bench: $(VENV)/.dev  ## Print CPU-time ratios and peak memory beside their goals
	@.ci/debian $(PANGO)
	@$(BIN)/python bench/bench.py

gallery: $(VENV)/.dev  ## Draw every kind of chart with its hard cases, as PDF, web page and text
	@.ci/debian $(PANGO)
	@$(BIN)/python gallery/gallery.py

docs: $(VENV)/.run  ## Write docs/rules.md anew from the rules' own pages
	@mkdir -p docs
	@$(BIN)/psr-report explain --markdown > docs/rules.tmp && mv docs/rules.tmp docs/rules.md

dist: $(VENV)/.dev  ## Build the wheel and the source archive into dist/
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist . >build.log 2>&1 || { cat build.log; rm build.log; exit 1; }
	@rm build.log
	@ls dist/*

lock:  ## Pin every dependency with its hashes again (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@$(UV) pip compile setup.cfg --extra build $(LOCKED) -o requirements.txt
	@$(UV) pip compile setup.cfg --extra build --extra dev -c requirements.txt $(LOCKED) -o requirements-dev.txt

LOCKED := --quiet --strip-extras --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--custom-compile-command "make lock"

clean:  ## Remove what make made, but for the issues in output/
	@rm -rf $(VENV) build dist cli/*.egg-info build.log audit/node_modules .coverage .coverage.* \
		.mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

# The stamps: nothing is installed twice. The development set holds the running one. The lock files name all there is
# to install, so nothing is left for pip to work out: its older versions stumble over extras there.
INSTALL = $(BIN)/pip install -qq --no-deps --require-hashes -r $(1) && \
	$(BIN)/pip install -qq --no-deps --no-build-isolation --editable .

$(VENV)/.run: requirements.txt setup.cfg pyproject.toml | $(BIN)/python
	@echo "Installing psr-report into $(VENV)"
	@$(call INSTALL,requirements.txt)
	@touch $@

$(VENV)/.dev: requirements-dev.txt setup.cfg pyproject.toml | $(BIN)/python
	@echo "Installing psr-report and its tests' tools into $(VENV)"
	@$(call INSTALL,requirements-dev.txt)
	@touch $(VENV)/.run $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "psr-report needs Python 3.11 or newer, and there is no $(PYTHON)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "psr-report needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
