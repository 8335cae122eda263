package io.weir.adapter.in.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle.Errors;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.caller.AccessScheme;
import io.weir.adapter.in.http.catalog.ActionReaderTest;
import io.weir.adapter.in.http.openapi.InputSchema.Encoding;
import io.weir.domain.action.DataAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API: that it is one, and that it tells the truth. */
class OpenApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final DataAction LOOKUP = ActionReaderTest.read("case-lookup", """
        name: case-lookup
        version: 3
        description: How does the case stand?
        inputs:
          phone: {type: phone, region: GB, required: true}
          caseNumber: {type: text, required: true, pattern: '[0-9]{8}', description: eight digits}
          channel: {type: text, enum: [Voice, Chat]}
          since: {type: date, default: LAST_N_DAYS:30}
          tiers: {type: list of text, default: [Gold]}
        query:
          object_name: Case
          fields: [CaseNumber, Status, IsClosed, CreatedDate, Amount__c]
          where:
            all:
              - {field: CaseNumber, op: "=", val: "{caseNumber}"}
              - {field: Origin, op: "=", val: "{channel}", if_absent: skip}
              - {field: CreatedDate, op: ">=", val: "{since}"}
              - {field: Tier__c, op: IN, val: "{tiers}"}
              - {field: SuppliedPhone, op: IN, val: "{phone}"}
        outputs:
          caseStatus: {path: Status, description: as the agent sees it}
          closed: {path: IsClosed, type: boolean}
          amount: {path: Amount__c, type: number}
          age: {path: CreatedDate, format: epoch}
          day: {path: CreatedDate, format: date_only}
          moment: {path: CreatedDate, type: datetime}
          rows: {count: record}
        lists:
          r: {from: record, most: 2, outputs: {number: CaseNumber}}
        """);

    @ParameterizedTest
    @EnumSource(Profile.class)
    void isValidOpenApi(Profile profile) {
        for (var errors : Errors.values()) {
            var options = new ParseOptions();
            options.setResolve(true);
            var parsed = new OpenAPIV3Parser().readContents(described(profile, errors), null, options);
            assertThat(parsed.getMessages()).isEmpty();
            assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
            assertThat(parsed.getOpenAPI().getPaths())
                    .containsOnlyKeys("/cxone/data-action/case-lookup", "/cxone/data-action/salesforce-query");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everySchemaInItIsOne(Profile profile) {
        var metaSchema = SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        var schemas = JSON.readTree(described(profile, Errors.BY_STATUS)).at("/components/schemas");
        assertThat(schemas.propertyNames())
                .contains("CaseLookupRequest", "CaseLookupAnswer", "Error", "AdHocQuery", "AdHocCondition");
        schemas.propertyNames()
                .forEach(
                        name -> assertThat(metaSchema.validate(schemas.get(name).toString(), InputFormat.JSON))
                                .as(name)
                                .isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyReferenceLeadsSomewhere(Profile profile) {
        var document = JSON.readTree(described(profile, Errors.BY_STATUS));
        var references = new ArrayList<String>();
        document.findValuesAsString("$ref", references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void examplesKeepTheirSchemas(Profile profile) {
        assertThat(violations(ActionSchemas.answer(LOOKUP, profile), ActionSchemas.answerExample(LOOKUP, profile)))
                .isEmpty();
        assertThat(violations(
                        ActionSchemas.request(LOOKUP, UnknownInputs.REFUSE, Encoding.JSON),
                        ActionSchemas.example(LOOKUP)))
                .isEmpty();
    }

    @Test
    void anAnswerHasEveryMemberAndNoOther() {
        var schema = ActionSchemas.answer(LOOKUP, Profile.CXONE);
        var example = ActionSchemas.answerExample(LOOKUP, Profile.CXONE);
        assertThat(example.propertyNames())
                .containsExactly(
                        "ok",
                        "outcome",
                        "count",
                        "truncated",
                        "request_id",
                        "invalid",
                        "invalid_reason",
                        "caseStatus",
                        "closed",
                        "amount",
                        "age",
                        "day",
                        "moment",
                        "rows",
                        "r1_number",
                        "r2_number");
        for (var member : example.propertyNames()) {
            assertThat(violations(schema, example.deepCopy().without(member)))
                    .as(member)
                    .isNotEmpty();
        }
        assertThat(violations(schema, example.deepCopy().put("more", "x"))).isNotEmpty();
        assertThat(violations(schema, example.deepCopy().put("outcome", "unsure")))
                .isNotEmpty();
    }

    @Test
    void theProfileSaysWhatValuesAre() {
        assertThat(type(Profile.CXONE, "closed")).isEqualTo("\"string\"");
        assertThat(type(Profile.JSON, "closed")).isEqualTo("[\"boolean\",\"null\"]");
        assertThat(type(Profile.JSON, "amount")).isEqualTo("[\"number\",\"null\"]");
        assertThat(type(Profile.JSON, "day")).isEqualTo("\"string\"");
    }

    @Test
    void aRequestIsCheckedAsTheActionSays() {
        var schema = ActionSchemas.request(LOOKUP, UnknownInputs.REFUSE, Encoding.JSON);
        var sound = ActionSchemas.example(LOOKUP);
        assertThat(violations(schema, sound.deepCopy().without("caseNumber"))).isNotEmpty();
        assertThat(violations(schema, sound.deepCopy().put("caseNumber", "12"))).isNotEmpty();
        assertThat(violations(schema, sound.deepCopy().put("channel", "Fax"))).isNotEmpty();
        assertThat(violations(schema, sound.deepCopy().put("chanel", "Voice"))).isNotEmpty();
        assertThat(violations(schema, sound.deepCopy().put("channel", ""))).isEmpty();
        assertThat(violations(schema, sound.deepCopy().put("contactId", 42))).isEmpty();
        assertThat(violations(schema, sound.deepCopy().without("phone")))
                .as("an absent number is answered by no_caller_id")
                .isEmpty();
        assertThat(violations(
                        ActionSchemas.request(LOOKUP, UnknownInputs.IGNORE, Encoding.JSON),
                        sound.deepCopy().put("chanel", "Voice")))
                .isEmpty();
    }

    @Test
    void noValueOfASensitiveInputIsTold() {
        var action = ActionReaderTest.read("by-code", """
            name: by-code
            version: 1
            description: x
            inputs:
              code: {type: text, sensitive: true, enum: ["4711", "4712"], default: "4712"}
              pin: {type: text, sensitive: true, required: true, pattern: "[0-9]{4}"}
            query:
              object_name: Contact
              fields: [Name]
              where: {all: [{field: Code__c, op: "=", val: "{code}"}, {field: Pin__c, op: "=", val: "{pin}"}]}
            outputs: {name: Name}
            """);
        var schema = ActionSchemas.request(action, UnknownInputs.REFUSE, Encoding.JSON);
        assertThat(schema.toString()).contains("writeOnly", "[0-9]{4}").doesNotContain("4711", "4712");
        assertThat(ActionSchemas.requestExample(action)).doesNotContain("4711", "4712");
        assertThat(violations(schema, ActionSchemas.example(action))).isEmpty();
    }

    @Test
    void aFormIsDescribedToo() {
        var document = JSON.readTree(described(Profile.CXONE, Errors.BY_STATUS));
        assertThat(document.at("/paths/~1cxone~1data-action~1case-lookup/post/requestBody/content")
                        .propertyNames())
                .containsExactly("application/json", "application/x-www-form-urlencoded");
        var schema = ActionSchemas.request(LOOKUP, UnknownInputs.REFUSE, Encoding.FORM);
        var sound = JSON.createObjectNode().put("caseNumber", "00001001").put("tiers", "Gold|Silver");
        assertThat(violations(schema, sound)).isEmpty();
        assertThat(violations(schema, sound.deepCopy().set("tiers", JSON.readTree("[\"Gold\",\"Silver\"]"))))
                .as("one name several times")
                .isEmpty();
        assertThat(violations(schema, sound.deepCopy().put("caseNumber", 1))).isNotEmpty();
        assertThat(violations(schema, sound.deepCopy().put("since", "soon"))).isNotEmpty();
    }

    @Test
    void everyHeaderThatARequestMayHaveIsDescribed() {
        assertThat(JSON.readTree(described(Profile.CXONE, Errors.BY_STATUS))
                        .at("/components/parameters")
                        .findValuesAsString("name"))
                .containsExactly("X-Timeout-Ms", "X-Request-Id", "X-Contact-Id", "dry_run");
    }

    @Test
    void everyErrorStandsUnderItsStatus() {
        var responses = JSON.readTree(described(Profile.CXONE, Errors.BY_STATUS))
                .at("/paths/~1cxone~1data-action~1case-lookup/post/responses");
        for (var code : List.of(ErrorCode.INVALID_REQUEST, ErrorCode.UNAUTHORIZED, ErrorCode.DEADLINE_EXCEEDED)) {
            assertThat(responses.get(String.valueOf(code.status().code())).toString())
                    .contains("\"" + code.code() + "\"");
        }
        assertThat(responses.get("503").get("headers").propertyNames()).containsExactly("Retry-After");
        assertThat(responses.toString()).doesNotContain("query_not_allowed", "host_not_allowed");
    }

    @Test
    void whoAlwaysGets200IsToldSo() {
        var responses = JSON.readTree(described(Profile.CXONE, Errors.ALWAYS_200))
                .at("/paths/~1cxone~1data-action~1case-lookup/post/responses");
        assertThat(responses.propertyNames()).containsExactly("200");
        assertThat(responses.toString()).contains("#/components/schemas/Error");
    }

    @Test
    void theAdHocQueryIsTheOneThatIsChecked() {
        var document = JSON.readTree(described(Profile.CXONE, Errors.BY_STATUS));
        var schema = JSON.createObjectNode()
                .put("$ref", "#/components/schemas/AdHocQuery")
                .set("components", document.get("components"));
        assertThat(violations(schema, JSON.readTree("""
            {"object_name":"Contact","fields":["Id"],"where":{"any":[{"not":{"field":"Name","op":"=","val":null}}]},
             "children":{"Cases":{"fields":["Id"],"children":{"Cases":{"fields":["Id"]}}}}}\
            """))).isEmpty();
        assertThat(violations(schema, JSON.readTree("{\"object_name\":\"Contact\",\"feilds\":[]}")))
                .isNotEmpty();
        assertThat(violations(schema, JSON.readTree("""
            {"object_name":"Contact","where":{"any":[{"not":{"feild":"Name"}}]}}\
            """))).isNotEmpty();
    }

    @Test
    void anActionNamedLikeTheSchemasOfTheAdHocQueryHasOtherSchemas() {
        var namesake = ActionReaderTest.read("ad-hoc", """
            name: ad-hoc
            version: 1
            description: x
            inputs: {number: {type: text, required: true}}
            query: {object_name: Case, fields: [Status], where: {field: CaseNumber, op: "=", val: "{number}"}}
            outputs: {caseStatus: Status}
            """);
        var document = JSON.readTree(OpenApi.described(new OpenApi.View(
                List.of(namesake), true, Profile.CXONE, Errors.BY_STATUS, UnknownInputs.REFUSE, List.of(), "1.0")));

        assertThat(document.at("/components/schemas/AdHocAnswer").toString()).contains("caseStatus");
        String answer = document.at("/paths/~1cxone~1data-action~1salesforce-query/post/responses/200/content")
                .at("/application~1json/schema/$ref")
                .asString();
        assertThat(document.at(answer.substring(1)).toString())
                .contains("records")
                .doesNotContain("caseStatus");
    }

    private static String type(Profile profile, String member) {
        return ActionSchemas.answer(LOOKUP, profile)
                .at("/properties/" + member + "/type")
                .toString();
    }

    private static List<String> violations(JsonNode schema, JsonNode value) {
        Schema compiled = SCHEMAS.getSchema(schema.toString(), InputFormat.JSON);
        return compiled.validate(value.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void describesFormerVersionsBesideTheNewest() {
        var former = ActionReaderTest.read("case-lookup", """
            name: case-lookup
            version: 2
            description: How does the case stand?
            query:
              object_name: Case
              fields: [Status]
              where: {field: IsClosed, op: "=", val: true}
            outputs: {caseStatus: Status}
            """);
        var text = new String(
                OpenApi.described(new OpenApi.View(
                        List.of(LOOKUP, former),
                        false,
                        Profile.CXONE,
                        Errors.BY_STATUS,
                        UnknownInputs.REFUSE,
                        List.of(),
                        "1")),
                StandardCharsets.UTF_8);
        var options = new ParseOptions();
        options.setResolve(true);
        assertThat(new OpenAPIV3Parser().readContents(text, null, options).getMessages())
                .isEmpty();
        var operation = JSON.readTree(text).at("/paths/~1cxone~1data-action~1case-lookup/post");
        assertThat(operation.path("description").asString())
                .startsWith(
                        "Version 3. Version 2, for requests that ask for it, has the schemas CaseLookup.V2Request,");
        assertThat(operation.path("parameters").toString())
                .contains("\"version\",\"in\":\"query\"", "\"X-Action-Version\",\"in\":\"header\"")
                .contains("\"enum\":[3,2],\"default\":3");
        assertThat(JSON.readTree(text)
                        .at("/components/schemas/CaseLookup.V2Answer/properties")
                        .has("caseStatus"))
                .isTrue();
    }

    private static String described(Profile profile, Errors errors) {
        return new String(
                OpenApi.described(new OpenApi.View(
                        List.of(LOOKUP),
                        true,
                        profile,
                        errors,
                        UnknownInputs.REFUSE,
                        List.of(AccessScheme.values()),
                        "1.2.3")),
                StandardCharsets.UTF_8);
    }
}
