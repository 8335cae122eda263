package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.DateFunction;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.query.Alias;
import io.weir.domain.schema.FieldPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads field paths and functions of one query or sub-query. */
final class SoqlTerms {
    /** Words that never name a field or an object. Others may: {@code Group} and {@code Order} are objects. */
    private static final Set<String> RESERVED = Set.of("""
        AND AS ASC BY DESC ELSE EXCLUDES FALSE FROM HAVING IN INCLUDES NOT NULL NULLS OR SELECT TRUE USING WHERE WITH\
        """.split(" "));

    private static final BigDecimal MAX_LATITUDE = BigDecimal.valueOf(90);
    private static final BigDecimal MAX_LONGITUDE = BigDecimal.valueOf(180);
    private static final Map<String, AggregateFunction> AGGREGATES = byName(AggregateFunction.values());
    private static final Map<String, DateFunction> DATES = byName(DateFunction.values());

    private final SoqlScanner scanner;
    private final Source source;
    private final NameScope names;

    SoqlTerms(SoqlScanner scanner, Source source, NameScope names) {
        this.scanner = scanner;
        this.source = source;
        this.names = names;
    }

    Term next() {
        int start = scanner.position();
        return source.put(scanner.placing(() -> scanner.atFunction() ? function() : new Term.Field(path())), start);
    }

    FieldPath path() {
        int start = scanner.position();
        return source.put(scanner.placing(() -> new FieldPath(names.withoutAlias(segments(scanner)))), start);
    }

    /** The words between dots, such as {@code Account.Owner.Name}. */
    static List<String> segments(SoqlScanner scanner) {
        var segments = new ArrayList<String>();
        do {
            segments.add(name(scanner));
        } while (scanner.take("."));
        return segments;
    }

    /** One word that may be a name. */
    static String name(SoqlScanner scanner) {
        if (!scanner.atWord() || isReserved(scanner.peek())) {
            throw scanner.unexpected();
        }
        return scanner.next();
    }

    /** One word that may be an alias: a name that is not a keyword of SOQL. */
    static Alias alias(SoqlScanner scanner) {
        if (isReserved(scanner.peek())) {
            throw scanner.unexpected();
        }
        try {
            var alias = new Alias(scanner.peek());
            scanner.next();
            return alias;
        } catch (IllegalArgumentException notAnAlias) {
            throw scanner.unexpected();
        }
    }

    private static boolean isReserved(String word) {
        return RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }

    private Term function() {
        String name = scanner.peek().toUpperCase(Locale.ROOT);
        var aggregate = AGGREGATES.get(name);
        if (aggregate != null) {
            return new Term.Aggregate(aggregate, argument());
        }
        var date = DATES.get(name);
        if (date != null) {
            return datePart(date);
        }
        return switch (name) {
            case "TOLABEL" -> new Term.Label(argument());
            case "CONVERTCURRENCY" -> new Term.Converted(argument());
            case "GROUPING" -> new Term.Subtotal(argument());
            case "FORMULA" -> throw QueryRefusal.unsupported("FORMULA");
            case "FORMAT" -> {
                scanner.next();
                yield new Term.Formatted(scanner.inParentheses(this::next));
            }
            case "DISTANCE" -> {
                scanner.next();
                yield scanner.inParentheses(this::distance);
            }
            default -> {
                scanner.next();
                throw scanner.unexpected();
            }
        };
    }

    private FieldPath argument() {
        String function = scanner.next();
        return scanner.inParentheses(() -> {
            if (scanner.atFunction()) {
                throw QueryRefusal.unsupported("a function within " + function);
            }
            return path();
        });
    }

    private Term datePart(DateFunction function) {
        scanner.next();
        return scanner.inParentheses(() -> {
            boolean converted = scanner.at("convertTimezone") && scanner.atFunction();
            return new Term.DatePart(function, converted ? argument() : path(), converted);
        });
    }

    private Term distance() {
        var path = path();
        scanner.expect(",");
        if (scanner.at(":")) {
            throw SoqlValues.bind(scanner);
        }
        if (scanner.atWord() && !scanner.at("GEOLOCATION")) {
            throw QueryRefusal.unsupported("the distance of two fields");
        }
        scanner.expect("GEOLOCATION");
        var point = scanner.inParentheses(this::point);
        scanner.expect(",");
        for (var unit : Term.DistanceUnit.values()) {
            if (scanner.take("'" + unit.soql() + "'")) {
                return new Term.Distance(path, point.getFirst(), point.getLast(), unit);
            }
        }
        throw scanner.unexpected();
    }

    private List<BigDecimal> point() {
        if (scanner.at(":")) {
            throw SoqlValues.bind(scanner);
        }
        var latitude = scanner.placing(() -> degrees("latitude", MAX_LATITUDE));
        scanner.expect(",");
        return List.of(latitude, scanner.placing(() -> degrees("longitude", MAX_LONGITUDE)));
    }

    private BigDecimal degrees(String name, BigDecimal max) {
        var degrees = SoqlValues.number(scanner);
        if (degrees.abs().compareTo(max) > 0) {
            throw QueryRefusal.malformed(
                    "%s must be between -%s and %s: %s".formatted(name, max, max, degrees.toPlainString()));
        }
        return degrees;
    }

    private static <E extends Enum<E>> Map<String, E> byName(E[] constants) {
        return Arrays.stream(constants).collect(Collectors.toMap(Enum::name, constant -> constant));
    }
}
