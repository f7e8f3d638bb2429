@echo off
rem Called by run.cmd and test.cmd: makes or renews the environment for packaging\lock\%1.txt.
setlocal
set "ROOT=%~dp0.."
set "LOCK=%ROOT%\packaging\lock\%1.txt"
set "STAMP=%ROOT%\.venv\repair-%1.txt"
fc /b "%LOCK%" "%STAMP%" >nul 2>&1 && exit /b 0
if not exist "%ROOT%\.venv\Scripts\python.exe" (
    echo Making the environment ^(once^)
    py -3 -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" || (
        echo Repair needs Python 3.11 to 3.14 from python.org. Please install one, then start again.
        exit /b 1
    )
    py -3 -m venv "%ROOT%\.venv" || exit /b 1
)
echo Installing what Repair is built on
"%ROOT%\.venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-input ^
    --require-hashes --only-binary :all: -r "%LOCK%" || exit /b 1
copy /y "%LOCK%" "%STAMP%" >nul
