package io.parley.channel.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The URL of a receiver, taken apart once: whom it names is decided here, and what
 * connects is given the parts. An address has one spelling; the others (decimal, octal,
 * hexadecimal, short, with a zone, a trailing dot, percent signs or digits of other
 * scripts), which one program takes for a name and the next for an address, are refused.
 *
 * @param scheme http or https
 * @param host in lower case: a name in ASCII, an IPv4 address, or an IPv6 address without
 * brackets
 * @param target path and query
 */
record ReceiverUrl(String scheme, String host, int port, String target) {

	private static final int LONGEST = 2048;

	private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

	private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

	private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");

	private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

	/**
	 * The last label of a name is never a number, which is what tells it from an address.
	 */
	private static final Pattern NAME = Pattern
		.compile("(?=.{1,253}$)(?:" + LABEL + "\\.)*(?![0-9]+$|0x[0-9a-f]*$)" + LABEL);

	private static final Pattern LOCAL_NAME = Pattern.compile("(?:.+\\.)?(?:localhost|local|internal|localdomain)");

	/**
	 * Reads a URL.
	 * @throws IllegalArgumentException with a sentence that begins with "must"
	 */
	static ReceiverUrl of(String url) {
		URI uri = parse(url);
		String scheme = lower(uri.getScheme());
		if (!scheme.equals("https") && !scheme.equals("http")) {
			throw new IllegalArgumentException("must begin with https:// or http://");
		}
		if (uri.getRawUserInfo() != null) {
			throw new IllegalArgumentException("must not hold a user name or password");
		}
		String host = host(uri);
		int port = (uri.getPort() != -1) ? uri.getPort() : scheme.equals("https") ? 443 : 80;
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("must have a port from 1 to 65535");
		}
		String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
		return new ReceiverUrl(scheme, host, port, (uri.getRawQuery() != null) ? path + "?" + uri.getRawQuery() : path);
	}

	/** The address, where the URL names one and no name. */
	Optional<InetAddress> literal() {
		if (!this.host.contains(":") && !IPV4.matcher(this.host).matches()) {
			return Optional.empty();
		}
		try {
			return Optional.of(InetAddress.getByName(this.host));
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Whether it is a name that is never anybody else's than the network's own. */
	boolean isLocalName() {
		return LOCAL_NAME.matcher(this.host).matches();
	}

	URI toUri() {
		String name = this.host.contains(":") ? "[" + this.host + "]" : this.host;
		return URI.create(this.scheme + "://" + name + ":" + this.port + this.target);
	}

	private static URI parse(@Nullable String url) {
		if (url == null || url.length() > LONGEST || !url.chars().allMatch((c) -> c > ' ' && c < 0x7f)) {
			throw new IllegalArgumentException("must be a URL of at most " + LONGEST
					+ " ASCII characters; write others as percent-encoding in" + " the path and as xn-- in the name");
		}
		try {
			return new URI(url);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("must be a URL, such as https://example.org/hook");
		}
	}

	private static String host(URI uri) {
		String host = lower(uri.getHost());
		if (host.startsWith("[") && host.endsWith("]") && isIpv6(host.substring(1, host.length() - 1))) {
			return host.substring(1, host.length() - 1);
		}
		if (host.endsWith(".")) {
			host = host.substring(0, host.length() - 1);
		}
		if (IPV4.matcher(host).matches() && !lower(uri.getHost()).endsWith(".") || NAME.matcher(host).matches()) {
			return host;
		}
		throw new IllegalArgumentException("must name its receiver by a host name of ASCII letters, digits and"
				+ " hyphens, by an IPv4 address of four decimal numbers, or by an IPv6 address in brackets");
	}

	private static boolean isIpv6(String text) {
		if (!IPV6.matcher(text).matches()) {
			return false;
		}
		try {
			InetAddress.getByName("[" + text + "]");
			return true;
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private static String lower(@Nullable String text) {
		return (text != null) ? text.toLowerCase(Locale.ROOT) : "";
	}

}
