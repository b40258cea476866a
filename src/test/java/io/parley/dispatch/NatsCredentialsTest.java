package io.parley.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.parley.NatsAccounts;
import io.parley.NatsServer;
import io.parley.RequiresNats;
import io.parley.TestAuthority;
import io.parley.TestAuthority.Issued;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The service shows NATS who it is, and holds NATS to its name. */
@RequiresNats(ownServer = true)
@ExtendWith(OutputCaptureExtension.class)
class NatsCredentialsTest {

	private static final String REFUSED = "refuses the credentials of the service (Authorization Violation)";

	private static TestAuthority authority;

	private static Issued server;

	private static Issued elsewhere;

	private static Issued client;

	@TempDir
	static Path directory;

	@TempDir
	Path files;

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();

	@BeforeAll
	static void issueCertificates() {
		LoggingSystem.get(NatsReadiness.class.getClassLoader())
			.setLogLevel(NatsReadiness.class.getName(), LogLevel.INFO);
		authority = new TestAuthority(directory);
		server = authority.issue("server", "dns:localhost,ip:127.0.0.1");
		elsewhere = authority.issue("elsewhere", "dns:nats.example.com");
		client = authority.issue("client", "dns:parley");
	}

	/** The server reads it from a file: a command line is not in UTF-8 everywhere. */
	@Test
	void aUserWithItsPassword(CapturedOutput output) throws IOException {
		Path login = Files.writeString(this.files.resolve("login.conf"),
				"authorization { user: parley, password: \"p\\\"s: 1@/€\" }\n");
		try (NatsServer nats = nats("-c", login.toString())) {
			assertConnects(nats.url(), "username", "parley", "password", "p\"s: 1@/€");
			assertConnects(nats.url().replace("//", "//parley:p%22s%3A%201%40%2F%E2%82%AC@"));
			assertRefuses(REFUSED, nats.url(), "username", "parley", "password", "wrong-secret");
			assertRefuses(REFUSED, nats.url().replace("//", "//parley:wrong-secret@"));
			assertRefuses(REFUSED, nats.url());
		}
		assertThat(output).contains("Connected to NATS at nats://127.0.0.1")
			.contains(REFUSED)
			.doesNotContain("p\"s", "p%22s", "wrong-secret");
	}

	@Test
	void aToken(CapturedOutput output) {
		try (NatsServer nats = nats("--auth", "to\\k\"en-secret")) {
			assertConnects(nats.url(), "token", "to\\k\"en-secret");
			assertRefuses(REFUSED, nats.url(), "token", "wrong-secret");
		}
		try (NatsServer nats = nats("--auth", "token-secret")) {
			assertConnects(nats.url().replace("//", "//token-secret@"));
		}
		assertThat(output).doesNotContain("-secret");
	}

	@Test
	void aCredentialsFileThatIsReadAgainForEachConnection() throws Exception {
		NatsAccounts accounts = new NatsAccounts(this.files);
		Path credentials = accounts.credentials("parley");
		Path stranger = new NatsAccounts(Files.createDirectory(this.files.resolve("stranger"))).credentials("stranger");
		try (NatsServer nats = nats("-c", accounts.configuration().toString())) {
			assertConnects(nats.url(), "credentials-file", credentials.toString());
			Files.copy(stranger, this.files.resolve("rotated.creds"));
			try (Service service = new Service(nats.url(), "credentials-file",
					this.files.resolve("rotated.creds").toString())) {
				service.awaitTrouble(REFUSED);
				Files.writeString(this.files.resolve("rotated.creds"), Files.readString(credentials));
				service.awaitReady();
			}
		}
	}

	@Test
	void tlsWithAnAuthorityOfOnesOwn() {
		bundle("trusting", null);
		try (NatsServer nats = nats("--tls", "--tlscert", server.certificate().toString(), "--tlskey",
				server.key().toString())) {
			for (String host : new String[] { "127.0.0.1", "localhost" }) {
				assertConnects("tls://" + host + ":" + nats.port(), "ssl-bundle", "trusting");
				assertConnects("nats://" + host + ":" + nats.port(), "ssl-bundle", "trusting");
			}
			assertRefuses("TLS with it fails (unable to find valid certification path",
					"tls://localhost:" + nats.port());
			assertRefuses("SSL required by server", nats.url());
		}
		try (NatsServer nats = nats()) {
			assertRefuses("SSL connection wanted by client", nats.url(), "ssl-bundle", "trusting");
		}
	}

	@Test
	void aServerWithACertificateForAnotherNameIsNotTheOneThatWasMeant() {
		bundle("trusting", null);
		try (NatsServer nats = nats("--tls", "--tlscert", elsewhere.certificate().toString(), "--tlskey",
				elsewhere.key().toString())) {
			assertRefuses("TLS with it fails (No subject alternative DNS name matching localhost found",
					"tls://localhost:" + nats.port(), "ssl-bundle", "trusting");
			assertRefuses("TLS with it fails (No subject alternative names matching IP address 127.0.0.1 found",
					"tls://127.0.0.1:" + nats.port(), "ssl-bundle", "trusting");
		}
	}

