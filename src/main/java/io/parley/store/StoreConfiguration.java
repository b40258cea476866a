package io.parley.store;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.data.mongodb.core.query.Criteria;

/** Connects Spring Data to the store. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	MongoClientSettingsBuilderCustomizer durableAndBounded(StoreProperties properties, MemoryBudget budget) {
		return (settings) -> settings.writeConcern(WriteConcern.MAJORITY.withJournal(true))
			.readPreference(ReadPreference.primary())
			.codecRegistry(CodecRegistries.fromRegistries(CodecRegistries.fromCodecs(new CountedDocumentCodec(budget)),
					MongoClientSettings.getDefaultCodecRegistry()))
			.timeout(properties.timeout().toMillis(), TimeUnit.MILLISECONDS)
			.applyToClusterSettings((cluster) -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
			.applyToSocketSettings((socket) -> socket.connectTimeout(3, TimeUnit.SECONDS));
	}

	@Bean
	MongoCustomConversions mongoCustomConversions() {
		return MongoCustomConversions
			.create((conversions) -> conversions.bigDecimal(MongoCustomConversions.BigDecimalRepresentation.DECIMAL128)
				.registerConverters(List.of(new WriteJsonObject(), new ReadJsonObject())));
	}

	@Bean
	MappingMongoConverter mappingMongoConverter(MongoMappingContext context, MongoCustomConversions conversions) {
		MappingMongoConverter converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
		converter.setCustomConversions(conversions);
		converter.setTypeMapper(new DefaultMongoTypeMapper(null));
		return converter;
	}

	@Bean
	MajorityReads mongoTemplate(MongoDatabaseFactory factory, MongoConverter converter) {
		return new MajorityReads(factory, converter);
	}

	@Bean
	TeamTemplate teamTemplate(MongoOperations mongo, KeyPageReader pages, IndexStatus indexes, Teams teams) {
		return new TeamTemplate(mongo, pages, indexes, () -> Criteria.where(TeamTemplate.TEAM).is(teams.current()),
				teams::current);
	}

	@WritingConverter
	static class WriteJsonObject implements Converter<JsonObject, Document> {

		@Override
		public Document convert(JsonObject object) {
			return object.stored();
		}

	}

	@ReadingConverter
	static class ReadJsonObject implements Converter<Document, JsonObject> {

		@Override
		public JsonObject convert(Document stored) {
			return new JsonObject(stored);
		}

	}

}
