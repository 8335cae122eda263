package io.weir.adapter.out.sandbox.statement;

import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.schema.FieldPath;
import java.math.BigDecimal;
import java.util.Locale;

/** What a statement selects, compares, groups by or orders by: a field, or a function of one. */
public sealed interface Term {
    record Field(FieldPath path) implements Term {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** One value for each group of records, such as {@code COUNT(Id)}. */
    record Aggregate(AggregateFunction function, FieldPath path) implements Term {
        @Override
        public String toString() {
            return function + "(" + path + ")";
        }
    }

    /**
     * A date function, such as {@code CALENDAR_YEAR(CreatedDate)}.
     *
     * @param converted whether {@code convertTimezone()} converts the dateTime to the time zone of the user
     */
    record DatePart(DateFunction function, FieldPath path, boolean converted) implements Term {
        @Override
        public String toString() {
            return function + "(" + (converted ? "convertTimezone(" + path + ")" : path) + ")";
        }
    }

    /** {@code toLabel()}: the label of a picklist value in the language of the user. */
    record Label(FieldPath path) implements Term {
        @Override
        public String toString() {
            return "toLabel(" + path + ")";
        }
    }

    /** {@code FORMAT()}: a value as the user's locale writes it; of a field, a converted currency or an aggregate. */
    record Formatted(Term term) implements Term {
        @Override
        public String toString() {
            return "FORMAT(" + term + ")";
        }
    }

    /** {@code convertCurrency()}: an amount in the currency of the user. */
    record Converted(FieldPath path) implements Term {
        @Override
        public String toString() {
            return "convertCurrency(" + path + ")";
        }
    }

    /**
     * {@code DISTANCE(path, GEOLOCATION(latitude, longitude), unit)}.
     *
     * @param latitude in degrees
     * @param longitude in degrees
     */
    record Distance(FieldPath path, BigDecimal latitude, BigDecimal longitude, DistanceUnit unit) implements Term {
        @Override
        public String toString() {
            return "DISTANCE(%s, GEOLOCATION(%s,%s), '%s')"
                    .formatted(path, latitude.toPlainString(), longitude.toPlainString(), unit.soql());
        }
    }

    /** {@code GROUPING()}: 1 if the row is a subtotal over all values of the field, otherwise 0. */
    record Subtotal(FieldPath path) implements Term {
        @Override
        public String toString() {
            return "GROUPING(" + path + ")";
        }
    }

    /** The unit of a distance. */
    enum DistanceUnit {
        MILES("mi"),
        KILOMETRES("km");

        private final String soql;

        DistanceUnit(String soql) {
            this.soql = soql;
        }

        /** The unit as SOQL spells it. */
        public String soql() {
            return soql;
        }
    }

    /** The field of the term. */
    default FieldPath path() {
        return switch (this) {
            case Field(var path) -> path;
            case Aggregate(var _, var path) -> path;
            case DatePart(var _, var path, var _) -> path;
            case Label(var path) -> path;
            case Formatted(var term) -> term.path();
            case Converted(var path) -> path;
            case Distance(var path, var _, var _, var _) -> path;
            case Subtotal(var path) -> path;
        };
    }

    /** The name of the function in capitals, such as {@code COUNT}; empty for a field. */
    default String functionName() {
        String text = toString();
        int arguments = text.indexOf('(');
        return arguments < 0 ? "" : text.substring(0, arguments).toUpperCase(Locale.ROOT);
    }

    /** Whether the value is called like the field, if it has no alias. */
    default boolean namedAsItsField() {
        return switch (this) {
            case Field _, Label _, Converted _ -> true;
            case Formatted(var term) -> term.namedAsItsField();
            case Aggregate _, DatePart _, Distance _, Subtotal _ -> false;
        };
    }

    /** Whether the term has a value only for a group of records. */
    default boolean aggregates() {
        return switch (this) {
            case Aggregate _, Subtotal _ -> true;
            case Formatted(var term) -> term.aggregates();
            case Field _, DatePart _, Label _, Converted _, Distance _ -> false;
        };
    }

    /** Whether both are the same term in SOQL, which ignores case. */
    default boolean sameAs(Term other) {
        return toString().equalsIgnoreCase(other.toString());
    }
}
