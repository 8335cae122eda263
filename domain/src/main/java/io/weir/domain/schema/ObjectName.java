package io.weir.domain.schema;

/** The API name of an object, such as {@code Ticket__c}. SOQL ignores its case; equality here does not. */
public record ObjectName(String value) {
    /** Throws {@link IllegalArgumentException} unless {@code value} follows Salesforce's grammar of API names. */
    public ObjectName {
        Identifier.checked(value, "an object name");
    }

    @Override
    public String toString() {
        return value;
    }
}
