# `make help` lists what there is.

PYTHON = .venv/bin/python
# The order of tests, and what they take at random: `make test ORDER=2` finds another.
ORDER = 1
# What `make test-all` cannot have on this machine is named; alone, it is an error.
MISSING = refused

.DEFAULT_GOAL = help
.PHONY: help run test test-all test-postgres test-next check format manual-pictures environment \
	development clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

run: environment ## set up where needed, then serve on 127.0.0.1:8000 (PORT=, DEMO=0)
	@exec $(PYTHON) manage.py serve

test: development ## every test but the slow ones
	@tools/browser.sh
	$(PYTHON) -m pytest -n 2 -m "not slow" --randomly-seed=$(ORDER)

test-all: development ## slow tests too, on SQLite, on PostgreSQL and with the next Django
	@tools/browser.sh
	STORIES="new stories" $(PYTHON) -m pytest -n 2
	@$(MAKE) --no-print-directory test-postgres test-next MISSING=named ORDER=last

test-postgres: development ## every test but the slow ones on a PostgreSQL of its own
	tools/postgres.sh $(PYTHON) -m pytest -n 2 -m "not slow" --randomly-seed=$(ORDER) \
		|| [ $$?-$(MISSING) = 3-named ]

test-next: ## every test but the slow ones with Django 6.1 (needs Python 3.12)
	@mkdir -p var
	@sed 's/^Django==.*/Django==6.1.*/' requirements.txt > var/requirements.txt
	@sed 's|^-r .*|-r requirements.txt|' requirements-dev.txt > var/requirements-next.txt
	@if tools/environment.sh .venv-next var/requirements-next.txt 12; then \
		.venv-next/bin/python -m pytest -n 2 -m "not slow"; \
	else [ $$?-$(MISSING) = 3-named ]; fi

check: development ## format, lint, types, import rules, settings, migrations, templates
	@tools/check.sh

format: development ## put code and templates into shape
	$(PYTHON) -m ruff check --fix --exit-zero .
	$(PYTHON) -m ruff format .
	.venv/bin/djhtml --tabwidth 2 templates
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

environment:
	@tools/environment.sh .venv requirements.txt

development:
	@tools/environment.sh .venv requirements-dev.txt

manual-pictures: development ## take the pictures of docs/editors.md anew
	@tools/browser.sh
	$(PYTHON) tools/manual_pictures.py

clean: ## remove what was made, except the newsroom itself in var/
	rm -rf .venv .venv-next .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache var/static var/static.stamp
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
