package io.parley;

import java.util.List;
import java.util.Set;

import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The judge of queries knows which index serves each. */
class QueryShapeTest {

	private static final List<QueryShape.Index> INDEXES = List.of(index("status", "created_at", "_id"),
			index("created_at", "_id"), index("subject_id", "created_at", "_id"), index("ended", "expiry_date"),
			new QueryShape.Index(keys("outbox.at"), Set.of("outbox.at")));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{team: 't', status: 's'}                                     | {}                     | team, status, created_at, _id
					{team: 't', status: {$in: ['s', 'r']}}                       | {created_at: 1, _id: 1} | team, status, created_at, _id
					{team: 't', status: 's'}                                     | {created_at: -1, _id: -1} | team, status, created_at, _id
					{team: 't'}                                                  | {created_at: 1, _id: 1} | team, created_at, _id
					{team: 't', created_at: {$gt: 1}}                            | {created_at: 1, _id: 1} | team, created_at, _id
					{team: 't', ended: false, expiry_date: {$gt: 0, $lte: 5}}    | {}                     | team, ended, expiry_date
					{team: 't', _id: 5}                                          | {}                     | _id
					{team: 't', 'outbox.at': {$lte: 5}}                          | {}                     | team, outbox.at
					{$and: [{team: 't'}, {status: 's'}]}                         | {}                     | team, status, created_at, _id
					{team: 't', $or: [{status: 's'}, {subject_id: 'u'}]}         | {}                     | team, status, created_at, _id or team, subject_id, created_at, _id
					{team: 't', status: 's', $or: [{a: 1}, {b: 2}]}              | {}                     | team, status, created_at, _id
					""")
	void namesTheIndexThatServes(String filter, String sort, String index) {
		assertThat(shape(filter, sort).servedBy(INDEXES, false)).hasValue(index);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{status: 's'}                                          | {}
			{team: {$ne: 't'}, status: 's'}                        | {}
			{team: 't', other: 1}                                  | {}
			{team: 't', status: {$ne: 's'}}                        | {}
			{team: 't', status: {$nin: ['s']}}                     | {}
			{team: 't', expiry_date: {$lte: 5}}                    | {}
			{team: 't', 'outbox.at': {$exists: false}}             | {}
			{team: 't', status: 's'}                               | {created_at: 1, _id: -1}
			{team: 't', status: 's'}                               | {expiry_date: 1}
			{team: 't', other: 1}                                  | {created_at: 1, _id: 1}
			{team: 't', $or: [{status: 's'}, {other: 1}]}          | {}
			{$or: [{team: 't', status: 's'}, {status: 'r'}]}       | {}
			""")
	void findsNoneForWhatWouldBeScanned(String filter, String sort) {
		assertThat(shape(filter, sort).servedBy(INDEXES, false)).isEmpty();
	}

	@Test
	void letsCallersFilterFreelyOnlyInTheOrderOfAnIndex() {
		assertThat(shape("{team: 't', other: 1}", "{created_at: 1, _id: 1}").servedBy(INDEXES, true))
			.hasValue("team, created_at, _id");
		assertThat(shape("{team: 't', other: 1}", "{}").servedBy(INDEXES, true)).isEmpty();
	}

	@Test
	void readsThePartOfAPipelineThatAnIndexServes() {
		BsonDocument command = BsonDocument.parse(
				"{aggregate: 'c', pipeline: [{$match: {team: 't'}}, {$match: {status: 's'}}, {$group: {_id: '$a'}}]}");
		assertThat(QueryShape.of("aggregate", command)).singleElement()
			.satisfies((shape) -> assertThat(shape.servedBy(INDEXES, false)).hasValue("team, status, created_at, _id"));
	}

	private static QueryShape shape(String filter, String sort) {
		return QueryShape.of(BsonDocument.parse(filter), BsonDocument.parse(sort));
	}

	private static QueryShape.Index index(String... fields) {
		return new QueryShape.Index(keys(fields), Set.of());
	}

	private static Document keys(String... fields) {
		Document keys = new Document("team", 1);
		List.of(fields).forEach((field) -> keys.append(field, 1));
		return keys;
	}

}
