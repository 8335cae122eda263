package io.weir.domain.schema;

/** The name of a relationship, such as {@code Account}, {@code Contacts} or {@code Tickets__r}. */
public record RelationshipName(String value) {
    /** Throws {@link IllegalArgumentException} unless {@code value} follows Salesforce's grammar of API names. */
    public RelationshipName {
        Identifier.checked(value, "a relationship name");
    }

    @Override
    public String toString() {
        return value;
    }
}
