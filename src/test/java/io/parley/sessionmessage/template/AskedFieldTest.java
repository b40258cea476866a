package io.parley.sessionmessage.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** What templates of both dialects ask for, field by field. */
class AskedFieldTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{'type':'string'} | LONG_TEXT", "{'type':'string','maxLength':50} | TEXT",
			"{'type':'string','pattern':'^a'} | TEXT", "{'minLength':1,'maxLength':9} | TEXT",
			"{'type':'number'} | NUMBER", "{'minimum':1} | NUMBER", "{'type':'integer'} | INTEGER",
			"{'type':['number','integer']} | NUMBER", "{'type':'boolean'} | YES_NO", "{'enum':['a',1,null]} | CHOICE",
			"{'const':'a'} | CHOICE", "{'oneOf':[{'const':1,'title':'One'},{'const':2}]} | CHOICE",
			"{'anyOf':[{'enum':['a','b']},{'const':'c'}]} | CHOICE",
			"{'type':'array','items':{'enum':['a','b']},'uniqueItems':true} | CHOICES",
			"{'type':'array','items':{'enum':['a','b']}} | LIST", "{'items':{'type':'number'}} | LIST",
			"{'type':'array'} | LIST", "{'type':'array','prefixItems':[{}]} | JSON",
			"{'type':'array','items':false} | JSON", "{'type':'string','format':'date'} | DATE",
			"{'format':'date-time'} | DATE_TIME", "{'type':'string','format':'time'} | TIME",
			"{'type':'string','format':'email'} | EMAIL", "{'type':'string','format':'uri'} | URI",
			"{'type':'string','format':'uuid'} | TEXT", "{'type':'object','properties':{'a':{}}} | OBJECT",
			"{'required':['a'],'type':'object'} | OBJECT", "{'type':'object'} | JSON",
			"{'type':'object','additionalProperties':{'type':'number'}} | JSON", "{} | ANY", "true | ANY",
			"{'type':['string','integer']} | ANY", "{'type':['array','object']} | JSON",
			"{'type':['string','null'],'format':'date'} | DATE",
			"{'anyOf':[{'type':'null'},{'type':'boolean'}]} | YES_NO",
			"{'anyOf':[{'type':'string','format':'date'},{'type':'number'}]} | ANY",
			"{'oneOf':[{'type':'string'},{'type':'object','properties':{}}]} | ANY", "{'$ref':'#/$defs/day'} | DATE",
			"{'$ref':'#day'} | DATE", "{'allOf':[{'$ref':'#/$defs/day'}],'title':'x'} | DATE" })
	void knowsTheKindOfAField(String rules, FieldKind kind) {
		AskedField field = only("""
				{"properties": {"f": %s}, "$defs": {"day": {"$anchor": "day", "type": "string", "format": "date"}}}"""
			.formatted(rules.replace('\'', '"')));
		assertThat(field.kind()).isEqualTo(kind);
		assertThat(field.path()).isEqualTo("/f");
	}

	@ParameterizedTest
	@CsvSource({ "string,LONG_TEXT", "number,NUMBER", "boolean,YES_NO", "array,LIST", "object,JSON", "any,ANY" })
	void knowsTheKindsOfPolicies(String type, FieldKind kind) {
		AskedField field = only("{\"policy_input_schema\":{\"f\":{\"type\":\"%s\"}}}".formatted(type));
		assertThat(field.kind()).isEqualTo(kind);
		assertThat(field.isRequired()).isTrue();
	}

	@Test
	void tellsWhatTheTemplateSays() {
		AskedField field = only(
				"""
						{"properties": {"a/b~c": {"title": " Amount ", "description": "In euros", "type": "number", "minimum": 1,
						 "exclusiveMaximum": 10.5, "multipleOf": 0.5, "default": 2, "readOnly": true}}, "required": ["a/b~c"]}""");
		assertThat(field.name()).isEqualTo("a/b~c");
		assertThat(field.path()).isEqualTo("/a~1b~0c");
		assertThat(field.title()).isEqualTo("Amount");
		assertThat(field.label()).isEqualTo("Amount");
		assertThat(field.description()).isEqualTo("In euros");
		assertThat(field.isRequired()).isTrue();
		assertThat(field.isReadOnly()).isTrue();
		assertThat(field.defaultValue()).isEqualTo(new JsonValue(2));
		assertThat(field.bounds().minimum()).isEqualByComparingTo("1");
		assertThat(field.bounds().below()).isEqualByComparingTo(new BigDecimal("10.5"));
		assertThat(field.bounds().multipleOf()).isEqualByComparingTo("0.5");
		FieldBounds text = only(
				"""
						{"policy_input_schema": {"f": {"type": "string", "minLength": 2, "maxLength": 1e30, "pattern": "x"}}}""")
			.bounds();
		assertThat(text.minLength()).isEqualTo(2);
		assertThat(text.maxLength()).isEqualTo(Integer.MAX_VALUE);
		assertThat(text.pattern()).isEqualTo("x");
		assertThat(text.patternFromStart()).isTrue();
	}

	@Test
	void choicesHaveTheirTitles() {
		List<FieldChoice> choices = only("""
				{"properties": {"f": {"oneOf": [{"const": 1, "title": "One"}, {"const": true}, {"const": null},
				 {"enum": ["a", {"b": 1.50}, ""]}]}}}""").choices();
		assertThat(choices).extracting(FieldChoice::label)
			.containsExactly("One", "Yes", "Nothing (null)", "a", "{\"b\":1.50}", "\"\"");
		assertThat(choices).extracting(FieldChoice::title).containsExactly("One", null, null, null, null, null);
		assertThat(choices.get(0).value()).isEqualTo(new JsonValue(1));
		assertThat(choices.get(0).is(new JsonValue(1L))).isTrue();
		assertThat(choices.get(0).is(new JsonValue("1"))).isFalse();
	}

	@Test
	void putsTogetherWhatSeveralSchemasSay() {
		AskedField root = read(
				"""
						{"allOf": [{"$ref": "#/$defs/base"}, {"properties": {"b": {"type": "boolean"}, "a": {"maxLength": 5}},
						 "required": ["b"]}], "$defs": {"base": {"properties": {"a": {"type": "string"}}, "required": ["a"]}},
						 "if": {"properties": {"b": {"const": true}}}, "then": {"properties": {"why": {"type": "string"}}, "required": ["why"]}}""");
		assertThat(root.members()).extracting(AskedField::name).containsExactly("a", "b", "why");
		assertThat(root.members()).extracting(AskedField::isRequired).containsExactly(true, true, false);
		assertThat(root.members().get(0).kind()).isEqualTo(FieldKind.TEXT);
	}

	@Test
	void alternativesAreAskedForTogether() {
		AskedField root = read(
				"""
						{"oneOf": [{"properties": {"kind": {"const": "yes"}, "amount": {"type": "number"}}, "required": ["kind"]},
						 {"properties": {"kind": {"const": "no"}, "reason": {"type": "string"}}, "required": ["kind", "reason"]}]}""");
		assertThat(root.members()).extracting(AskedField::name).containsExactly("kind", "amount", "reason");
		assertThat(root.members()).extracting(AskedField::isRequired).containsOnly(false);
		assertThat(root.members().get(0).choices()).extracting(FieldChoice::label).containsExactly("yes", "no");
	}

	@Test
	void alternativesMaySayAgainThatTheyAreObjects() {
		AskedField root = read(
				"""
						{"properties": {"a": {}, "b": {}}, "anyOf": [{"type": "object", "required": ["a"]}, {"required": ["b"]}]}""");
		assertThat(root.members()).extracting(AskedField::name).containsExactly("a", "b");
		assertThat(root.members()).extracting(AskedField::isRequired).containsOnly(false);
	}

	@Test
	void asksForWhatIsRequiredAndNotDescribed() {
		AskedField root = read("{\"required\": [\"b\"], \"properties\": {\"a\": {}, \"no\": false}}");
		assertThat(root.members()).extracting(AskedField::name).containsExactly("a", "b");
		assertThat(root.members().get(1).kind()).isEqualTo(FieldKind.ANY);
	}

	@Test
	void aTemplateThatRefersToItselfIsAskedForAsFarAsAnybodyLooks() {
		AskedField list = only("{\"properties\": {\"parts\": {\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}}}");
		AskedField item = list.item(3);
		int depth = 1;
		while (item.kind() == FieldKind.OBJECT) {
			item = item.members().get(0).item(3);
			depth++;
		}
		assertThat(depth).isBetween(3, AskedField.DEPTH);
		assertThat(item.path()).startsWith("/parts/3/parts/3/parts/3");
		assertThat(item.kind()).isEqualTo(FieldKind.JSON);
		AskedField tree = only("{\"properties\": {\"left\": {\"$ref\": \"#\"}, \"right\": {\"$ref\": \"#\"}}}", 2);
		assertThat(tree.members().get(0).kind()).isEqualTo(FieldKind.JSON);
	}

	@Test
	void hostileTemplatesCostLittle() {
		String fields = IntStream.range(0, 3000)
			.mapToObj((i) -> "\"f" + i + "\": {\"$ref\": \"#/$defs/all\"}")
			.collect(Collectors.joining(","));
		String names = IntStream.range(0, 3000)
			.mapToObj((i) -> "\"g" + i + "\": {\"type\": \"string\"}")
			.collect(Collectors.joining(","));
		AskedField root = read("{\"properties\": {" + fields + "}, \"$defs\": {\"all\": {\"allOf\": [{\"properties\": {"
				+ names + "}}, {\"properties\": {\"x\": {}}}]}}}");
		assertTimeout(Duration.ofSeconds(5), () -> {
			assertThat(root.isLargerThan(2000, 10_000)).isTrue();
			assertThat(root.members()).hasSize(3000);
		});
		String many = IntStream.range(0, 20)
			.mapToObj((i) -> "\"d" + i + "\": {\"anyOf\": [{\"$ref\": \"#/$defs/d" + (i + 1)
					+ "\"}, {\"$ref\": \"#/$defs/d" + (i + 1) + "\"}]}")
			.collect(Collectors.joining(","));
		assertTimeout(Duration.ofSeconds(5),
				() -> read(
						"{\"properties\": {\"a\": {\"$ref\": \"#/$defs/d0\"}}, \"$defs\": {" + many + ", \"d20\": {}}}")
					.isLargerThan(2000, 10_000));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{'$ref':'#/$defs/values'} | {'values':{'enum':[%s]}}",
					"{'$ref':'#/$defs/more'} | {'values':{'enum':[%s]},'more':{'anyOf':[%2$s]}}",
					"{'$ref':'#/$defs/more'} | {'values':{'required':[%s]},'more':{'allOf':[%2$s]}}",
					"{'$ref':'#/$defs/values'} | {'values':{'const':[%s]}}" })
	void valuesAndNamesThatAreReferredToOftenCostLittle(String field, String definitions) {
		String fields = IntStream.range(0, 1500)
			.mapToObj((i) -> "'f" + i + "':" + field)
			.collect(Collectors.joining(","));
		String values = IntStream.range(0, 4000).mapToObj((i) -> "'v" + i + "'").collect(Collectors.joining(","));
		String references = "{'$ref':'#/$defs/values'},".repeat(1500) + "{'$ref':'#/$defs/values'}";
		String template = "{'properties':{" + fields + "},'$defs':" + definitions.formatted(values, references) + "}";
		AskedField root = read(template.replace('\'', '"'));
		assertTimeout(Duration.ofSeconds(5), () -> {
			List<AskedField> members = root.members();
			assertThat(members).hasSize(1500);
			assertThat(members.stream().mapToInt((member) -> member.choices().size()).sum()).isLessThan(200_000);
		});
	}

	@Test
	void whatIsReadAgainSaysTheSame() {
		AskedField list = only("{\"properties\":{\"l\":{\"type\":\"array\",\"items\":{\"enum\":[1,2,3,4,5]}}}}");
		for (int i = 0; i < 150_000; i++) {
			assertThat(list.item(i).kind() == FieldKind.CHOICE).isTrue();
		}
	}

	@Test
	void everyFieldFindsAnAnchorAtTheEnd() {
		String fields = IntStream.range(0, 3000)
			.mapToObj((i) -> "\"f" + i + "\": {\"$ref\": \"#day\"}")
			.collect(Collectors.joining(","));
		AskedField root = read("{\"properties\": {" + fields
				+ "}, \"$defs\": {\"day\": {\"$anchor\": \"day\", \"type\": \"string\", \"format\": \"date\"}}}");
		assertThat(root.members()).hasSize(3000).extracting(AskedField::kind).containsOnly(FieldKind.DATE);
	}

	@Test
	void labelsAreNeverBlankOrEndless() {
		assertThat(only("{\"properties\": {\"\": {\"title\": \" \"}}}").label()).isEqualTo("(no name)");
		assertThat(only("{\"properties\": {\"f\": {\"title\": \" \"}}}").title()).isNull();
		assertThat(only("{\"properties\": {\"f\": {\"title\": \"" + "x".repeat(5000) + "\"}}}").label()).hasSize(201);
	}

	private static AskedField only(String template) {
		return only(template, 1);
	}

	private static AskedField only(String template, int of) {
		AskedField root = read(template);
		assertThat(root.members()).hasSize(of);
		return root.members().get(0);
	}

	private static AskedField read(String template) {
		return AskedField.of(JsonMapper.shared().readValue(template, JsonObject.class));
	}

}
