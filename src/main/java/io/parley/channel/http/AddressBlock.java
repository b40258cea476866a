package io.parley.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses that begin with the same bits.
 *
 * @param prefix an address of the block
 * @param bits how many of its leading bits count
 */
record AddressBlock(byte[] prefix, int bits) {

	/** Reads such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
	static AddressBlock of(String text) {
		int slash = text.indexOf('/');
		try {
			return new AddressBlock(InetAddress.getByName(text.substring(0, slash)).getAddress(),
					Integer.parseInt(text.substring(slash + 1)));
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(text, ex);
		}
	}

	boolean contains(byte[] address) {
		if (address.length != this.prefix.length) {
			return false;
		}
		for (int bit = 0; bit < this.bits; bit += 8) {
			int mask = 0xff << Math.max(0, 8 - (this.bits - bit));
			if (((address[bit / 8] ^ this.prefix[bit / 8]) & mask & 0xff) != 0) {
				return false;
			}
		}
		return true;
	}

}
