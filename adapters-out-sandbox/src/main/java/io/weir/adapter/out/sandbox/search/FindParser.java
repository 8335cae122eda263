package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.search.SearchText.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parses a search text into an expression. Words without an operator must all be found. Parentheses bind first, then
 * {@code AND} and {@code AND NOT} from right to left, then {@code OR}.
 */
final class FindParser {
    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_LENGTH_WITH_OPERATORS = 4_000;
    private static final int MAX_DEPTH = 50;

    private final String source;
    private final int end;
    private final List<Part> parts;
    private int next;
    private int depth;

    private FindParser(String source, SearchText text) {
        this.source = source;
        this.end = text.endIndex();
        this.parts = text.parts();
    }

    /**
     * The expression in {@code source} from {@code start}, after the opening brace, to the closing brace.
     *
     * <p>A text of more than 10,000 characters finds nothing. A text of more than 4,000 characters loses its operators
     * and finds each of its terms.
     */
    static SearchExpression parse(String source, int start, SearchText text) {
        String raw = source.substring(start, text.endIndex()).strip();
        if (raw.chars().filter(c -> c != '*' && c != '?').count() < 2) {
            throw SearchErrors.malformed("search term must be longer than one character: " + raw);
        }
        if (raw.length() > MAX_LENGTH) {
            return new SearchExpression.Nothing();
        }
        var parser = new FindParser(source, text);
        if (raw.length() > MAX_LENGTH_WITH_OPERATORS) {
            return new SearchExpression.AnyOf(parser.termsWithoutOperators());
        }
        var expression = parser.alternatives();
        if (parser.next < parser.parts.size()) {
            throw parser.unexpected();
        }
        return expression;
    }

    /** Each word of {@code text} must be found; everything but letters, digits and wildcards separates words. */
    static SearchExpression words(String text) {
        var characters = text.codePoints().map(TokenPattern::character).toArray();
        return allOf(Tokens.patterns(characters).stream()
                .<SearchExpression>map(pattern -> new SearchExpression.Term(List.of(pattern), ""))
                .toList());
    }

    private List<SearchExpression> termsWithoutOperators() {
        var terms = new ArrayList<SearchExpression>();
        for (var part : parts) {
            if (part instanceof Part.Words words && !words.is("AND") && !words.is("OR") && !words.is("NOT")) {
                terms.add(term(words));
            }
        }
        return terms;
    }

    private SearchExpression alternatives() {
        var alternatives = new ArrayList<SearchExpression>();
        alternatives.add(conjunction());
        while (nextIs("OR")) {
            next++;
            alternatives.add(conjunction());
        }
        return alternatives.size() == 1 ? alternatives.getFirst() : new SearchExpression.AnyOf(alternatives);
    }

    private SearchExpression conjunction() {
        var operands = new ArrayList<SearchExpression>();
        var excludes = new ArrayList<Boolean>();
        operands.add(terms());
        while (nextIs("AND")) {
            next++;
            boolean not = nextIs("NOT");
            next += not ? 1 : 0;
            excludes.add(not);
            operands.add(terms());
        }
        var result = operands.getLast();
        for (int i = excludes.size() - 1; i >= 0; i--) {
            result = excludes.get(i)
                    ? new SearchExpression.Except(operands.get(i), result)
                    : new SearchExpression.AllOf(List.of(operands.get(i), result));
        }
        return result;
    }

    private SearchExpression terms() {
        var terms = new ArrayList<SearchExpression>();
        while (next < parts.size() && !nextIs("AND") && !nextIs("OR") && !(parts.get(next) instanceof Part.Close)) {
            terms.add(
                    switch (parts.get(next++)) {
                        case Part.Words words -> term(words);
                        case Part.Open _ -> group();
                        case Part.Close _ -> throw new IllegalStateException("a closing parenthesis is not a term");
                    });
        }
        if (terms.isEmpty()) {
            throw unexpected();
        }
        return allOf(terms);
    }

    private SearchExpression group() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw SearchErrors.unsupported("a search text with more than 50 nested parentheses");
        }
        var inner = alternatives();
        if (next >= parts.size()) {
            throw unexpected();
        }
        next++;
        depth--;
        return inner;
    }

    private static SearchExpression term(Part.Words words) {
        int[] characters = words.characters().stream().mapToInt(c -> c).toArray();
        String digits = IntStream.of(characters).anyMatch(TokenPattern::isWildcard)
                ? ""
                : PhoneNumbers.digitsOf(new String(characters, 0, characters.length));
        var tokens = Tokens.patterns(characters);
        return tokens.isEmpty() ? new SearchExpression.Nothing() : new SearchExpression.Term(tokens, digits);
    }

    /** Terms without a token, such as an escaped dash, do not count, unless there are no others. */
    private static SearchExpression allOf(List<SearchExpression> terms) {
        var found = terms.stream()
                .filter(term -> !(term instanceof SearchExpression.Nothing))
                .toList();
        return switch (found.size()) {
            case 0 -> new SearchExpression.Nothing();
            case 1 -> found.getFirst();
            default -> new SearchExpression.AllOf(found);
        };
    }

    private boolean nextIs(String operator) {
        return next < parts.size() && parts.get(next) instanceof Part.Words words && words.is(operator);
    }

    private RuntimeException unexpected() {
        return SearchErrors.unexpectedToken(
                source, next < parts.size() ? parts.get(next).start() : end);
    }
}
