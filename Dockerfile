# Name other images with --build-arg. The second needs bash, and Java 25 or later for the start-up cache.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
ENV MAVEN_ARGS="-B -ntp -DskipTests -Dexec.skip -Dmaven.javadoc.skip -Dmaven.source.skip"
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

FROM ${RUN_IMAGE}
RUN groupadd --system --gid 10001 parley \
	&& useradd --system --uid 10001 --gid parley --no-create-home --shell /usr/sbin/nologin parley \
	&& install --directory --owner parley --group parley /app/data
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
# One start, with a data folder that is thrown away, records the classes that every later start then finds ready. The
# record is bound to this Java and to these files. Where it cannot be made, Parley starts without it, only slower.
RUN mkdir /training && cd /training \
	&& if java -XX:AOTCacheOutput=/app/parley.aot -Xlog:aot=error -Dspring.context.exit=onRefresh -jar /app/parley.jar; \
		then echo "-XX:AOTCache=/app/parley.aot" >/app/java.options; \
		else echo "No start-up cache." && rm -f /app/parley.aot* && : >/app/java.options; fi \
	&& rm -rf /training /tmp/*

USER parley
# The embedded store, where no MONGODB_URI names another.
VOLUME /app/data
EXPOSE 8000
# Ready is what health/readiness says: the store answers. NATS may be away.
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
	CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8000} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "@/app/java.options", "-jar", "/app/parley.jar"]
