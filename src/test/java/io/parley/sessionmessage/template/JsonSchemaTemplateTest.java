package io.parley.sessionmessage.template;

import java.time.Duration;

import io.parley.store.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonSchemaTemplateTest {

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ReplyTemplates templates = new ReplyTemplates(new TemplateLimits(10_000, Duration.ofSeconds(2), 256));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
									{"type":"object"}                          | {"a":1}         | {}
									{"required":["a"]}                         | {}              | {"a":"is required"}
									{"properties":{"b":{"required":["c.d"]}}}  | {"b":{}}        | {"b.c.d":"is required"}
									{"properties":{"a":{"type":"number"}}}     | {"a":"x"}       | {"a":"must be a number"}
									{"properties":{"a":{"type":"integer"}}}    | {"a":1.5}       | {"a":"must be a whole number"}
									{"properties":{"a":{"type":"integer"}}}    | {"a":1.0}       | {}
									{"properties":{"a":{"type":"integer"}}}    | {"a":123456789012345678901234567890} | {}
									{"properties":{"a":{"type":"integer"}}}    | {"a":1E+6000}   | {}
									{"properties":{"a":{"type":"number"}}}     | {"a":true}      | {"a":"must be a number"}
									{"properties":{"a":{"type":["string","null"]}}} | {"a":1}    | {"a":"must be a string or null"}
									{"properties":{"a":{"type":"boolean"}}}    | {"a":"true"}    | {"a":"must be true or false"}
									{"properties":{"a":{"enum":["x","y",1]}}}  | {"a":"z"}       | {"a":"must be one of \\"x\\", \\"y\\", 1"}
									{"properties":{"a":{"enum":[1,{"b":[2]}]}}} | {"a":{"b":[2.0]}} | {}
									{"properties":{"a":{"const":5}}}           | {"a":6}         | {"a":"must be 5"}
									{"properties":{"a":{"const":5}}}           | {"a":5.00}      | {}
									{"properties":{"a":{"minimum":5}}}         | {"a":4.9}       | {"a":"must be at least 5"}
									{"properties":{"a":{"maximum":9007199254740993}}} | {"a":9007199254740993} | {}
									{"properties":{"a":{"maximum":9007199254740992}}} | {"a":9007199254740993} | {"a":"must be at most 9007199254740992"}
									{"properties":{"a":{"type":"integer","minimum":5}}} | {"a":5.0} | {}
					{"properties":{"a":{"type":"integer","minimum":5}}} | {"a":-1E+6000} | {"a":"must be at least 5"}
					{"properties":{"a":{"exclusiveMinimum":0.1}}} | {"a":0.10}   | {"a":"must be more than 0.1"}
									{"properties":{"a":{"exclusiveMaximum":-0.0}}} | {"a":0}     | {"a":"must be less than 0.0"}
									{"properties":{"a":{"multipleOf":0.01}}}   | {"a":1.005}     | {"a":"must be a multiple of 0.01"}
									{"properties":{"a":{"minLength":2}}}       | {"a":"😀"}      | {"a":"must have at least 2 characters"}
									{"properties":{"a":{"maxLength":1}}}       | {"a":"😀"}      | {}
									{"properties":{"a":{"pattern":"b+"}}}      | {"a":"abc"}     | {}
									{"properties":{"a":{"pattern":"^b+$"}}}    | {"a":"abc"}     | {"a":"must match the pattern \\"^b+$\\""}
									{"properties":{"a":{"pattern":"^\\\\u0041\\\\ud83d\\\\ude00$"}}} | {"a":"A😀"} | {}
									{"properties":{"a":{"format":"email"}}}    | {"a":"x"}       | {"a":"must be a valid email"}
									{"properties":{"a":{"format":"email"}}}    | {"a":"x@y.org"} | {}
									{"properties":{"a":{"format":"date-time"}}} | {"a":"2026-01-31T09:30:00Z"} | {}
									{"properties":{"a":{"format":"date-time"}}} | {"a":"yesterday"} | {"a":"must be a valid date-time"}
									{"properties":{"a":{"format":"uri"}}}      | {"a":"not a uri"} | {"a":"must be a valid uri"}
									{"properties":{"a":{"format":"phone"}}}    | {"a":"x"}       | {}
									{"properties":{"a":{"minItems":1}}}        | {"a":[]}        | {"a":"must have at least 1 item"}
									{"properties":{"a":{"uniqueItems":true}}}  | {"a":[1,2,1.0]} | {"a":"must not have the same item twice"}
									{"properties":{"a":{"uniqueItems":true}}}  | {"a":[1,"1",true,[1],{"b":1}]} | {}
									{"properties":{"a":{"items":{"type":"string"}}}} | {"a":["x",2,3]} | {"a.1":"must be a string","a.2":"must be a string"}
									{"properties":{"a":{"prefixItems":[{"type":"string"}],"items":false}}} | {"a":["x",2]} | {"a.1":"is not allowed"}
									{"properties":{"a":{"contains":{"type":"string"}}}} | {"a":[1]} | {"a":"must contain as many items of a kind as the template says"}
									{"properties":{"a":{}},"additionalProperties":false} | {"a":1,"b":2} | {"b":"is not allowed"}
									{"properties":{"a":{}},"unevaluatedProperties":false} | {"a":1,"b":2} | {"b":"is not allowed"}
									{"prefixItems":[{}],"properties":{"a":{"prefixItems":[{}],"unevaluatedItems":false}}} | {"a":["x",2]} | {"a.1":"is not allowed"}
							{"patternProperties":{"^n_":{"type":"number"}}} | {"n_a":"x","s":"x"} | {"n_a":"must be a number"}
									{"properties":{"a":false}}                 | {"a":1}         | {"a":"is not allowed"}
									{"minProperties":1}                        | {}              | {"message_data":"must have at least 1 member"}
									{"dependentRequired":{"a":["b"]}}          | {"a":1}         | {"b":"is required"}
									{"properties":{"a":{"anyOf":[{"type":"string"},{"type":"number"}]}}} | {"a":true} | {"a":"must be a string or must be a number"}
									{"properties":{"a":{"oneOf":[{"minimum":1},{"minimum":2}]}}} | {"a":3} | {"a":"must match exactly one of the alternatives in the template"}
									{"properties":{"a":{"not":{"type":"string"}}}} | {"a":"x"}   | {"a":"must not be what the template excludes"}
									{"if":{"properties":{"k":{"const":1}}},"then":{"required":["a"]},"else":{"required":["b"]}} | {"k":1} | {"a":"is required"}
									{"$defs":{"n":{"type":"number"}},"properties":{"a":{"$ref":"#/$defs/n"}}} | {"a":"x"} | {"a":"must be a number"}
									{"$defs":{"n":{"$anchor":"num","type":"number"}},"properties":{"a":{"$ref":"#num"}}} | {"a":"x"} | {"a":"must be a number"}
									{"$defs":{"a/b c":{"type":"number"}},"properties":{"a":{"$ref":"#/$defs/a~1b%20c"}}} | {"a":"x"} | {"a":"must be a number"}
									{"components":{"x":{"type":"number"}},"properties":{"a":{"$ref":"#/components/x"}}} | {"a":"x"} | {"a":"must be a number"}
									{"properties":{"child":{"$ref":"#"},"n":{"type":"number"}}} | {"child":{"child":{"n":"x"}}} | {"child.child.n":"must be a number"}
									{"$dynamicAnchor":"t","properties":{"child":{"$dynamicRef":"#t"},"n":{"type":"number"}}} | {"child":{"n":"x"}} | {"child.n":"must be a number"}
									{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://example.com/t.json","required":["a"]} | {} | {"a":"is required"}
									{"properties":{"a.b":{"type":"number"},"$c":{"type":"number"},"":{"type":"number"}}} | {"a.b":"x","$c":"y","":"z"} | {"a.b":"must be a number","$c":"must be a number","message_data":"must be a number"}
									{"text":"Hello {{name}}","false":true,"true":1,"id":"x","notAllowed":["a"],"dependencies":{"a":["b"]},"$recursiveAnchor":"x"} | {"a":1} | {}
									{"contentEncoding":"base64","properties":{"a":{"contentMediaType":"application/json"}}} | {"a":"{"} | {}
									{}                                         | {"a":1}         | {}
									""")
	void saysWhatIsWrongWithReply(String template, String reply, String errors) {
		assertThat(this.mapper.writeValueAsString(this.templates.of(read(template)).validate(read(reply))))
			.isEqualTo(errors);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
							{"type":"strin"}                           | .type | must be one of
							{"type":5}                                 | .type | must be
							{"properties":[]}                          | .properties | must be an object
							{"properties":{"age":5}}                   | .properties.age | must be an object or true or false
							{"properties":{"age":{"minimum":"5"}}}     | .properties.age.minimum | must be a number
							{"required":"a"}                           | .required | must be an array
							{"minLength":-1}                           | .minLength | must be at least 0
							{"pattern":"(?=a)"}                        | .pattern | must be a regular expression without look-around
							{"properties":{"a":{"pattern":"(a"}}}      | .properties.a.pattern | must be a regular expression
							{"patternProperties":{"(a)\\\\1":{}}}      | .patternProperties.(a)\\1 | must be a regular expression
							{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"} | .$schema | must be "https://json-schema.org/draft/2020-12/schema" or left out
							{"$schema":5}                              | .$schema | must be
							{"properties":{"a":{"$id":"x"}}}           | .properties.a.$id | is allowed at the top only
							{"properties":{"a":{"$schema":"https://json-schema.org/draft/2019-09/schema"}}} | .properties.a.$schema | is allowed at the top only
							{"$ref":"https://example.com/x.json"}      | .$ref | must refer to a schema inside the template
							{"$ref":"http://127.0.0.1:1/x.json"}       | .$ref | must refer to a schema inside
							{"$ref":"classpath:application.yaml"}      | .$ref | must refer to a schema inside
							{"$ref":"file:///etc/passwd"}              | .$ref | must refer to a schema inside
							{"$ref":"other.json#/a"}                   | .$ref | must refer to a schema inside
							{"$ref":"#/$defs/none"}                    | .$ref | must refer to a schema inside
							{"$ref":"#none"}                           | .$ref | must refer to a schema inside
							{"$ref":"#/type","type":"object"}          | .$ref | must refer to a schema inside
							{"x":{"minimum":"5"},"$ref":"#/x"}         | .$ref | must refer to a schema inside
					{"x":{"$schema":5},"$ref":"#/x"}           | .$ref | must refer to a schema inside
					{"x":{"$schema":"y"},"$ref":"#/x"}         | .$ref.$schema | is allowed at the top only
					{"x":{"pattern":"(?=a)"},"$ref":"#/x"}     | .$ref.pattern | must be a regular expression
					{"$ref":"#/%zz"}                           | .$ref | must refer to a schema inside
							{"$id":"https://example.com/t","$ref":"https://example.com/t"} | .$ref | must refer to a schema inside
							{"$dynamicRef":"https://json-schema.org/draft/2020-12/schema#meta"} | .$dynamicRef | must refer
							""")
	void refusesInvalidTemplate(String template, String field, String fragment) {
		assertThatExceptionOfType(InvalidTemplateException.class).isThrownBy(() -> this.templates.of(read(template)))
			.withMessageStartingWith("message_data_template" + field + " ")
			.withMessageContaining(fragment)
			.satisfies((refused) -> assertThat(refused.field()).isEqualTo("message_data_template" + field));
	}

	private JsonObject read(String json) {
		return this.mapper.readValue(json, JsonObject.class);
	}

}
