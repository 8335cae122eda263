package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickShapesTest {
    private static final Soql CONTACT = ScriptedOrg.lookup("caller");
    private static final Soql LEAD = Soql.of(Query.ofFields("Lead", "Id").limitedTo(new Limit.AtMost(1)));

    private final QuickShapes shapes = new QuickShapes();

    @Test
    void aShapeThatIsOftenSlowIsNotShared() {
        took(QuickShapes.FEWEST, LEAD, QuickShapes.QUICK);
        assertThat(shapes.expected(LEAD)).isPresent();

        took(QuickShapes.FEWEST, LEAD, QuickShapes.QUICK.plusMillis(1));
        assertThat(shapes.expected(LEAD)).isEmpty();
    }

    @Test
    void aShapeThatIsSlowLatelyIsNotShared() {
        took(200, CONTACT, Duration.ofMillis(80));
        assertThat(shapes.expected(CONTACT)).contains(Duration.ofMillis(80));

        took(2, CONTACT, Duration.ofMillis(800));
        assertThat(shapes.expected(CONTACT)).isPresent();
        took(1, CONTACT, Duration.ofMillis(800));
        assertThat(shapes.expected(CONTACT)).isEmpty();

        took(16, CONTACT, Duration.ofMillis(80));
        assertThat(shapes.expected(CONTACT)).isPresent();
    }

    @Test
    void onlyTheLatestQueriesOfAShapeCount() {
        took(14, CONTACT, Duration.ofMillis(800));
        took(255, CONTACT, Duration.ofMillis(80));
        assertThat(shapes.expected(CONTACT)).isPresent();
        took(3, CONTACT, Duration.ofMillis(800));
        took(16, CONTACT, Duration.ofMillis(80));
        assertThat(shapes.expected(CONTACT)).isPresent();

        for (int i = 0; i < 10; i++) {
            took(1, CONTACT, Duration.ofMillis(800));
            took(16, CONTACT, Duration.ofMillis(80));
        }
        assertThat(shapes.expected(CONTACT)).isEmpty();
        took(256, CONTACT, Duration.ofMillis(80));
        assertThat(shapes.expected(CONTACT)).isPresent();
    }

    @Test
    void aSlowRequestBlamesEachShapeInItOnce() {
        took(200, CONTACT, Duration.ofMillis(80));
        took(200, LEAD, Duration.ofMillis(80));
        shapes.tookTogether(List.of(CONTACT, CONTACT, LEAD, CONTACT), Duration.ofMillis(1_500));
        assertThat(shapes.expected(LEAD)).isPresent();
        shapes.tookTogether(List.of(CONTACT, CONTACT, LEAD, CONTACT), Duration.ofMillis(1_500));
        assertThat(shapes.expected(CONTACT)).isPresent();

        shapes.tookTogether(List.of(CONTACT, CONTACT, LEAD, CONTACT), Duration.ofMillis(1_500));
        assertThat(shapes.expected(LEAD)).isEmpty();
        assertThat(shapes.expected(CONTACT)).isEmpty();
    }

    private void took(int times, Soql soql, Duration duration) {
        for (int i = 0; i < times; i++) {
            shapes.took(soql, duration);
        }
    }
}
