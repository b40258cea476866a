package io.parley.web;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

import io.parley.web.page.CountedPage;
import io.parley.web.page.Cursor;
import io.parley.web.page.PageResponse;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/** The URL of a further page is a URI, with the caller's query as it came. */
class PageLinksTest {

	@BeforeEach
	void begin() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/events/parked");
		request.setQueryString("limit=1&x=%5B%25&y=a%20b&z=[|]");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
	}

	@AfterEach
	void end() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void aLinkKeepsTheQueryAndEncodesNothingTwice() {
		assertThat(PageLinks.next("before", "1").getFirst(HttpHeaders.LINK))
			.isEqualTo("<http://localhost/events/parked?limit=1&x=%5B%25&y=a%20b&z=%5B%7C%5D&before=1>; rel=\"next\"");
	}

	@Test
	void thePlaceOfAPageIsAUri() {
		Cursor place = new Cursor(true, false, false, new ObjectId());
		CountedPage<String> page = new CountedPage<>(List.of(), null, place, null);
		String next = PageResponse.from(page, Function.identity()).next();
		assertThat(URI.create(next).getRawQuery()).contains("x=%5B%25&y=a%20b&z=%5B%7C%5D&cursor=");
	}

}
