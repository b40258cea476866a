package io.parley.channel.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request to a receiver.
 *
 * @param method GET or POST
 * @param headers by name
 * @param body null for none
 */
public record HttpCall(String method, String url, Map<String, String> headers, byte @Nullable [] body) {

	public static HttpCall post(String url, Map<String, String> headers, byte[] body) {
		return new HttpCall("POST", url, headers, body);
	}

	public static HttpCall get(String url, Map<String, String> headers) {
		return new HttpCall("GET", url, headers, null);
	}

	/** Without headers and body, which hold secrets and people's words. */
	@Override
	public String toString() {
		return "HttpCall[" + this.method + "]";
	}

}
