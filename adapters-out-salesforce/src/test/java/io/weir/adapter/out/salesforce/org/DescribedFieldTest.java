package io.weir.adapter.out.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.json.Json;
import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.domain.schema.FieldDescription;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What describe says of formulas and indexes. */
class DescribedFieldTest {
    @ParameterizedTest
    @CsvSource({"true, false, true", "false, true, true", "true, true, true", "false, false, false"})
    void anExternalIdOrUniqueFieldHasAnIndex(boolean externalId, boolean unique, boolean indexed) {
        var field = field("\"externalId\":%b,\"unique\":%b".formatted(externalId, unique));

        assertThat(field).returns(indexed, FieldDescription::indexed).returns(false, FieldDescription::formula);
    }

    @Test
    void aCalculatedFieldIsAFormula() {
        assertThat(field("\"calculated\":true")).returns(true, FieldDescription::formula);
        assertThat(field("\"calculated\":false").partOf("Whole"))
                .returns(false, FieldDescription::formula)
                .returns(false, FieldDescription::indexed);
    }

    private static FieldDescription field(String members) {
        String json = "{\"name\":\"Number__c\",\"type\":\"string\",%s}".formatted(members);
        try (var parser = Json.parser(json.getBytes(StandardCharsets.UTF_8))) {
            return DescribedField.read(JsonMembers.first(parser)).orElseThrow();
        }
    }
}
