package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Describe's results against the members that Salesforce documents. */
class DescribeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-14T09:26:53Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final SandboxServer SERVER =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    private static final String OBJECT_FLAGS = "activateable createable custom customSetting deepCloneable deletable"
            + " deprecatedAndHidden feedEnabled hasSubtypes isInterface isSubtype layoutable mergeable mruEnabled"
            + " queryable replicateable retrieveable searchable triggerable undeletable updateable";
    private static final String OBJECT_LISTS =
            "actionOverrides childRelationships fields namedLayoutInfos" + " recordTypeInfos supportedScopes";
    private static final String FIELD_FLAGS = "aggregatable aiPredictionField autoNumber calculated cascadeDelete"
            + " caseSensitive createable custom defaultedOnCreate dependentPicklist deprecatedAndHidden"
            + " displayLocationInDecimal encrypted externalId filterable formulaTreatNullNumberAsZero groupable"
            + " highScaleNumber htmlFormatted idLookup nameField namePointing nillable permissionable"
            + " polymorphicForeignKey queryByDistance restrictedDelete restrictedPicklist searchPrefilterable sortable"
            + " unique updateable writeRequiresMasterRead";
    private static final String FIELD_NUMBERS = "byteLength digits length precision scale";
    private static final String FIELD_LISTS = "picklistValues referenceTo";
    private static final String FIELD_TEXTS = "label name soapType type";
    private static final String FIELD_TEXTS_OR_NULL = "calculatedFormula compoundFieldName controllerName"
            + " defaultValueFormula extraTypeInfo inlineHelpText mask maskType referenceTargetField relationshipName";
    private static final String FIELD_OTHERS = "defaultValue filteredLookupInfo relationshipOrder";

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    @DisplayName("SOAP API developer guide, DescribeSObjectResult: an object without layouts is not layoutable")
    void promisesNoLayouts(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Order__c.json"), """
            {"name": "Order__c", "layoutable": true, "searchLayoutable": true, "compactLayoutable": true,
             "namedLayoutInfos": [{"name": "x"}], "urls": {"layouts": "/x"}, "fields": [{"name": "Id", "type": "id"}]}
            """);
        var server = SandboxServer.start(
                SandboxOrg.from(folder, CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
        try {
            String own = new SandboxClient(server.baseUri())
                    .get("/services/data/v66.0/sobjects/Order__c/describe")
                    .body();
            String standard =
                    CLIENT.get("/services/data/v66.0/sobjects/Contact/describe").body();

            for (String described : List.of(own, standard)) {
                assertThat(described)
                        .contains("\"layoutable\":false", "\"searchLayoutable\":false", "\"compactLayoutable\":false")
                        .doesNotContain("/describe/layouts", "\"layouts\"");
            }
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("SOAP API developer guide, DescribeSObjectResult: members of an object and of a field")
    void everyDescriptionHasTheMembersOfSalesforces() {
        for (var object : JsonValues.objects(
                json(CLIENT.get("/services/data/v66.0/sobjects")).get("sobjects"))) {
            var described = describe((String) Objects.requireNonNull(object.get("name")));

            assertThat(described).containsAllEntriesOf(object);
            assertAll(described, OBJECT_FLAGS, Boolean.class);
            assertAll(described, OBJECT_LISTS, List.class);
            assertAll(described, "label labelPlural name keyPrefix", String.class);
            for (var field : JsonValues.objects(described.get("fields"))) {
                assertThat(field)
                        .containsOnlyKeys((FIELD_FLAGS + " " + FIELD_NUMBERS + " " + FIELD_LISTS + " " + FIELD_TEXTS
                                        + " " + FIELD_TEXTS_OR_NULL + " " + FIELD_OTHERS)
                                .split(" ", -1));
                assertAll(field, FIELD_FLAGS, Boolean.class);
                assertAll(field, FIELD_NUMBERS, Number.class);
                assertAll(field, FIELD_LISTS, List.class);
                assertAll(field, FIELD_TEXTS, String.class);
                for (String member : FIELD_TEXTS_OR_NULL.split(" ", -1)) {
                    assertThat(field.get(member)).matches(value -> value == null || value instanceof String);
                }
                for (var entry : JsonValues.objects(field.get("picklistValues"))) {
                    assertThat(entry).containsOnlyKeys("active", "defaultValue", "label", "validFor", "value");
                }
            }
        }
    }

    @Test
    void tellsWhatWritesNeed() {
        assertThat(field("Contact", "LastName"))
                .containsEntry("nillable", false)
                .containsEntry("createable", true)
                .containsEntry("defaultedOnCreate", false);
        assertThat(field("Contact", "Name")).containsEntry("createable", false).containsEntry("nameField", true);
        assertThat(field("Account", "External_Key__c"))
                .containsEntry("externalId", true)
                .containsEntry("unique", true)
                .containsEntry("custom", true);
        assertThat(field("Case", "CaseNumber"))
                .containsEntry("autoNumber", true)
                .containsEntry("updateable", false);
        assertThat(describe("Organization")).containsEntry("createable", false);
        assertThat(describe("Task")).containsEntry("createable", true).containsEntry("deletable", true);
    }

    @Test
    void tellsPolymorphicLookupsAndAllTheirParentsChildren() {
        assertThat(field("Case", "OwnerId"))
                .containsEntry("referenceTo", List.of("Group", "User"))
                .containsEntry("polymorphicForeignKey", true)
                .containsEntry("namePointing", true);
        assertThat(JsonValues.objects(describe("Lead").get("childRelationships")))
                .extracting(child ->
                        child.get("childSObject") + "." + child.get("field") + " " + child.get("relationshipName"))
                .containsExactly("Lead.MasterRecordId null", "Task.WhoId Tasks", "Event.WhoId Events");
        assertThat(JsonValues.objects(describe("User").get("childRelationships")))
                .anySatisfy(child ->
                        assertThat(child).containsEntry("field", "OwnerId").containsEntry("relationshipName", null));
    }

    @Test
    void tellsLabelsRecordTypesAndScopes() {
        assertThat(JsonValues.objects(field("Lead", "Status").get("picklistValues")))
                .first()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("value", "Open")
                        .containsEntry("label", "Open - Not Contacted")
                        .containsEntry("defaultValue", true));
        assertThat(JsonValues.objects(describe("Case").get("recordTypeInfos")))
                .extracting(type -> type.get("developerName"))
                .containsExactly("Support", "Complaint", "Master");
        assertThat(JsonValues.objects(describe("Case").get("supportedScopes")))
                .extracting(scope -> scope.get("name"))
                .containsExactly("everything", "mine");
    }

    @Test
    void anOrgThatIsBuiltFromTheDescriptionsHasTheSameDescriptions(@TempDir Path folder) throws IOException {
        var expected = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        for (var table : ORG.tables()) {
            String name = table.description().name().value();
            expected.put(name, describe(name));
            Files.writeString(
                    folder.resolve(name + ".json"),
                    CLIENT.get("/services/data/v66.0/sobjects/" + name + "/describe")
                            .body());
        }

        var copy = SandboxServer.start(
                SandboxOrg.from(folder, CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
        try {
            var client = new SandboxClient(copy.baseUri());
            expected.forEach((name, description) -> {
                var again = json(client.get("/services/data/v66.0/sobjects/" + name + "/describe"));
                // The copy has no record types.
                description.remove("recordTypeInfos");
                again.remove("recordTypeInfos");
                assertThat(again).isEqualTo(description);
            });
        } finally {
            copy.stop();
        }
    }

    private static Map<String, @Nullable Object> describe(String object) {
        return json(CLIENT.get("/services/data/v66.0/sobjects/" + object + "/describe"));
    }

    private static Map<String, @Nullable Object> field(String object, String name) {
        return JsonValues.objects(describe(object).get("fields")).stream()
                .filter(field -> name.equals(field.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private static void assertAll(Map<String, @Nullable Object> json, String members, Class<?> type) {
        for (String member : members.split(" ", -1)) {
            assertThat(json.get(member)).as(member).isInstanceOf(type);
        }
    }
}
