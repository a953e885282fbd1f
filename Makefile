# Sayso: `make demo` to try it, `make test` to check it. Needs Python 3.11 or later and make; uses uv when it is there.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
UV := $(shell command -v uv 2>/dev/null)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
YOUNG_PEOPLE ?= 300
SEED ?= 2026

DEMO := SAYSO_MODE=demo SAYSO_DATABASE_URL=sqlite:///instance/demo.sqlite SAYSO_PORT=$(PORT) SAYSO_BASE_URL=http://127.0.0.1:$(PORT)

.PHONY: demo demo-reset test bench lint translations messages lock clean help

help:
	@echo "make demo         try it: a made-up area with $(YOUNG_PEOPLE) young people, on http://127.0.0.1:$(PORT) (PORT=)"
	@echo "make demo-reset   start the demonstration over"
	@echo "make test         the whole suite (TESTS= to run some of it)"
	@echo "make lint         style, types, templates, import contracts"
	@echo "make bench        measure speed"
	@echo "make lock         choose the newest versions that fit, and write them down"
	@echo "make messages     put new words into translations/, for translators"

ifeq ($(PYTHON),)
$(error Sayso needs Python 3.11 or later; none was found. Name one: make PYTHON=/path/to/python3 demo)
endif

# uv where it is, or can be had, because it installs in seconds what takes pip minutes; else plain pip, to the same end.
$(BIN)/python:
ifdef UV
	uv venv --quiet --python $(PYTHON) $(VENV)
else
	$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock uv || true
endif

define install
@echo "Installing $(1) (a minute or so, the first time)"
@if [ -n "$(UV)" ]; then UV_COMPILE_BYTECODE=1 uv pip install --quiet --python $(BIN)/python -c requirements.lock -e '$(1)'; \
elif $(BIN)/python -m uv --version >/dev/null 2>&1; then \
	UV_COMPILE_BYTECODE=1 $(BIN)/python -m uv pip install --quiet --python $(BIN)/python -c requirements.lock -e '$(1)'; \
else $(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '$(1)'; fi
endef

# Two stamps: what running needs, and what testing needs. Either is renewed when pyproject.toml or the lock changes.
$(VENV)/.running: pyproject.toml requirements.lock hatch_build.py | $(BIN)/python
	$(call install,.)
	@touch $@

$(VENV)/.testing: pyproject.toml requirements.lock hatch_build.py | $(BIN)/python
	$(call install,.[dev])
	@touch $@ $(VENV)/.running

CATALOGUES := $(wildcard translations/*/LC_MESSAGES/messages.po)
translations: $(CATALOGUES:.po=.mo)
%.mo: %.po $(VENV)/.running
	$(BIN)/sayso words compile $<

demo: $(VENV)/.running translations
	@mkdir -p instance
	@$(DEMO) $(BIN)/sayso demo --young-people $(YOUNG_PEOPLE) --seed $(SEED)
	@$(DEMO) exec $(BIN)/sayso run

demo-reset:
	rm -f instance/demo.sqlite instance/demo.sqlite-wal instance/demo.sqlite-shm instance/demo.sqlite.*
	@echo "The demonstration is gone. make demo starts a new one."

test: $(VENV)/.testing translations
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto $(TESTS)

bench: $(VENV)/.testing translations
	$(BIN)/python -m tests.benchmarks

lint: $(VENV)/.testing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports

messages: $(VENV)/.running
	$(BIN)/pybabel --quiet extract --mapping-file babel.toml --no-location --sort-output --no-wrap --keywords _l --keywords lazy_gettext \
		--project Sayso --copyright-holder "The Sayso authors" --msgid-bugs-address "" --output-file translations/messages.pot .
	$(BIN)/sayso words update

lock: $(VENV)/.testing
	$(BIN)/python -m uv pip compile --quiet --extra dev --universal --python-version 3.11 --no-annotate --upgrade \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) instance dist build survey/static/build
