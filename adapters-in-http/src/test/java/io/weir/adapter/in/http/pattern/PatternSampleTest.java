package io.weir.adapter.in.http.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.DeclaredInput.TextPattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSampleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "[0-9]{8}=11111111",
                "ACC-[0-9]{1,8}=ACC-11111111",
                "[A-Z]{2}[0-9]+=AA1",
                "\\d{3,}x?=111x",
                "[\\d]*\\.5=1.5",
                "a|b=a",
                "(ab)+=ab",
                "(?:ACC|ORD)-\\d{4}=ACC-1111",
                "\\p{Lu}\\u{1F600}=A😀",
                "[]=''",
                "a\\bb=''"
            })
    void matchesThePatternOrIsNothing(String pattern, String sample) {
        assertThat(PatternSample.of(new TextPattern(pattern, LinearPattern.ofWhole(pattern)::matches)))
                .isEqualTo(sample);
    }
}
