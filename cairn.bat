@echo off
rem Runs Cairn without a display: "cairn help" says what there is. Builds it first, which takes Maven; after that only Java
rem (17 or newer). CAIRN_OPTS are options of Java, such as -Xmx8g. To build it again, delete target\cairn.args.
setlocal
set "ARGUMENTS=%~dp0target\cairn.args"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%ARGUMENTS%" goto run

where mvn >nul 2>nul
if errorlevel 1 (
	echo Cairn has to be built first, which takes Maven, https://maven.apache.org; install it and try again. 1>&2
	exit /b 2
)
echo Building Cairn in %~dp0 1>&2
echo The first time Maven fetches its parts, about 180 MB in all, 112 MB of them PyTorch; this takes some minutes. 1>&2
pushd "%~dp0"
call mvn -B compile exec:exec@arguments 2>&1 | findstr /R /C:"^Downloading from .*\.jar" /C:"Compiling " /C:"^\[ERROR\]" 1>&2
popd
if not exist "%ARGUMENTS%" (
	echo Maven could not build Cairn; the lines above say why. 1>&2
	exit /b 2
)
echo Built. 1>&2

:run
rem The threads of the engine must not spin while they wait: on a busy machine that takes the time of all others.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
"%JAVA%" %CAIRN_OPTS% "@%ARGUMENTS%" sc.fiji.cairn.command.macro.Launcher %*
exit /b %ERRORLEVEL%
