package io.parley.access.key;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.access.audit.Audit;
import io.parley.access.team.Team;
import io.parley.access.team.TeamDirectory;
import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import io.parley.web.Caller;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.page.PageRequest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A key opens what it says for as long as it is there, and nothing else. */
@ParleyTest
class ApiKeysTest {

	@Autowired
	private ApiKeyRepository repository;

	@Autowired
	private ApiKeys keys;

	@Autowired
	private KeyUses uses;

	@Autowired
	private TeamDirectory teams;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private Audit audit;

	@Autowired
	private Ids ids;

	private ApiKeyService service;

	@BeforeEach
	void setUp() {
		this.service = serviceOf(Caller.ANYONE);
	}

	private ApiKeyService serviceOf(Caller caller) {
		return new ApiKeyService(this.repository, this.keys, () -> Optional.of(caller), this.audit);
	}

	private OperationId operation() {
		return new OperationId(this.ids.next());
	}

	private static ApiKeyRequest api(boolean readOnly, String expiresAt, String... scopes) {
		return new ApiKeyRequest("Pipeline", null, List.of(scopes), readOnly, expiresAt, null, null);
	}

	private static ApiKeyRequest embed(String experiment, String... origins) {
		return new ApiKeyRequest("Widget", "embed", null, null, null, experiment, List.of(origins));
	}

