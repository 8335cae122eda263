package io.weir.domain.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {
    private static final List<String> NAMES =
            List.of("Id", "Name", "Phone", "MobilePhone", "Email", "Tier__c", "Title", "Order_Number__c");

    @ParameterizedTest
    @CsvSource({
        "phone,         Phone",
        "Phnoe,         Phone",
        "Phonee,        Phone",
        "Emai,          Email",
        "Emial,         Email",
        "TIER,          Tier__c",
        "Tier__r,       Tier__c",
        "Order_Numer__c, Order_Number__c",
        "OrderNumber,   Order_Number__c",
        "MobilPhone,    MobilePhone"
    })
    void findsWhatWasMeant(String misspelt, String meant) {
        assertThat(NearestNames.to(misspelt, NAMES)).first().isEqualTo(meant);
    }

    @Test
    void findsNothingInWhatIsFarOff() {
        assertThat(NearestNames.to("Xyzzyx", NAMES)).isEmpty();
        assertThat(NearestNames.to("Xy", NAMES)).isEmpty();
    }

    @Test
    void namesThreeNearestFirst() {
        assertThat(NearestNames.to("Name1", List.of("Name4", "Name12", "Nam", "Name3", "Name2", "Name2", "Name1__c")))
                .containsExactly("Name1__c", "Name12", "Name2");
    }

    @Test
    void knowsFieldsByTheirLabelsToo() {
        var fields = List.of(labelled("Spend__c", "Customer Spend"), labelled("Name", "Full Name"));

        assertThat(NearestNames.toFields("customer_spend", fields)).containsExactly("Spend__c");
        assertThat(NearestNames.toFields("FulName", fields)).containsExactly("Name");
        assertThat(NearestNames.toFields("Spend", fields)).containsExactly("Spend__c");
        assertThat(NearestNames.toFields("Revenue", fields)).isEmpty();
    }

    private static FieldDescription labelled(String name, String label) {
        return new FieldDescription(
                name,
                label,
                FieldType.STRING,
                true,
                true,
                true,
                true,
                true,
                80,
                0,
                0,
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                Optional.empty());
    }
}
