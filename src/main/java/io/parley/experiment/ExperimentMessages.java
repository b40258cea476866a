package io.parley.experiment;

import java.util.List;

import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.parley.web.BodyReader;
import io.parley.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.bson.Document;

import org.springframework.stereotype.Component;

/** Reads a body that is one message or a list of messages. */
@Component
class ExperimentMessages {

	private final BodyReader bodies;

	ExperimentMessages(BodyReader bodies) {
		this.bodies = bodies;
	}

	/** The messages of a body, and whether it was a list. */
	record Given(List<ExperimentMessageRequest> messages, boolean list) {

		/** The answer, a list only where the body was one. */
		Object shape(List<ExperimentMessageResponse> added) {
			return this.list ? added : added.get(0);
		}

	}

	/**
	 * @throws ProblemException 400 naming each field that is wrong
	 */
	Given read(JsonValue body) {
		if (body.stored() instanceof Document message) {
			return new Given(List.of(this.bodies.read(new JsonObject(message), ExperimentMessageRequest.class)), false);
		}
		if (body.stored() instanceof List<?> messages) {
			JsonObject list = new JsonObject(new Document("messages", messages));
			return new Given(this.bodies.read(list, MessageList.class).messages(), true);
		}
		throw ProblemException.invalid("body", "The body must be a message or a list of messages");
	}

	record MessageList(@Size(min = 1, max = ExperimentMessageRequest.MOST,
			message = "must have {min} to {max} entries") List<@NotNull @Valid ExperimentMessageRequest> messages) {
	}

}
