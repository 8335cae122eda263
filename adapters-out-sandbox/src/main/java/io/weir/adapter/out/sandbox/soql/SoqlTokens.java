package io.weir.adapter.out.sandbox.soql;

import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import io.weir.adapter.out.sandbox.query.QueryRefusal;
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
 * The tokens of a SOQL text, adapted to the grammar, which does not support all of SOQL. Escaped wildcards are
 * replaced (see {@link SoqlStrings}), currency amounts with decimals or a sign become one token, and Apex keywords
 * that are names in SOQL become identifiers. The {@code OFFSET} of a sub-query is removed and available from
 * {@link #offset}.
 */
final class SoqlTokens {
    private static final int MAX_NESTING = 100;

    /** Token types of keywords of Apex that are not keywords of SOQL. */
    private static final Set<String> APEX_KEYWORDS = Set.of("""
        ABSTRACT BREAK CATCH CLASS CONTINUE DELETE DO ENUM EXTENDS FINAL FINALLY GLOBAL IF IMPLEMENTS
        INSERT INTERFACE LIST MAP MERGE NEW ON OVERRIDE PRIVATE PROTECTED PUBLIC RETURN STATIC SUPER
        TESTMETHOD THIS THROW TRY UNDELETE UPSERT VIRTUAL VOID WEBSERVICE WHILE\
        """.split("\\s"));

    private final List<Token> tokens;
    private final IdentityHashMap<Token, Integer> offsets = new IdentityHashMap<>();

    private SoqlTokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    static SoqlTokens of(String soql) {
        var lexer = ApexParserFactory.createLexer(CharStreams.fromString(SoqlStrings.masked(soql)));
        lexer.removeErrorListeners();
        lexer.addErrorListener(new SyntaxErrorListener());
        var tokens = new SoqlTokens(withCurrencies(tokens(lexer)));
        tokens.extractOffsets();
        return tokens;
    }

    /** The tokens as input of the parser. */
    TokenSource tokenSource() {
        return new ListTokenSource(tokens);
    }

    /** The offset of the sub-query that begins with the token {@code select}; 0 if it has none. */
    int offset(Token select) {
        return offsets.getOrDefault(select, 0);
    }

    private static List<Token> tokens(ApexLexer lexer) {
        var tokens = new ArrayList<Token>();
        for (var token : lexer.getAllTokens()) {
            switch (token.getChannel()) {
                case Token.DEFAULT_CHANNEL -> tokens.add(token);
                case ApexLexer.WHITESPACE_CHANNEL -> {}
                default -> throw SyntaxErrorListener.unexpectedToken(token);
            }
            if (APEX_KEYWORDS.contains(ApexLexer.VOCABULARY.getSymbolicName(token.getType()))) {
                ((CommonToken) token).setType(ApexLexer.Identifier);
            }
        }
        return tokens;
    }

    /** Joins adjacent tokens of one currency amount: {@code USD5000 .5} and {@code USD - 5000.5}. */
    private static List<Token> withCurrencies(List<Token> tokens) {
        var joined = new ArrayList<Token>();
        for (int i = 0; i < tokens.size(); i++) {
            int parts = currencyParts(tokens, i);
            if (parts == 1) {
                joined.add(tokens.get(i));
            } else {
                var text = new StringBuilder();
                tokens.subList(i, i + parts).forEach(part -> text.append(part.getText()));
                var amount = new CommonToken(tokens.get(i));
                amount.setType(ApexLexer.IntegralCurrencyLiteral);
                amount.setText(text.toString());
                joined.add(amount);
                i += parts - 1;
            }
        }
        return joined;
    }

    private static int currencyParts(List<Token> tokens, int i) {
        if (i + 1 < tokens.size() && adjacent(tokens, i)) {
            var next = tokens.get(i + 1);
            if (tokens.get(i).getType() == ApexLexer.IntegralCurrencyLiteral
                    && next.getText().startsWith(".")
                    && next.getType() == ApexLexer.NumberLiteral) {
                return 2;
            }
            boolean signed = SoqlStrings.isCurrencyCode(tokens.get(i).getText()) && next.getType() == ApexLexer.SUB;
            if (signed && i + 2 < tokens.size() && adjacent(tokens, i + 1) && isNumber(tokens.get(i + 2))) {
                return 3;
            }
        }
        return 1;
    }

    private void extractOffsets() {
        Deque<Optional<Token>> parentheses = new ArrayDeque<>();
        var rest = new ArrayList<Token>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            switch (token.getType()) {
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
            if (token.getType() == ApexLexer.OFFSET && subQuery.isPresent() && endsSubQueryWithNumber(i)) {
                offsets.put(
                        subQuery.get(), SoqlStrings.integer(tokens.get(i + 1).getText()));
                i++;
            } else {
                rest.add(token);
            }
        }
        tokens.clear();
        tokens.addAll(rest);
    }

    private boolean endsSubQueryWithNumber(int i) {
        return at(i + 1)
                        .filter(next -> next.getType() == ApexLexer.IntegerLiteral)
                        .isPresent()
                && at(i + 2).filter(next -> next.getType() == ApexLexer.RPAREN).isPresent();
    }

    private Optional<Token> at(int i) {
        return i < tokens.size() ? Optional.of(tokens.get(i)) : Optional.empty();
    }

    private static boolean adjacent(List<Token> tokens, int i) {
        return tokens.get(i).getStopIndex() + 1 == tokens.get(i + 1).getStartIndex();
    }

    private static boolean isNumber(Token token) {
        return token.getType() == ApexLexer.IntegerLiteral || token.getType() == ApexLexer.NumberLiteral;
    }
}
