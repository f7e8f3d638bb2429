@echo off
rem Runs the tests on Windows. Arguments go to pytest.
setlocal
cd /d "%~dp0"
call packaging\environment.cmd test || exit /b 1
set "PATH=%CD%\.venv\Scripts;%PATH%"
if not "%~1"=="" (python -m pytest %* & exit /b)
ruff format --quiet --check . || exit /b 1
ruff check --quiet . || exit /b 1
python packaging\build_ui.py --check || exit /b 1
mypy --no-error-summary || exit /b 1
python -m pytest -q -n 2 -m "not slow"
