package io.parley.channel.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.channel.ChannelProperties;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which addresses a receiver may have: those of the public Internet, unless
 * {@code parley.channels.allow-private-addresses} allows all. The blocks are those that
 * IANA's registries of special-purpose addresses keep for other uses.
 */
@Component
public final class AddressRules {

	private static final List<AddressBlock> SPECIAL_IPV4 = blocks(
			// this network, and the unspecified address
			"0.0.0.0/8",
			// private, shared by a carrier's customers, loopback, link-local with the
			// metadata services of clouds
			"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
			// the metadata service of a cloud that is at a public address
			"168.63.129.16/32",
			// protocols, relays of 6to4, documentation, benchmarks
			"192.0.0.0/24", "192.88.99.0/24", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15",
			// multicast, reserved, broadcast
			"224.0.0.0/4", "240.0.0.0/4");

	/** All that is given out for the public; loopback and private ones lie outside. */
	private static final AddressBlock GLOBAL_IPV6 = AddressBlock.of("2000::/3");

	private static final List<AddressBlock> SPECIAL_IPV6 = blocks(
			// benchmarks, identifiers without a place, documentation
			"2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "3fff::/20");

	private static final AddressBlock MAPPED = new AddressBlock(
			new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0 }, 96);

	private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");

	private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16");

	private static final AddressBlock TEREDO = AddressBlock.of("2001::/32");

	private final boolean allowPrivate;

	@Autowired
	AddressRules(ChannelProperties properties) {
		this(properties.allowPrivateAddresses());
	}

	AddressRules(boolean allowPrivate) {
		this.allowPrivate = allowPrivate;
	}

	/** Whether a connection to this address may be made. */
	boolean allows(InetAddress address) {
		return this.allowPrivate || isPublic(address.getAddress());
	}

	/**
	 * What is wrong with the URL of a receiver, as far as it can be seen without asking
	 * for its name. Names are resolved and checked when something is sent.
	 * @return a sentence that begins with "must", or empty
	 */
	public Optional<String> objection(String url) {
		try {
			ReceiverUrl receiver = ReceiverUrl.of(url);
			return (this.allowPrivate || !receiver.isLocalName() && receiver.literal().map(this::allows).orElse(true))
					? Optional.empty() : Optional.of("must not be an address inside the network");
		}
		catch (IllegalArgumentException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
	}

	private static boolean isPublic(byte[] address) {
		if (address.length == 4) {
			return SPECIAL_IPV4.stream().noneMatch((block) -> block.contains(address));
		}
		boolean given = GLOBAL_IPV6.contains(address) || MAPPED.contains(address) || NAT64.contains(address);
		return given && SPECIAL_IPV6.stream().noneMatch((block) -> block.contains(address))
				&& embedded(address).allMatch(AddressRules::isPublic);
	}

	/** The IPv4 addresses that an IPv6 address leads to. */
	private static Stream<byte[]> embedded(byte[] address) {
		if (MAPPED.contains(address) || NAT64.contains(address) || isIsatap(address)) {
			return Stream.of(Arrays.copyOfRange(address, 12, 16));
		}
		if (SIX_TO_FOUR.contains(address)) {
			return Stream.of(Arrays.copyOfRange(address, 2, 6));
		}
		if (TEREDO.contains(address)) {
			byte[] client = Arrays.copyOfRange(address, 12, 16);
			for (int index = 0; index < client.length; index++) {
				client[index] = (byte) ~client[index];
			}
			return Stream.of(Arrays.copyOfRange(address, 4, 8), client);
		}
		return Stream.empty();
	}

	/** RFC 5214: the interface is called 0:5efe or 200:5efe and an IPv4 address. */
	private static boolean isIsatap(byte[] address) {
		return (address[8] & ~0x02) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
	}

	private static List<AddressBlock> blocks(String... texts) {
		return Stream.of(texts).map(AddressBlock::of).toList();
	}

}
