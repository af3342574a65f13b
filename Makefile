# 常用：make demo（演示） make test（测试） make check（全部检查）；Windows 用 make.cmd
# 依赖：make lock（重新锁定 constraints.txt） make newest（用最新版本测试） make oldest（用 setup.cfg 的下限测试）
# Needs only make and Python 3.11 or newer; PYTHON=/path/to/python chooses another one.
SHELL := /bin/sh
PYTHON ?=
# As many as the smallest machine has cores: with three no run was shorter, and LibreOffice stopped answering once.
JOBS ?= 2
TESTS ?=
VENV := .venv
BIN := $(VENV)/bin
SOURCES := setup.cfg pyproject.toml constraints.txt .ci/install.py

.PHONY: demo test lint check lock newest oldest clean
# Half of the time that a program started by a test takes is compiling, where what was compiled is not kept.
unexport PYTHONDONTWRITEBYTECODE
.NOTPARALLEL:
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	@$(BIN)/jixiao demo
	@echo
	@$(BIN)/jixiao demo --season

test: $(VENV)/.installed-test
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

lint: $(VENV)/.installed-check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: $(VENV)/.installed-test lint
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --cov --cov-branch --cov-report=term

# The released versions that everything above installs; uv stands in an environment of its own.
lock: .venv-lock/.uv
	@.venv-lock/bin/python .ci/lock.py

# What came out since the lock was made, and the lower bounds of setup.cfg: TESTS=tests/spec runs a part.
newest: .venv-newest/.created
	@.venv-newest/bin/python .ci/install.py --newest docx mail test
	@.venv-newest/bin/python -m pytest -n $(JOBS) --dist worksteal $(TESTS)

oldest: .venv-oldest/.created .venv-lock/.uv
	@.venv-lock/bin/python .ci/lock.py --oldest .venv-oldest/constraints.txt
	@.venv-oldest/bin/python .ci/install.py --constraint .venv-oldest/constraints.txt docx mail test
	@.venv-oldest/bin/python -m pytest -n $(JOBS) --dist worksteal $(TESTS)

clean:
	rm -rf $(VENV) .venv-* build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

# What setup.cfg no longer asks for would stay there, and the tests would still find it.
.venv-newest/.created .venv-oldest/.created: setup.cfg

# Ours is made without pip: install.py borrows one or brings it.
# A name on the PATH is no proof (pyenv leaves shims of versions that are not active), so each is run.
%/.created:
	@for python in $(or $(PYTHON),python3.11 python3.12 python3.13 python3.14 python3.15 python3 python); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    "$$python" -m venv --clear $(if $(filter $(VENV),$*),--without-pip) $* && touch $@ && exit 0; \
	  fi; \
	done; \
	echo '没有找到可用的 Python 3.11 或更新版本（含 venv；Debian/Ubuntu：sudo apt install python3-venv）。' >&2; \
	echo 'No usable Python 3.11 or newer with venv was found (Debian/Ubuntu: sudo apt install python3-venv).' >&2; \
	echo '也可以指定 / or choose one: make PYTHON=/path/to/python3.12 demo' >&2; \
	exit 1

$(VENV)/.installed: $(VENV)/.created $(SOURCES)
	@echo '正在安装（只在第一次）… installing, once'
	@$(BIN)/python .ci/install.py docx mail && touch $@

$(VENV)/.installed-test: $(VENV)/.created $(SOURCES)
	@echo '正在安装（只在第一次）… installing, once'
	@$(BIN)/python .ci/install.py docx mail test && touch $@

$(VENV)/.installed-check: $(VENV)/.installed-test
	@$(BIN)/python .ci/install.py check && touch $@

.venv-lock/.uv: .venv-lock/.created
	@.venv-lock/bin/python -m pip -qq --disable-pip-version-check install uv && touch $@
