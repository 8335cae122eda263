package io.weir.application;

import io.github.apexdevtools.apexparser.ApexErrorListener;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * The structure of a SOQL text as a grammar that is not ours reads it: what is left when names and constants are taken
 * out.
 */
final class SoqlSkeleton {
    /** The grammar does not know these two escapes of LIKE; a letter stands for them. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private SoqlSkeleton() {}

    /** Empty if {@code soql} is not one whole query. */
    static Optional<String> of(String soql) {
        var wrong = new AtomicBoolean();
        var parser = ApexParserFactory.createLexerAndParser(
                        CharStreams.fromString(masked(soql)), new ApexErrorListener() {
                            @Override
                            public void apexSyntaxError(int line, int column, String message) {
                                wrong.set(true);
                            }
                        })
                .getParser();
        var query = parser.query();
        if (wrong.get() || parser.getCurrentToken().getType() != Token.EOF) {
            return Optional.empty();
        }
        var skeleton = new StringBuilder();
        append(query, skeleton);
        return Optional.of(skeleton.toString());
    }

    private static String masked(String soql) {
        return ESCAPE.matcher(soql)
                .replaceAll(
                        escape -> escape.group(1).equals("%") || escape.group(1).equals("_")
                                ? "x"
                                : Matcher.quoteReplacement(escape.group()));
    }

    private static void append(ParseTree node, StringBuilder skeleton) {
        switch (node) {
            case ApexParser.FieldNameContext name ->
                skeleton.append("name").append(name.soqlId().size());
            case ApexParser.SoqlIdContext _ -> skeleton.append("id");
            case ApexParser.ValueContext value
            when value.subQuery() == null ->
                skeleton.append(
                        value.valueList() == null
                                ? "value"
                                : "list" + value.valueList().value().size());
            default -> {
                if (node.getChildCount() == 0) {
                    skeleton.append(node.getText().toUpperCase(Locale.ROOT));
                    return;
                }
                skeleton.append('(');
                for (int i = 0; i < node.getChildCount(); i++) {
                    append(node.getChild(i), skeleton);
                    skeleton.append(' ');
                }
                skeleton.append(')');
            }
        }
    }
}
