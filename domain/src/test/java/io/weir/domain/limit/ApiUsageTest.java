package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ApiUsageTest {
    @Test
    void saysWhatIsLeft() {
        assertThat(new ApiUsage(25, 5_000).remaining()).isEqualTo(4_975);
        assertThat(new ApiUsage(5_000, 5_000).remaining()).isZero();
        assertThat(new ApiUsage(25, 5_000)).hasToString("25/5000");
    }

    @Test
    void mayPassTheLimitBecauseThatIsSoft() {
        assertThat(new ApiUsage(110_018, 100_000).remaining()).isZero();
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ApiUsage(-1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new ApiUsage(1, -5));
    }
}
