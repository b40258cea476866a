# Name other images with --build-arg. The second needs bash, and Java 25 or later for the start-up cache; the third has
# /usr/local/bin/nats-server, which only helps to make that cache.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre
ARG NATS_IMAGE=nats:2.12-alpine

FROM ${NATS_IMAGE} AS nats

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
# Without the checks of the compiler too: whoever builds and tests the service has them, and they would be downloaded
# again with each change of the sources.
ENV MAVEN_ARGS="-B -ntp -DskipTests -Dexec.skip -Dmaven.javadoc.skip -Dmaven.source.skip -P!error-prone"
# What the build downloads is a layer of its own, which only a change of the pom makes again.
COPY mvnw pom.xml ./
RUN ./mvnw -Dspring-boot.repackage.skip package
COPY src/main src/main
COPY README.md ./
COPY docs docs
RUN ./mvnw package \
	&& rm target/parley-*-client.jar \
	&& mv target/parley-*.jar parley.jar \
	&& java -Djarmode=tools -jar parley.jar extract --layers --destination layers

FROM ${RUN_IMAGE} AS app
RUN groupadd --system --gid 10001 parley \
	&& useradd --system --uid 10001 --gid parley --no-create-home --shell /usr/sbin/nologin parley \
	&& install --directory --owner parley --group parley /app/data
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY src/build/java.options ./

# One run, with a data folder that is thrown away and requests of every kind, notes which classes are loaded and which
# methods are busy; every later start finds them ready. The cache is bound to this Java, its options and these files.
# Where it cannot be made, Parley starts without it, only slower. It is mapped where it was made for, not at an address
# that changes with every start, which would have all of it read and rewritten before anything else; and without the
# machine code of adapters, which Java 25 warns of at each start that it cannot use.
FROM app AS train
COPY --from=nats /usr/local/bin/nats-server /usr/local/bin/
COPY src/build/train.sh /train/
RUN mkdir /cache \
	&& if /train/train.sh java @/app/java.options -XX:AOTCacheOutput=/cache/parley.aot -jar /app/parley.jar \
			&& [ -s /cache/parley.aot ]; \
		then printf '%s\n' -XX:AOTCache=/app/cache/parley.aot -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-AOTAdapterCaching >/cache/java.options; \
		else echo "No start-up cache." && rm -f /cache/* && : >/cache/java.options; fi

FROM app
COPY --from=train /cache/ cache/
# As many pools of memory for the C library as it needs, not eight for each processor: about 20 MiB less.
ENV MALLOC_ARENA_MAX=2
USER parley
# The embedded store, where no MONGODB_URI names another.
VOLUME /app/data
EXPOSE 8000
# Ready is what health/readiness says: the store answers. NATS may be away.
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
	CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8000} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [ \"$status\" = 200 ]"]
# To be given other options, such as more heap: JDK_JAVA_OPTIONS (docs/cluster.md).
ENTRYPOINT ["java", "@/app/java.options", "@/app/cache/java.options", "-jar", "/app/parley.jar"]
