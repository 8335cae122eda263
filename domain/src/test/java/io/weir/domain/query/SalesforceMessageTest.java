package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceMessageTest {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}_]+");
    private static final List<String> SENTENCES = List.of(
            "No such column 'Foo__c' on entity 'Contact'. If you are attempting to use a custom field, be sure to"
                    + " append",
            "unexpected token:",
            "Your query request was running for too long.",
            "line 1:12 mismatched character",
            "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
            "");
    private static final List<String> BRACKETS =
            List.of(" ", "'", "\"", "`", " (", ") ", ", ", ". ", ": ", "=", "\n", "-", "/", "<", ">", "'.", "");

    @Test
    void keepsWhatTheOperatorNeeds() {
        var query = queryFor("Smith").where(equal("Foo__c", "Smith"));

        assertThat(redacted("""

            SELECT Id FROM Contact WHERE Foo__c = 'Smith'
                                         ^
            ERROR at Row:1:Column:30
            No such column 'Foo__c' on entity 'Contact'. If you are attempting to use a custom field, be sure to \
            append the '__c' after the custom field name.\
            """, query))
                .isEqualTo(
                        "ERROR at Row: ?: Column: ? No such column Foo__c on entity Contact. If you are attempting to"
                                + " use a custom field, be sure to append the ? after the custom field name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unexpected token: 'O'Neil'|O'Neil|unexpected token: ?",
                "unexpected token: O\\'Neil here|O'Neil|unexpected token: ? here",
                "invalid ID field: 0035g00000x|0035g00000x|invalid ID field: ?",
                "invalid value SMITHSON found|Smithson|invalid value ? found",
                "invalid value Smith found|Smithson|invalid value ? found",
                "invalid value xSmithx found|Smith|invalid value ? found",
                "invalid value Stra%C3%9Fe found|Straße|invalid value ? found",
                "invalid value STRASSE found|Straße|invalid value ? found",
                "invalid value &#83;mith found|Smith|invalid value ? found",
                "it doesn't exist|none|it doesn t exist",
                "the Name is Name|Name|the Name is Name",
                "of +1 (415) 555-0100 or of jo@acme.com|jo@acme.com|of ? or of ?",
                "no such row: Ada Okonkwo, asked for by Grace|none|no such row: ? for by ?",
            })
    void hidesWhatMayBeACallers(String message, String value, String shown) {
        assertThat(redacted(message, queryFor(value))).isEqualTo(shown);
    }

    @Property(tries = 3_000)
    void noValueSurvives(
            @ForAll("queries") Query query, @ForAll("texts") String text, @ForAll("choices") List<Integer> choices) {
        var soql = Soql.of(query.where(new Filter.AllOf(List.of(query.where(), equal("Name", text)))));
        var message = new StringBuilder();
        var choice = choices.iterator();
        for (int i = 0; i < 3; i++) {
            message.append(SENTENCES.get(choice.next() % SENTENCES.size()))
                    .append(BRACKETS.get(choice.next() % BRACKETS.size()))
                    .append(written(text, soql, choice.next() % 8))
                    .append(BRACKETS.get(choice.next() % BRACKETS.size()));
        }

        String shown = new SalesforceMessage.Echo(message.toString()).redacted(soql);

        assertThat(shown).hasSizeLessThanOrEqualTo(SalesforceMessage.LONGEST).doesNotContainPattern("[\\p{Cntrl}\"']");
        var ofTheShape = folded(words(soql.shape().text()));
        var survivors = words(shown).stream()
                .map(SalesforceMessageTest::folded)
                .filter(word -> !ofTheShape.contains(word))
                .toList();
        for (String word : folded(words(text))) {
            if (word.length() > 1 && !ofTheShape.contains(word)) {
                assertThat(survivors).noneMatch(survivor -> survivor.contains(word));
            }
        }
    }

    @Property
    void anotherValueOfTheQueryDoesNotSurviveEither(@ForAll("queries") Query query) {
        var soql = Soql.of(query);

        String shown = new SalesforceMessage.Echo("ERROR in " + soql.text()).redacted(soql);

        assertThat(folded(words(shown)))
                .isSubsetOf(union(folded(words(soql.shape().text())), List.of("error", "in")));
    }

    @Test
    void showsItselfToNobody() {
        assertThat(new SalesforceMessage.Echo("secret")).asString().doesNotContain("secret");
        assertThat(new SalesforceMessage.Nothing().redacted(Soql.of(queryFor("x"))))
                .isEmpty();
        assertThat(new SalesforceMessage.Known("invalid assertion").redacted(Soql.of(queryFor("x"))))
                .isEqualTo("invalid assertion");
    }

    @Test
    void aLongMessageIsCutBetweenWords() {
        String shown = redacted("available ".repeat(1_000), queryFor("x"));

        assertThat(shown).hasSize(299).endsWith(" available");
    }

    @Provide
    Arbitrary<Query> queries() {
        return Queries.queries().filter(query -> query.groupBy().isEmpty());
    }

    @Provide
    Arbitrary<String> texts() {
        var names = Arbitraries.of(
                "Smith", "O'Neil", "jo@acme.com", "+1 415 555 0100", "Straße", "a\\b", "No such", "um", "Mary Ann");
        return Arbitraries.oneOf(
                Queries.texts(), names, names.list().ofMinSize(1).ofMaxSize(3).map(some -> String.join(" ", some)));
    }

    @Provide
    Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers().between(0, 1_000).list().ofSize(12);
    }

    /** One of the ways in which a message may hold {@code text}. */
    private static String written(String text, Soql soql, int way) {
        return switch (way) {
            case 0 -> text;
            case 1 -> text.toUpperCase(Locale.ROOT);
            case 2 -> text.toLowerCase(Locale.ROOT);
            case 3 -> "'" + text + "'";
            case 4 -> text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
            case 5 -> soql.text();
            case 6 -> text.replace("&", "&amp;").replace("'", "&#39;").replace("\"", "&quot;");
            default -> text.replace("%", "%25").replace(" ", "%20").replace("'", "%27");
        };
    }

    private static Query queryFor(String name) {
        return Query.ofFields("Contact", "Id").where(equal("Name", name));
    }

    private static Filter equal(String field, String text) {
        return Filter.Comparison.of(FieldPath.parse(field), Operator.EQUAL, new Value.Text(text));
    }

    private static String redacted(String message, Query query) {
        return new SalesforceMessage.Echo(message).redacted(Soql.of(query));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(match -> match.group()).toList();
    }

    private static List<String> folded(List<String> words) {
        return words.stream().map(SalesforceMessageTest::folded).toList();
    }

    private static String folded(String word) {
        return word.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static List<String> union(List<String> some, List<String> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
