package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.search.SearchStatement.Returning;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Parses SOSL text into a {@link SearchStatement}. Does not check whether the org has the named objects and fields.
 * Throws {@link QueryRefusal} with the code {@code MALFORMED_SEARCH} for invalid SOSL and for unsupported features.
 */
public final class SoslParser {
    private static final int MAX_LENGTH = 100_000;
    private static final Set<String> UNSUPPORTED_WITH =
            Set.of("DIVISION", "DATA", "SNIPPET", "HIGHLIGHT", "METADATA", "NETWORK", "PRICEBOOKID");

    private final SoslScanner scanner;
    private final String source;

    private SoslParser(String source) {
        this.source = source;
        this.scanner = new SoslScanner(source);
    }

    public static SearchStatement parse(String sosl) {
        if (sosl.length() > MAX_LENGTH) {
            throw SearchErrors.malformed("SOSL statements cannot be longer than 100,000 characters.");
        }
        if (sosl.isBlank()) {
            throw SearchErrors.noSearchTerm();
        }
        return new SoslParser(sosl).statement();
    }

    private SearchStatement statement() {
        if (!scanner.take("FIND")) {
            throw scanner.unexpected();
        }
        if (!scanner.takeCharacter('{')) {
            throw SearchErrors.noSearchTerm();
        }
        int start = scanner.index();
        var text = SearchText.inBraces(source, start);
        scanner.moveTo(text.endIndex() + 1);
        var scope = scanner.take("IN") ? scope() : SearchScope.ALL;
        List<Returning> returning = scanner.take("RETURNING") ? returning() : List.of();
        while (scanner.take("WITH")) {
            with();
        }
        int limit = scanner.take("LIMIT") ? limit() : SearchStatement.MAX_LIMIT;
        if (scanner.take("UPDATE")) {
            update();
        }
        if (!scanner.atEnd()) {
            throw scanner.unexpected();
        }
        return new SearchStatement(source, FindParser.parse(source, start, text), scope, returning, limit);
    }

    private int limit() {
        int start = scanner.index();
        return SearchErrors.requireLimit(source, start, scanner.number());
    }

    private SearchScope scope() {
        int start = scanner.index();
        String name = scanner.name();
        var scope = SearchScope.named(name).orElseThrow(() -> malformedToken(start, name));
        int fields = scanner.index();
        if (!scanner.take("FIELDS")) {
            throw malformedToken(fields, scanner.name());
        }
        return scope;
    }

    private QueryRefusal malformedToken(int start, String name) {
        return SearchErrors.malformed(source, start, "Malformed search token: " + name);
    }

    private List<Returning> returning() {
        var objects = new ArrayList<Returning>();
        do {
            objects.add(ReturningParser.parse(scanner, source));
        } while (scanner.takeCharacter(','));
        if (objects.size() > 1 && objects.stream().anyMatch(object -> object.offset() > 0)) {
            throw SearchErrors.malformed("OFFSET can be used only when querying a single object");
        }
        return objects;
    }

    private void with() {
        int start = scanner.index();
        String clause = scanner.name().toUpperCase(Locale.ROOT);
        if (UNSUPPORTED_WITH.contains(clause)) {
            throw SearchErrors.unsupported("WITH " + (clause.equals("DATA") ? "DATA CATEGORY" : clause));
        }
        boolean spellCorrection = clause.equals("SPELL_CORRECTION")
                && scanner.takeCharacter('=')
                && (scanner.take("TRUE") || scanner.take("FALSE"));
        if (!spellCorrection) {
            throw SearchErrors.unexpectedToken(source, start);
        }
    }

    /** Accepts the clauses that track the keywords and views of an article; they have no effect in the sandbox. */
    private void update() {
        do {
            if (!scanner.take("TRACKING") && !scanner.take("VIEWSTAT")) {
                throw scanner.unexpected();
            }
        } while (scanner.takeCharacter(','));
    }
}
