package io.weir.domain.draft;

import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.util.List;

/** An untyped value as a caller sent it. No {@code toString} shows it. */
public sealed interface Input {
    /** The JSON type of the value, for messages that must not show the value. */
    default String kind() {
        return switch (this) {
            case Text _ -> "a string";
            case Numeric _ -> "a number";
            case Bool _ -> "a boolean";
            case Null _ -> "null";
            case Many _ -> "a list";
            case Declared(var input, var _) -> input.kind();
        };
    }

    record Text(String text) implements Input {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    record Numeric(BigDecimal number) implements Input {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    record Bool(boolean bool) implements Input {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    record Null() implements Input {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    /**
     * A value with a declared type, for fields whose type the org does not describe.
     *
     * @param input a single value without a declared type
     */
    record Declared(Input input, FieldType type) implements Input {
        public Declared {
            if (input instanceof Many || input instanceof Declared) {
                throw new IllegalArgumentException("a declared value is a single one");
            }
        }

        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    /** Several values, for {@code IN} and other operators that take lists; none of them is a list. */
    record Many(List<Input> inputs) implements Input {
        public Many {
            inputs = List.copyOf(inputs);
            if (inputs.stream().anyMatch(Many.class::isInstance)) {
                throw new IllegalArgumentException("a list of values holds no lists");
            }
        }

        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }
}
