package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldDescription.Writing;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SchemaCatalog} of an org that describes itself must do; each implementation extends this in its
 * tests.
 */
public abstract class SchemaCatalogContract {
    /** The catalog of the sandbox's contact centre. */
    protected abstract SchemaCatalog contactCentre();

    @Test
    void findsAnObjectInAnyCaseAndTellsItsOwn() {
        assertThat(described("cONTACT").name().value()).isEqualTo("Contact");
        assertThat(described("Contact").queryable()).isTrue();
    }

    @Test
    void tellsWhatMayBeDoneWithAField() {
        var phone = described("Contact").field("phone").orElseThrow();

        assertThat(phone.name()).isEqualTo("Phone");
        assertThat(phone.type()).isEqualTo(FieldType.PHONE);
        assertThat(phone.filterable()).isTrue();
        assertThat(phone.length()).isEqualTo(40);
    }

    @Test
    void tellsWhatMayBeWritten() {
        assertThat(writing("Case", "Subject")).isEqualTo(new Writing(true, true, false, false, false));
        assertThat(writing("Case", "Status")).isEqualTo(new Writing(true, true, true, false, false));
        assertThat(writing("Case", "Weir_Key__c")).isEqualTo(new Writing(true, true, false, true, true));
        assertThat(writing("Case", "CaseNumber")).isEqualTo(new Writing(false, false, true, false, false));
        assertThat(writing("Task", "TaskSubtype")).isEqualTo(new Writing(true, false, true, false, false));
        assertThat(writing("User", "Username")).isEqualTo(new Writing(true, true, false, false, true));
        assertThat(writing("Contact", "MailingAddress")).isEqualTo(new Writing(false, false, false, false, false));
        assertThat(described("Contact").field("LastName").orElseThrow().isRequired())
                .isTrue();
        assertThat(described("Case").field("OwnerId").orElseThrow().isRequired())
                .isFalse();
    }

    private Writing writing(String object, String field) {
        return described(object).field(field).orElseThrow().writing();
    }

    @Test
    void tellsTheValuesOfAPicklist() {
        assertThat(described("Case").field("Status").orElseThrow().picklistValues())
                .contains("New", "Closed");
    }

    @Test
    void tellsTheWaysToParentsAndChildren() {
        var contact = described("Contact");

        assertThat(contact.lookup("account"))
                .hasValueSatisfying(lookup -> assertThat(lookup.referenceTo()).containsExactly(name("Account")));
        assertThat(contact.field("AccountId").flatMap(FieldDescription::relationshipName))
                .contains(new RelationshipName("Account"));
        assertThat(contact.child("cases"))
                .hasValueSatisfying(child -> assertThat(child.childObject()).isEqualTo(name("Case")));
    }

    @Test
    void tellsThePartsOfACompoundField() {
        assertThat(described("Contact").partsOf("mailingaddress"))
                .extracting(FieldDescription::name)
                .contains("MailingStreet", "MailingCity")
                .doesNotContain("MailingAddress", "Phone");
        assertThat(described("Contact").field("Phone").orElseThrow().compoundFieldName())
                .isEmpty();
    }

    @Test
    void knowsThatAnObjectDoesNotExist() {
        assertThat(contactCentre().describe(name("Kontact"), deadline())).isInstanceOf(Description.Missing.class);
    }

    @Test
    void anInventedNameIsMissingHoweverOftenAndInWhateverCaseItIsAsked() {
        var catalog = contactCentre();
        for (var invented : List.of("Kontact__c", "KONTACT__C", "kontact__c", "Contacts")) {
            assertThat(catalog.describe(name(invented), deadline())).isInstanceOf(Description.Missing.class);
        }
        assertThat(catalog.describe(name("Contact"), deadline())).isInstanceOf(Description.Known.class);
    }

    @Test
    void namesTheObjects() {
        assertThat(contactCentre().objectNames(deadline())).contains("Account", "Contact", "Case", "User");
    }

    @Test
    void whatItForgetsItFindsAgain() {
        var catalog = contactCentre();
        described("Contact");
        catalog.forget(name("contact"));
        catalog.forget(name("Kontact"));

        assertThat(catalog.describe(name("Contact"), deadline())).isInstanceOf(Description.Known.class);
    }

    private ObjectDescription described(String object) {
        var description = contactCentre().describe(name(object), deadline());
        assertThat(description).isInstanceOf(Description.Known.class);
        return ((Description.Known) description).object();
    }

    private static ObjectName name(String object) {
        return new ObjectName(object);
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofMinutes(1), Clock.systemUTC());
    }
}
