package io.parley.console;

import java.time.Duration;

import io.parley.access.account.SignIns;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.Scope;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells pages that are open that something new came, as Server-Sent Events: an event
 * {@code sessions} once a second at most. It says nothing else; the page asks anew for
 * what it shows.
 */
@Hidden
@Controller
class EventController {

	private static final Duration LONGEST = Duration.ofMinutes(10);

	/** Of a credential that is not looked at again meanwhile. */
	private static final Duration LONGEST_UNSEEN = Duration.ofMinutes(1);

	private final EventListeners listeners;

	private final Callers callers;

	private final SignIns signIns;

	EventController(EventListeners listeners, Callers callers, SignIns signIns) {
		this.listeners = listeners;
		this.callers = callers;
		this.signIns = signIns;
	}

	@GetMapping(path = "/console/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> events(HttpServletRequest request) {
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			// Nothing would ever be written, so that nobody would see it go.
			return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
		}
		Caller caller = this.callers.caller();
		SseEmitter events = (caller.kind() == Caller.Kind.ACCOUNT)
				? this.listeners.open(caller, this.signIns.standing(request, Scope.SESSION_MESSAGES_READ), LONGEST)
				: this.listeners.open(caller, () -> true,
						(caller.kind() == Caller.Kind.OPEN) ? LONGEST : LONGEST_UNSEEN);
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			// For proxies that collect what they pass on.
			.header("X-Accel-Buffering", "no")
			.header(HttpHeaders.CONTENT_TYPE, MediaType.TEXT_EVENT_STREAM_VALUE)
			.body(events);
	}

}
