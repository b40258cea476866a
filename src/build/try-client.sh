#!/bin/sh
# Tries the installed client as a stranger would: a Maven project outside this one, that depends on io.parley:parley-client
# alone, compiles and runs the README's example against the service in target/. Needs `./mvnw install` before it.
set -eu
cd -P -- "$(dirname -- "$0")/../.."

scratch=$(mktemp -d)
stranger=$scratch/stranger
service=
nats=
trap 'kill $service $nats 2>/dev/null || true; rm -rf "$scratch"' EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

answers() { for _ in $(seq 300); do curl -sf "$1" 2>/dev/null | grep -q "$2" && return; sleep 0.2; done; return 1; }

version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' target/client/pom.xml | head -n 1)
port=$(free_port)
nats_port=$(free_port)
api="http://localhost:$port"
export ORG_NATS_URL="nats://127.0.0.1:$nats_port"

"$(command -v nats-server || echo .nats/bin/nats-server)" -a 127.0.0.1 -p "$nats_port" -js -sd "$scratch/nats" 2>/dev/null &
nats=$!
SERVER_PORT=$port PARLEY_STORE_EMBEDDED_DIRECTORY=$scratch/data java -jar "target/parley-$version.jar" >"$scratch/service.log" &
service=$!

mkdir -p "$stranger/src/main/java"
sed -n '/^```java$/,/^```$/p' README.md | sed '1d;/^```$/,$d' | sed "s|http://localhost:8000|$api|" \
	>"$stranger/src/main/java/Ask.java"
cat >"$stranger/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>stranger</groupId>
	<artifactId>stranger</artifactId>
	<version>1</version>
	<properties>
		<maven.compiler.source>17</maven.compiler.source>
		<maven.compiler.target>17</maven.compiler.target>
		<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
	</properties>
	<dependencies>
		<dependency>
			<groupId>io.parley</groupId>
			<artifactId>parley-client</artifactId>
			<version>$version</version>
		</dependency>
	</dependencies>
</project>
POM

./mvnw -q -B -ntp -f "$stranger/pom.xml" compile dependency:tree "-DoutputFile=$stranger/tree.txt" \
	dependency:build-classpath "-Dmdep.outputFile=$stranger/classpath.txt"
cat "$stranger/tree.txt"
if grep -E 'springframework|io\.parley:parley:' "$stranger/tree.txt"; then
	echo 'The client drags in what it must not.' >&2
	exit 1
fi

answers "$api/actuator/health/readiness" UP
java -cp "$stranger/target/classes:$(cat "$stranger/classpath.txt")" Ask >"$stranger/answer.txt" &
ask=$!
answers "$api/session/order-18" '"sent"'
curl -sf "$api/channels/response" -H 'Content-Type: application/json' \
	-d '{"session_id": "order-18", "response_data": {"approved": true}}' >/dev/null
wait $ask
cat "$stranger/answer.txt"
grep -qx '{approved=true}' "$stranger/answer.txt"
