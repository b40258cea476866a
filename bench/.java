# For the scripts beside it: what is needed to run a program of the tests.

# Compiles the tests, and keeps of which libraries they are made.
compile() {
	mkdir -p target/bench
	./mvnw -q -B -ntp "$@" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
		-Dmdep.outputFile=target/bench/classpath
}

# Runs a main class in place of the script: OPTIONS-OF-JAVA CLASS ARGUMENTS
run() {
	exec "$(java_program)" -cp "$(classpath)" "$@"
}

classpath() {
	printf '%s' "target/test-classes:target/classes:$(cat target/bench/classpath)"
}

java_program() {
	if [ -n "${JAVA_HOME:-}" ]; then echo "$JAVA_HOME/bin/java"; else command -v java; fi
}
