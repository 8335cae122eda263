package io.weir.domain.action;

import io.weir.domain.schema.FieldType;
import java.util.Locale;
import java.util.Set;

/** The type of a declared input. {@code toString} gives the name that declarations use. */
public sealed interface InputType {
    /** One value of {@code type}, converted from whatever a flow sends. */
    record Scalar(FieldType type) implements InputType {
        /** Throws {@link IllegalArgumentException} for a type without comparable values. */
        public Scalar {
            requireComparable(type);
        }

        @Override
        public String toString() {
            return declared(type);
        }
    }

    /** Several values of {@code type}: a JSON list, or {@code A|B} as CXone writes lists. */
    record Several(FieldType type) implements InputType {
        /** Throws {@link IllegalArgumentException} for a type without comparable values. */
        public Several {
            requireComparable(type);
        }

        @Override
        public String toString() {
            return "list of " + declared(type);
        }
    }

    /**
     * A telephone number in any spelling.
     *
     * @param region the country of numbers without a country code, as two letters of ISO 3166 such as {@code US}
     */
    record Phone(String region) implements InputType {
        private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

        /** Throws {@link IllegalArgumentException} for a region that is not in ISO 3166. */
        public Phone {
            if (!REGIONS.contains(region)) {
                throw new IllegalArgumentException("a region is two letters of ISO 3166, such as US or GB");
            }
        }

        @Override
        public String toString() {
            return "phone";
        }
    }

    /** The name of {@code type} in declarations. */
    private static String declared(FieldType type) {
        return switch (type) {
            case STRING -> "text";
            case INT -> "integer";
            case DOUBLE -> "number";
            default -> type.label();
        };
    }

    private static void requireComparable(FieldType type) {
        if (type.literalKind() == FieldType.LiteralKind.NONE) {
            throw new IllegalArgumentException("nothing is compared with values of type " + type.label());
        }
    }
}
