package io.parley.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;

import io.parley.store.BusyException;
import io.parley.store.MemoryBudget;
import io.parley.store.MemoryBudget.Reservation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the whole body of a request before anybody else sees it. Past the limit the
 * answer is a 413; a body that is encoded is a 415, and one that is no UTF-8 text a 400.
 *
 * <p>
 * A body that is not small takes from the {@link MemoryBudget} what it becomes when it is
 * read, until the answer has been written. While it arrives, however slowly, it takes its
 * size from a budget that only arriving bodies share, so that who sends slowly holds up
 * nobody but others who send much. Small ones are bounded by the number of connections.
 */
public final class BodyFilter extends OncePerRequestFilter {

	private static final int SMALL = 64 << 10;

	/** For so many bytes there is room before any of them has arrived. */
	private static final int PROMISED = 8 << 10;

	private static final byte[] NONE = {};

	/** How much larger than its text a JSON tree is, where it has many small objects. */
	private static final int EXPANSION = 16;

	private final int limit;

	/** Which part of the budget arriving bodies may take besides. */
	private static final int ARRIVING = 4;

	private final MemoryBudget budget;

	private final MemoryBudget arriving;

	private final Problems problems;

	BodyFilter(WebProperties properties, MemoryBudget budget, Problems problems) {
		this.limit = Math.toIntExact(properties.maxBody().toBytes());
		this.budget = budget;
		this.arriving = budget.part(ARRIVING);
		this.problems = problems;
	}

	/** Such a form is read, and bounded, by the container. */
	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return Forms.isForm(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try (Reservation memory = this.budget.acquire(0)) {
			HttpServletRequest buffered;
			try {
				buffered = new BufferedRequest(request, read(request, memory));
			}
			catch (ProblemException | BusyException ex) {
				this.problems.write(ex, request, response);
				return;
			}
			chain.doFilter(buffered, response);
		}
	}

	private byte[] read(HttpServletRequest request, Reservation memory) throws IOException {
		long length = request.getContentLengthLong();
		if (length > this.limit) {
			throw tooLarge();
		}
		if (hasNone(request)) {
			return NONE;
		}
		InputStream in = request.getInputStream();
		byte[] body = start(in, length);
		if (body.length == SMALL) {
			try (Reservation upload = this.arriving.acquire((length >= 0) ? length : this.limit)) {
				body = append(body, in.readNBytes(this.limit + 1 - SMALL));
				memory.grow((long) EXPANSION * body.length);
			}
		}
		if (body.length > this.limit) {
			throw tooLarge();
		}
		if (body.length > 0) {
			check(request, body);
		}
		return body;
	}

	/**
	 * In HTTP/1 there is a body only where a header says how it ends (RFC 9112, section
	 * 6.3).
	 */
	private static boolean hasNone(HttpServletRequest request) {
		long length = request.getContentLengthLong();
		return length == 0 || length < 0 && request.getProtocol().startsWith("HTTP/1.")
				&& request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
	}

	/** The body, or its first {@link #SMALL} bytes. */
	private byte[] start(InputStream in, long length) throws IOException {
		if (length < 0 || length > PROMISED) {
			return in.readNBytes(Math.min(SMALL, this.limit + 1));
		}
		byte[] body = new byte[(int) length];
		int read = in.readNBytes(body, 0, body.length);
		return (read == body.length) ? body : Arrays.copyOf(body, read);
	}

	private static byte[] append(byte[] start, byte[] rest) {
		byte[] all = Arrays.copyOf(start, start.length + rest.length);
		System.arraycopy(rest, 0, all, start.length, rest.length);
		return all;
	}

	private static void check(HttpServletRequest request, byte[] body) {
		if (Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING))
			.stream()
			.anyMatch((encoding) -> !encoding.equalsIgnoreCase("identity"))) {
			throw ProblemException.encoded();
		}
		if (String.valueOf(request.getContentType()).contains("*")) {
			throw ProblemException.unsupportedType();
		}
		if (!Utf8.isText(body)) {
			throw ProblemException.invalid("body", "The body must be text in UTF-8");
		}
	}

	private ProblemException tooLarge() {
		return ProblemException
			.tooLarge("The body is larger than %d bytes, the most that is accepted".formatted(this.limit));
	}

}