	@Test
	void anOperationMakesOneKeyHoweverOftenItIsRepeated() {
		OperationId operation = operation();
		ApiKeyService.Created created = this.service.create(api(false, null, "admin"), operation);
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.service.create(api(false, null, "admin"), operation))
			.withMessageContaining(created.key().id().toHexString());
		assertThat(this.service.get(operation.id().toHexString()).hash()).isEqualTo(created.key().hash());
	}

	@Test
	void aKeyIsItsTeamsCallerWithItsScopes() {
		ApiKeyService.Created created = this.service.create(api(false, null, "sessions:write", "messages:read"),
				operation());
		Caller caller = this.keys.find(created.text().secret()).orElseThrow();
		assertThat(caller).isEqualTo(new Caller(Caller.Kind.API, "api:" + created.key().id().toHexString(), "Pipeline",
				Team.DEFAULT, Set.of(Scope.SESSIONS_WRITE, Scope.MESSAGES_READ), null, null));
	}

	@Test
	void whatIsReadOnlyKeepsOnlyWhatReads() {
		ApiKeyService.Created admin = this.service.create(api(true, null, "admin"), operation());
		assertThat(this.keys.find(admin.text().secret()).orElseThrow().scopes()).containsExactlyInAnyOrder(
				Scope.SESSIONS_READ, Scope.MESSAGES_READ, Scope.SESSION_MESSAGES_READ, Scope.CHANNELS_READ);
		ApiKeyService.Created writer = this.service.create(api(true, null, "sessions:write"), operation());
		assertThat(this.keys.find(writer.text().secret()).orElseThrow().scopes()).isEmpty();
	}

	@Test
	void keepsTheKeyNowhere() {
		ApiKeyService.Created created = this.service.create(api(false, null, "admin"), operation());
		Document stored = this.store.of(Team.DEFAULT)
			.on("api_keys")
			.findOne(new Query(Criteria.where("_id").is(created.key().id())), Document.class)
			.orElseThrow();
		String secret = created.text().secret();
		assertThat(stored.toJson()).contains(created.text().hash()).doesNotContain(secret.substring(12, 40));
		assertThat(created.key().toString() + created + ApiKeyResponse.from(created.key(), secret))
			.doesNotContain(secret.substring(12, 40), created.text().hash());
	}

	@Test
	void whatWasDeletedEndsAtOnce() {
		ApiKeyService.Created created = this.service.create(api(false, null, "admin"), operation());
		assertThat(this.keys.find(created.text().secret())).isPresent();
		String id = created.key().id().toHexString();
		this.service.delete(id);
		assertThat(this.keys.find(created.text().secret())).isEmpty();
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.service.delete(id))
			.withMessage("There is no key with id " + id);
	}

	@Test
	void whatHasExpiredOpensNothing() {
		Instant expiry = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
		ApiKeyService.Created created = this.service.create(api(false, expiry.toString(), "admin"), operation());
		AtomicReference<Instant> now = new AtomicReference<>(expiry.minusMillis(1));
		InstantSource clock = now::get;
		ApiKeys known = new ApiKeys(this.repository, this.uses, this.teams, clock.withZone(ZoneOffset.UTC));
		assertThat(known.find(created.text().secret()).orElseThrow().expiresAt()).isEqualTo(expiry);
		now.set(expiry);
		assertThat(known.find(created.text().secret())).isEmpty();
		assertThat(this.service.get(created.key().id().toHexString()).expiresAt()).isEqualTo(expiry);
	}

	@Test
	void aKeyOfATeamThatHadTheSlugBeforeOpensNothing() {
		ApiKeyService.Created created = this.service.create(api(false, null, "admin"), operation());
		assertThat(this.keys.find(created.text().secret())).isPresent();
		this.store.of(Team.DEFAULT)
			.updateFirst(new Query(Criteria.where("_id").is(created.key().id())),
					Update.update("team_id", new ObjectId()), ApiKey.class);
		this.keys.forget(created.key());
		assertThat(this.keys.find(created.text().secret())).isEmpty();
		assertThat(this.service.list(PageRequest.of(PageRequest.NEWEST_FIRST, 1000, null)).entries())
			.extracting(ApiKey::id)
			.doesNotContain(created.key().id());
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.service.get(created.key().id().toHexString()));
	}

	@Test
	void keepsWhenItWasUsedOnceAMinute() {
		ApiKeyService.Created created = this.service.create(api(false, null, "admin"), operation());
		String id = created.key().id().toHexString();
		assertThat(this.service.get(id).lastUsedAt()).isNull();
		this.keys.find(created.text().secret());
		await().until(() -> this.service.get(id).lastUsedAt() != null);
		Instant first = this.service.get(id).lastUsedAt();
		assertThat(first).isBetween(created.key().createdAt(), Instant.now());
		KeyUses another = new KeyUses(this.repository, Clock.systemUTC());
		another.used(created.key());
		another.keep();
		this.keys.find(created.text().secret());
		this.uses.keep();
		assertThat(this.service.get(id).lastUsedAt()).isEqualTo(first);
		KeyUses later = new KeyUses(this.repository, Clock.offset(Clock.systemUTC(), java.time.Duration.ofSeconds(61)));
		later.used(created.key());
		later.keep();
		assertThat(this.service.get(id).lastUsedAt()).isAfter(first.plusSeconds(60));
	}

	@Test
	void anEmbedKeyKnowsItsExperimentAndItsOrigins() {
		String host = Api.id("host") + ".example";
		ApiKeyService.Created created = this.service.create(
				embed("weather-bot", "HTTPS://" + host + ":443", "https://" + host, "http://" + host + ":3000"),
				operation());
		Caller caller = this.keys.find(created.text().secret()).orElseThrow();
		assertThat(caller.isEmbedded()).isTrue();
		assertThat(caller.experiment()).isEqualTo("weather-bot");
		assertThat(caller.scopes()).isEmpty();
		assertThat(this.keys.allowedOrigins(created.text().secret())).containsExactlyInAnyOrder("https://" + host,
				"http://" + host + ":3000");
		assertThat(this.keys.isAllowedOrigin("https://" + host)).isTrue();
		assertThat(this.keys.isAllowedOrigin("https://" + host + ":444")).isFalse();
		assertThat(this.keys.isAllowedOrigin("null")).isFalse();
		this.service.delete(created.key().id().toHexString());
		assertThat(this.keys.isAllowedOrigin("https://" + host)).isFalse();
		assertThat(this.keys.allowedOrigins(created.text().secret())).isEmpty();
	}

	@Test
	void nobodyGrantsAScopeThatTheyDoNotHave() {
		Caller limited = new Caller(Caller.Kind.API, "api:x", "x", Team.DEFAULT, Set.of(Scope.SESSIONS_READ), null,
				null);
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(
					() -> serviceOf(limited).create(api(false, null, "sessions:read", "sessions:write"), operation()))
			.withMessageStartingWith("This needs the scope sessions:write, which the credential")
			.satisfies((refusal) -> assertThat(refusal.getStatusCode().value()).isEqualTo(403));
	}

	@Test
	void refusesWhatDoesNotGoTogether() {
		refuses(api(false, null), "scopes must have at least one of sessions:read, ");
		refuses(api(false, null, "sessions"), "scopes must only have these scopes: sessions:read, ");
		refuses(api(false, "2020-01-01T00:00:00Z", "admin"), "expires_at must be in the future");
		refuses(api(false, "tomorrow", "admin"), "expires_at must be null or a time in ISO-8601");
		refuses(api(false, "+999999999-12-31T23:59:59Z", "admin"), "expires_at must be in the future, up to");
		refuses(new ApiKeyRequest("x", "api", List.of("admin"), null, null, "e", null), "experiment must be absent");
		refuses(new ApiKeyRequest("x", null, List.of("admin"), null, null, null, List.of("https://a.example")),
				"allowed_origins must be absent");
		refuses(new ApiKeyRequest("x", "embed", List.of("admin"), null, null, "e", List.of("https://a.example")),
				"scopes must be absent");
		refuses(new ApiKeyRequest("x", "embed", null, true, null, "e", List.of("https://a.example")),
				"read_only must be absent");
		refuses(new ApiKeyRequest("x", "embed", null, null, null, null, List.of("https://a.example")),
				"experiment is required");
		refuses(embed("e"), "allowed_origins must have at least one");
		refuses(embed("e", "https://a.example", "*"), "allowed_origins has an entry that is no origin");
	}

	private void refuses(ApiKeyRequest request, String sentence) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.service.create(request, operation()))
			.withMessageStartingWith(sentence)
			.satisfies((refusal) -> assertThat(refusal.getStatusCode().value()).isEqualTo(400));
	}

}
