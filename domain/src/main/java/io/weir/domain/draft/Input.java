package io.weir.domain.draft;

import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.util.List;

/** A value as a caller sent it, before it has a type. No {@code toString} shows it. */
public sealed interface Input {
    /** What JSON calls this kind of value, for messages that must not show the value itself. */
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
     * A value whose type somebody has declared, for fields of which the org tells no type.
     *
     * @param input a single value without a type of its own
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

    /** Several values, for {@code IN} and its kin; none of them is itself a list. */
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
