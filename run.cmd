@echo off
rem Starts Repair on Windows. The first start makes an environment in .venv.
setlocal
set "HERE=%~dp0"
call "%HERE%packaging\environment.cmd" run || exit /b 1
set "PYTHONPATH=%HERE%;%PYTHONPATH%"
"%HERE%.venv\Scripts\python.exe" -m repair_desktop %*
exit /b %ERRORLEVEL%
