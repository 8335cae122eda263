package io.weir.domain.filter;

import io.weir.domain.schema.FieldType;

/** SOQL's aggregate functions over one field. */
public enum AggregateFunction {
    COUNT,
    COUNT_DISTINCT,
    SUM,
    AVG,
    MIN,
    MAX;

    /** Whether the function suits {@code type}. Source: "Support for Field Types in Aggregate Functions". */
    public boolean suits(FieldType type) {
        return switch (this) {
            case SUM, AVG ->
                switch (type.literalKind()) {
                    case INTEGER, DECIMAL, CURRENCY -> true;
                    case TEXT, ID, BOOLEAN, DATE, DATETIME, TIME, NONE -> false;
                };
            case COUNT, COUNT_DISTINCT, MIN, MAX ->
                switch (type.literalKind()) {
                    case BOOLEAN, TIME, NONE -> false;
                    case TEXT, ID, INTEGER, DECIMAL, CURRENCY, DATE, DATETIME ->
                        type != FieldType.MULTIPICKLIST && type != FieldType.ENCRYPTEDSTRING;
                };
        };
    }

    /** Whether the function counts, so that its value is never null. */
    public boolean counts() {
        return this == COUNT || this == COUNT_DISTINCT;
    }

    /** Whether the function's value has the type of its field. */
    public boolean keepsType() {
        return this == MIN || this == MAX;
    }
}
