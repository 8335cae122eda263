package io.weir.domain.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectDescriptionTest {
    private static final ObjectDescription CONTACT = new ObjectDescription(
            new ObjectName("Contact"),
            "Contact",
            true,
            List.of(field("Id", Optional.empty()), field("AccountId", Optional.of(new RelationshipName("Account")))),
            List.of(new ChildRelationship(new RelationshipName("Cases"), new ObjectName("Case"), "ContactId")));

    @Test
    void findsFieldsInAnyCase() {
        assertThat(CONTACT.field("ACCOUNTID")).map(FieldDescription::name).hasValue("AccountId");
        assertThat(CONTACT.field("Account")).isEmpty();
    }

    @Test
    void tellsARelationshipFromItsField() {
        assertThat(CONTACT.lookup("account")).map(FieldDescription::name).hasValue("AccountId");
        assertThat(CONTACT.lookup("AccountId")).isEmpty();
    }

    @Test
    void findsChildrenInAnyCase() {
        assertThat(CONTACT.child("cases")).map(ChildRelationship::childObject).hasValue(new ObjectName("Case"));
        assertThat(CONTACT.child("Case")).isEmpty();
    }

    @Test
    void keepsTheOrderOfDescribe() {
        assertThat(CONTACT.fields()).extracting(FieldDescription::name).containsExactly("Id", "AccountId");
        assertThat(CONTACT).hasToString("Contact");
    }

    @Test
    void knowsThePartsOfACompoundFieldWhichIsNoneOfThem() {
        var name = field("Name", Optional.empty()).partOf("Name");
        var last = field("LastName", Optional.empty()).partOf("Name");
        var contact = new ObjectDescription(new ObjectName("Contact"), "Contact", true, List.of(name, last), List.of());

        assertThat(contact.partsOf("NAME")).containsExactly(last);
        assertThat(contact.partsOf("LastName")).isEmpty();
    }

    @Test
    void knowsTheIdsOfAnotherObject() {
        var contact = new ObjectDescription(new ObjectName("Contact"), "003", "Contact", true, List.of(), List.of());
        var unknown = new ObjectDescription(new ObjectName("Thing__c"), "Thing", true, List.of(), List.of());

        assertThat(contact.mayHave("003000000000001AAA")).isTrue();
        assertThat(contact.mayHave("001000000000001AAA")).isFalse();
        assertThat(unknown.mayHave("001000000000001AAA")).isTrue();
    }

    @Test
    void takesNoFieldWithoutAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> field("Id = null", Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChildRelationship(new RelationshipName("Cases"), new ObjectName("Case"), ""));
    }

    private static FieldDescription field(String name, Optional<RelationshipName> relationship) {
        return new FieldDescription(
                name,
                name,
                FieldType.REFERENCE,
                true,
                true,
                true,
                true,
                true,
                0,
                0,
                0,
                relationship,
                List.of(),
                false,
                List.of(),
                Optional.empty());
    }
}
