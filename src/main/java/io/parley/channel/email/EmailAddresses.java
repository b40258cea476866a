package io.parley.channel.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/** Reads the addresses of receivers: bare ones, one at a time. */
public final class EmailAddresses {

	/** In characters. */
	public static final int LONGEST = 254;

	private EmailAddresses() {
	}

	/** Whether a text is the address of a receiver: in ASCII, without a name. */
	public static boolean isAddress(@Nullable String text) {
		try {
			of(text);
			return true;
		}
		catch (AddressException ex) {
			return false;
		}
	}

	/** Reads an address, in which nothing can begin another address or header. */
	static InternetAddress of(@Nullable String text) throws AddressException {
		if (text == null) {
			throw new AddressException("not a plain address");
		}
		boolean plain = text.length() <= LONGEST
				&& text.chars().allMatch((c) -> c > ' ' && c < 0x7f && "\"(),:;<>[\\]".indexOf(c) < 0);
		if (!plain) {
			throw new AddressException("not a plain address");
		}
		InternetAddress address = new InternetAddress(text, true);
		if (!text.equals(address.getAddress()) || text.indexOf('@') < 1) {
			throw new AddressException("not an address with a domain");
		}
		return address;
	}

}
