@rem Runs Maven on this project, from whatever directory it is called: the Maven on PATH if it is recent enough, else
@rem Apache Maven 3.9.11, fetched once (MVNW_REPOURL names another folder to fetch it from), checked and kept.
@echo off
setlocal
set version=3.9.11
set sha512=bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978
set archive=apache-maven-%version%-bin.tar.gz
if not defined MVNW_REPOURL set MVNW_REPOURL=https://archive.apache.org/dist/maven/maven-3/%version%/binaries
if not defined MAVEN_USER_HOME set MAVEN_USER_HOME=%USERPROFILE%\.m2
set dists=%MAVEN_USER_HOME%\wrapper\dists\apache-maven-%version%\%sha512:~0,12%
set maven=%dists%\apache-maven-%version%\bin\mvn.cmd
cd /d "%~dp0"

set found=0
for /f "tokens=3" %%v in ('mvn -v 2^>nul ^| findstr /c:"Apache Maven"') do (
	for /f "tokens=1-3 delims=.-" %%a in ("%%v") do set /a found=%%a*1000000+%%b*1000+%%c
)
if %found% geq 3006003 (
	mvn %*
	exit /b
)
if exist "%maven%" goto run

set scratch=%dists%\new-%random%%random%
mkdir "%scratch%" || exit /b 1
echo mvnw: fetching %MVNW_REPOURL%/%archive% 1>&2
"%SystemRoot%\System32\curl.exe" -fsSL --retry 3 -o "%scratch%\%archive%" "%MVNW_REPOURL%/%archive%" || goto failed
certutil -hashfile "%scratch%\%archive%" SHA512 | findstr /i /x "%sha512%" >nul || (
	echo mvnw: %archive% is not what was released: its SHA-512 is wrong. 1>&2
	goto failed
)
"%SystemRoot%\System32\tar.exe" -xzf "%scratch%\%archive%" -C "%scratch%" || goto failed
if not exist "%maven%" move "%scratch%\apache-maven-%version%" "%dists%" >nul
rmdir /s /q "%scratch%"
:run
"%maven%" %*
exit /b

:failed
rmdir /s /q "%scratch%"
echo mvnw: Maven was not installed. Install Maven 3.6.3 or later, with a JDK 17 or later, and try again. 1>&2
exit /b 1
