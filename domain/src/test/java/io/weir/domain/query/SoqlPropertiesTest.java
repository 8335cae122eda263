package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apexdevtools.apexparser.ApexErrorListener;
import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** What {@link Soql} writes, read back by a grammar that is not ours. */
class SoqlPropertiesTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9A-Fa-f]{4})|.)", Pattern.DOTALL);

    // The grammar does not know these two escapes of LIKE; characters that no generated text has stand for them.
    private static final String PERCENT = "\uDBFF\uDFFC";
    private static final String UNDERSCORE = "\uDBFF\uDFFD";

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
        assertThat(literals.getFirst().replace(PERCENT, "%").replace(UNDERSCORE, "_"))
                .isEqualTo(text);
    }

    @Property(tries = 2_000)
    void aPatternReadsBack(@ForAll("patterns") LikePattern pattern) {
        var written = new StringBuilder();
        for (var part : pattern.parts()) {
            written.append(
                    switch (part) {
                        case LikePattern.Part.Literal(var text) ->
                            text.replace("%", PERCENT).replace("_", UNDERSCORE);
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
        String soql = Soql.of(Query.ofFields("Contact", "Id").where(filter)).text();
        var problems = new ArrayList<String>();
        var parsed =
                ApexParserFactory.createLexerAndParser(CharStreams.fromString(masked(soql)), new ApexErrorListener() {
                    @Override
                    public void apexSyntaxError(int line, int column, String message) {
                        problems.add(line + ":" + column);
                    }
                });
        var parser = parsed.getParser();
        parser.query();
        assertThat(problems).isEmpty();
        assertThat(parser.getCurrentToken().getType()).isEqualTo(Token.EOF);
        return ((CommonTokenStream) parser.getTokenStream())
                .getTokens().stream()
                        .filter(token -> token.getType() == ApexLexer.StringLiteral)
                        .map(token -> decoded(token.getText()))
                        .toList();
    }

    private static String masked(String soql) {
        return ESCAPE.matcher(soql).replaceAll(escape -> switch (escape.group()) {
            case "\\%" -> PERCENT;
            case "\\_" -> UNDERSCORE;
            default -> Matcher.quoteReplacement(escape.group());
        });
    }

    private static String decoded(String literal) {
        String inside = literal.substring(1, literal.length() - 1);
        return ESCAPE.matcher(inside)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group().charAt(1)) {
                            case 'u' -> Character.toString((char) Integer.parseInt(escape.group(2), 16));
                            case 'n' -> "\n";
                            case 'r' -> "\r";
                            case 't' -> "\t";
                            case 'b' -> "\b";
                            case 'f' -> "\f";
                            default -> escape.group(1);
                        }));
    }
}
