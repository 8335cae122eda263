package io.weir.adapter.out.salesforce.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PercentEncodingTest {
    @Test
    void leavesNothingButUnreservedCharacters() {
        assertThat(PercentEncoding.append("q=", "aZ09-._~ +%&='\"\\/?#@{}\n\u00fc\u20ac\ud83d\ude00"))
                .isEqualTo("q=aZ09-._~%20%2B%25%26%3D%27%22%5C%2F%3F%23%40%7B%7D%0A%C3%BC%E2%82%AC%F0%9F%98%80");
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacter() {
        assertThat(PercentEncoding.append("", "a\ud83d")).isEqualTo("a%EF%BF%BD");
        assertThat(PercentEncoding.append("", "\ude00b")).isEqualTo("%EF%BF%BDb");
        assertThat(PercentEncoding.append("", "\ud83d\ud83d\ude00")).isEqualTo("%EF%BF%BD%F0%9F%98%80");
    }

    @Property
    void whatWasWrittenCanBeReadAgain(@ForAll String text) {
        String encoded = PercentEncoding.append("", text);

        String carried = text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(encoded.chars()).allMatch(c -> c < 0x80);
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(carried);
    }
}
