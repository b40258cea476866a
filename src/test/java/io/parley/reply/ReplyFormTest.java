package io.parley.reply;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.sessionmessage.template.ReplyTemplate;
import io.parley.sessionmessage.template.ReplyTemplates;
import io.parley.sessionmessage.template.TemplateLimits;
import io.parley.store.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** What is typed into a form becomes the reply that was meant. */
class ReplyFormTest {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final ReplyTemplates TEMPLATES = new ReplyTemplates(
			new TemplateLimits(10_000, Duration.ofSeconds(20), 10));

	private static final String ORDER = """
			{"type": "object", "required": ["customer", "parts"], "properties": {
			 "customer": {"type": "object", "required": ["name"], "properties": {
			  "name": {"type": "string"}, "address": {"type": "object", "required": ["street"], "properties": {
			   "street": {"type": "string"}, "country": {"type": "string", "default": "DE"}}}}},
			 "parts": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["sku"], "properties": {
			  "sku": {"type": "string"}, "count": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "string"}}}}}}}""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'type':'string'} | ' a \\n b'", "{'type':'string','maxLength':9} | '👍🏽'",
					"{'type':'number'} | 1.50", "{'type':'number'} | -12345678901234567890.12345678901234",
					"{'type':'number'} | 9223372036854775807", "{'type':'number'} | 1e5",
					"{'type':'number'} | 9007199254740993", "{'type':'integer'} | -3", "{'type':'boolean'} | false",
					"{'enum':['a',1,1.5,null,{'b':[1]}]} | {'b':[1]}", "{'enum':['a',1,1.5,null]} | null",
					"{'type':'array','items':{'type':'number'}} | [1,2.50,1]",
					"{'type':'array','uniqueItems':true,'items':{'enum':['a','b','c']}} | ['a','c']",
					"{'type':'string','format':'date'} | '2026-02-28'",
					"{'type':'string','format':'date-time'} | '2026-02-28T10:11:12.345+05:30'",
					"{'type':'string','format':'time'} | '10:11:12+01:00'", "{} | [1,{'a':null}]", "{} | 'text'",
					"{} | '12'", "{} | ' '", "{} | null", "{'type':['string','integer']} | '12'",
					"{'type':['string','integer']} | 12", "{'type':'object'} | {'__proto__':{'a.b':1,'$c':2,'':3}}",
					"{'type':'array','prefixItems':[{}]} | [1,'x']", "{'type':['string','null']} | 'x'",
					"{'type':'array','items':{'type':'array','items':{'type':'integer'}}} | [[1],[2,3]]" })
	void whatTheDataHasIsFilledInAndComesBackExactly(String rules, String value) {
		String template = "{\"properties\":{\"f\":" + json(rules) + "},\"required\":[\"f\"]}";
		JsonObject data = read("{\"f\":" + json(value) + "}");
		assertThat(TEMPLATES.of(read(template)).validate(data)).isEmpty();
		ReplyForm form = ReplyForm.of(read(template), data, MAPPER);
		FormReply reply = form.read(resent(form));
		assertThat(reply.faults()).isEmpty();
		assertThat(MAPPER.writeValueAsString(reply.data())).isEqualTo(MAPPER.writeValueAsString(data));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'type':'number'} | 1.500 | 1.500", "{'type':'number'} | 1,5 | 1.5",
					"{'type':'number'} | 1.500,25 | 1500.25", "{'type':'number'} | 12.345 | 12.345",
					"{'type':'integer'} | +7 | 7", "{'type':'number'} | .5 | 0.5",
					"{'type':'string','format':'date-time'} | 2026-07-01T10:00 | '2026-07-01T10:00:00+02:00'",
					"{'type':'string','format':'date-time'} | 2026-10-25T02:30 | '2026-10-25T02:30:00+02:00'",
					"{'type':'string','format':'time'} | 14:30 | '14:30:00Z'", "{'type':'boolean'} | true | true",
					"{'enum':['a',{'b':1}]} | 1 | {'b':1}", "{} | 12 | 12", "{} | '12' | '12'",
					"{} | {'a':1} | {'a':1}", "{} | {a} | '{a}'", "{'type':['boolean','string']} | yes | 'yes'" })
	void readsWhatIsTyped(String rules, String typed, String value) {
		JsonObject template = read("{\"properties\":{\"f\":" + json(rules) + "}}");
		FormReply reply = typed(template, "f/f", rules.equals("{}") ? json(typed) : typed, "zone", "Europe/Berlin");
		assertThat(reply.faults()).isEmpty();
		assertThat(MAPPER.writeValueAsString(reply.data())).isEqualTo("{\"f\":" + json(value) + "}");
		assertThat(TEMPLATES.of(template).validate(reply.data())).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'type':'number'} | 1,500", "{'type':'number'} | x", "{'type':'number'} | 1e9999",
					"{'type':'number'} | 12345678901234567890123456789012345", "{'type':'boolean'} | maybe",
					"{'enum':['a']} | 1", "{'enum':['a']} | -1", "{'type':'object'} | {",
					"{'type':'object'} | {'a':1,'a':2}", "{'type':'string','format':'date-time'} | 2026-03-29T02:30",
					"{'type':['integer','boolean']} | x", "{'type':'string','format':'time'} | 25:00" })
	void tellsWhatCannotBeRead(String rules, String typed) {
		JsonObject template = read("{\"properties\":{\"f\":" + json(rules) + "}}");
		assertThat(typed(template, "f/f", json(typed), "zone", "Europe/Berlin").faults()).containsOnlyKeys("/f");
	}

	@Test
	void aZoneThatIsNotKnownIsNotGuessed() {
		JsonObject template = read("{\"properties\":{\"f\":{\"format\":\"date-time\"}}}");
		assertThat(typed(template, "f/f", "2026-07-01T10:00", "zone", "Moon/Base").faults().get("/f")).contains("UTC");
		assertThat(MAPPER.writeValueAsString(typed(template, "f/f", "2026-07-01T10:00").data()))
			.isEqualTo("{\"f\":\"2026-07-01T10:00:00Z\"}");
	}

	@Test
	void whatIsLeftEmptyIsLeftOut() {
		FormReply reply = typed(read(ORDER), "f/customer/name", "Ada", "i/parts", "0", "f/parts/0/sku", "x", "i/parts",
				"1", "f/parts/1/sku", "", "f/customer/address/street", "");
		assertThat(MAPPER.writeValueAsString(reply.data()))
			.isEqualTo("{\"customer\":{\"name\":\"Ada\"},\"parts\":[{\"sku\":\"x\"}]}");
		assertThat(MAPPER.writeValueAsString(typed(read(ORDER)).data())).isEqualTo("{\"customer\":{},\"parts\":[]}");
		assertThat(typed(read(ORDER)).path("customer.name")).isEqualTo("/customer/name");
		assertThat(typed(read(ORDER)).path("nothing.name")).isEmpty();
	}

	@Test
	void anErrorIsAtTheItemThatIsMeantWhereOthersAreLeftOut() {
		FormReply reply = typed(read(ORDER), "i/parts", "0", "i/parts", "5", "f/parts/5/count", "1");
		assertThat(reply.path("parts.0.sku")).isEqualTo("/parts/5/sku");
		assertThat(reply.labels().get("/parts/5")).isEqualTo("parts 2");
	}

	@Test
	void anErrorThatCouldBeOfTwoFieldsIsSaidOfNone() {
		JsonObject template = read(
				"""
						{"properties":{"d.e":{"type":"string"},"d":{"type":"object","properties":{"e":{"type":"integer"}}}}}""");
		FormReply reply = typed(template, "f/d.e", "x", "f/d/e", "1");
		assertThat(reply.path("d.e")).isEmpty();
		assertThat(reply.path("d")).isEqualTo("/d");
	}

	@Test
	void listsThatWouldBeLargerThanAPageAreWrittenAsJson() {
		String values = IntStream.range(0, 4000).mapToObj(String::valueOf).collect(Collectors.joining(","));
		JsonObject template = read(
				"{\"properties\":{\"l\":{\"type\":\"array\",\"items\":{\"enum\":[" + values + "]}}}}");
		ReplyForm small = ReplyForm.of(template, read("{\"l\":[7]}"), MAPPER);
		FormField list = small.show(small.fill(), Map.of(), null).members().get(0);
		assertThat(list.control()).isEqualTo("list");
		assertThat(list.adding()).isNull();
		ReplyForm large = ReplyForm.of(template, read("{\"l\":[7,8,9]}"), MAPPER);
		assertThat(large.show(large.fill(), Map.of(), null).members().get(0).control()).isEqualTo("area");
		assertThat(MAPPER.writeValueAsString(large.read(resent(large)).data())).isEqualTo("{\"l\":[7,8,9]}");
	}

	@Test
	void listsGrowAndShrinkAndKeepWhatIsTyped() {
		ReplyForm form = ReplyForm.of(read(ORDER),
				read("{\"parts\":[{\"sku\":\"a\",\"own\":1},{\"sku\":\"b\",\"own\":2}]}"), MAPPER);
		FormInput input = resent(form);
		input.add("remove", "/parts/1");
		assertThat(form.change(input)).isEqualTo("/parts");
		FormInput next = parse(
				List.of(Map.entry("i/parts", "0"), Map.entry("f/parts/0/sku", "a"), Map.entry("add", "/parts")));
		assertThat(form.change(next)).isEqualTo("/parts/2");
		next.add("f/parts/2/sku", "c");
		assertThat(MAPPER.writeValueAsString(form.read(next).data()))
			.isEqualTo("{\"customer\":{},\"parts\":[{\"own\":1,\"sku\":\"a\"},{\"sku\":\"c\"}]}");
		FormInput nested = parse(List.of(Map.entry("i/parts", "0"), Map.entry("add", "/parts/0/tags")));
		assertThat(form.change(nested)).isEqualTo("/parts/0/tags/0");
		for (String nowhere : List.of("", "/", "/parts/", "/parts/x", "/parts/0/tags/0/1/2", "/customer", "/nothing",
				"parts", "/parts/99999999")) {
			FormInput odd = parse(List.of(Map.entry("add", nowhere)));
			assertThat(form.change(odd)).isEmpty();
			odd = parse(List.of(Map.entry("remove", nowhere)));
			assertThat(form.change(odd)).isIn("", "/parts");
		}
	}

	@Test
	void whatTheDataHadAndIsEmptiedIsEmptied() {
		JsonObject template = read(
				"""
						{"properties":{"note":{"type":"string"},"n":{"type":"number"},"z":{"type":["number","null"]},"l":{"type":"array"},
						 "must":{"type":"number"}},"required":["must"]}""");
		JsonObject data = read("{\"note\":\"old\",\"n\":1,\"z\":2,\"l\":[1],\"must\":3}");
		FormReply reply = ReplyForm.of(template, data, MAPPER).read(parse(List.of()));
		assertThat(MAPPER.writeValueAsString(reply.data())).isEqualTo("{\"note\":\"\",\"z\":null,\"l\":[]}");
		assertThat(reply.faults()).containsOnlyKeys("/n", "/must");
	}

	@Test
	void noDefaultIsFilledInOfWhatMayBeLeftOut() {
		ReplyForm form = ReplyForm.of(read(ORDER), JsonObject.empty(), MAPPER);
		assertThat(form.fill().has("f/customer/address/country")).isFalse();
		assertThat(form.fill().all("i/parts")).containsExactly("0");
		ReplyForm there = ReplyForm.of(read(ORDER), read("{\"customer\":{\"address\":{\"street\":\"s\"}}}"), MAPPER);
		assertThat(there.fill().first("f/customer/address/country")).isEqualTo("DE");
	}

	@Test
	void whatATemplateOnlyShowsIsNotAskedFor() {
		JsonObject template = read("{\"properties\":{\"id\":{\"readOnly\":true},\"ok\":{\"type\":\"boolean\"}}}");
		ReplyForm form = ReplyForm.of(template, read("{\"id\":[1.50]}"), MAPPER);
		FormField shown = form.show(form.fill(), Map.of(), null).members().get(0);
		assertThat(shown.control()).isEqualTo("text");
		assertThat(shown.value()).contains("1.50");
		assertThat(form.read(parse(List.of(Map.entry("f/id", "2")))).data().size()).isZero();
	}

	@Test
	void anythingIsAskedForAsText() {
		ReplyForm form = ReplyForm.of(JsonObject.empty(), JsonObject.empty(), MAPPER);
		assertThat(MAPPER.writeValueAsString(form.read(parse(List.of(Map.entry("f/text", "Fine")))).data()))
			.isEqualTo("{\"text\":\"Fine\"}");
		assertThat(ReplyForm.of(read("{\"additionalProperties\":false}"), JsonObject.empty(), MAPPER)
			.show(new FormInput(), Map.of(), null)
			.members()).isEmpty();
	}

	@Test
	void aTemplateLargerThanAPageIsAnsweredAsJson() {
		String fields = IntStream.range(0, 4900)
			.mapToObj((i) -> "\"f" + i + "\":{\"type\":\"string\"}")
			.collect(Collectors.joining(","));
		JsonObject template = read("{\"policy_input_schema\":{" + fields + "}}");
		assertTimeout(Duration.ofSeconds(5), () -> {
			ReplyForm form = ReplyForm.of(template, JsonObject.empty(), MAPPER);
			FormField root = form.show(form.fill(), Map.of(), null);
			assertThat(root.control()).isEqualTo("area");
			assertThat(MAPPER
				.writeValueAsString(form.read(parse(List.of(Map.entry(root.name(), "{\"f1\":\"x\"}")))).data()))
				.isEqualTo("{\"f1\":\"x\"}");
			assertThat(form.read(parse(List.of(Map.entry(root.name(), "[1]")))).faults()).containsOnlyKeys("");
			assertThat(form.read(parse(List.of(Map.entry(root.name(), "")))).data().size()).isZero();
		});
	}

	@Test
	void namesThatBrowsersChangeAreSpeltSoThatTheyStay() {
		JsonObject template = read(
				"{\"properties\":{\"a\\n%/~ü\":{\"type\":\"string\"},\"__proto__\":{\"type\":\"string\"}}}");
		ReplyForm form = ReplyForm.of(template, JsonObject.empty(), MAPPER);
		List<String> names = form.show(form.fill(), Map.of(), null).members().stream().map(FormField::name).toList();
		assertThat(names).containsExactly("f/a%0A%25~1~0ü", "f/__proto__");
		FormReply reply = form.read(parse(List.of(Map.entry(names.get(0), "x"), Map.entry(names.get(1), "y\r\nz"))));
		assertThat(MAPPER.writeValueAsString(reply.data())).isEqualTo("{\"a\\n%/~ü\":\"x\",\"__proto__\":\"y\\nz\"}");
	}

	/**
	 * Random values that the template takes come back as they are, through every kind.
	 */
	@Test
	void whateverValidatesComesBack() {
		Random random = new Random(13);
		String template = """
				{"type":"object","properties":{"s":{"type":"string"},"n":{"type":"number"},"i":{"type":"integer"},
				 "b":{"type":"boolean"},"e":{"enum":["x",2,true,null,[1]]},"d":{"format":"date"},"t":{"format":"date-time"},
				 "any":{},"l":{"type":"array","items":{"type":["number","string"]}},"o":{"type":"object","properties":{
				  "p":{"type":"array","items":{"type":"object","properties":{"q":{"type":"string"},"r":{}}}}}}}}""";
		ReplyTemplate check = TEMPLATES.of(read(template));
		for (int i = 0; i < 300; i++) {
			JsonObject data = read(object(random));
			assertThat(check.validate(data)).isEmpty();
			ReplyForm form = ReplyForm.of(read(template), data, MAPPER);
			FormReply reply = form.read(resent(form));
			assertThat(reply.faults()).isEmpty();
			assertThat(MAPPER.readTree(MAPPER.writeValueAsString(reply.data())))
				.isEqualTo(MAPPER.readTree(MAPPER.writeValueAsString(data)));
		}
	}

	private static String object(Random random) {
		List<String> members = new ArrayList<>();
		String[][] values = { { "s", "\"\"", "\"a\\n\\\" b\"", "\"\\r\"", "\" \"", "\"null\"", "\"שלום 🚀\"" },
				{ "n", "0", "-1.50", "1E+400", "123456789012345678901234567890.1234" },
				{ "i", "5.0", "-9223372036854775808" }, { "b", "true", "false" },
				{ "e", "\"x\"", "2.0", "true", "null", "[1]" }, { "d", "\"2026-01-31\"" },
				{ "t", "\"2026-01-31T10:00:00.123456Z\"", "\"2026-01-31t10:00:00z\"" },
				{ "any", "\"12\"", "12", "{\"a\":[]}", "\"{\"", "\"plain\"" },
				{ "l", "[1,\"1\",\"x\"]", "[]", "[\" \"]" },
				{ "o", "{\"p\":[{\"q\":\"\\n\",\"r\":false,\"own\":1}],\"own\":2}", "{\"p\":[]}" } };
		for (String[] value : values) {
			if (random.nextInt(4) > 0) {
				members.add("\"" + value[0] + "\":" + value[1 + random.nextInt(value.length - 1)]);
			}
		}
		return "{" + String.join(",", members) + "}";
	}

	/** What a browser sends of a form that nobody touched. */
	private static FormInput resent(ReplyForm form) {
		FormInput filled = form.fill();
		List<Map.Entry<String, String>> sent = new ArrayList<>();
		collect(form.show(filled, Map.of(), null), sent);
		return parse(sent);
	}

	private static void collect(FormField field, List<Map.Entry<String, String>> sent) {
		if (field.item() != null) {
			sent.add(Map.entry(field.item().name(), field.item().index()));
		}
		if (field.options().isEmpty() && !List.of("group", "list", "text").contains(field.control())) {
			// The line break at the beginning of a text area is none of its text.
			sent.add(Map.entry(field.name(),
					(field.control().equals("area") ? field.value().substring(1) : field.value()).replace("\n",
							"\r\n")));
		}
		field.options()
			.stream()
			.filter(FormField.FormOption::chosen)
			.forEach((option) -> sent.add(Map.entry(field.name(), option.value())));
		field.members().forEach((member) -> collect(member, sent));
	}

	private static FormReply typed(JsonObject template, String... fields) {
		List<Map.Entry<String, String>> sent = new ArrayList<>();
		for (int i = 0; i < fields.length; i += 2) {
			sent.add(Map.entry(fields[i], fields[i + 1]));
		}
		return ReplyForm.of(template, JsonObject.empty(), MAPPER).read(parse(sent));
	}

	private static FormInput parse(List<Map.Entry<String, String>> fields) {
		return FormInput.parse(fields.stream()
			.map((field) -> encode(field.getKey()) + "=" + encode(field.getValue()))
			.collect(Collectors.joining("&"))
			.getBytes(StandardCharsets.US_ASCII));
	}

	private static String encode(String text) {
		return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String json(String text) {
		return text.replace('\'', '"').replace("\n", "\\n");
	}

	private static JsonObject read(String json) {
		return MAPPER.readValue(json, JsonObject.class);
	}

}
