package io.parley.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.parley.Api;
import io.parley.Secured;
import io.parley.SecuredTest;
import io.parley.reply.ReplyLinks;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes the pictures of the pages that the documents show, in a team of its own. They are
 * in {@code target/pictures}; {@code -Dparley.test.pictures=docs/images} renews those of
 * the documents.
 */
@SecuredTest
@RequiresChromium
class PicturesTest {

	private static final Path FOLDER = Path.of(System.getProperty("parley.test.pictures", "target/pictures"));

	private static final String QUESTION = """
			{"type": "object", "required": ["approved", "carrier"], "properties": {
			  "approved": {"type": "boolean", "title": "Ship the order?"},
			  "carrier": {"enum": ["Post", "Courier", "Own van"], "title": "Carrier"},
			  "packages": {"type": "integer", "minimum": 1, "maximum": 20, "title": "Packages",
			    "description": "As many as the carrier is to collect."},
			  "pick_up": {"type": "string", "format": "date", "title": "Pick up on"},
			  "address": {"type": "object", "title": "Address", "properties": {
			    "street": {"type": "string", "title": "Street", "maxLength": 80},
			    "city": {"type": "string", "title": "City", "maxLength": 80}}},
			  "remarks": {"type": "array", "title": "Remarks", "items": {"type": "string"}, "maxItems": 5}}}""";

	private final String team = "shop";

	@Autowired
	private ReplyLinks links;

	private Api api;

	private Chromium chromium;

	private String service;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.api = new Api(port);
		this.chromium = chromium;
		this.service = "http://127.0.0.1:" + port;
		assertThat(
				this.api.post("/api/teams", "{\"slug\":\"%s\",\"name\":\"Shop\"}".formatted(this.team), Secured.admin())
					.status())
			.isIn(201, 409);
	}

	@Test
	void showsThePages() throws IOException {
		ObjectId question = new ObjectId(create("/session", """
				{"session_id": "order-17", "subject_id": "shop", "message_data_template": %s,
				 "message_data": {"text": "Order 17 is packed. Please say how it is to be shipped.",
				  "customer": "Ada Lovelace", "total": "129.00 EUR"}, "expiry_date": %d}""".formatted(QUESTION,
				Instant.now().plusSeconds(7200).getEpochSecond())));
		fill();
		signIn();
		picture("inbox", "/console/inbox", false);
		picture("session", "/console/sessions/order-17", false);
		picture("conversation", "/console/participants/user/ada/with/bot/helper", false);
		picture("experiment-session", experimentSession(), false);
		picture("figures", "/console/figures", false);
		String page = URI.create(this.links.pageUrl(question, this.team, new ObjectId())).getRawPath();
		picture("reply", page, false);
		picture("reply-phone", page, true);
	}

	private void fill() {
		String approve = """
				{"policy_input_schema": {"approved": {"type": "boolean"}}}""";
		for (String id : List.of("refund-4", "refund-5", "refund-6", "stock-1")) {
			create("/session", """
					{"session_id": "%s", "subject_id": "%s", "message_data": {"text": "Approve %1$s?"},
					 "message_data_template": %s}""".formatted(id, id.split("-")[0], approve));
			post("/sessions/" + id + "/send_message",
					"{\"channel_id\": \"operators\", \"message\": \"Approve %s?\"}".formatted(id));
		}
		post("/channels/response", "{\"session_id\": \"refund-4\", \"response_data\": {\"approved\": true}}");
		post("/channels/response", "{\"session_id\": \"refund-5\", \"response_data\": {\"approved\": \"perhaps\"}}");
		post("/users/ada/messages", "{\"bot_ids\": [\"helper\"], \"body\": \"Where is my order?\"}");
		post("/bots/helper/messages",
				"{\"user_ids\": [\"ada\"], \"body\": \"Order 17 is packed and leaves today. \ud83d\ude9a\"}");
		post("/users/ada/messages", "{\"bot_ids\": [\"helper\"], \"body\": \"Thank you!\"}");
	}

	private String experimentSession() {
		String id = this.api.post("/api/sessions", """
				{"experiment": "delivery-bot", "participant": "ada", "messages": [
				 {"role": "user", "content": "Can you bring it tomorrow?"},
				 {"role": "assistant", "content": "Yes: between 9 and 12. Shall I book it?"},
				 {"role": "user", "content": "Please do."}]}""", Secured.admin(this.team)).json().get("id").asString();
		post("/api/sessions/" + id + "/tags", "{\"tags\": [\"delivery\", \"solved\"]}");
		return "/console/experiment-sessions/" + id;
	}

	private String create(String path, String body) {
		Api.Answer answer = post(path, body);
		return answer.json().at("/data/id").asString();
	}

	private Api.Answer post(String path, String body) {
		Api.Answer answer = this.api.post(path, body, Secured.admin(this.team));
		assertThat(answer.status()).as(path + ": " + answer.body()).isBetween(200, 299);
		return answer;
	}

	private void signIn() {
		Person ada = new Person(this.service, this.team + "/ada", "correct horse battery");
		post("/api/accounts/",
				"{\"username\":\"ada\",\"password\":\"%s\",\"scopes\":[\"admin\"]}".formatted(ada.password()));
		ada.signIn(this.chromium);
	}

	private void picture(String name, String path, boolean narrow) throws IOException {
		this.chromium.look(false, narrow);
		this.chromium.open(this.service + path);
		this.chromium.find("main h1");
		assertThat(this.chromium.count("#problem")).as(path).isZero();
		assertThat(this.chromium.errors()).as(path).isEmpty();
		Files.createDirectories(FOLDER);
		Files.write(FOLDER.resolve(name + ".png"), this.chromium.picture());
	}

}
