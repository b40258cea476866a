package io.parley.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.parley.store.BusyException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where an exception becomes an answer. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

	private final Problems problems;

	ProblemHandler(Problems problems) {
		this.problems = problems;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(ProblemException ex, HttpServletRequest request) {
		ResponseEntity.BodyBuilder response = ResponseEntity.status(ex.status());
		if (ex.retryAfter() != null) {
			response.header(HttpHeaders.RETRY_AFTER, String.valueOf(ex.retryAfter().toSeconds()));
		}
		return response.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(this.problems.of(ex.status(), ex.getMessage(), ex.errors(), request));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(DataAccessException ex, HttpServletRequest request) {
		if (StoreFailures.isTooLarge(ex)) {
			return handle(ProblemException.tooLarge("The document would be larger than the store takes"), request);
		}
		if (ex instanceof BusyException) {
			return handle(ProblemException.unavailable(ex.getMessage()), request);
		}
		if (!StoreFailures.isPassing(ex)) {
			return unexpected(ex, request);
		}
		log.warn("The store did not answer {} {} in time", request.getMethod(), request.getRequestURI());
		log.debug("Because of", ex);
		return handle(ProblemException.unavailable("The store is away or too slow to answer now; try again shortly"),
				request);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> unexpected(Exception ex, HttpServletRequest request) {
		log.error("{} {} failed", request.getMethod(), request.getRequestURI(), ex);
		HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
		return ResponseEntity.status(status)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(this.problems.of(status, "Something went wrong here; it has been logged", Map.of(), request));
	}

	@Override
	protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(UnreadableBody.problem(ex), headers, request);
	}

	@Override
	protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Map<String, List<String>> errors = ex.getBindingResult()
			.getAllErrors()
			.stream()
			.collect(Collectors.groupingBy(
					(error) -> (error instanceof FieldError field) ? FieldNames.json(field.getField()) : "body",
					LinkedHashMap::new,
					Collectors.mapping(MessageSourceResolvable::getDefaultMessage, Collectors.toList())));
		errors.replaceAll((field, predicates) -> predicates.stream().sorted().map((p) -> field + " " + p).toList());
		return answer(ProblemException.invalid(errors), headers, request);
	}

	@Override
	protected ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Map<String, List<String>> errors = new LinkedHashMap<>();
		ex.getParameterValidationResults().forEach((result) -> {
			String name = FieldNames.json(result.getMethodParameter().getParameterName());
			errors.put(name,
					result.getResolvableErrors()
						.stream()
						.map((error) -> name + " " + error.getDefaultMessage())
						.toList());
		});
		return answer(ProblemException.invalid(errors), headers, request);
	}

	@Override
	protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex instanceof MethodArgumentTypeMismatchException argument) ? argument.getName()
				: ex.getPropertyName();
		return answer(ProblemException.invalid(name, name + " must be " + FieldNames.kind(ex.getRequiredType())),
				headers, request);
	}

	@Override
	protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(HttpRequestMethodNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return handleExceptionInternal(ex, "The method %s is not supported here; supported: %s"
			.formatted(ex.getMethod(), ex.getSupportedHttpMethods()), headers, status, request);
	}

	@Override
	protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return handleExceptionInternal(ex, "The Content-Type must be application/json", headers, status, request);
	}

	@Override
	protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(HttpMediaTypeNotAcceptableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return handleExceptionInternal(ex, "The answer is application/json, which the Accept header must allow",
				headers, status, request);
	}

	@Override
	protected ResponseEntity<Object> handleExceptionInternal(Exception ex, Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		HttpServletRequest servletRequest = ((ServletWebRequest) request).getRequest();
		if (status.is5xxServerError()) {
			log.error("{} {} failed", servletRequest.getMethod(), servletRequest.getRequestURI(), ex);
		}
		String detail = (body instanceof String sentence) ? sentence : sentence(status);
		return ResponseEntity.status(status)
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(this.problems.of(status, detail, Map.of(), servletRequest));
	}

	/** A sentence for a status whose exception has none that is fit for a caller. */
	static String sentence(HttpStatusCode status) {
		return switch (status.value()) {
			case 400 -> "The request is malformed";
			case 404 -> "There is nothing at this path";
			case 413 -> "The request is too large";
			default -> status.is5xxServerError() ? "Something went wrong here; it has been logged"
					: "The request cannot be served";
		};
	}

	private ResponseEntity<Object> answer(ProblemException ex, HttpHeaders headers, WebRequest request) {
		ProblemDetail problem = this.problems.of(ex.status(), ex.getMessage(), ex.errors(),
				((ServletWebRequest) request).getRequest());
		return ResponseEntity.status(ex.status())
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(problem);
	}

}
