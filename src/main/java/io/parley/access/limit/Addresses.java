package io.parley.access.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/** Which addresses count as one. */
final class Addresses {

	private static final int LONGEST = 64;

	private static final int NETWORK_BYTES = 8;

	private Addresses() {
	}

	/**
	 * What an address is counted under: an IPv6 address under its /64, of which one
	 * caller usually has all; an IPv4 address under itself. No name is ever looked up.
	 */
	static String counted(@Nullable String address) {
		if (address == null) {
			return "";
		}
		if (address.indexOf(':') >= 0) {
			try {
				InetAddress parsed = InetAddress.getByName(address.replaceFirst("%.*", ""));
				return (parsed instanceof Inet6Address)
						? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES)) + "/64"
						: parsed.getHostAddress();
			}
			catch (UnknownHostException ex) {
				// Not an address: counted as it is.
			}
		}
		return (address.length() > LONGEST) ? address.substring(0, LONGEST) : address;
	}

}
