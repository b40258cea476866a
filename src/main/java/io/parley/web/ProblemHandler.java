package io.parley.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
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
	@Nullable ResponseEntity<ProblemDetail> handle(Exception ex, ServletWebRequest request) {
		ProblemException problem = this.problems.from(ex, request.getRequest());
		return this.problems.answer(problem.getBody(), problem.getHeaders(), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(UnreadableBody.problem(ex), headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(RequestChecks.problem(ex.getBindingResult()), headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
			HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Map<String, List<String>> errors = new LinkedHashMap<>();
		ex.getParameterValidationResults().forEach((result) -> {
			String name = FieldNames.json(Objects.requireNonNull(result.getMethodParameter().getParameterName()));
			errors.put(name,
					result.getResolvableErrors()
						.stream()
						.map((error) -> name + " " + error.getDefaultMessage())
						.toList());
		});
		return answer(ProblemException.invalid(errors), headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
			MissingServletRequestParameterException ex, HttpHeaders headers, HttpStatusCode status,
			WebRequest request) {
		String name = ex.getParameterName();
		return answer(ProblemException.invalid(name, name + " must be given"), headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex instanceof MethodArgumentTypeMismatchException argument) ? argument.getName()
				: Objects.requireNonNullElse(ex.getPropertyName(), "value");
		return answer(ProblemException.invalid(name, name + " must be " + FieldNames.kind(ex.getRequiredType())),
				headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
			HttpRequestMethodNotSupportedException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return handleExceptionInternal(ex, "The method %s is not supported here; supported: %s"
			.formatted(ex.getMethod(), ex.getSupportedHttpMethods()), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		boolean form = ex.getSupportedMediaTypes().contains(MediaType.APPLICATION_FORM_URLENCODED);
		return answer(form ? ProblemException.noForm() : ProblemException.unsupportedType(), headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(HttpMediaTypeNotAcceptableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return handleExceptionInternal(ex, "The answer is application/json, which the Accept header must allow",
				headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex instanceof ProblemException problem) {
			return answer(problem, headers, request);
		}
		ServletWebRequest servletRequest = (ServletWebRequest) request;
		HttpServletRequest asked = servletRequest.getRequest();
		if (status.is5xxServerError()) {
			log.error("{} {} failed", asked.getMethod(), Problems.logged(asked), ex);
		}
		String detail = (body instanceof String sentence) ? sentence : Problems.sentence(status);
		return answer(ProblemDetail.forStatusAndDetail(status, detail), headers, servletRequest);
	}

	private @Nullable ResponseEntity<Object> answer(ProblemException ex, HttpHeaders headers, WebRequest request) {
		HttpHeaders all = new HttpHeaders();
		all.putAll(headers);
		all.putAll(ex.getHeaders());
		return answer(ex.getBody(), all, (ServletWebRequest) request);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private @Nullable ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers,
			ServletWebRequest request) {
		return (ResponseEntity) this.problems.answer(problem, headers, request);
	}

}
