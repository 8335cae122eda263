package io.weir.adapter.out.sandbox;

import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;

/**
 * The words of a SOQL text, with what the grammar does not know put into words that it does: escaped wildcards (see
 * {@link SoqlStrings}), currency amounts with decimals or a sign, Apex keywords that are names in SOQL, and {@code OFFSET} in a
 * sub-query, which is taken out and kept here.
 */
final class SoqlTokens {
    private static final int MAX_NESTING = 100;

    /** Words that mean something in Apex only. */
    private static final Set<Integer> APEX_ONLY = Set.of(
            ApexLexer.ABSTRACT,
            ApexLexer.BREAK,
            ApexLexer.CATCH,
            ApexLexer.CLASS,
            ApexLexer.CONTINUE,
            ApexLexer.DELETE,
            ApexLexer.DO,
            ApexLexer.ENUM,
            ApexLexer.EXTENDS,
            ApexLexer.FINAL,
            ApexLexer.FINALLY,
            ApexLexer.GLOBAL,
            ApexLexer.IF,
            ApexLexer.IMPLEMENTS,
            ApexLexer.INSERT,
            ApexLexer.INTERFACE,
            ApexLexer.LIST,
            ApexLexer.MAP,
            ApexLexer.MERGE,
            ApexLexer.NEW,
            ApexLexer.ON,
            ApexLexer.OVERRIDE,
            ApexLexer.PRIVATE,
            ApexLexer.PROTECTED,
            ApexLexer.PUBLIC,
            ApexLexer.RETURN,
            ApexLexer.STATIC,
            ApexLexer.SUPER,
            ApexLexer.TESTMETHOD,
            ApexLexer.THIS,
            ApexLexer.THROW,
            ApexLexer.TRY,
            ApexLexer.UNDELETE,
            ApexLexer.UPSERT,
            ApexLexer.VIRTUAL,
            ApexLexer.VOID,
            ApexLexer.WEBSERVICE,
            ApexLexer.WHILE);

    private final List<Token> tokens;
    private final IdentityHashMap<Token, Integer> offsets = new IdentityHashMap<>();

    private SoqlTokens(List<Token> words) {
        this.tokens = words;
    }

    static SoqlTokens of(String soql) {
        var lexer = ApexParserFactory.createLexer(CharStreams.fromString(SoqlStrings.masked(soql)));
        lexer.removeErrorListeners();
        lexer.addErrorListener(new SyntaxErrorListener());
        var tokens = new SoqlTokens(withCurrencies(tokens(lexer)));
        tokens.extractOffsets();
        return tokens;
    }

    /** The words for the grammar's parser. */
    TokenSource source() {
        return new ListTokenSource(tokens);
    }

    /** The offset of the sub-query that begins with {@code select}; 0 if it has none. */
    int offset(Token select) {
        return offsets.getOrDefault(select, 0);
    }

    private static List<Token> tokens(ApexLexer lexer) {
        var words = new ArrayList<Token>();
        for (var token : lexer.getAllTokens()) {
            switch (token.getChannel()) {
                case Token.DEFAULT_CHANNEL -> words.add(token);
                case ApexLexer.WHITESPACE_CHANNEL -> {}
                default -> throw SyntaxErrorListener.unexpectedToken(token);
            }
            if (APEX_ONLY.contains(token.getType())) {
                ((CommonToken) token).setType(ApexLexer.Identifier);
            }
        }
        return words;
    }

    /** Joins {@code USD5000} and {@code .5}, or {@code USD} and {@code -} and {@code 5000.5}, where nothing is between them. */
    private static List<Token> withCurrencies(List<Token> words) {
        var joined = new ArrayList<Token>();
        for (int i = 0; i < words.size(); i++) {
            int parts = currencyParts(words, i);
            if (parts == 1) {
                joined.add(words.get(i));
            } else {
                var text = new StringBuilder();
                words.subList(i, i + parts).forEach(part -> text.append(part.getText()));
                var amount = new CommonToken(words.get(i));
                amount.setType(ApexLexer.IntegralCurrencyLiteral);
                amount.setText(text.toString());
                joined.add(amount);
                i += parts - 1;
            }
        }
        return joined;
    }

    private static int currencyParts(List<Token> words, int i) {
        if (i + 1 < words.size() && adjacent(words, i)) {
            var next = words.get(i + 1);
            if (words.get(i).getType() == ApexLexer.IntegralCurrencyLiteral
                    && next.getText().startsWith(".")
                    && next.getType() == ApexLexer.NumberLiteral) {
                return 2;
            }
            boolean signed = SoqlStrings.isCurrencyCode(words.get(i).getText()) && next.getType() == ApexLexer.SUB;
            if (signed && i + 2 < words.size() && adjacent(words, i + 1) && isNumber(words.get(i + 2))) {
                return 3;
            }
        }
        return 1;
    }

    private void extractOffsets() {
        Deque<Optional<Token>> parentheses = new ArrayDeque<>();
        var rest = new ArrayList<Token>();
        for (int i = 0; i < tokens.size(); i++) {
            var word = tokens.get(i);
            switch (word.getType()) {
                case ApexLexer.LPAREN -> {
                    parentheses.push(at(i + 1).filter(next -> next.getType() == ApexLexer.SELECT));
                    if (parentheses.size() > MAX_NESTING) {
                        throw QueryRefusal.malformed("the query is nested too deeply");
                    }
                }
                case ApexLexer.RPAREN -> parentheses.poll();
                default -> {}
            }
            var subQuery = parentheses.isEmpty() ? Optional.<Token>empty() : parentheses.peek();
            if (word.getType() == ApexLexer.OFFSET && subQuery.isPresent() && endsWithNumber(i)) {
                offsets.put(
                        subQuery.get(), SoqlStrings.integer(tokens.get(i + 1).getText()));
                i++;
            } else {
                rest.add(word);
            }
        }
        tokens.clear();
        tokens.addAll(rest);
    }

    private boolean endsWithNumber(int i) {
        return at(i + 1)
                        .filter(next -> next.getType() == ApexLexer.IntegerLiteral)
                        .isPresent()
                && at(i + 2).filter(next -> next.getType() == ApexLexer.RPAREN).isPresent();
    }

    private Optional<Token> at(int i) {
        return i < tokens.size() ? Optional.of(tokens.get(i)) : Optional.empty();
    }

    private static boolean adjacent(List<Token> words, int i) {
        return words.get(i).getStopIndex() + 1 == words.get(i + 1).getStartIndex();
    }

    private static boolean isNumber(Token word) {
        return word.getType() == ApexLexer.IntegerLiteral || word.getType() == ApexLexer.NumberLiteral;
    }
}
