package io.parley.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A string of so many characters, counted as Unicode code points; null is left to others.
 */
@Documented
@Constraint(validatedBy = Characters.Validator.class)
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.RECORD_COMPONENT })
@Retention(RetentionPolicy.RUNTIME)
public @interface Characters {

	/** The longest id of a caller's own, in a path or a body. */
	int ID = 256;

	int min() default 0;

	int max() default ID;

	String message() default "must be a string of {min} to {max} characters without NUL";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** Counts. */
	class Validator implements ConstraintValidator<Characters, CharSequence> {

		private int min;

		private int max;

		@Override
		public void initialize(Characters bounds) {
			this.min = bounds.min();
			this.max = bounds.max();
		}

		@Override
		public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
			if (text == null) {
				return true;
			}
			return isWithin(text, this.min, this.max);
		}

		/** Whether a text has as many characters, and no NUL. */
		public static boolean isWithin(CharSequence text, int min, int max) {
			long count = text.codePoints().count();
			return count >= min && count <= max && text.chars().noneMatch((c) -> c == 0);
		}

	}

}
