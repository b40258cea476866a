package io.parley.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.parley.web.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static io.parley.web.Scope.ADMIN;
import static io.parley.web.Scope.CHANNELS_READ;
import static io.parley.web.Scope.CHANNELS_WRITE;
import static io.parley.web.Scope.MESSAGES_READ;
import static io.parley.web.Scope.MESSAGES_WRITE;
import static io.parley.web.Scope.SESSIONS_READ;
import static io.parley.web.Scope.SESSIONS_WRITE;
import static io.parley.web.Scope.SESSION_MESSAGES_READ;
import static io.parley.web.Scope.SESSION_MESSAGES_REPLY;
import static io.parley.web.Scope.SESSION_MESSAGES_WRITE;

/**
 * Every operation of the service and who may use it: the one place where that is decided.
 * The OpenAPI document shows it, and a test holds the table against every operation that
 * there is. What is not in it is not found, so that an operation without an entry is
 * closed.
 */
@Component
class OperationTable {

	/** Where operations are that manage who may call. */
	private static final Set<String> MANAGED = Set.of("/api/teams", "/api/keys", "/api/accounts", "/o/applications",
			"/console/keys", "/console/accounts", "/console/applications");

	/** What is there only while credentials are asked. */
	private static final Set<String> SIGNING_IN = Set.of("/login", "/logout", "/o/authorize", "/o/token",
			"/o/revoke_token", "/o/introspect", "/o/consent", "/.well-known/oauth-authorization-server");

	/** By the first segment of the path; those that are more specific first. */
	private final Map<String, List<Operation>> operations = new HashMap<>();

	/**
	 * An operation.
	 *
	 * @param method null for all
	 * @param managing whether it manages who may call
	 */
	record Operation(@Nullable HttpMethod method, PathPattern path, Rule rule, boolean managing) {

		private boolean isOf(String requested) {
			return this.method == null || this.method.matches(requested)
					|| this.method == HttpMethod.GET && HttpMethod.HEAD.matches(requested);
		}

	}

	/**
	 * What the table says of a request.
	 *
	 * @param operation what it asks for; null where its path has none of its method
	 */
	record Match(@Nullable Operation operation) {
	}

	OperationTable() {
		pages();
		sessionMessages();
		messages();
		experiments();
		channels();
		access();
		console();
		changeable("/events/parked", Rule.scope(ADMIN), Rule.scope(ADMIN));
		changeable("/events/parked/{id}/retry", Rule.scope(ADMIN), Rule.scope(ADMIN));
		Comparator<Operation> bySpecificity = Comparator.comparing(Operation::path, PathPattern.SPECIFICITY_COMPARATOR);
		this.operations.values().forEach((here) -> here.sort(bySpecificity));
	}

	private void pages() {
		for (String open : List.of("/", "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs", "/v3/api-docs/**",
				"/v3/api-docs.yaml", "/assets/**", "/webjars/**", "/docs/**")) {
			add(HttpMethod.GET, open, Rule.PUBLIC);
		}
		// Where the container sends what went wrong, by the method of the request.
		add(null, "/error", Rule.PUBLIC);
		SIGNING_IN.forEach((path) -> add(null, path, Rule.PUBLIC));
		add(HttpMethod.GET, "/actuator/health/**", Rule.PUBLIC_IN_PART);
		add(null, "/actuator/**", Rule.scope(ADMIN));
	}

	private void sessionMessages() {
		Rule read = Rule.scope(SESSION_MESSAGES_READ);
		Rule write = Rule.scope(SESSION_MESSAGES_WRITE);
		Rule reply = Rule.scope(SESSION_MESSAGES_REPLY);
		add(HttpMethod.POST, "/session", write);
		changeable("/session/{session_id}", read, write);
		add(HttpMethod.PUT, "/sessions/{session_id}", write);
		add(HttpMethod.PATCH, "/sessions/{session_id}", write);
		// A filter or a session to create; what it does asks for the scope that it needs.
		add(HttpMethod.POST, "/sessions", Rule.scope(SESSION_MESSAGES_READ, SESSION_MESSAGES_WRITE));
		add(HttpMethod.POST, "/sessions/expire", write);
		add(HttpMethod.POST, "/sessions/{session_id}/send_message", write);
		add(HttpMethod.POST, "/channels/response", reply);
		add(HttpMethod.POST, "/webhook/validate_response", reply);
	}

	private void messages() {
		Rule read = Rule.scope(MESSAGES_READ);
		Rule write = Rule.scope(MESSAGES_WRITE);
		for (String participant : List.of("/users/{user_id}", "/bots/{bot_id}")) {
			changeable(participant, read, write);
			changeable(participant + "/messages", read, write);
			changeable(participant + "/messages/{message_id}", read, write);
			add(HttpMethod.GET, participant + "/messages/around/{message_id}", read);
			changeable(participant + "/messages/with/user/{other_user_id}", read, write);
			changeable(participant + "/messages/with/bot/{other_bot_id}", read, write);
			add(HttpMethod.GET, participant + "/threads", read);
		}
	}

	private void experiments() {
		Rule read = Rule.scope(SESSIONS_READ);
		Rule write = Rule.scope(SESSIONS_WRITE);
		add(HttpMethod.GET, "/api/experiments", read);
		changeable("/api/experiments/{id}", read, write);
		add(HttpMethod.GET, "/api/sessions", read);
		add(HttpMethod.POST, "/api/sessions", write.orEmbedded());
		add(HttpMethod.GET, "/api/sessions/{id}", read.orEmbedded());
		add(HttpMethod.POST, "/api/sessions/{id}/messages", write.orEmbedded());
		add(HttpMethod.POST, "/api/sessions/{id}/end_experiment_session", write);
		changeable("/api/sessions/{id}/tags", read, write);
		add(HttpMethod.PATCH, "/api/sessions/{id}/update_state", write);
	}

