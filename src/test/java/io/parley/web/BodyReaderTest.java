package io.parley.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.parley.store.JsonObject;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is said of a body that breaks the rules of its record, however it was read. */
class BodyReaderTest {

	private final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

	private final JsonMapper mapper = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private final RequestChecks checks = new RequestChecks(this.validator);

	private final BodyReader reader = new BodyReader(this.mapper, this.checks);

	@BeforeEach
	void setUp() {
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
	}

	@AfterEach
	void tearDown() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Together
	record Trip(
			@Size(min = 9, message = "must be long") @Pattern(regexp = "[a-z]+",
					message = "must be lower case") @Size(max = 0, message = "must be empty") String fromWhere,
			@Valid List<@NotNull(message = "must be a stop") Stop> stops) {
	}

	record Stop(@NotNull(groups = OnCreate.class, message = "is required") String placeName) {
	}

	interface OnCreate {

	}

	@Test
	void theSentencesOfAFieldAreSortedAndThoseOfTheWholeAreAboutTheBody() {
		Map<?, ?> errors = errors("from_where", "Bern");
		assertThat(errors).isEqualTo(Map.of("from_where",
				List.of("from_where must be empty", "from_where must be long", "from_where must be lower case"), "body",
				List.of("body must go together")));
	}

	@Test
	void entriesOfListsAreNamed() {
		Map<?, ?> errors = errors("stops", Arrays.asList(Map.of("place_name", "Bern"), null, Map.of()), OnCreate.class,
				Default.class);
		assertThat(errors).isEqualTo(Map.of("stops[1]", List.of("stops[1] must be a stop"), "stops[2].place_name",
				List.of("stops[2].place_name is required"), "body", List.of("body must go together")));
	}

	@Test
	void isTheSameWhereSpringReadTheBody() {
		Trip trip = new Trip("Bern", Arrays.asList(new Stop("Bern"), null));
		BindingResult result = new BeanPropertyBindingResult(trip, "trip");
		new SpringValidatorAdapter(this.validator).validate(trip, result);
		ProblemException byHand = catchThrowableOfType(ProblemException.class, () -> this.checks.check(trip));
		assertThat(RequestChecks.problem(result).getBody().getProperties().get("errors"))
			.isEqualTo(byHand.getBody().getProperties().get("errors"));
	}

	private Map<?, ?> errors(String field, Object value, Class<?>... groups) {
		ProblemException refusal = catchThrowableOfType(ProblemException.class,
				() -> this.reader.read(JsonObject.of(Map.of(field, value)), Trip.class, groups));
		return (Map<?, ?>) refusal.getBody().getProperties().get("errors");
	}

	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Constraint(validatedBy = Never.class)
	@interface Together {

		String message() default "must go together";

		Class<?>[] groups() default {};

		Class<? extends Payload>[] payload() default {};

	}

	public static class Never implements ConstraintValidator<Together, Trip> {

		@Override
		public boolean isValid(Trip trip, ConstraintValidatorContext context) {
			return false;
		}

	}

}
