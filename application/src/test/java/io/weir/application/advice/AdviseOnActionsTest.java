package io.weir.application.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.domain.action.DataAction;
import io.weir.domain.advice.ActionAdvice;
import io.weir.domain.advice.ActionAdvice.Kind;
import io.weir.domain.advice.ActionStatistics;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.ActionCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdviseOnActionsTest {
    private static final DataAction LOOKUP = Actions.withCases().built();
    private static final ActionCatalog CATALOG = new ActionCatalog() {
        @Override
        public Optional<DataAction> named(ActionName name) {
            return all().stream().filter(action -> action.name().equals(name)).findFirst();
        }

        @Override
        public List<DataAction> all() {
            return List.of(LOOKUP);
        }
    };

    private final AdviseOnActions advise = new AdviseOnActions(CATALOG);

    @Test
    void anActionWithoutStatisticsIsReviewedByItsDeclaration() {
        assertThat(advise.advice(Map.of()))
                .singleElement()
                .returns(Kind.UNUSED_FIELDS, ActionAdvice::kind)
                .returns(List.of("cases"), ActionAdvice::steps)
                .returns(List.of("Id"), ActionAdvice::fields);
        assertThat(new AdviseOnActions(ActionCatalog.EMPTY).advice(Map.of())).isEmpty();
    }

    @Test
    void statisticsAddAdvice() {
        var slow = new ActionStatistics(1_000, Duration.ofSeconds(2), 4, 10);

        assertThat(advise.advice(Map.of(LOOKUP.name(), slow)))
                .extracting(ActionAdvice::kind)
                .containsExactly(Kind.UNUSED_FIELDS, Kind.TIME_LIMIT_REACHED);
    }
}
