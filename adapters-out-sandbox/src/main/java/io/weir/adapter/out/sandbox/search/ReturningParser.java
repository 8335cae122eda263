package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.search.SearchStatement.Clause;
import io.weir.adapter.out.sandbox.search.SearchStatement.Returning;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses one object of a {@code RETURNING} clause, and splits its parentheses into clauses of SOQL text. */
final class ReturningParser {
    private static final int MAX_OFFSET = 2_000;
    private static final Set<String> NOT_IN_SOSL =
            Set.of("SELECT", "FROM", "GROUP", "HAVING", "WITH", "FOR", "UPDATE", "TYPEOF", "END");
    private static final Set<String> FUNCTIONS = Set.of("TOLABEL", "CONVERTCURRENCY", "FORMAT");
    private static final Pattern CALL = Pattern.compile("(\\w*)\\s*\\(");

    private final String source;
    private final Map<Part, Clause> clauses = new EnumMap<>(Part.class);

    /** The clauses in the order in which SOSL allows them. */
    private enum Part {
        FIELDS,
        WHERE,
        USING,
        ORDER,
        LIMIT,
        OFFSET
    }

    private ReturningParser(String source) {
        this.source = source;
    }

    static Returning parse(SoslScanner scanner, String source) {
        int start = scanner.index();
        var object = new Clause(scanner.name(), start);
        if (!scanner.takeCharacter('(')) {
            return new Returning(object, Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), 0);
        }
        var parser = new ReturningParser(source);
        int end = parser.split(scanner.index());
        scanner.moveTo(end + 1);
        return parser.returning(object);
    }

    private Returning returning(Clause object) {
        var fields = clause(Part.FIELDS);
        if (fields.isEmpty()) {
            throw SearchErrors.unexpectedToken(
                    source, object.start() + object.text().length());
        }
        if (clauses.containsKey(Part.USING)) {
            throw SearchErrors.unsupported("USING ListView");
        }
        refuseFunctions(fields.get());
        int offset = clause(Part.OFFSET).map(this::number).orElse(0);
        if (offset > MAX_OFFSET) {
            throw new QueryRefusal("NUMBER_OUTSIDE_VALID_RANGE", "SOSL offset should be between 0 to 2000");
        }
        return new Returning(
                object,
                fields,
                clause(Part.WHERE),
                clause(Part.ORDER),
                clause(Part.LIMIT)
                        .map(limit -> OptionalInt.of(SearchErrors.requireLimit(source, limit.start(), number(limit))))
                        .orElseGet(OptionalInt::empty),
                offset);
    }

    /** Collects the clauses from {@code start} and returns the index of the closing parenthesis. */
    private int split(int start) {
        var current = Part.FIELDS;
        int clauseStart = start;
        int depth = 0;
        int i = start;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == '\'') {
                i = afterString(i);
            } else if (SoslScanner.isName(c)) {
                int end = SoslScanner.nameEnd(source, i);
                var keyword = depth == 0 ? keyword(i, end, current) : Optional.<Part>empty();
                if (keyword.isPresent()) {
                    add(current, clauseStart, i);
                    current = keyword.get();
                    end = current == Part.ORDER ? afterBy(end) : end;
                    clauseStart = end;
                }
                i = end;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth < 0) {
                    add(current, clauseStart, i);
                    return i;
                }
                i++;
            }
        }
        throw SearchErrors.unexpectedToken(source, source.length());
    }

    private Optional<Part> keyword(int start, int end, Part current) {
        String name = source.substring(start, end).toUpperCase(Locale.ROOT);
        if (NOT_IN_SOSL.contains(name)) {
            throw SearchErrors.unexpectedToken(source, start);
        }
        for (var part : Part.values()) {
            if (part != Part.FIELDS && part.name().equals(name)) {
                if (part.compareTo(current) <= 0) {
                    throw SearchErrors.unexpectedToken(source, start);
                }
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    private int afterBy(int end) {
        var scanner = new SoslScanner(source);
        scanner.moveTo(end);
        if (!scanner.take("BY")) {
            throw scanner.unexpected();
        }
        return scanner.index();
    }

    private int afterString(int start) {
        int i = start + 1;
        while (i < source.length() && source.charAt(i) != '\'') {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, source.length());
    }

    private void add(Part part, int start, int end) {
        String text = source.substring(start, end);
        int from = start + text.length() - text.stripLeading().length();
        if (!text.isBlank()) {
            clauses.put(part, new Clause(text.strip(), from));
        } else if (part != Part.FIELDS) {
            throw SearchErrors.unexpectedToken(source, end);
        }
    }

    private void refuseFunctions(Clause fields) {
        var calls = CALL.matcher(fields.text());
        while (calls.find()) {
            if (!FUNCTIONS.contains(calls.group(1).toUpperCase(Locale.ROOT))) {
                throw SearchErrors.unexpectedToken(
                        source, fields.start() + (calls.group(1).isEmpty() ? calls.end() - 1 : calls.start()));
            }
        }
    }

    private Optional<Clause> clause(Part part) {
        return Optional.ofNullable(clauses.get(part));
    }

    /** The number that is all of {@code clause}. */
    private int number(Clause clause) {
        var scanner = new SoslScanner(source);
        scanner.moveTo(clause.start());
        int number = scanner.number();
        if (scanner.index() < clause.start() + clause.text().length()) {
            throw scanner.unexpected();
        }
        return number;
    }
}
