# `make demo` and `make test` do all the set-up; everything else is for those who work on the code.
PYTHON ?= python3
PROVINCE ?= examples/hai_duong_2019
PORT ?= 8080
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
WAIT := @echo "Đang cài đặt, lần đầu mất vài phút… / Installing; the first time takes some minutes…"
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header

.PHONY: demo run test check format messages migration bench lock clean

demo: .venv/.runtime
	$(BIN)/parbot demo --port $(PORT)

run: .venv/.runtime
	$(BIN)/parbot run --load $(PROVINCE)

test: .venv/.dev
	$(BIN)/python -m pytest -n auto

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: .venv/.dev
	$(BIN)/python -m tests.messages

migration: .venv/.dev
	$(BIN)/alembic revision --autogenerate -m "$(m)"

bench: .venv/.dev
	$(BIN)/python -m benchmarks

# The lock files carry hashes and name no index, so any mirror of the package index serves.
lock: .venv/.dev
	$(INSTALL) uv
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --all-extras pyproject.toml -o requirements-dev.lock

.venv/.runtime: requirements.lock pyproject.toml
	$(WAIT)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	$(WAIT)
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis
