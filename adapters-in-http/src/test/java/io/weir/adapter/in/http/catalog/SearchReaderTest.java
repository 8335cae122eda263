package io.weir.adapter.in.http.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.action.SearchTemplate.SearchedObject;
import io.weir.domain.action.SearchTemplate.Strategy;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a declared search means. */
class SearchReaderTest {
    private static final String ONLY = """
        name: find
        version: 1
        description: Is the caller known?
        inputs:
          phone: {type: phone, region: US, required: true}
          city: {type: text, default: Boston}
        search:
          for: "{phone}"
          in: phone
          returning:
            Contact: {fields: [Id, Name], where: {field: MailingCity, op: "=", val: "{city}"}}
            Lead: {fields: [Id, Name]}
            account: {fields: [Id, Name]}
            Asset: {fields: [Id, Name], match: [Phone__c, Owner.Phone], order_by: [Name], limit: 5}
        outputs:
          who: Name
          what: "{object} {record.object}"
          kind: "{object}"
          step: "{matched}"
          word: {template: "{object}", default: nobody}
        """;

    @Test
    void theSchemaOfTheAnswerNamesTheObjectsAndTheSteps() {
        String schema = ActionSchemas.answerSchema(read(ONLY), Profile.CXONE).replaceAll("\\s+", "");

        assertThat(schema)
                .contains("\"kind\":{\"type\":\"string\",\"enum\":[\"Contact\",\"Lead\",\"account\",\"Asset\",\"\"]}")
                .contains("\"step\":{\"type\":\"string\",\"enum\":[\"record\",\"\"]}")
                .contains(
                        "\"word\":{\"type\":\"string\",\"enum\":[\"Contact\",\"Lead\",\"account\",\"Asset\",\"nobody\"]}")
                .contains("\"what\":{\"type\":\"string\"}");
    }

    @Test
    void theOnlySearchOfAnActionIsTheStepCalledRecord() {
        var step = read(ONLY).steps().getFirst();

        assertThat(step.name()).isEqualTo(new MemberName("record"));
        assertThat(step.onNone()).isEqualTo(ActionStep.OnNone.NOT_FOUND);
        assertThat(step.onMany()).isEqualTo(ActionStep.OnMany.MULTIPLE);
        assertThat(step.objects()).containsExactly("Contact", "Lead", "account", "Asset");
        assertThat(step.question()).asInstanceOf(type(SearchTemplate.class)).satisfies(search -> {
            assertThat(search.location()).isEqualTo("/search");
            assertThat(search.input()).isEqualTo(new MemberName("phone"));
            assertThat(search.group()).isEqualTo(SearchGroup.PHONE);
            assertThat(search.strategy()).isEqualTo(Strategy.QUERY_THEN_SEARCH);
            assertThat(search.returning())
                    .extracting(SearchedObject::match)
                    .containsExactly(
                            paths("Phone", "MobilePhone"),
                            paths("Phone", "MobilePhone"),
                            paths("Phone"),
                            paths("Phone__c", "Owner.Phone"));
        });
    }

    @Test
    void aStepSaysItsStrategy() {
        var action = read("""
            name: find
            version: 1
            description: Is the caller known?
            inputs:
              email: {type: email}
              lastName: {type: text}
            one_of: [email, lastName]
            steps:
              byEmail:
                search: {for: "{email}", in: email, returning: {Contact: {fields: [Id]}, Lead: {fields: [Id]}}}
                strategy: search
                on_none: go_on
              byName:
                search: {for: "{lastName}", in: name, returning: {Contact: {fields: [Id]}}}
                strategy: search_then_recent
                when: {byEmail: none}
            outputs:
              id: {first: [byEmail.Id, byName.Id]}
            """);

        assertThat(action.steps())
                .extracting(step -> ((SearchTemplate) step.question()).strategy())
                .containsExactly(Strategy.SEARCH, Strategy.SEARCH_THEN_RECENT);
        assertThat(((SearchTemplate) action.steps().getFirst().question()).returning())
                .extracting(SearchedObject::match)
                .containsExactly(paths("Email"), paths("Email"));
    }

    private static List<FieldPath> paths(String... paths) {
        return List.of(paths).stream().map(FieldPath::parse).toList();
    }

    private static DataAction read(String yaml) {
        return ActionReaderTest.read("find", yaml);
    }
}
