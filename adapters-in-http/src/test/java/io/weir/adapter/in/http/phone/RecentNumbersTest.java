package io.weir.adapter.in.http.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.PhoneNumber;
import io.weir.domain.port.PhoneNumbers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentNumbersTest {
    private final List<String> asked = new ArrayList<>();
    private final PhoneNumbers library = new LibPhoneNumbers();
    private final PhoneNumbers numbers = new RecentNumbers((text, region) -> {
        asked.add(region + " " + text);
        return library.parse(text, region);
    });

    @Test
    void readsATextOnceForEachRegion() {
        var here = numbers.parse("020 7946 0000", "GB");

        assertThat(numbers.parse("020 7946 0000", "GB"))
                .isEqualTo(here)
                .extracting(PhoneNumber::e164)
                .containsExactly("+442079460000");
        assertThat(numbers.parse("020 7946 0000", "US")).isNotEqualTo(here);
        assertThat(asked).containsExactly("GB 020 7946 0000", "US 020 7946 0000");
    }

    @Test
    void remembersThatATextIsNoNumber() {
        assertThat(numbers.parse("anonymous", "US")).isEmpty();
        assertThat(numbers.parse("anonymous", "US")).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void forgetsTheTextThatWasAskedForLongestAgo() {
        numbers.parse("+14155550100", "US");
        for (int i = 0; i < 1_024; i++) {
            numbers.parse("+1415555%04d".formatted(1_000 + i), "US");
        }
        asked.clear();
        numbers.parse("+14155552023", "US");
        numbers.parse("+14155550100", "US");

        assertThat(asked).containsExactly("US +14155550100");
    }

    @Test
    void keepsNoLongText() {
        String several = "+14155550100, ".repeat(6);
        assertThat(numbers.parse(several, "US")).isEqualTo(numbers.parse(several, "US"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void showsNoNumber() {
        numbers.parse("+14155550100", "US");
        assertThat(numbers).hasToString("RecentNumbers[hidden]");
    }
}