	private void channels() {
		Rule read = Rule.scope(CHANNELS_READ);
		Rule write = Rule.scope(CHANNELS_WRITE);
		changeable("/channels", read, write);
		changeable("/channels/{id}", read, write);
		add(HttpMethod.POST, "/channels/{id}/test", write);
		// Held by the signature of its provider.
		add(HttpMethod.POST, "/channels/{id}/slack/events", Rule.PUBLIC);
		add(HttpMethod.GET, "/sessions/{session_id}/deliveries", read);
		add(HttpMethod.GET, "/deliveries", read);
		add(HttpMethod.POST, "/deliveries/{id}/retry", write);
	}

	private void access() {
		add(HttpMethod.GET, "/api/me", Rule.CALLER);
		add(HttpMethod.GET, "/api/audit", Rule.scope(ADMIN));
		changeable("/api/teams", Rule.ADMIN_KEY, Rule.ADMIN_KEY);
		changeable("/api/teams/{slug}", Rule.ADMIN_KEY, Rule.ADMIN_KEY);
		for (String kind : List.of("/api/keys", "/api/keys/{id}", "/api/accounts", "/api/accounts/{username}",
				"/o/applications", "/o/applications/{client_id}")) {
			changeable(kind, Rule.scope(ADMIN), Rule.scope(ADMIN));
		}
	}

	/** Pages that show and do what the operations with the same scopes do. */
	private void console() {
		// Signed: who has the link may reply to what it was sent for.
		add(null, "/reply/{token}", Rule.PUBLIC);
		add(HttpMethod.GET, "/console", Rule.CALLER);
		Rule read = Rule.scope(SESSION_MESSAGES_READ);
		Rule write = Rule.scope(SESSION_MESSAGES_WRITE);
		add(HttpMethod.GET, "/console/inbox", read);
		add(HttpMethod.GET, "/console/events", read);
		add(HttpMethod.GET, "/console/sessions/{session_id}", read);
		add(HttpMethod.POST, "/console/sessions/{session_id}/reply", Rule.scope(SESSION_MESSAGES_REPLY));
		changeable("/console/sessions/{session_id}/{action}", write, write);
		add(HttpMethod.GET, "/console/figures", read);
		changeable("/console/conversations", Rule.scope(MESSAGES_READ), Rule.scope(MESSAGES_READ));
		changeable("/console/participants/**", Rule.scope(MESSAGES_READ), Rule.scope(MESSAGES_WRITE));
		add(HttpMethod.GET, "/console/experiments", Rule.scope(SESSIONS_READ));
		changeable("/console/experiment-sessions/**", Rule.scope(SESSIONS_READ), Rule.scope(SESSIONS_WRITE));
		changeable("/console/channels/**", Rule.scope(CHANNELS_READ), Rule.scope(CHANNELS_WRITE));
		changeable("/console/deliveries/**", Rule.scope(CHANNELS_READ), Rule.scope(CHANNELS_WRITE));
		for (String managed : List.of("/console/keys/**", "/console/accounts/**", "/console/applications/**")) {
			changeable(managed, Rule.scope(ADMIN), Rule.scope(ADMIN));
		}
	}

	/** What is read by one scope and written by another, whatever the method. */
	private void changeable(String path, Rule read, Rule write) {
		add(HttpMethod.GET, path, read);
		for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
			add(method, path, write);
		}
	}

	private void add(@Nullable HttpMethod method, String path, Rule rule) {
		boolean managing = MANAGED.stream().anyMatch(path::startsWith);
		PathPattern pattern = PathPatternParser.defaultInstance.parse(path);
		this.operations.computeIfAbsent(path.split("/", 3)[1], (first) -> new ArrayList<>())
			.add(new Operation(method, pattern, rule, managing));
	}

	/**
	 * What a request asks for; nothing where nothing is at its path. Its path is read as
	 * Spring MVC reads it, so that both see the same operation.
	 */
	Optional<Match> find(HttpServletRequest request) {
		return find(request, request.getMethod());
	}

	/** What a request would ask for by another method. */
	Optional<Match> find(HttpServletRequest request, String method) {
		// What was parsed for a request is still there when it is sent on to the error
		// page.
		boolean parsed = request.getDispatcherType() == DispatcherType.REQUEST
				&& ServletRequestPathUtils.hasParsedRequestPath(request);
		RequestPath path = parsed ? ServletRequestPathUtils.getParsedRequestPath(request)
				: ServletRequestPathUtils.parseAndCache(request);
		return find(method, path.pathWithinApplication());
	}

	private Optional<Match> find(String method, PathContainer path) {
		String first = (path.elements().size() > 1
				&& path.elements().get(1) instanceof PathContainer.PathSegment segment) ? segment.valueToMatch() : "";
		List<Operation> here = this.operations.getOrDefault(first, List.of())
			.stream()
			.filter((operation) -> operation.path().matches(path))
			.toList();
		if (here.isEmpty()) {
			return Optional.empty();
		}
		return Optional
			.of(new Match(here.stream().filter((operation) -> operation.isOf(method)).findFirst().orElse(null)));
	}

	/** The operation of a method and a path as the OpenAPI document spells it. */
	Optional<Operation> find(HttpMethod method, String pattern) {
		return find(method.name(), PathContainer.parsePath(pattern)).map(Match::operation);
	}

	/** Whether an operation is a page of the console, or what one of its forms does. */
	static boolean isConsole(Operation operation) {
		return operation.path().getPatternString().startsWith("/console");
	}

	/** Whether a path is there only while credentials are asked. */
	static boolean isForSigningIn(Operation operation) {
		return SIGNING_IN.contains(operation.path().getPatternString());
	}

}
