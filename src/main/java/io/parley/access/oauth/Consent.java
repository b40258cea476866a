package io.parley.access.oauth;

import java.time.Instant;
import java.util.List;

import org.bson.types.ObjectId;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a person has allowed an application, so as not to be asked again.
 *
 * @param teamId the team's own id
 * @param application the id of the application's document
 * @param account the id of the person's account
 */
@Document(Consent.COLLECTION)
record Consent(@Id ObjectId id, String team, ObjectId teamId, ObjectId application, String account, List<String> scopes,
		Instant updatedAt) {

	static final String COLLECTION = "oauth_consents";

}
