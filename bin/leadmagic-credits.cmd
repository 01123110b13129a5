@echo off
rem Runs the command-line program: on the executable of VS Code where the terminal names it, else on node.
setlocal
set "LEADMAGIC_RUNNER=node"
if not defined LEADMAGIC_NODE goto run
if not exist "%LEADMAGIC_NODE%" goto run
set "LEADMAGIC_RUNNER=%LEADMAGIC_NODE%"
set "ELECTRON_RUN_AS_NODE=1"
:run
if not exist "%~dp0..\dist\cli.js" goto missing
"%LEADMAGIC_RUNNER%" "%~dp0..\dist\cli.js" %*
if "%ERRORLEVEL%"=="9009" exit /b 2
exit /b %ERRORLEVEL%
:missing
echo leadmagic-credits: dist\cli.js is missing. 1>&2
exit /b 2
