package io.weir.adapter.out.sandbox.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Queries;
import io.weir.domain.query.Query;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.query.SearchTerms;
import io.weir.domain.query.Sosl;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What {@link Sosl} writes, read back by the sandbox's parser: nothing of a caller's text is syntax. */
class SoslPropertiesTest {
    @Property(tries = 2_000)
    void everyWordOfATextIsATermThatMeansIt(@ForAll("texts") String text, @ForAll("texts") String value) {
        SearchTerms.words(text).ifPresent(terms -> assertMeans(terms, value));
    }

    @Property(tries = 2_000)
    void aTextIsOnePhrase(@ForAll("texts") String text, @ForAll("texts") String value) {
        SearchTerms.phrase(text).ifPresent(terms -> {
            assertThat(terms.terms()).hasSize(1);
            assertMeans(terms, value);
        });
    }

    @Property
    void numbersAreAlternativesOfDigits(@ForAll("numbers") List<String> numbers) {
        SearchTerms.numbers(numbers).ifPresent(terms -> {
            assertThat(terms.terms()).isSubsetOf(numbers).allMatch(term -> term.matches("[0-9]{7,15}"));
            assertMeans(terms, "x");
        });
    }

    private static void assertMeans(SearchTerms terms, String value) {
        var contacts = Query.ofFields("Contact", "Id")
                .where(Filter.Comparison.of(FieldPath.parse("LastName"), Operator.EQUAL, new Value.Text(value)));
        var accounts = Query.ofFields("Account", "Id");

        var read = SoslParser.parse(
                Sosl.of(terms, SearchGroup.NAME, List.of(contacts, accounts)).text());

        assertThat(read.scope()).isEqualTo(SearchScope.NAME);
        assertThat(read.returning())
                .extracting(returning -> returning.object().text())
                .containsExactly("Contact", "Account");
        assertThat(read.returning().get(1).where()).isEmpty();
        assertThat(read.limit()).isEqualTo(SearchStatement.MAX_LIMIT);
        var found = leaves(read.find()).toList();
        assertThat(found).hasSameSizeAs(terms.terms());
        for (int i = 0; i < found.size(); i++) {
            var tokens = Tokens.of(terms.terms().get(i));
            var patterns = found.get(i).tokens();
            assertThat(patterns).hasSameSizeAs(tokens);
            for (int j = 0; j < tokens.size(); j++) {
                assertThat(patterns.get(j).matches(tokens.get(j))).isTrue();
                assertThat(patterns.get(j).matches(tokens.get(j) + "x")).isFalse();
            }
        }
        assertThat(hasOperator(read.find(), terms.every())).isTrue();
    }

    private static Stream<SearchExpression.Term> leaves(SearchExpression expression) {
        return switch (expression) {
            case SearchExpression.Term term -> Stream.of(term);
            case SearchExpression.AllOf(var parts) -> parts.stream().flatMap(SoslPropertiesTest::leaves);
            case SearchExpression.AnyOf(var parts) -> parts.stream().flatMap(SoslPropertiesTest::leaves);
            case SearchExpression.Nothing _, SearchExpression.Except _ ->
                throw new AssertionError("not written: " + expression);
        };
    }

    private static boolean hasOperator(SearchExpression expression, boolean every) {
        return switch (expression) {
            case SearchExpression.Term _ -> true;
            case SearchExpression.AllOf(var parts) -> every && parts.stream().allMatch(part -> hasOperator(part, true));
            case SearchExpression.AnyOf(var parts) ->
                !every && parts.stream().allMatch(part -> hasOperator(part, false));
            case SearchExpression.Nothing _, SearchExpression.Except _ -> false;
        };
    }

    @Provide
    Arbitrary<String> texts() {
        var reserved = Arbitraries.of(
                "?",
                "&",
                "|",
                "!",
                "{",
                "}",
                "[",
                "]",
                "(",
                ")",
                "^",
                "~",
                "*",
                ":",
                "\\",
                "\"",
                "'",
                "+",
                "-",
                "AND",
                "OR",
                "NOT",
                "AND NOT",
                "} IN ALL FIELDS RETURNING User(Id)",
                "FIND {",
                "\\}",
                "\" OR \"",
                "a",
                "ok 1");
        return Arbitraries.oneOf(reserved, Queries.texts()).list().ofMaxSize(8).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> numbers() {
        return Arbitraries.strings()
                .withChars("0123456789+ (-})٤")
                .ofMinLength(5)
                .ofMaxLength(17)
                .list()
                .ofMaxSize(16);
    }
}
