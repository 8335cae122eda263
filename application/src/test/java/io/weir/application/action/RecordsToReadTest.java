package io.weir.application.action;

import static io.weir.application.Drafts.aggregate;
import static io.weir.application.Drafts.aggregated;
import static io.weir.application.Drafts.all;
import static io.weir.application.Drafts.by;
import static io.weir.application.Drafts.count;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.grouped;
import static io.weir.application.Drafts.having;
import static io.weir.application.Drafts.ordered;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.AggregateFunction;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsToReadTest {
    private static final Condition EVERY = new Condition.Everything();

    /** An action that asks {@code draft}, of one record: an action must have a condition. */
    private static DataAction asking(QueryDraft draft) {
        var bounded = new QueryDraft(
                draft.object(),
                draft.select(),
                all(draft.where(), where("Id", "=", text("003000000000001AAA"))),
                draft.groupBy(),
                draft.having(),
                draft.orderBy(),
                draft.limit(),
                draft.offset());
        return new Actions.Builder()
                .step(new ActionStep(
                        Actions.RECORD,
                        "",
                        new QueryTemplate(bounded, Map.of(), ZoneOffset.UTC),
                        List.of(),
                        ActionStep.OnNone.NOT_FOUND,
                        ActionStep.OnMany.FIRST))
                .built();
    }

    static List<QueryDraft> draftsThatAskAParent() {
        var highest = aggregate(AggregateFunction.MAX, "Account.Rating");
        return List.of(
                selecting(fields("Id", "Account.Name")),
                selecting(fields("Id"), where("Account.Name", "=", text("x"))),
                ordered(fields("Id"), by("Account.Name")),
                grouped(List.of(count()), List.of("Account.Name"), EVERY),
                grouped(List.of(count()), List.of("Name"), EVERY, by(highest)),
                grouped(
                        List.of(count()),
                        List.of("Name"),
                        having(AggregateFunction.MAX, "Account.Rating", "=", text("Hot"))),
                selecting(List.of(aggregated(AggregateFunction.MAX, "Account.Rating", "r"))));
    }

    @ParameterizedTest
    @MethodSource("draftsThatAskAParent")
    void whatAParentDecidesMayBeOfAnyObject(QueryDraft draft) {
        assertThat(RecordsToRead.mayBeOf(asking(draft), Set.of("account"))).isTrue();
    }

    @Test
    void withoutARelationshipOnlyItsOwnObjectCounts() {
        var own = asking(grouped(
                List.of(count(), aggregated(AggregateFunction.MAX, "Visits__c", "most")),
                List.of("Name"),
                having(AggregateFunction.MAX, "Visits__c", "=", text("1")),
                by("Name"),
                by(aggregate(AggregateFunction.MIN, "Id"))));

        assertThat(RecordsToRead.mayBeOf(own, Set.of("account"))).isFalse();
        assertThat(RecordsToRead.mayBeOf(own, Set.of("contact"))).isTrue();
    }
}
