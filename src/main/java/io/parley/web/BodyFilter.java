package io.parley.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the whole body of a request, up to the limit; past it the answer is a 413, and
 * nothing else has seen it.
 */
class BodyFilter extends OncePerRequestFilter {

	private final int limit;

	private final Problems problems;

	BodyFilter(WebProperties properties, Problems problems) {
		this.limit = Math.toIntExact(properties.maxBody().toBytes());
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getContentLengthLong() > this.limit) {
			tooLarge(request, response);
			return;
		}
		byte[] body = request.getInputStream().readNBytes(this.limit + 1);
		if (body.length > this.limit) {
			tooLarge(request, response);
			return;
		}
		chain.doFilter(new RequestWithBody(request, body), response);
	}

	private void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String detail = "The body is larger than %d bytes, the most that is accepted".formatted(this.limit);
		this.problems.write(ProblemException.tooLarge(detail), request, response);
	}

	/**
	 * A request whose body is in memory and can be read again. One without a body has no
	 * content type either, whatever its header says, so that an endpoint that needs no
	 * body can be called by any client.
	 */
	static final class RequestWithBody extends HttpServletRequestWrapper {

		private final byte[] body;

		RequestWithBody(HttpServletRequest request, byte[] body) {
			super(request);
			this.body = body;
		}

		byte[] body() {
			return this.body;
		}

		@Override
		public String getContentType() {
			return (this.body.length == 0) ? null : super.getContentType();
		}

		@Override
		public String getHeader(String name) {
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

	}

	private static final class Bytes extends ServletInputStream {

		private final InputStream bytes;

		Bytes(InputStream bytes) {
			this.bytes = bytes;
		}

		@Override
		public int read() throws IOException {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			return this.bytes.read(target, offset, length);
		}

		@Override
		public boolean isFinished() {
			return false;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException();
		}

	}

}
