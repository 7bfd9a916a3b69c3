# Everything one does in a checkout. Each target first brings the set-up up to date, which takes
# an instant when it is.

PYTHON ?= python3
VENV := .venv/bin
TESTING := QT_QPA_PLATFORM=offscreen

.DEFAULT_GOAL := help
.PHONY: help setup run demo lint test check kills bench screenshots package check-package look-package

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## make .venv, install everything, fetch the starter model (only what is missing)
	@$(PYTHON) packaging/bootstrap.py

run: setup  ## open the sample project, ready to rate; without a display run the demo instead
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		exec $(VENV)/python -m desktop --sample; \
	else \
		echo "There is no display here, so the whole loop runs in this terminal instead."; \
		exec $(VENV)/python -m desktop demo; \
	fi

demo: setup  ## the whole loop in the terminal, with a simulated judge
	@$(VENV)/python -m desktop demo

lint: setup  ## formatter, linter, types and import contracts
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/mypy
	$(VENV)/lint-imports --no-cache

test: setup  ## all tests, in two processes
	@$(TESTING) $(VENV)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: lint test  ## everything that must pass before a change goes in

kills: setup  ## end every trainer 30 times by kill -9: what is resumed must equal what was not
	@TASTEMAKER_TRAINER_KILLS=30 $(TESTING) $(VENV)/python -m pytest -q tests/integration/test_kill_every_trainer.py

bench: setup  ## measure start-up, event loop, rating and training
	@$(TESTING) $(VENV)/python -m tests.benchmarks

screenshots: setup  ## photograph every page, light and dark, English and Chinese
	@$(TESTING) $(VENV)/python -m tests.helpers.screenshots

package: setup  ## build the .deb and the .tar.zst into dist/ (PACK=--quick: larger, sooner)
	@$(VENV)/python packaging/package.py $(PACK)

check-package:  ## try the .deb in dist/ on a bare Debian without a network (as root)
	@$(VENV)/python packaging/check_package.py

look-package:  ## measure the start of the built program, photograph it in both languages
	@$(VENV)/python packaging/measure_start.py
	@$(VENV)/python packaging/photograph.py
