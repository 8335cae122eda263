package io.weir.domain.action;

import io.weir.domain.schema.FieldPath;

/** Where a template takes a value from. */
public sealed interface Reference {
    /** An input of the action. */
    record OfInput(MemberName input) implements Reference {
        @Override
        public String toString() {
            return "{" + input + "}";
        }
    }

    /** A field of the first row that an earlier step found. */
    record OfStep(MemberName step, FieldPath path) implements Reference {
        @Override
        public String toString() {
            return "{" + step + "." + path + "}";
        }
    }
}
