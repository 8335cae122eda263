package io.weir.domain.query;

import io.github.apexdevtools.apexparser.ApexErrorListener;
import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/**
 * SOQL as a grammar that is not ours reads it.
 *
 * <p>It lacks three things that SOQL has: the escapes {@code \%} and {@code \_}, amounts of money that are negative or
 * have decimals, and {@code OFFSET} in a sub-query. These are replaced or left out before it reads.
 */
public final class SoqlGrammar {
    /** What stands for {@code \%} in the literals; no text may have it itself. */
    public static final String PERCENT = "\uDBFF\uDFFC";

    /** What stands for {@code \_}. */
    public static final String UNDERSCORE = "\uDBFF\uDFFD";

    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9A-Fa-f]{4})|.)", Pattern.DOTALL);
    private static final int CURRENCY_CODE = 3;

    private final List<String> problems = new ArrayList<>();
    private final List<Token> tokens;

    private SoqlGrammar(String soql) {
        var lexer = ApexParserFactory.createLexer(CharStreams.fromString(masked(soql)));
        lexer.removeErrorListeners();
        lexer.addErrorListener(problemListener());
        tokens = lexer.getAllTokens().stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .<Token>map(Token.class::cast)
                .toList();
        var parser = new ApexParser(new CommonTokenStream(new ListTokenSource(known())));
        parser.removeErrorListeners();
        parser.addErrorListener(problemListener());
        parser.query();
        var end = parser.getCurrentToken();
        if (end.getType() != Token.EOF) {
            problems.add("unexpected at " + end.getCharPositionInLine());
        }
    }

    /** Why {@code soql} is not one whole query, with the places in it; empty if it is one. */
    public static List<String> problems(String soql) {
        return List.copyOf(new SoqlGrammar(soql).problems);
    }

    /**
     * What the string literals of {@code soql} mean, in their order. Throws {@link AssertionError} if it is no query.
     */
    public static List<String> literals(String soql) {
        var read = new SoqlGrammar(soql);
        if (!read.problems.isEmpty()) {
            throw new AssertionError("no SOQL, because of " + read.problems + ": " + soql);
        }
        return read.tokens.stream()
                .filter(token -> token.getType() == ApexLexer.StringLiteral)
                .map(token -> decoded(token.getText()))
                .toList();
    }

    private ApexErrorListener problemListener() {
        return new ApexErrorListener() {
            @Override
            public void apexSyntaxError(int line, int column, String message) {
                problems.add(line + ":" + column);
            }
        };
    }

    /** The words that the grammar knows. */
    private List<Token> known() {
        var known = new ArrayList<Token>();
        for (int i = 0; i < tokens.size(); i++) {
            if (is(i, ApexLexer.OFFSET) && is(i + 1, ApexLexer.IntegerLiteral) && is(i + 2, ApexLexer.RPAREN)) {
                i++;
            } else if (isCurrencyCode(i) && is(i + 1, ApexLexer.SUB) && adjoin(i) && adjoin(i + 1)) {
                i++;
            } else if (is(i, ApexLexer.IntegralCurrencyLiteral) && is(i + 1, ApexLexer.NumberLiteral) && adjoin(i)) {
                known.add(tokens.get(i));
                i++;
            } else {
                known.add(tokens.get(i));
            }
        }
        return known;
    }

    private boolean is(int i, int type) {
        return i < tokens.size() && tokens.get(i).getType() == type;
    }

    private boolean isCurrencyCode(int i) {
        return is(i, ApexLexer.Identifier) && tokens.get(i).getText().length() == CURRENCY_CODE;
    }

    private boolean adjoin(int i) {
        return i + 1 < tokens.size()
                && tokens.get(i).getStopIndex() + 1 == tokens.get(i + 1).getStartIndex();
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
