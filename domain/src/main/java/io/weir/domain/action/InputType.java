package io.weir.domain.action;

import io.weir.domain.schema.FieldType;
import java.util.Locale;
import java.util.Set;

/** What a declared input holds. Each prints as a declaration writes it. */
public sealed interface InputType {
    /** One value of {@code type}, read from whatever a flow sends for it. */
    record Scalar(FieldType type) implements InputType {
        /** Throws {@link IllegalArgumentException} for a type that nothing can be compared with. */
        public Scalar {
            requireComparable(type);
        }

        @Override
        public String toString() {
            return declared(type);
        }
    }

    /** Several values of {@code type}: a JSON list, or CXone's own spelling of one, {@code A|B}. */
    record Several(FieldType type) implements InputType {
        /** Throws {@link IllegalArgumentException} for a type that nothing can be compared with. */
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
     * @param region where a number without a country code is from, as two letters of ISO 3166 such as {@code US}
     */
    record Phone(String region) implements InputType {
        private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

        /** Throws {@link IllegalArgumentException} for a region that ISO 3166 does not know. */
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

    /** What declarations call {@code type}. */
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
