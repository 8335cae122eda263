package io.weir.adapter.out.sandbox.org;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdTest {
    @Test
    void longFormEncodesTheCase() {
        assertThat(RecordId.canonical("001A0000006Vm9r")).contains("001A0000006Vm9rIAC");
        assertThat(RecordId.canonical("00530000003xqAb")).contains("00530000003xqAbAAI");
    }

    @Test
    void restoresTheCaseOfALongId() {
        assertThat(RecordId.canonical("001A0000006VM9RIAC")).contains("001A0000006Vm9rIAC");
        assertThat(RecordId.canonical("001a0000006vm9riac")).contains("001A0000006Vm9rIAC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "001",
                "001A0000006Vm9",
                "001A0000006Vm9rIA",
                "001A0000006Vm9rIA9",
                "001A0000006Vm9rZZZ",
                "001A0000006Vm9'"
            })
    void rejectsOtherStrings(String text) {
        assertThat(RecordId.canonical(text)).isEmpty();
    }

    @Test
    void sortsByNumber() {
        assertThat(RecordId.of("003", 61)).isLessThan(RecordId.of("003", 62));
        assertThat(RecordId.of("003", 3843)).isLessThan(RecordId.of("003", 3844));
    }
}
