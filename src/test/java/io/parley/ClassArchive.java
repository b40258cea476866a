package io.parley;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The classes of the service and its tests in the form in which a Java virtual machine
 * keeps them, so that a process of the tests has them at once, which is two fifths of
 * what its start costs. It is made from what a service loads that is started for it, once
 * for each state of the class path, and only by tests that start many processes. Where it
 * cannot be made, processes read their classes as ever.
 */
final class ClassArchive {

	/**
	 * How many processes are started without it before it is made: less would not pay.
	 */
	private static final int WITHOUT = 3;

	private static final Path DIRECTORY = Path.of("target", "class-archive").toAbsolutePath();

	private static final Logger log = LoggerFactory.getLogger(ClassArchive.class);

	private static int starts;

	private static List<String> options;

	private ClassArchive() {
	}

	/** The options of a Java virtual machine that say where its classes are. */
	static synchronized List<String> options() {
		if (options == null) {
			starts++;
			List<String> plain = List.of("-cp", System.getProperty("java.class.path"));
			try {
				options = find(Files.createDirectories(DIRECTORY));
			}
			catch (IOException | UncheckedIOException ex) {
				log.warn("Processes start without an archive of their classes", ex);
				options = plain;
			}
			return (options != null) ? options : plain;
		}
		return options;
	}

	/** No two processes of the tests make it at once. */
	private static List<String> find(Path directory) throws IOException {
		try (FileChannel channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			channel.lock();
			Path own = directory.resolve(state());
			Path archive = own.resolve("parley.jsa");
			if (!Files.exists(archive)) {
				if (starts <= WITHOUT) {
					return null;
				}
				removeAll(directory);
				make(Files.createDirectories(own), archive);
			}
			return List.of("-XX:SharedArchiveFile=" + archive, "-cp", jars(own));
		}
	}

	/** A name for what is in the class path and for who reads it. */
	private static String state() {
		return entries().flatMap(ClassArchive::files)
			.map((file) -> file + " " + file.toFile().length() + " " + file.toFile().lastModified())
			.sorted()
			.collect(Collectors.collectingAndThen(Collectors.joining("\n"),
					(files) -> Integer.toHexString((files + System.getProperty("java.vm.version")).hashCode())));
	}

	private static Stream<Path> files(Path entry) {
		try (Stream<Path> files = Files.walk(entry)) {
			return files.filter(Files::isRegularFile).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<Path> entries() {
		return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
			.map(Path::of)
			.filter(Files::exists);
	}

	/** Those that are of no use any more. */
	private static void removeAll(Path directory) throws IOException {
		try (Stream<Path> others = Files.list(directory)) {
			for (Path other : others.filter(Files::isDirectory).toList()) {
				FileSystemUtils.deleteRecursively(other);
			}
		}
	}

	/** An archive holds nothing from folders, so each becomes a jar. */
	private static String jars(Path own) {
		return entries().map((entry) -> Files.isDirectory(entry) ? own.resolve(entry.getFileName() + ".jar").toString()
				: entry.toString())
			.collect(Collectors.joining(System.getProperty("path.separator")));
	}

	private static void make(Path own, Path archive) throws IOException {
		ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow(() -> new IOException("There is no jar tool"));
		for (Path folder : entries().filter(Files::isDirectory).toList()) {
			PrintStream out = System.out;
			if (jar.run(out, out, "-c", "-0", "-f", own.resolve(folder.getFileName() + ".jar").toString(), "-C",
					folder.toString(), ".") != 0) {
				throw new IOException("The jar of " + folder + " was not made");
			}
		}
		Path made = own.resolve("new.jsa");
		try (JavaProcess service = new JavaProcess(ClassArchive.class, own.resolve("log"))
			.with("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + made)
			.in(environment(own))
			.start(List.of("-cp", jars(own)))) {
			if (!service.ends(Duration.ofMinutes(2)) || !Files.exists(made)) {
				throw new IOException("The archive of classes was not made; see " + own.resolve("log"));
			}
			Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private static Map<String, String> environment(Path own) {
		Map<String, String> environment = new HashMap<>();
		environment.put("SERVER_PORT", "0");
		environment.put("ORG_NATS_URL", TestServers.natsUrl());
		environment.put("PARLEY_STORE_EMBEDDED_DIRECTORY", own.toString());
		TestServers.database("class-archive").ifPresent((uri) -> environment.put("MONGODB_URI", uri));
		return environment;
	}

	/** Starts the service, has it answer, and ends: what it loaded is in the archive. */
	public static void main(String[] arguments) throws Exception {
		try (var context = (ServletWebServerApplicationContext) SpringApplication.run(ParleyApplication.class)) {
			URI health = URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + "/actuator/health");
			HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding());
		}
		System.exit(0);
	}

}
