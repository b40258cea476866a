package io.parley.message;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives controllers the participants that a path names, so that one method serves the
 * mirrored paths of users and of bots; and what a query groups by.
 */
@Component
class MessageArguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {

	private static final String USER = "user_id";

	private static final String BOT = "bot_id";

	private static final Map<Class<?>, Function<NativeWebRequest, Object>> READERS = Map.of(Participant.class,
			MessageArguments::participant, Conversation.class, MessageArguments::conversation, GroupBy.class,
			MessageArguments::groupBy);

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(this);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return READERS.containsKey(parameter.getParameterType());
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		return Objects.requireNonNull(READERS.get(parameter.getParameterType())).apply(request);
	}

	/** The one at the beginning of the path. */
	private static Participant participant(NativeWebRequest request) {
		Map<String, String> path = path(request);
		return isOfUser(request) ? Participant.user(id(path, USER)) : Participant.bot(id(path, BOT));
	}

	private static Conversation conversation(NativeWebRequest request) {
		Map<String, String> path = path(request);
		String user = isOfUser(request) ? "other_" + USER : USER;
		String bot = isOfUser(request) ? BOT : "other_" + BOT;
		return new Conversation(participant(request),
				path.containsKey(user) ? Participant.user(id(path, user)) : Participant.bot(id(path, bot)));
	}

	private static GroupBy groupBy(NativeWebRequest request) {
		return GroupBy.of(Stream.of(GroupBy.PARAMETER, GroupBy.PARAMETER + "[]")
			.map(request::getParameterValues)
			.filter(Objects::nonNull)
			.flatMap(Arrays::stream)
			.toList());
	}

	private static boolean isOfUser(NativeWebRequest request) {
		return attribute(request, HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE).toString().startsWith("/users/");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> path(NativeWebRequest request) {
		return (Map<String, String>) attribute(request, HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
	}

	private static Object attribute(NativeWebRequest request, String name) {
		return Objects.requireNonNull(request.getAttribute(name, RequestAttributes.SCOPE_REQUEST));
	}

	private static String id(Map<String, String> path, String name) {
		return Participant.checkedId(name, path.get(name));
	}

}
