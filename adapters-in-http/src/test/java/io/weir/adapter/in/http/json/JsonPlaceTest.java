package io.weir.adapter.in.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonPlaceTest {
    @Test
    void isAJsonPointer() {
        assertThat(JsonPlace.ROOT).hasToString("");
        assertThat(JsonPlace.ROOT.member("where").member("all").element(2)).hasToString("/where/all/2");
        assertThat(JsonPlace.ROOT.member("a/b~c")).hasToString("/a~1b~0c");
    }

    @Test
    void showsNothingThatCouldDisturbALogOrATerminal() {
        assertThat(JsonPlace.ROOT.member("a\n\u001b[31m\u00e9")).hasToString("/a??[31m?");
    }

    @Test
    void showsTheBeginningOfALongName() {
        assertThat(JsonPlace.shown("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(JsonPlace.shown("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    }
}
