package io.parley.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.web.util.WebUtils;

/**
 * A request whose body is in memory and can be read again. One without a body has no
 * content type either, whatever its header says, so that an endpoint that needs no body
 * can be called by any client.
 */
public final class BufferedRequest extends HttpServletRequestWrapper {

	private final byte[] body;

	BufferedRequest(HttpServletRequest request, byte[] body) {
		super(request);
		this.body = body;
	}

	/** The whole body of a request that has passed {@link BodyFilter}. */
	public static byte[] bodyOf(HttpServletRequest request) {
		BufferedRequest buffered = WebUtils.getNativeRequest(request, BufferedRequest.class);
		Assert.state(buffered != null, "The body has not been read yet");
		return buffered.body;
	}

	@Override
	public @Nullable String getContentType() {
		return (this.body.length == 0) ? null : super.getContentType();
	}

	@Override
	public @Nullable String getHeader(String name) {
		return isHidden(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	private boolean isHidden(String name) {
		return this.body.length == 0 && HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name);
	}

	@Override
	public ServletInputStream getInputStream() {
		return new Bytes(new ByteArrayInputStream(this.body));
	}

	private static final class Bytes extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		Bytes(ByteArrayInputStream bytes) {
			this.bytes = bytes;
		}

		@Override
		public int read() {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			return this.bytes.read(target, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException("Bodies are read by the thread of the request");
		}

	}

}
