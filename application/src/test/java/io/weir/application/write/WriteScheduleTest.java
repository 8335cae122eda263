package io.weir.application.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails or is killed, a record is written once, and no delivery gets a wrong answer. */
class WriteScheduleTest {
    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void writesOnce(long seed) {
        assertThat(new WriteSchedule(seed).wrong()).as("seed %d", seed).isEmpty();
    }
}
