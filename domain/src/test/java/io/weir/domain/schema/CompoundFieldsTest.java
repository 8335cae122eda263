package io.weir.domain.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompoundFieldsTest {
    @ParameterizedTest
    @CsvSource({
        "MailingAddress, MailingStreet",
        "MailingAddress, MailingStateCode",
        "billingaddress, billingGeocodeAccuracy",
        "Address,        PostalCode",
        "Home__c,        Home__City__s",
        "acme__Home__c,  acme__Home__Latitude__s",
        "Name,           FirstName",
        "NAME,           Salutation"
    })
    void knowPartsAndWholesByTheirNames(String compound, String part) {
        assertThat(CompoundFields.partsOf(compound)).contains(part);
        assertThat(CompoundFields.compoundOf(part))
                .hasValueSatisfying(whole -> assertThat(whole).isEqualToIgnoringCase(compound));
        assertThat(CompoundFields.compoundOf(part.toUpperCase(Locale.ROOT))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Id", "Phone", "AccountId", "CaseNumber", "Username", "MailingStreet"})
    void knowNoPartsOfWhatLooksLikeNoCompound(String field) {
        assertThat(CompoundFields.partsOf(field)).isEmpty();
    }

    @Test
    void knowNoWholeOfWhatLooksLikeNoPart() {
        assertThat(CompoundFields.compoundOf("Phone")).isEmpty();
        assertThat(CompoundFields.compoundOf("City__c")).isEmpty();
        assertThat(CompoundFields.compoundOf("MailingAddress")).isEmpty();
    }
}
