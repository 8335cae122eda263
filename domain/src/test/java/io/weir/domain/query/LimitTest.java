package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitTest {
    @Test
    void isCappedWhereThereIsNone() {
        assertThat(new Limit.Unlimited().cappedAt(2_001)).isEqualTo(new Limit.AtMost(2_001));
    }

    @Test
    void keepsTheTighterOfTwo() {
        assertThat(new Limit.AtMost(5).cappedAt(2_001)).isEqualTo(new Limit.AtMost(5));
        assertThat(new Limit.AtMost(2_001).cappedAt(2_001)).isEqualTo(new Limit.AtMost(2_001));
        assertThat(new Limit.AtMost(50_000).cappedAt(2_001)).isEqualTo(new Limit.AtMost(2_001));
        assertThat(new Limit.AtMost(0).cappedAt(2_001)).isEqualTo(new Limit.AtMost(0));
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Limit.AtMost(-1));
    }
}
