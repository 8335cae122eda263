package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What {@link Soql} writes, read back by a grammar that is not ours. */
class SoqlPropertiesTest {
    @Property(tries = 2_000)
    void aTextIsOneLiteralThatMeansIt(@ForAll("texts") String text) {
        var literals = literals(Filter.Comparison.of(FieldPath.parse("Name"), Operator.EQUAL, new Value.Text(text)));

        assertThat(literals).containsExactly(text);
    }

    @Property
    void everyTextOfAListIsALiteral(@ForAll("lists") List<String> texts) {
        var values = texts.stream().<Value>map(Value.Text::new).toList();

        assertThat(literals(new Filter.Membership(FieldPath.parse("Name"), values)))
                .isEqualTo(texts);
    }

    @Property(tries = 2_000)
    void aTextInLikeMatchesItselfOnly(@ForAll("texts") String text) {
        var literals = literals(
                new Filter.Like(FieldPath.parse("Name"), new LikePattern(List.of(new LikePattern.Part.Literal(text)))));

        assertThat(literals).hasSize(1);
        assertThat(literals.getFirst()).doesNotContain("%", "_");
        assertThat(literals.getFirst().replace(SoqlGrammar.PERCENT, "%").replace(SoqlGrammar.UNDERSCORE, "_"))
                .isEqualTo(text);
    }

    @Property(tries = 2_000)
    void aPatternReadsBack(@ForAll("patterns") LikePattern pattern) {
        var written = new StringBuilder();
        for (var part : pattern.parts()) {
            written.append(
                    switch (part) {
                        case LikePattern.Part.Literal(var text) ->
                            text.replace("%", SoqlGrammar.PERCENT).replace("_", SoqlGrammar.UNDERSCORE);
                        case LikePattern.Part.AnyCharacters() -> "%";
                        case LikePattern.Part.OneCharacter() -> "_";
                    });
        }

        assertThat(literals(new Filter.Like(FieldPath.parse("Name"), pattern))).containsExactly(written.toString());
    }

    @Provide
    Arbitrary<String> texts() {
        return Queries.texts();
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return Queries.texts().list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<LikePattern> patterns() {
        return Queries.patterns();
    }

    /** Parses the query of {@code filter} whole and decodes the string literals in it. */
    private static List<String> literals(Filter filter) {
        return SoqlGrammar.literals(
                Soql.of(Query.ofFields("Contact", "Id").where(filter)).text());
    }
}
