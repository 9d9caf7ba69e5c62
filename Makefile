# Accord Atlas: `make run` opens the app, `make test` runs every test.

VENV := .venv
PYTHON := $(VENV)/bin/python
APP := $(VENV)/installed-app
DEV := $(VENV)/installed-dev
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint bench screenshots browser clean

run: $(APP)
	@$(PYTHON) -m streamlit run app.py

# Two at a time, and the tests of one file in one process, since they share a server or a corpus.
test: browser
	@$(PYTHON) -m pytest -n 2 --dist loadfile

lint: $(DEV)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

bench: browser
	@$(PYTHON) -m tests.benchmarks

screenshots: browser
	@$(PYTHON) -m tests.browser.screenshots

browser: $(DEV)
	@$(PYTHON) -m tests.browser.get_browser

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps make a second run start at once, and a changed list install again.
$(APP): requirements.txt | $(PYTHON)
	@echo "Installing what the app needs into $(VENV); about a minute the first time."
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(APP)
	@echo "Installing what the tests need into $(VENV)."
	@$(PIP) -r requirements-dev.txt
	@touch $@

# Each candidate is run, not only looked up: version managers leave names that do not start.
$(PYTHON):
	@bare=; \
	for python in python3.13 python3.12 python3.11 python3 python; do \
	  $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	    >/dev/null 2>&1 || continue; \
	  $$python -c 'import ensurepip, venv' >/dev/null 2>&1 || { bare=$$python; continue; }; \
	  echo "Making $(VENV) with $$python."; \
	  $$python -m venv --clear $(VENV) && exit 0; \
	  rm -rf $(VENV); exit 1; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "$$bare cannot make virtual environments; on Debian or Ubuntu run:" \
	    "sudo apt-get install python3-venv" >&2; \
	else \
	  echo "Accord Atlas needs Python 3.11, 3.12 or 3.13, and none was found." >&2; \
	fi; \
	exit 1
