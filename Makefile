# 常用：make demo（演示） make test（测试） make check（全部检查）；Windows 用 make.cmd
# Needs only make and Python 3.11 or newer; PYTHON=/path/to/python chooses another one.
SHELL := /bin/sh
PYTHON ?=
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
SOURCES := setup.cfg pyproject.toml

.PHONY: demo test lint check clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	@$(BIN)/jixiao demo
	@echo
	@$(BIN)/jixiao demo --season

test: $(VENV)/.installed-test
	@$(BIN)/python -m pytest -n $(JOBS)

lint: $(VENV)/.installed-check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: $(VENV)/.installed-test lint
	@$(BIN)/python -m pytest -n $(JOBS) --cov --cov-branch --cov-report=term

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

# A name on the PATH is no proof (pyenv leaves shims of versions that are not active), so each is run.
$(VENV)/.created:
	@for python in $(or $(PYTHON),python3.11 python3.12 python3.13 python3 python); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    "$$python" -m venv --clear $(VENV) && touch $@ && exit 0; \
	  fi; \
	done; \
	echo '没有找到可用的 Python 3.11 或更新版本（含 venv；Debian/Ubuntu：sudo apt install python3-venv）。' >&2; \
	echo 'No usable Python 3.11 or newer with venv was found (Debian/Ubuntu: sudo apt install python3-venv).' >&2; \
	echo '也可以指定 / or choose one: make PYTHON=/path/to/python3.12 demo' >&2; \
	exit 1

$(VENV)/.installed: $(VENV)/.created $(SOURCES)
	@echo '正在安装（只在第一次）… installing, once'
	@$(PIP) install -e '.[docx,mail]' && touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@$(PIP) install -e '.[test]' && touch $@

$(VENV)/.installed-check: $(VENV)/.installed
	@$(PIP) install -e '.[check]' && touch $@
