package io.parley;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of a test's own, that vouches for servers and callers. */
public final class TestAuthority {

	private static final String PASSWORD = "of-no-worth";

	private static final String SELF = "authority";

	private final Path directory;

	/** A new authority, whose files lie in this directory. */
	public TestAuthority(Path directory) {
		this.directory = directory;
		keytool(SELF, "-ext", "bc:c");
		pem(SELF);
	}

	/**
	 * Files in PEM.
	 */
	public record Issued(String name, Path certificate, Path key) {

	}

	/** Its own certificate. */
	public Path certificate() {
		return this.directory.resolve(SELF + ".crt");
	}

	/**
	 * Vouches for somebody.
	 * @param names such as {@code dns:localhost,ip:127.0.0.1}
	 */
	public Issued issue(String name, String names) {
		keytool(name, "-signer", SELF, "-ext", "san=" + names);
		return pem(name);
	}

	/**
	 * What a caller needs who trusts this authority, and shows a certificate of it or
	 * none.
	 */
	public SSLContext context(Issued shown) {
		try {
			KeyStore store = store();
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry(SELF, store.getCertificate(SELF));
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			KeyStore own = KeyStore.getInstance("PKCS12");
			own.load(null, null);
			if (shown != null) {
				own.setKeyEntry(shown.name(), store.getKey(shown.name(), PASSWORD.toCharArray()),
						PASSWORD.toCharArray(), store.getCertificateChain(shown.name()));
			}
			keys.init(own, PASSWORD.toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private KeyStore store() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream file = Files.newInputStream(this.directory.resolve("keys.p12"))) {
			store.load(file, PASSWORD.toCharArray());
		}
		return store;
	}

	private Issued pem(String name) {
		try {
			KeyStore store = store();
			return new Issued(name, write(name + ".crt", "CERTIFICATE", store.getCertificate(name).getEncoded()),
					write(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Path write(String file, String kind, byte[] content) throws IOException {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return Files.writeString(this.directory.resolve(file),
				"-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
	}

	private void keytool(String name, String... more) {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name,
				"-dname", "CN=" + name, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2", "-storetype",
				"PKCS12", "-storepass", PASSWORD, "-keystore", this.directory.resolve("keys.p12").toString()));
		command.addAll(List.of(more));
		try {
			Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
			String said = new String(tool.getInputStream().readAllBytes());
			if (tool.waitFor() != 0) {
				throw new IllegalStateException(said);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
