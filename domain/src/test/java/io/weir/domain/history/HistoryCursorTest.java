package io.weir.domain.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCursorTest {
    @Property
    void itsTextIsReadBack(
            @ForAll @LongRange(min = -100_000_000_000L, max = 100_000_000_000L) long second,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nano,
            @ForAll String instance,
            @ForAll long number) {
        var cursor = new HistoryCursor(Instant.ofEpochSecond(second, nano), instance, number);
        assertThat(HistoryCursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b.c", "...", "a.b.!.weir", "1y2p0ij32e8e7.0.0.weir", "99999999999999.0.0.weir"})
    void refusesWhatNoPageGave(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoryCursor.parse(text))
                .withMessage("a cursor is the text that an earlier page gave as its next");
    }
}
