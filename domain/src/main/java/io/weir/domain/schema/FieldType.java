package io.weir.domain.schema;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Salesforce's field types, by the names in describe and by common aliases. */
public enum FieldType {
    STRING(LiteralKind.TEXT, "text"),
    TEXTAREA(LiteralKind.TEXT),
    PICKLIST(LiteralKind.TEXT),
    MULTIPICKLIST(LiteralKind.TEXT),
    COMBOBOX(LiteralKind.TEXT),
    EMAIL(LiteralKind.TEXT),
    PHONE(LiteralKind.TEXT),
    URL(LiteralKind.TEXT),
    ENCRYPTEDSTRING(LiteralKind.TEXT),
    ID(LiteralKind.ID),
    REFERENCE(LiteralKind.ID),
    BOOLEAN(LiteralKind.BOOLEAN, "checkbox"),
    INT(LiteralKind.INTEGER, "integer"),
    LONG(LiteralKind.INTEGER),
    DOUBLE(LiteralKind.DECIMAL, "number"),
    PERCENT(LiteralKind.DECIMAL),
    CURRENCY(LiteralKind.CURRENCY),
    DATE(LiteralKind.DATE),
    DATETIME(LiteralKind.DATETIME),
    TIME(LiteralKind.TIME),
    ADDRESS(LiteralKind.NONE),
    LOCATION(LiteralKind.NONE),
    ANYTYPE(LiteralKind.NONE),
    BASE64(LiteralKind.NONE),
    COMPLEXVALUE(LiteralKind.NONE),
    JSON(LiteralKind.NONE);

    /** The kind of literal that a field is compared with; {@link #NONE} if it cannot be compared. */
    public enum LiteralKind {
        TEXT,
        ID,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        CURRENCY,
        DATE,
        DATETIME,
        TIME,
        NONE
    }

    private static final Map<String, FieldType> BY_NAME = new HashMap<>();

    static {
        for (FieldType type : values()) {
            BY_NAME.put(type.label(), type);
            BY_NAME.put(type.alias, type);
        }
    }

    private final LiteralKind literalKind;
    private final String alias;

    FieldType(LiteralKind literalKind) {
        this.literalKind = literalKind;
        this.alias = label();
    }

    FieldType(LiteralKind literalKind, String alias) {
        this.literalKind = literalKind;
        this.alias = alias;
    }

    /** The type with {@code name} as its name in describe or as its alias, ignoring case. */
    public static Optional<FieldType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The kind of literal for values of this type. */
    public LiteralKind literalKind() {
        return literalKind;
    }

    /** Whether a value follows from other fields, its parts: of an address or a geolocation. */
    public boolean isCompound() {
        return this == ADDRESS || this == LOCATION;
    }

    /** The name of the type in describe, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
