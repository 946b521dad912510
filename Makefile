# Everything a newcomer needs: `make run` opens a seeded site, `make test` tells right from wrong.
SHELL := /bin/bash
PY := .venv/bin/python
LOCK := requirements.lock
PORT ?= 8000
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: help run test check proof bench fix venv venv-dev lock system messages clean

help:
	@echo "make run    open a seeded site at http://127.0.0.1:8000/"
	@echo "make test   everything that tells right from wrong (about 15 minutes)"
	@echo "make check  the fast part of it: style, types, contracts, translations"
	@echo "make proof  the long tests    make bench  the figures    make fix  format"

.venv/bin/python:
	@tools/make_venv

.venv/.run: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Tequio stands on ..."
	@$(PY) -m uv pip sync -q --require-hashes requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Tequio and its tests stand on ..."
	@$(PY) -m uv pip sync -q --require-hashes requirements-dev.lock
	@touch $@ .venv/.run

.venv/.tequio: pyproject.toml | .venv/bin/python
	@$(PY) tools/link_source.py
	@touch $@

venv: .venv/.dev
	@$(MAKE) -s .venv/.tequio messages

venv-run: $(if $(wildcard .venv/.dev),.venv/.dev,.venv/.run)
	@$(MAKE) -s .venv/.tequio messages

.venv/.messages: $(wildcard src/tequio/locale/*/LC_MESSAGES/django.po) tools/messages.py
	@$(PY) tools/messages.py compile
	@touch $@

messages: .venv/.messages

run: venv-run
	@.venv/bin/tequio demo --port $(PORT)

lock: | .venv/bin/python
	@$(PY) -m uv pip compile -q pyproject.toml --generate-hashes --universal -p 3.11 --no-header --no-emit-index-url -o requirements.lock
	@$(PY) -m uv pip compile -q pyproject.toml --group dev --generate-hashes --universal -p 3.11 --no-header --no-emit-index-url -o requirements-dev.lock

check: venv
	@tools/check

test: system venv
	@tools/test

proof: system venv
	@tools/test --proof

bench: venv
	@$(PY) -m bench

fix: venv
	@.venv/bin/ruff check --fix -q . ; .venv/bin/ruff format -q .
	@.venv/bin/djhtml src || true

system:
	@tools/system_packages

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache
