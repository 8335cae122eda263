package io.weir.application.plan;

import static io.weir.application.Drafts.all;
import static io.weir.application.Drafts.any;
import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.in;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Condition;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of a policy: filters, depth, conditions, values of a list. */
class PolicyBoundsTest extends PolicyPlanning {
    @Test
    void deniesAQueryWithoutAFilter() {
        String message = "a query needs a filter; without one it would read the whole object";

        assertThat(denials(QueryPolicy.DEFAULT, contacts())).containsExactly(message);
        assertThat(denials(QueryPolicy.DEFAULT, contacts(all(), new Condition.Not(any()))))
                .containsExactly(message);
        assertThat(denials(QueryPolicy.DEFAULT, selecting(List.of(Drafts.count()))))
                .containsExactly(message);
        assertThat(denials(QueryPolicy.DEFAULT, contacts(any())))
                .as("no row is not every row")
                .isEmpty();
        assertThat(denials(Drafts.OPEN, contacts())).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithANegatedConditionInsteadOfDenyingIt() {
        var draft = contacts(new Condition.Not(where("Birthdate", "=", text("someday"))));

        assertThat(problems(schema, QueryPolicy.DEFAULT, draft)).hasSize(1);
    }

    @Test
    void boundsDepthBeforeItDescends() {
        Condition deep = where("Phone", "=", text("1"));
        for (int i = 0; i < 100_000; i++) {
            deep = new Condition.Not(deep);
        }

        assertThat(problems(schema, bounds(10, 100, 2_000), contacts(deep)))
                .containsExactly("conditions nest at most 10 deep");
        assertThat(problems(schema, bounds(1, 100, 2_000), contacts(where("Phone", "=", text("1")))))
                .isEmpty();
        assertThat(problems(schema, bounds(1, 100, 2_000), contacts(any(where("Phone", "=", text("1"))))))
                .containsExactly("conditions nest at most 1 deep");
        assertThat(problems(schema, bounds(2, 100, 2_000), contacts(in("AccountId", "Id", "Account", any()))))
                .containsExactly("conditions nest at most 2 deep");
    }

    @Test
    void reportsATreeThatIsTooDeepOnceAndTheOtherProblemsToo() {
        var leaves = Collections.nCopies(30, where("Phone", "=", text("1"))).toArray(Condition[]::new);

        assertThat(problems(
                        schema,
                        bounds(1, 100, 2_000),
                        contacts(any(leaves), any(leaves), where("Birthdate", "=", text("someday")))))
                .hasSize(2)
                .contains("conditions nest at most 1 deep");
    }

    @Test
    void boundsTheNumberOfConditionsAndLooksAtNoMore() {
        var conditions = IntStream.range(0, 50_000)
                .mapToObj(i -> where("Nonsense%d__c".formatted(i), "=", text("1")))
                .toArray(Condition[]::new);

        assertThat(problems(FakeSchema.contactCentre(), bounds(10, 3, 2_000), contacts(conditions)))
                .hasSize(4)
                .contains("a query has at most 3 conditions");
        assertThat(problems(
                        schema,
                        bounds(10, 2, 2_000),
                        contacts(in("AccountId", "Id", "Account", where("Rating", "=", text("Hot"))))))
                .isEmpty();
        assertThat(problems(
                        schema,
                        bounds(10, 1, 2_000),
                        contacts(in("AccountId", "Id", "Account", where("Rating", "=", text("Hot"))))))
                .containsExactly("a query has at most 1 conditions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IN", "NOT IN"})
    void boundsLists(String operator) {
        assertThat(problems(schema, bounds(10, 100, 2), contacts(where("Phone", operator, many("1", "2")))))
                .isEmpty();
        assertThat(problems(schema, bounds(10, 100, 2), contacts(where("Phone", operator, many("1", "2", "3")))))
                .containsExactly("Phone of type phone: a list has at most 2 values, got 3");
        assertThat(problems(
                        schema, bounds(10, 100, 2), contacts(where("Interests__c", "INCLUDES", many("1", "2", "3")))))
                .containsExactly("Interests__c of type multipicklist: a list has at most 2 values, got 3");
    }

    @Test
    void takesTwoThousandValuesByDefault() {
        var phones = IntStream.range(0, 2_000).mapToObj(Integer::toString).toArray(String[]::new);

        assertThat(problems(schema, QueryPolicy.DEFAULT, contacts(where("Phone", "IN", many(phones)))))
                .isEmpty();
    }

    @Test
    void listsTwentyProblemsAtMost() {
        var names = IntStream.range(0, 500).mapToObj("Wrong%dName"::formatted).toArray(String[]::new);

        assertThat(problems(schema, Drafts.OPEN, selecting(fields(names)))).hasSize(20);
        assertThat(denials(objects(List.of("Contact"), List.of()), selecting(fields("Account.Name"))))
                .hasSize(1);
    }
}
