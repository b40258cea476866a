package io.parley.web;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.SpringDocJavadocProvider;

import org.springframework.stereotype.Component;

/**
 * Takes the texts of the OpenAPI document from the Javadoc of controllers and records: a
 * method's first sentence is the summary of its operation and the rest the description, a
 * {@code @param} describes the parameter or the field.
 */
@Component
class JavadocTexts extends SpringDocJavadocProvider {

	@Override
	public String getFirstSentence(String text) {
		String sentence = text.split("(?<=\\.)\\s|<p>", 2)[0].strip();
		return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
	}

	@Override
	public @Nullable String getClassJavadoc(Class<?> type) {
		return flowing(super.getClassJavadoc(type));
	}

	@Override
	public @Nullable String getMethodJavadocDescription(Method method) {
		return flowing(super.getMethodJavadocDescription(method));
	}

	@Override
	public @Nullable String getMethodJavadocReturn(Method method) {
		return flowing(super.getMethodJavadocReturn(method));
	}

	/** Parameters are asked for by the names that callers see. */
	@Override
	public @Nullable String getParamJavadoc(Method method, String name) {
		return Arrays.stream(method.getParameters())
			.map(Parameter::getName)
			.filter((parameter) -> FieldNames.json(parameter).equals(FieldNames.json(name)))
			.findFirst()
			.map((parameter) -> flowing(super.getParamJavadoc(method, parameter)))
			.orElse(null);
	}

	@Override
	public Map<String, String> getRecordClassParamJavadoc(Class<?> type) {
		return super.getRecordClassParamJavadoc(type).entrySet()
			.stream()
			.collect(Collectors.toMap((component) -> FieldNames.json(component.getKey()),
					(component) -> flowing(component.getValue())));
	}

	/** Without the line breaks of the source. */
	private static @Nullable String flowing(@Nullable String text) {
		return (text != null) ? text.replaceAll("\\s+", " ").strip() : null;
	}

}
