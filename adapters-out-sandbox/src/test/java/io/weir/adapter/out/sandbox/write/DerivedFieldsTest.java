package io.weir.adapter.out.sandbox.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Object reference: fields that follow from others")
class DerivedFieldsTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53Z");

    private final ApiClient api = server.logIn();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
        "StageName": "Prospecting", "Amount": 100                      | 10.0  | 10.0  | Pipeline  | false | false
        "StageName": "Closed Won", "Amount": 100                       | 100.0 | 100.0 | Closed    | true  | true
        "StageName": "Closed Lost", "Amount": 100                      | 0.0   | 0.0   | Omitted   | true  | false
        "StageName": "Prospecting", "Amount": 100, "Probability": 33.5 | 33.5  | 33.5  | Pipeline  | false | false
        "StageName": "Qualification"                                   | 25.0  | null  | BestCase  | false | false
        "StageName": "Our own", "Amount": 100                          | null  | null  | Pipeline  | false | false
        "StageName": "Prospecting", "ForecastCategoryName": "Commit"   | 10.0  | null  | Forecast  | false | false
        """)
    void aStageSaysHowLikelyAnOpportunityIs(
            String fields,
            @Nullable BigDecimal probability,
            @Nullable BigDecimal revenue,
            String category,
            boolean closed,
            boolean won) {
        var row = opportunity(fields);

        assertThat(row.get("Probability")).isEqualTo(probability);
        assertThat(row.get("ExpectedRevenue")).isEqualTo(revenue);
        assertThat(row)
                .containsEntry("ForecastCategory", category)
                .containsEntry("IsClosed", closed)
                .containsEntry("IsWon", won);
    }

    @Test
    void aNewStageChangesTheProbabilityUnlessItIsGiven() {
        String id = String.valueOf(
                opportunity("\"StageName\": \"Prospecting\", \"Amount\": 100").get("Id"));
        String path = "/sobjects/Opportunity/" + id;

        api.patch(path, "{\"Probability\": 20}");
        assertThat(api.row("Opportunity", id)).containsEntry("ExpectedRevenue", new BigDecimal("20.0"));
        api.patch(path, "{\"Amount\": 200}");
        assertThat(api.row("Opportunity", id))
                .containsEntry("Probability", new BigDecimal("20.0"))
                .containsEntry("ExpectedRevenue", new BigDecimal("40.0"))
                .containsEntry("LastStageChangeDate", null);
        api.patch(path, "{\"StageName\": \"Qualification\", \"Probability\": 20}");
        assertThat(api.row("Opportunity", id))
                .containsEntry("Probability", new BigDecimal("20.0"))
                .containsEntry("ForecastCategoryName", "Best Case");
        api.patch(path, "{\"StageName\": \"Closed Won\"}");
        assertThat(api.row("Opportunity", id))
                .containsEntry("Probability", new BigDecimal("100.0"))
                .containsEntry("ExpectedRevenue", new BigDecimal("200.0"))
                .containsEntry("LastStageChangeDate", "2026-03-14T09:26:53.000+0000")
                .containsEntry("IsWon", true);
    }

    @Test
    void numbersThatHaveGrownByADigitGoOn() {
        try (var sandbox = Sandbox.start(clock -> SandboxOrg.builder(clock)
                .record("Case", Map.of("CaseNumber", "99999999"))
                .build())) {
            var cases = new ApiClient(sandbox.baseUri());

            assertThat(cases.row("Case", cases.create("Case", "{}"))).containsEntry("CaseNumber", "100000000");
            assertThat(cases.row("Case", cases.create("Case", "{}"))).containsEntry("CaseNumber", "100000001");
        }
    }

    @Test
    void aCaseKnowsWhetherItWasClosedFromTheBeginning() {
        String closed = api.create("Case", "{\"Status\": \"Closed\"}");
        String open = api.create("Case", "{\"Status\": \"New\"}");

        assertThat(api.row("Case", closed))
                .containsEntry("IsClosed", true)
                .containsEntry("IsClosedOnCreate", true)
                .containsEntry("ClosedDate", "2026-03-14T09:26:53.000+0000");
        assertThat(api.row("Case", open))
                .containsEntry("IsClosedOnCreate", false)
                .containsEntry("ClosedDate", null)
                .containsEntry(
                        "BusinessHoursId",
                        api.query("SELECT Id FROM BusinessHours WHERE IsDefault = true")
                                .getFirst()
                                .get("Id"));
        api.patch("/sobjects/Case/" + open, "{\"Status\": \"Closed\"}");
        assertThat(api.row("Case", open)).containsEntry("IsClosed", true).containsEntry("IsClosedOnCreate", false);
    }

    @Test
    void aTaskKnowsItsPriorityAndWhenItWasCompleted() {
        String id = api.create("Task", "{\"Priority\": \"High\", \"Status\": \"Completed\"}");

        assertThat(api.row("Task", id))
                .containsEntry("IsHighPriority", true)
                .containsEntry("IsClosed", true)
                .containsEntry("CompletedDateTime", "2026-03-14T09:26:53.000+0000");
        server.clock().advance(Duration.ofHours(1));
        api.patch("/sobjects/Task/" + id, "{\"Priority\": \"Low\", \"Description\": \"D\"}");
        assertThat(api.row("Task", id))
                .containsEntry("IsHighPriority", false)
                .containsEntry("CompletedDateTime", "2026-03-14T09:26:53.000+0000");
        api.patch("/sobjects/Task/" + id, "{\"Status\": \"In Progress\"}");
        assertThat(api.row("Task", id)).containsEntry("IsClosed", false).containsEntry("CompletedDateTime", null);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-14, 2026-03-14, Active", "2026-03-15, 2026-04-14, Inactive", "2025-03-14, 2026-03-13, Expired"
    })
    void anEntitlementIsActiveFromItsFirstDayToItsLast(String start, String end, String status) {
        String account = String.valueOf(
                api.query("SELECT Id FROM Account LIMIT 1").getFirst().get("Id"));
        String id = api.create("Entitlement", """
            {"Name": "E", "AccountId": "%s", "StartDate": "%s", "EndDate": "%s"}\
            """.formatted(account, start, end));

        assertThat(api.row("Entitlement", id)).containsEntry("Status", status);
    }

    @Test
    void aUserIsActiveAndOfTheTypeOfItsProfile() {
        String profile = String.valueOf(
                api.query("SELECT Id FROM Profile LIMIT 1").getFirst().get("Id"));
        String id = api.create("User", """
            {"Username": "new@example.com", "LastName": "New", "Alias": "new", "Email": "new@example.com",
             "ProfileId": "%s", "TimeZoneSidKey": "GMT", "LocaleSidKey": "en_US", "LanguageLocaleKey": "en_US",
             "EmailEncodingKey": "UTF-8"}\
            """.formatted(profile));

        assertThat(api.row("User", id)).containsEntry("IsActive", true).containsEntry("UserType", "Standard");
    }

    private Map<String, @Nullable Object> opportunity(String fields) {
        return api.row(
                "Opportunity",
                api.create("Opportunity", "{\"Name\": \"O\", \"CloseDate\": \"2026-08-01\", %s}".formatted(fields)));
    }
}
