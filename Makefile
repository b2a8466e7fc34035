# README.md says what each is for. PORT=… and PORTAL_DATA=… change where `make run` listens and
# keeps its data; PYTHON=… names the Python to use.
.DEFAULT_GOAL := run
# Compiled modules are kept: without them each process compiles all sources anew, a second a start.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: run test check fix bench reset screenshots lock setup setup-test

run: setup
	@exec .venv/bin/python -m runtime --die-with-parent run

reset: setup
	@.venv/bin/python -m runtime reset

test: setup-test
	@.venv/bin/python -m runtime.browser
	.venv/bin/python -m pytest -n 2 --dist loadgroup

check: setup-test
	@.venv/bin/python -m tools.check

fix: setup-test
	@.venv/bin/python -m tools.fix

bench: setup-test
	@.venv/bin/python -m runtime.browser
	@.venv/bin/python -m bench

screenshots: setup-test
	@.venv/bin/python -m runtime.browser
	@.venv/bin/python -m tools.screenshots

# The pins: newest versions that requirements*.in allow, with hashes, for every platform.
PIN := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade
lock: setup-test
	$(PIN) requirements-bootstrap.in -o requirements-bootstrap.txt
	$(PIN) requirements.in -o requirements.txt
	$(PIN) -c requirements.txt requirements-dev.in -o requirements-dev.txt

setup:
	@sh runtime/setup.sh run

setup-test:
	@sh runtime/setup.sh test
