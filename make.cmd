@echo off
rem make.cmd demo | test | check | newest: what the Makefile does, for Windows without make.
rem The lock itself and the lower bounds (make lock, make oldest) are made where there is make.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
set "PY=.venv\Scripts\python.exe"
set "INSTALL=%PY% .ci\install.py"
if "%~1"=="demo" goto prepare
if "%~1"=="test" goto prepare
if "%~1"=="check" goto prepare
if "%~1"=="newest" goto newest
echo 用法 usage: make.cmd demo ^| test ^| check ^| newest
exit /b 2

:prepare
if exist "%PY%" goto %~1
for %%P in ("py -3" python) do (
  if not exist "%PY%" (
    %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && %%~P -m venv .venv
  )
)
if exist "%PY%" goto %~1
echo 没有找到 Python 3.11 或更新版本，请先从 https://www.python.org 安装。 1>&2
echo No Python 3.11 or newer was found; please install one from https://www.python.org first. 1>&2
exit /b 1

:demo
if not exist .venv\Scripts\jixiao.exe %INSTALL% docx mail || exit /b 1
.venv\Scripts\jixiao.exe demo || exit /b 1
.venv\Scripts\jixiao.exe demo --season
exit /b %errorlevel%

:test
%INSTALL% docx mail test || exit /b 1
%PY% -m pytest -n 2 --dist worksteal
exit /b %errorlevel%

:check
%INSTALL% docx mail test check || exit /b 1
%PY% -m ruff check . || exit /b 1
%PY% -m ruff format --check . || exit /b 1
%PY% -m mypy || exit /b 1
%PY% -m pytest -n 2 --dist worksteal --cov --cov-branch --cov-report=term
exit /b %errorlevel%

:newest
for %%P in ("py -3" python) do (
  if not exist .venv-newest\Scripts\python.exe (
    %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && %%~P -m venv .venv-newest
  )
)
set "PY=.venv-newest\Scripts\python.exe"
%PY% .ci\install.py --newest docx mail test || exit /b 1
%PY% -m pytest -n 2 --dist worksteal
exit /b %errorlevel%
