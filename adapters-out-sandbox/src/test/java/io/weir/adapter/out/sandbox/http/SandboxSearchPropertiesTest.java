package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

class SandboxSearchPropertiesTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxServer SERVER = SandboxServer.start(
            SandboxOrg.contactCentre(CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());
    private static final Set<String> SEARCHED_TYPES =
            Set.of("string", "textarea", "phone", "email", "url", "picklist", "combobox");
    private static final String SEARCHED_FIELDS = searchedFields();

    @AfterContainer
    static void stop() {
        SERVER.stop();
    }

    @Property(tries = 60)
    void anEscapedTextFindsNothingOrRecordsThatHoldIt(@ForAll("texts") String text) {
        var response = CLIENT.get("/services/data/v66.0/search?q="
                + encoded("FIND {\"" + escaped(text) + "\"} RETURNING Contact(" + SEARCHED_FIELDS + " LIMIT 20)"));

        assertThat(response.statusCode()).as(text).isIn(200, 400);
        if (response.statusCode() == 400) {
            assertThat(response.body()).contains("search term must be longer than one character");
            return;
        }
        var records = JsonValues.object(JsonValues.read(response.body())).get("searchRecords");
        for (var record : JsonValues.objects(records)) {
            assertThat(words(text))
                    .allSatisfy(word -> assertThat(holds(record, word))
                            .as("%s in %s", word, record)
                            .isTrue());
        }
    }

    @Property(tries = 60)
    void anyStatementIsAnsweredOrRefused(@ForAll("statements") String sosl) {
        assertThat(CLIENT.get("/services/data/v66.0/search?q=" + encoded(sosl)).statusCode())
                .as(sosl)
                .isIn(200, 400);
    }

    @Property(tries = 30)
    void anyTextOfAParameterizedSearchIsAnsweredOrRefused(@ForAll("texts") String text) {
        assertThat(CLIENT.get("/services/data/v66.0/parameterizedSearch?sobject=Contact&q=" + encoded(text))
                        .statusCode())
                .as(text)
                .isIn(200, 400);
    }

    @Provide
    Arbitrary<String> texts() {
        var pieces = Arbitraries.of(
                "Ada",
                "okonkwo",
                "O'Neil",
                "4155550100",
                "+1 (415) 555-0100",
                "example.com",
                "AND",
                "or",
                "not",
                "\\",
                "\"",
                "{",
                "}",
                "(",
                ")",
                "*",
                "?",
                "a*",
                "-",
                "😀",
                "Łukasz",
                "東京",
                "İ",
                "\u0301",
                "\n",
                "\0");
        var anything = Arbitraries.strings().ofMaxLength(5);
        return Arbitraries.oneOf(pieces, anything)
                .list()
                .ofMaxSize(6)
                .flatMap(parts -> Arbitraries.of("", " ").map(separator -> String.join(separator, parts)));
    }

    @Provide
    Arbitrary<String> statements() {
        return Arbitraries.of(
                        "FIND",
                        "{",
                        "}",
                        "ada",
                        "IN",
                        "NAME",
                        "FIELDS",
                        "RETURNING",
                        "Contact",
                        "(",
                        ")",
                        "Id",
                        "WHERE",
                        "Name = 'x'",
                        "ORDER BY",
                        "LIMIT",
                        "5",
                        "OFFSET",
                        ",",
                        "WITH",
                        "UPDATE",
                        "TRACKING",
                        "'",
                        "\"",
                        "\\",
                        "AND",
                        "OR",
                        "NOT",
                        "*",
                        "FIND {ada okonkwo} RETURNING Contact(Id")
                .list()
                .ofMaxSize(12)
                .map(parts -> "FIND {ada " + String.join(" ", parts));
    }

    private static String searchedFields() {
        var describe = JsonValues.object(JsonValues.read(
                CLIENT.get("/services/data/v66.0/sobjects/Contact/describe").body()));
        return JsonValues.objects(describe.get("fields")).stream()
                .filter(field -> SEARCHED_TYPES.contains(String.valueOf(field.get("type"))))
                .map(field -> String.valueOf(field.get("name")))
                .collect(Collectors.joining(", "));
    }

    private static String escaped(String text) {
        return text.replaceAll("[?&|!{}\\[\\]()^~*:\\\\\"'+\\-]", "\\\\$0");
    }

    private static String[] words(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}]+"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    private static boolean holds(Map<String, @Nullable Object> record, String word) {
        String all = record.toString().toLowerCase(Locale.ROOT);
        if (all.contains(word.toLowerCase(Locale.ROOT))) {
            return true;
        }
        boolean number = word.codePoints().noneMatch(Character::isLetter);
        return number && all.replaceAll("[^\\d,=]", "").contains(word.replaceAll("\\D", ""));
    }
}
