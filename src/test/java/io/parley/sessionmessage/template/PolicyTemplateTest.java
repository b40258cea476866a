package io.parley.sessionmessage.template;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.store.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PolicyTemplateTest {

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ReplyTemplates templates = new ReplyTemplates(new TemplateLimits(10_000, Duration.ofSeconds(2), 256));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{}                                  | {}                  | {}
					{"age":{}}                          | {"age":null}        | {}
					{"age":{}}                          | {}                  | {"age":"is required"}
					{"age":{"type":"number"}}           | {"age":"x"}         | {"age":"must be a number"}
					{"age":{"type":"number"}}           | {"age":true}        | {"age":"must be a number"}
					{"age":{"type":"number"}}           | {"age":1.5,"x":[]}  | {}
					{"age":{"type":"any"}}              | {"age":[]}          | {}
					{"age":{"type":"any"}}              | {}                  | {"age":"is required"}
					{"a":{"type":"string"}}             | {"a":null}          | {"a":"must be a string"}
					{"a":{"type":"boolean"}}            | {"a":1}             | {"a":"must be true or false"}
					{"a":{"type":"array"}}              | {"a":{}}            | {"a":"must be an array"}
					{"a":{"type":"object"}}             | {"a":[]}            | {"a":"must be an object"}
					{"a":{"pattern":"b+"}}              | {"a":"bcd"}         | {}
					{"a":{"pattern":"b+"}}              | {"a":"abc"}         | {"a":"must match the pattern \\"b+\\" from its start"}
					{"a":{"pattern":"b+$"}}             | {"a":"bbc"}         | {"a":"must match the pattern \\"b+$\\" from its start"}
					{"a":{"pattern":"b+"}}              | {"a":5}             | {}
					{"a":{"minLength":2}}               | {"a":"😀"}          | {"a":"must have at least 2 characters"}
					{"a":{"maxLength":1}}               | {"a":"😀"}          | {}
					{"a":{"maxLength":1}}               | {"a":"ab"}          | {"a":"must have at most 1 character"}
					{"a":{"minimum":5}}                 | {"a":5.0}           | {}
					{"a":{"minimum":5}}                 | {"a":4.999999999999999999999} | {"a":"must be at least 5"}
					{"a":{"maximum":9007199254740992}}  | {"a":9007199254740993} | {"a":"must be at most 9007199254740992"}
					{"a":{"exclusiveMinimum":0}}        | {"a":-0.0}          | {"a":"must be more than 0"}
					{"a":{"exclusiveMaximum":1E+6000}}  | {"a":1E+6000}       | {"a":"must be less than 1E+6000"}
					{"a":{"minItems":1}}                | {"a":[]}            | {"a":"must have at least 1 item"}
					{"a":{"maxItems":0}}                | {"a":[1]}           | {"a":"must have at most 0 items"}
					{"a":{"uniqueItems":true}}          | {"a":[1,[2],1.0]}   | {"a":"must not have the same item twice"}
					{"a":{"uniqueItems":true}}          | {"a":[{"x":1,"y":2},{"y":2.0,"x":1}]} | {"a":"must not have the same item twice"}
					{"a":{"uniqueItems":true}}          | {"a":[1,"1",true,"true",null,"null",[1],{"1":1}]} | {}
					{"a":{"uniqueItems":false}}         | {"a":[1,1]}         | {}
					{"a":{"enum":["x",1,{"b":[null]}]}} | {"a":1.0}           | {}
					{"a":{"enum":["x",1,{"b":[null]}]}} | {"a":{"b":[null]}}  | {}
					{"a":{"enum":["x",1]}}              | {"a":"1"}           | {"a":"must be one of \\"x\\", 1"}
					{"a":{"items":{"type":"string"}}}   | {"a":["x",1,2]}     | {"a.1":"must be a string"}
					{"a":{"items":{"type":"array","items":{"pattern":"^x"}}}} | {"a":[["x"],["x","y"]]} | {"a.1.1":"must match the pattern \\"^x\\" from its start"}
					{"a":{"items":{"minimum":1}}}       | {"a":5}             | {}
					{"a":{"minimum":5,"type":"number"}} | {"a":"x"}           | {"a":"must be a number"}
					{"b":{},"a":{"type":"string"}}      | {"a":1}             | {"b":"is required","a":"must be a string"}
					{"a.b":{"type":"number"},"$c":{},"":{}} | {"a.b":"x"}     | {"a.b":"must be a number","$c":"is required","":"is required"}
					""")
	void saysWhatIsWrongWithReply(String rules, String reply, String errors) {
		ReplyTemplate template = this.templates.of(read("{\"policy_input_schema\":" + rules + "}"));
		assertThat(this.mapper.writeValueAsString(template.validate(read(reply)))).isEqualTo(errors);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					[]                                  | ``            | must be an object that has a rule for each required field
					null                                | ``            | must be an object
					{"a":"string"}                      | .a            | must be an object of rules
					{"a":{"type":"text"}}               | .a.type       | must be one of string, number, boolean, array, object and any
					{"a":{"type":["string"]}}           | .a.type       | must be one of string
					{"a":{"required":true}}             | .a.required   | is not a rule; allowed are type, pattern
					{"a":{"pattern":5}}                 | .a.pattern    | must be a regular expression
					{"a":{"pattern":"(?!x)"}}           | .a.pattern    | must be a regular expression without look-around
					{"a":{"minLength":-1}}              | .a.minLength  | must be a whole number from 0
					{"a":{"maxLength":1.5}}             | .a.maxLength  | must be a whole number from 0
					{"a":{"minItems":"1"}}              | .a.minItems   | must be a whole number from 0
					{"a":{"minimum":"1"}}               | .a.minimum    | must be a number
					{"a":{"uniqueItems":1}}             | .a.uniqueItems | must be true or false
					{"a":{"enum":[]}}                   | .a.enum       | must be an array of the values that are accepted
					{"a":{"enum":"x"}}                  | .a.enum       | must be an array of the values
					{"a":{"items":"string"}}            | .a.items      | must be an object of rules
					{"a":{"items":{"items":{"x":1}}}}   | .a.items.items.x | is not a rule
					""")
	void refusesInvalidTemplate(String rules, String field, String fragment) {
		assertThatExceptionOfType(InvalidTemplateException.class)
			.isThrownBy(() -> this.templates.of(read("{\"policy_input_schema\":" + rules + "}")))
			.withMessageStartingWith("message_data_template.policy_input_schema" + field + " ")
			.withMessageContaining(fragment);
	}

	@Test
	void refusesBothDialectsAtOnce() {
		assertThatExceptionOfType(InvalidTemplateException.class)
			.isThrownBy(() -> this.templates.of(read("{\"policy_input_schema\":{},\"required\":[\"a\"]}")))
			.withMessage(
					"message_data_template.required must not stand beside policy_input_schema; a template is either"
							+ " a JSON Schema or policy_input_schema");
	}

	@Test
	void keepsTemplatesThatWereUsedLast() {
		ReplyTemplates two = new ReplyTemplates(new TemplateLimits(100, Duration.ofSeconds(2), 2));
		ReplyTemplate first = two.of(read("{\"policy_input_schema\":{\"a\":{}}}"));
		two.of(read("{\"policy_input_schema\":{\"b\":{}}}"));
		assertThat(two.of(read("{\"policy_input_schema\":{\"a\":{}}}"))).isSameAs(first);
		two.of(read("{\"policy_input_schema\":{\"c\":{}}}"));
		two.of(read("{\"policy_input_schema\":{\"d\":{}}}"));
		assertThat(two.of(read("{\"policy_input_schema\":{\"a\":{}}}"))).isNotSameAs(first);
	}

	@Test
	void keepsNoMoreThanFitsIntoItsMemory() {
		ReplyTemplates many = new ReplyTemplates(new TemplateLimits(10_000, Duration.ofSeconds(10), 1_000));
		ReplyTemplate small = many.of(wide(1, 10));
		ReplyTemplate large = many.of(wide(2, 900));
		assertThat(many.of(wide(1, 10))).isSameAs(small);
		assertThat(many.of(wide(2, 900))).as("takes too much by itself").isNotSameAs(large);
		ReplyTemplate last = null;
		for (int i = 3; i < 24; i++) {
			last = many.of(wide(i, 700));
		}
		assertThat(many.of(wide(23, 700))).isSameAs(last);
		assertThat(many.of(wide(1, 10))).as("made room").isNotSameAs(small);
	}

	private JsonObject wide(int number, int fields) {
		return read(IntStream.range(0, fields)
			.mapToObj((i) -> "\"f%d_%d\":{\"minimum\":%d}".formatted(number, i, i))
			.collect(Collectors.joining(",", "{\"policy_input_schema\":{", "}}")));
	}

	private JsonObject read(String json) {
		return this.mapper.readValue(json, JsonObject.class);
	}

}
