package io.parley.channel.http;

import java.net.Inet6Address;
import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds which addresses count as outside the network, and that each has one spelling. */
class AddressRulesTest {

	private static final AddressRules OUTSIDE = new AddressRules(false);

	private static final AddressRules ANYWHERE = new AddressRules(true);

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200",
			"100.127.255.255", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.0.1", "169.254.169.254",
			"172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1",
			"198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
			"255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::8.8.8.8",
			"64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8", "64:ff9b:2::1", "100::1",
			"2001:0:0a00:1::f7f7:f7f7", "2001:0:808:808::f5ff:fffe", "2001:2::1", "2001:10::1", "2001:20::1",
			"2001:db8::1", "2002:7f00:1::", "2002:c0a8:1::1", "2600::5efe:10.0.0.1", "2600::200:5efe:127.0.0.1",
			"3fff::1", "4000::1", "fc00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff02::1" })
	void refusesWhatIsNotOutside(String address) throws Exception {
		assertThat(OUTSIDE.allows(InetAddress.getByName(address))).isFalse();
		assertThat(ANYWHERE.allows(InetAddress.getByName(address))).isTrue();
		assertThat(OUTSIDE.objection("https://" + (address.contains(":") ? "[" + address + "]" : address) + "/hook"))
			.contains("must not be an address inside the network");
		assertThat(ANYWHERE.objection("http://" + (address.contains(":") ? "[" + address + "]" : address) + ":81"))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
			"126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
			"192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
			"::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2001:0:808:808::f7f7:f7f7", "2001:4860:4860::8888",
			"2002:808:808::1", "2600::1", "2606:4700::1111", "2a00:1450:4001::200e" })
	void allowsWhatIsOutside(String address) throws Exception {
		assertThat(OUTSIDE.allows(InetAddress.getByName(address))).isTrue();
		assertThat(OUTSIDE.objection("https://" + (address.contains(":") ? "[" + address + "]" : address) + "/hook"))
			.isEmpty();
	}

	@Test
	void seesThroughAMappedAddressThatJavaKeepsAsIpv6() throws Exception {
		byte[] loopback = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1 };
		byte[] outside = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 8, 8, 8, 8 };

		assertThat(OUTSIDE.allows(Inet6Address.getByAddress(null, loopback, -1))).isFalse();
		assertThat(OUTSIDE.allows(Inet6Address.getByAddress(null, outside, -1))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/",
			"http://127.1/", "http://127.0.1/", "http://127.0.0.1./", "http://127.0.0.01/", "http://1.2.3.4.5/",
			"http://256.1.1.1/", "http://[::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::1]./",
			"http://[127.0.0.1]/", "http://127%2e0.0.1/", "http://%31%32%37.0.0.1/", "http://１２７.0.0.1/",
			"http://127。0。0。1/", "http://①②⑦.0.0.1/", "http://localhost%00.example.org/",
			"http://example.org\\@127.0.0.1/", "http://user@example.org/", "http://user:pass@example.org/",
			"http://example.org:0/", "http://example.org:65536/", "http://example.org:99999999999/", "http://:80/",
			"http:///hook", "http:hook", "//example.org/", "example.org", "", "file:///etc/passwd",
			"ftp://example.org/", "gopher://example.org/", "jar:http://example.org/!/", "http://exa mple.org/",
			"http://example.org/\r\nX: y", "http://example.org/ü", "http://-example.org/", "http://example.0x7f/",
			"http://example.1/", "http://a..b/", "http://[::1/" })
	void refusesEveryOtherSpelling(String url) {
		assertThat(OUTSIDE.objection(url)).hasValueSatisfying((sentence) -> assertThat(sentence).startsWith("must "));
		assertThat(ANYWHERE.objection(url)).isPresent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost/", "http://LOCALHOST:8000/", "http://localhost./", "http://a.localhost/",
			"http://printer.local/", "http://metadata.google.internal/", "http://localhost.localdomain/" })
	void refusesNamesThatAreTheNetworksOwn(String url) {
		assertThat(OUTSIDE.objection(url)).contains("must not be an address inside the network");
		assertThat(ANYWHERE.objection(url)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.org", "https://example.org.", "HTTPS://Example.ORG:8443/a/b?c=d&e=%20#f",
			"http://xn--bcher-kva.example/", "https://a-b.c1.example.com:1/", "https://example.org?a" })
	void takesNames(String url) {
		assertThat(OUTSIDE.objection(url)).isEmpty();
	}

	@Test
	void refusesAUrlThatIsTooLongOrMissing() {
		assertThat(OUTSIDE.objection("https://example.org/" + "a".repeat(2048))).isPresent();
		assertThat(OUTSIDE.objection(null)).isPresent();
	}

	@Test
	void takesAUrlApart() {
		assertThat(ReceiverUrl.of("HTTPS://Example.ORG./a%20b?c=d#e"))
			.isEqualTo(new ReceiverUrl("https", "example.org", 443, "/a%20b?c=d"));
		assertThat(ReceiverUrl.of("http://[2600::1]?x").toUri()).hasToString("http://[2600::1]:80/?x");
	}

}