	@Test
	void aCertificateOfItsOwnBesideThePassword() {
		bundle("trusting", null);
		bundle("showing", client);
		try (NatsServer nats = nats("--tlsverify", "--tlscert", server.certificate().toString(), "--tlskey",
				server.key().toString(), "--tlscacert", authority.certificate().toString(), "--user", "u", "--pass",
				"p")) {
			assertConnects(nats.url(), "ssl-bundle", "showing", "username", "u", "password", "p");
			assertRefuses("TLS with it fails (", nats.url(), "ssl-bundle", "trusting", "username", "u", "password",
					"p");
			assertRefuses(REFUSED, nats.url(), "ssl-bundle", "showing", "username", "u", "password", "wrong");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					username=u                            | parley.nats.username is set and parley.nats.password is not
					password=s3cret                       | parley.nats.password is set and parley.nats.username is not
					username=u,password=s3cret,token=s3cret | parley.nats.username with parley.nats.password and parley.nats.token
					token=s3cret,credentials-file=missing | parley.nats.token and parley.nats.credentials-file
					url=nats://u:s3cret@h,token=s3cret    | parley.nats.token and a user or token in parley.nats.url
					url=nats://s3cret@h,username=u,password=p | and a user or token in parley.nats.url
					url=nats://u:s3 cret@h                | parley.nats.url (ORG_NATS_URL) must be
					credentials-file=missing              | parley.nats.credentials-file is missing, and there is no such file
					credentials-file=pom.xml              | which is no credentials file
					credentials-file=src                  | there is no such file that can be read
					ssl-bundle=nobody                     | parley.nats.ssl-bundle is nobody, and there is no bundle of that name
					ssl-bundle=broken                     | parley.nats.ssl-bundle is broken, and the bundle of that name cannot be used
					""")
	void settingsThatMakeNoSenseAreRefused(String settings, String sentence) {
		this.bundles.registerBundle("broken", SslBundle.of(new PemSslStoreBundle(null,
				PemSslStoreDetails.forCertificate("file:" + this.files.resolve("missing.pem")))));
		Map<String, String> properties = new HashMap<>();
		for (String setting : settings.split(",")) {
			properties.put("parley.nats." + setting.split("=")[0], setting.split("=")[1]);
		}
		assertThatExceptionOfType(NatsSettingsException.class).isThrownBy(() -> options(properties))
			.withMessageContaining(sentence)
			.withNoCause()
			.satisfies((refused) -> assertThat(refused.getMessage()).doesNotContain("s3cret", "s3 cret"));
	}

	@Test
	void blankSettingsAreNone() {
		assertThat(options(Map.of("parley.nats.username", "", "parley.nats.password", " ", "parley.nats.token", "",
				"parley.nats.credentials-file", "", "parley.nats.ssl-bundle", "")))
			.isNotNull();
	}

	@Test
	void secretsAreNotShown() {
		assertThat(bind(
				Map.of("parley.nats.username", "u", "parley.nats.password", "s3cret", "parley.nats.token", "s3cret"),
				NatsCredentials.class))
			.hasToString("NatsCredentials[parley.nats.username with parley.nats.password, parley.nats.token]");
		assertThat(bind(Map.of("parley.nats.url", "nats://u:s3cret@h:1, nats://s3cret@i"), NatsProperties.class)
			.toString()).contains("nats://h:1").doesNotContain("s3cret");
	}

	private static NatsServer nats(String... flags) {
		return NatsServer.find().orElseThrow().with(flags).start();
	}

	private void bundle(String name, Issued shown) {
		PemSslStoreDetails trust = PemSslStoreDetails.forCertificate("file:" + authority.certificate());
		PemSslStoreDetails own = (shown != null)
				? PemSslStoreDetails.forCertificate("file:" + shown.certificate()).withPrivateKey("file:" + shown.key())
				: null;
		this.bundles.registerBundle(name, SslBundle.of(new PemSslStoreBundle(own, trust)));
	}

	private void assertConnects(String url, String... settings) {
		try (Service service = new Service(url, settings)) {
			service.awaitReady();
		}
	}

	private void assertRefuses(String reason, String url, String... settings) {
		try (Service service = new Service(url, settings)) {
			service.awaitTrouble(reason);
		}
	}

	private NatsOptions options(Map<String, String> properties) {
		return new NatsOptions(bind(properties, NatsProperties.class), bind(properties, NatsCredentials.class),
				this.bundles);
	}

	private static <T> T bind(Map<String, String> properties, Class<T> type) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("parley.nats", type);
	}

	/** What of the service talks to NATS. */
	private final class Service implements AutoCloseable {

		private final NatsReadiness readiness;

		private final NatsConnection connection;

		Service(String url, String... settings) {
			Map<String, String> properties = new HashMap<>(Map.of("parley.nats.url", url));
			for (int i = 0; i < settings.length; i += 2) {
				properties.put("parley.nats." + settings[i], settings[i + 1]);
			}
			this.readiness = new NatsReadiness(new EventStream(bind(properties, NatsProperties.class)));
			this.connection = new NatsConnection(options(properties), this.readiness);
			this.connection.start();
		}

		void awaitReady() {
			await().untilAsserted(() -> assertThat(this.readiness.trouble()).isEmpty());
			assertThat(this.readiness.isReady()).isTrue();
		}

		void awaitTrouble(String reason) {
			await().untilAsserted(() -> assertThat(this.readiness.trouble()).hasValueSatisfying(
					(trouble) -> assertThat(trouble).startsWith("NATS is not connected: ").contains(reason)));
		}

		@Override
		public void close() {
			this.connection.stop();
		}

	}

}
