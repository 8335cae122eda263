package io.weir.domain.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    @Test
    void aShapeHasTheSameIdOnEveryWeir() {
        assertThat(execution("SELECT Id FROM Contact WHERE Phone = ?").shapeId())
                .isEqualTo("7521b4d72ec75423");
        assertThat(execution("a").shapeId()).isEqualTo("af63dc4c8601ec8c");
        assertThat(execution("SELECT Id FROM Contact WHERE Email = ?").shapeId())
                .isNotEqualTo(
                        execution("SELECT Id FROM Contact WHERE Phone = ?").shapeId());
    }

    @Test
    void aRunWithoutAQueryHasNoShape() {
        assertThat(execution("").shapeId()).isEmpty();
    }

    private static Execution execution(String shape) {
        return new Execution(
                Instant.EPOCH,
                "request-1",
                "salesforce-query",
                "default",
                Execution.Served.FRESH,
                shape,
                Duration.ZERO,
                0,
                false,
                0,
                0,
                Execution.ANSWERED,
                Optional.empty(),
                ContactHash.NONE,
                Optional.empty(),
                "",
                List.of(),
                "");
    }
}
