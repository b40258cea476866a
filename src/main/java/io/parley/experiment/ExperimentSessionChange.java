package io.parley.experiment;

import java.util.Map;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/**
 * A change of a session that has been decided on one state of it.
 *
 * @param type of its event: {@code ended}, {@code tags} or {@code state}
 * @param condition what must still be true for the event to be; other changes of the
 * session meanwhile do no harm
 * @param update what is written
 * @param news what its event says
 */
record ExperimentSessionChange(String type, Criteria condition, Update update, Map<String, ?> news) {
}
