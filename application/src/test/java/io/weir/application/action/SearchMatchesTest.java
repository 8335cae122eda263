package io.weir.application.action;

import static io.weir.application.Drafts.text;
import static io.weir.application.FakeSchema.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.PhoneNumber;
import io.weir.domain.action.SearchTemplate.Strategy;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.FieldType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which records a search finds. */
class SearchMatchesTest extends SearchRuns {
    @Test
    void theFirstObjectWithAMatchAnswersWhateverTheOrderOfTheHits() {
        org.finding(leadFound, adaFound);

        var answer = answer(action(Strategy.SEARCH), ADA);

        assertThat(value(answer, "object")).isEqualTo(new OutputValue.Text("Contact"));
        assertThat(value(answer, "name")).isEqualTo(new OutputValue.Text("Ada Byron"));
        assertThat(value(answer, "company")).isEqualTo(new OutputValue.Blank());
        assertThat(answer.count()).isEqualTo(1);
    }

    @Test
    void aHitThatDoesNotHaveTheNumberInAFieldToMatchIsNobody() {
        org.finding(
                hit("Contact", "Id", ID, "Name", "Fax", "Phone", "(415) 555-0199", "MobilePhone", null),
                hit("Task", "Id", "1", "Name", "Task", "Phone", "4155550100"));

        assertThat(answer(action(Strategy.SEARCH), ADA).verdict()).isEqualTo(Verdict.NOT_FOUND);
    }

    @Test
    void severalRecordsOfTheObjectThatAnswersAreMultiple() {
        org.finding(adaFound, hit("Contact", "Id", "2", "Name", "B", "MobilePhone", "4155550100"), leadFound);

        var answer = answer(action(Strategy.SEARCH), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.MULTIPLE);
        assertThat(answer.count()).isEqualTo(2);
        assertThat(value(answer, "name")).isEqualTo(new OutputValue.Blank());
    }

    @Test
    void aPersonAccountCountsOnce() {
        org.finding(
                hit("Account", "Id", "001", "Name", "Ada Byron", "Phone", "4155550100", "PersonContactId", ID),
                adaFound);
        schema = ((FakeSchema) schema)
                .with(
                        "Account",
                        List.of(),
                        field("Id", FieldType.ID),
                        field("Name", FieldType.STRING),
                        field("Phone", FieldType.PHONE));
        var both = List.of(
                object("Contact", SearchGroup.PHONE, "Id", "Name"), object("Account", SearchGroup.PHONE, "Id", "Name"));

        assertThat(answer(action(Strategy.SEARCH, SearchGroup.PHONE, both), ADA).verdict())
                .isEqualTo(Verdict.FOUND);
        assertThat(value(answer(action(Strategy.SEARCH, SearchGroup.PHONE, both.reversed()), ADA), "object"))
                .isEqualTo(new OutputValue.Text("Account"));
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aNumberOfFewerThanSevenDigitsIsNotAskedFor(Strategy strategy) {
        PhoneNumbers numbers =
                (number, _) -> List.of(new PhoneNumber("+290" + number, number, List.of("+290" + number)));
        var run = new RunDataAction(
                schema, numbers, runs(), RunDataAction.Findings.IGNORED, () -> "https://weir.my.salesforce.com");

        var outcome = run.run(new RunDataAction.Request(
                action(strategy),
                Map.of(new MemberName("phone"), text("22158")),
                CALLER,
                Drafts.trail("request-1"),
                TIMEOUT));

        assertThat(((ActionOutcome.Answered) outcome).answer().verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(org.asked()).isEmpty();
        assertThat(remembered.getFirst().apiCalls()).isZero();
    }

    @Test
    void namesAreFoundByTheirWordsAndEmailAddressesWhole() {
        org.finding(
                hit("Contact", "Id", "1", "Name", "Adamina Byronson"),
                hit("Contact", "Id", "2", "Name", "Byron, ÁDA"),
                hit("Contact", "Id", "3", "Name", "Assistant of the other two"));
        var byName = List.of(object("Contact", SearchGroup.NAME, "Id", "Name"));
        assertThat(answer(action(Strategy.SEARCH, SearchGroup.NAME, byName), Map.of("phone", text(" Ada  Byron ")))
                        .count())
                .isEqualTo(2);
        assertThat(org.asked().getLast()).startsWith("FIND {\"Ada\" AND \"Byron\"} IN NAME FIELDS");

        org.forget();
        org.finding(
                hit("Contact", "Id", "1", "Name", "Ada", "Email", "x.ada@example.com"),
                hit("Contact", "Id", "2", "Name", "Ada", "Email", "ADA@example.com"));
        var byEmail = List.of(object("Contact", SearchGroup.EMAIL, "Id", "Name"));
        var answer = answer(
                action(Strategy.QUERY_THEN_SEARCH, SearchGroup.EMAIL, byEmail),
                Map.of("phone", text("ada@example.com")));
        assertThat(answer.count()).isEqualTo(1);
        assertThat(org.asked())
                .containsExactly(
                        "SELECT Id, Name FROM Contact WHERE Email = 'ada@example.com' LIMIT 51",
                        "FIND {\"ada@example.com\"} IN EMAIL FIELDS RETURNING Contact(Id, Name, Email LIMIT 200)"
                                + " WITH SPELL_CORRECTION = false");
    }

    @Test
    void moreHitsThanTheRowCapAreCut() {
        org.finding(adaFound, adaFound, adaFound);
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step(Strategy.SEARCH, SearchGroup.PHONE, objects(), OnMany.MULTIPLE))
                .rowCap(2)
                .built();

        var answer = answer(action, ADA);

        assertThat(answer.count()).isEqualTo(2);
        assertThat(answer.truncated()).isTrue();
        assertThat(remembered.getFirst().truncated()).isTrue();
    }
}
