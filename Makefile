# Everything a person runs. `make up` and `make test` set up what is missing first.
STACK ?= dev
STACKS ?=
VERB ?= preview
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCAL := $(or $(LOCAL_AWS_HOME),.local)

# Where it is set, every process would compile all of our code anew; __pycache__ is git-ignored.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup up preview fleet verdict down test check format docs guides bench requirements clean
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-14s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready .local/engine/.ready ## virtual environment and Pulumi engine, where missing

up: setup ## bring an environment up on the local AWS (STACK=dev|staging|prod)
	@./local python -m local_aws.up '$(STACK)'

preview: setup ## what `make up` would change, judged by the policy pack (STACK=dev|staging|prod)
	@[ -f 'Pulumi.$(STACK).yaml' ] || { echo "make preview: there is no Pulumi.$(STACK).yaml; STACK is one of $(patsubst Pulumi.%.yaml,%,$(wildcard Pulumi.*.yaml))" >&2; exit 1; }
	@[ -f '$(LOCAL)/state/.pulumi/stacks/bluegreen/$(STACK).json' ] || ./local pulumi stack init '$(STACK)' --non-interactive
	@./local pulumi preview --stack '$(STACK)' --policy-pack policy --non-interactive

fleet: setup ## all environments side by side on the local AWS (VERB=preview|up|down, STACKS="dev staging", JOBS=2)
	@./local python -m fleet $(VERB) $(STACKS) --init --yes $(if $(JOBS),--jobs $(JOBS))

verdict: $(VENV)/.ready ## what the policy pack says of the program, in a second and without an engine (STACK=dev|staging|prod)
	@$(BIN)/python -m verdict '$(STACK)'

down: ## destroy every environment on the local AWS and stop it
	@if [ -d $(LOCAL)/state ]; then ./local python -m local_aws.down; else echo "nothing is up"; fi

test: setup ## the whole test suite
	@$(BIN)/pytest

check: setup ## format, lint, types; changes nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/pyright

format: setup ## format the code and mend what the linter can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: setup ## write what is made of the code anew: RULES.md, profiles, configuration.md, outputs.md, errors.md, examples of the verdict
	@$(BIN)/python -m policy.catalogue
	@$(BIN)/python -m docs.tables
	@$(BIN)/python -m verdict.page

guides: setup ## run what the guides tell a reader to type, on a local AWS of their own, and write its output into them (GUIDE=roll-back: one)
	@$(BIN)/python -m docs.guides $(GUIDE)

bench: setup ## the figures: times of up and preview, cost a resource (AGAINST=FOLDER: beside another build)
	@$(BIN)/python -m bench $(if $(AGAINST),--against $(AGAINST))

requirements: setup ## compile requirements.txt from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --group tool --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.txt

clean: ## stop the local AWS; remove the virtual environment, the engine and all local state
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m local_aws.starter; fi
	@rm -rf $(VENV) .local .pytest_cache .ruff_cache .hypothesis

$(VENV)/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"make: Python 3.11 or newer is needed, {sys.executable} is {sys.version.split()[0]}; set PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python engine/packages.py requirements.txt
	@ln -sf ../../bluegreen $(VENV)/bin/bluegreen
	@touch $@

.local/engine/.ready: $(wildcard engine/go.* engine/*.py engine/*/go.* engine/*/*.py) $(VENV)/.ready
	@$(BIN)/python engine/install.py --into .local/engine --venv-python $(BIN)/python
	@touch $@
