package io.parley.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * Says of each operation in the OpenAPI document what follows from its method: the
 * headers that it takes and the refusals that it can answer. A controller says itself
 * what only it knows.
 */
@Component
class OpenApiOperations implements GlobalOperationCustomizer {

	/** Every refusal that more than one operation can answer, by its status. */
	static final Map<String, String> REFUSALS = refusals();

	@Override
	public Operation customize(Operation operation, HandlerMethod method) {
		describe(operation);
		boolean conditional = takes(method, Precondition.class);
		boolean repeatable = posts(method);
		if (conditional) {
			header(operation, HttpHeaders.IF_MATCH, "Changes the document only if this is its ETag (else 412)");
			header(operation, HttpHeaders.IF_NONE_MATCH,
					"Changes the document only if this is not its ETag; * where it must not exist yet (else 412)");
		}
		if (readsOne(method)) {
			header(operation, HttpHeaders.IF_NONE_MATCH,
					"Answers the document only if this is not its ETag (else 304)");
			operation.getResponses()
				.putIfAbsent("304", new ApiResponse().description("The document is as If-None-Match says"));
		}
		if (repeatable) {
			header(operation, "Idempotency-Key",
					"Repeated within 24 hours, the first answer comes again and the work is done once");
		}
		refuses(operation, true, "400", "403", "406", "503");
		refuses(operation, annotated(method, PathVariable.class), "404");
		refuses(operation, conditional || repeatable, "409");
		refuses(operation, conditional, "412");
		refuses(operation, !maps(method, RequestMethod.GET), "413", "415");
		return operation;
	}

	/** The summary is not said twice. */
	private static void describe(Operation operation) {
		String description = operation.getDescription();
		if (description != null && operation.getSummary() != null && description.startsWith(operation.getSummary())) {
			String rest = description.substring(operation.getSummary().length()).replaceFirst("^\\.?\\s*", "");
			operation.setDescription(rest.isEmpty() ? null : rest);
		}
	}

	private static void refuses(Operation operation, boolean can, String... statuses) {
		if (can) {
			for (String status : statuses) {
				operation.getResponses().putIfAbsent(status, new ApiResponse().$ref(status));
			}
		}
	}

	/** Every document that is read alone has an entity tag; lists have none. */
	private static boolean readsOne(HandlerMethod method) {
		ResolvableType answer = ResolvableType.forMethodReturnType(method.getMethod());
		return maps(method, RequestMethod.GET) && answer.resolve() == ResponseEntity.class
				&& answer.getGeneric().resolve() != List.class && !annotated(method, RequestParam.class);
	}

	/** Every POST takes an Idempotency-Key. */
	private static boolean posts(HandlerMethod method) {
		return maps(method, RequestMethod.POST);
	}

	private static boolean maps(HandlerMethod method, RequestMethod verb) {
		RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
		return mapping != null && Arrays.asList(mapping.method()).contains(verb);
	}

	private static boolean takes(HandlerMethod method, Class<?> type) {
		return Arrays.asList(method.getMethod().getParameterTypes()).contains(type);
	}

	private static boolean annotated(HandlerMethod method, Class<? extends java.lang.annotation.Annotation> type) {
		return Arrays.stream(method.getMethodParameters())
			.anyMatch((parameter) -> parameter.hasParameterAnnotation(type));
	}

	private static void header(Operation operation, String name, String description) {
		operation
			.addParametersItem(new HeaderParameter().name(name).description(description).schema(new StringSchema()));
	}

	private static Map<String, String> refusals() {
		Map<String, String> refusals = new LinkedHashMap<>();
		refusals.put("400", "The request is malformed or invalid; errors names the fields");
		refusals.put("401", "There is no credential, or one that does not count");
		refusals.put("403", "The caller, the Host or the Origin is not allowed; where a scope is missing, it is named");
		refusals.put("404", "There is no such document");
		refusals.put("406", "The Accept header does not allow application/json");
		refusals.put("409", "The state of the document, or another use of the Idempotency-Key, forbids it");
		refusals.put("412", "The document is not as If-Match or If-None-Match says");
		refusals.put("413", "The body or the document is too large");
		refusals.put("415", "The body is not application/json, or is compressed");
		refusals.put("429", "Too many requests; try again after Retry-After");
		refusals.put("503", "The store is away or the service is busy; try again after Retry-After");
		return refusals;
	}

}
