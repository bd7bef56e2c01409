# The short way to Desk: `make run` starts it, `make test` checks it. Both set up what is missing first.

PYTHON := $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := out

.PHONY: run test check coverage bench soak messages golden setup clean help

help:
	@echo "make run    set up and start Desk (without a display: story A into $(OUT)/)"
	@echo "make test   set up and run every check"
	@echo "make coverage  run the tests and say which lines none of them reaches"
	@echo "make bench  measure, as ratios within one run"
	@echo "make soak   the long repetitions of the tests"

run: setup
	@.ci/system-packages window
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/desk-window; \
	else \
		echo "There is no display: Desk runs story A on a demonstration desk instead."; \
		$(BIN)/desk tour --out $(OUT); \
	fi

test: setup
	@.ci/system-packages test
	@$(MAKE) --no-print-directory check

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2 --dist worksteal

# It doubles the time of the tests, so it is asked for by itself.
coverage: setup
	@.ci/system-packages test
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered

bench: setup
	@.ci/system-packages window
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

soak: setup
	@.ci/system-packages test
	QT_QPA_PLATFORM=offscreen DESK_SOAK=1 $(BIN)/pytest -n 2 --timeout 3000 -m "soak or not soak"

messages: setup
	$(BIN)/python -m tests.messages

golden: setup
	$(BIN)/python -m tests.documents.test_catalogue_golden --update

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@.ci/system-packages python
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf $(VENV) $(OUT)
