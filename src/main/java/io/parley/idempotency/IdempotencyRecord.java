package io.parley.idempotency;

import java.time.Instant;
import java.util.Map;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What was answered to an idempotency key, or who is at work on it.
 *
 * @param fingerprint of the request that came first
 * @param operationId the identity of the work, the same for every repetition
 * @param lockedUntil until when the request that is at work may not be taken over
 * @param status the answer's status, or null while there is none
 */
@Document(IdempotencyRecord.COLLECTION)
record IdempotencyRecord(@Id ObjectId id, String key, String fingerprint, ObjectId operationId, Instant lockedUntil,
		Instant createdAt, @Nullable Integer status, @Nullable Map<String, String> headers, byte @Nullable [] body) {

	static final String COLLECTION = "idempotency_keys";

}
