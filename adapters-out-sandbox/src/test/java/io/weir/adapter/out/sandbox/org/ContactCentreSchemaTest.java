package io.weir.adapter.out.sandbox.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.domain.schema.FieldType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactCentreSchemaTest {
    private static final SandboxOrg ORG = TestOrgs.contactCentre();

    @ParameterizedTest
    @CsvSource({
        "Account,'Contacts,Cases,Opportunities,Tasks,Events,Entitlements,Entitlements__r,Orders__r,ChildAccounts'",
        "Contact,'Cases,Tasks,Events,Opportunities,Entitlements__r,Orders__r'",
        "Case,'Cases,Tasks,Events'",
        "Lead,'Tasks,Events'",
        "Campaign,'ChildCampaigns,Opportunities,Tasks,Events'",
        "Group,'GroupMembers,QueueSobjects'",
    })
    void parentsHaveTheirChildren(String object, String children) {
        assertThat(ORG.describe(object).orElseThrow().childRelationships())
                .extracting(child -> child.name().value())
                .containsExactlyInAnyOrder(children.split(","));
    }

    @Test
    @DisplayName("SOQL reference, toLabel()")
    void picklistsHaveLabels() {
        var status = ORG.table("Lead").orElseThrow().field("Status").orElseThrow();

        assertThat(status.labelOf("Open")).isEqualTo("Open - Not Contacted");
        assertThat(status.labelOf("unknown")).isEqualTo("unknown");
        assertThat(status.valueOnCreate()).isEqualTo("Open");
    }

    @Test
    @DisplayName("Object reference, properties of fields")
    void fieldsHaveThePropertiesThatWritesNeed() {
        var contact = ORG.table("Contact").orElseThrow();
        var key = contact.field("External_Key__c").orElseThrow();

        assertThat(contact.fields())
                .filteredOn(Field::requiredOnCreate)
                .extracting(Field::name)
                .containsExactly("LastName");
        assertThat(ORG.table("Task").orElseThrow().fields())
                .filteredOn(Field::requiredOnCreate)
                .isEmpty();
        assertThat(key.has(Flag.EXTERNAL_ID) && key.has(Flag.UNIQUE) && key.has(Flag.ID_LOOKUP))
                .isTrue();
        assertThat(contact.field("Name").orElseThrow().has(Flag.CREATEABLE)).isFalse();
        assertThat(ORG.table("Case")
                        .orElseThrow()
                        .field("CaseNumber")
                        .orElseThrow()
                        .has(Flag.AUTO_NUMBER))
                .isTrue();
        assertThat(ORG.table("Entitlement__c").orElseThrow().field("Status__c").orElseThrow())
                .matches(field -> field.permits("active") && !field.permits("Paused"));
    }

    @Test
    void longTextsAndAddressesCannotBeFiltered() {
        for (var object : ORG.descriptions()) {
            assertThat(object.fields())
                    .filteredOn(field -> field.type() == FieldType.ADDRESS
                            || (field.type() == FieldType.TEXTAREA && field.length() > 255))
                    .allMatch(field -> !field.filterable());
        }
    }
}
