package io.weir.domain.action;

import io.weir.domain.schema.FieldPath;

/** The source of a value in a template. */
public sealed interface Reference {
    /** An input of the action. */
    record OfInput(MemberName input) implements Reference {
        @Override
        public String toString() {
            return "{" + input + "}";
        }
    }

    /** A field of the first row of an earlier step. */
    record OfStep(MemberName step, FieldPath path) implements Reference {
        @Override
        public String toString() {
            return "{" + step + "." + path + "}";
        }
    }
}
