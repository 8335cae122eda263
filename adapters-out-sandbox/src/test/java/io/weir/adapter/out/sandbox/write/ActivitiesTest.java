package io.weir.adapter.out.sandbox.write;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Object reference, Event and Task")
class ActivitiesTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53Z");

    private final ApiClient api = server.logIn();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "ActivityDateTime": "2026-03-20T10:00:00Z", "DurationInMinutes": 45
        "StartDateTime": "2026-03-20T10:00:00Z", "EndDateTime": "2026-03-20T10:45:00Z"
        "StartDateTime": "2026-03-20T10:00:00Z", "EndDateTime": "2026-03-20T10:45:00Z", "DurationInMinutes": 45
        """)
    void anEventHasAllItsTimes(String times) {
        String id = api.create("Event", "{\"Subject\": \"Call\", %s}".formatted(times));

        assertThat(api.row("Event", id))
                .containsEntry("StartDateTime", "2026-03-20T10:00:00.000+0000")
                .containsEntry("ActivityDateTime", "2026-03-20T10:00:00.000+0000")
                .containsEntry("EndDateTime", "2026-03-20T10:45:00.000+0000")
                .containsEntry("DurationInMinutes", BigDecimal.valueOf(45))
                .containsEntry("ActivityDate", "2026-03-20")
                .containsEntry("EndDate", "2026-03-20");
    }

    @Test
    void anEventOfWholeDaysEndsOnItsLastDay() {
        String one = api.create("Event", "{\"IsAllDayEvent\": true, \"ActivityDate\": \"2026-03-20\"}");
        String two = api.create("Event", """
            {"IsAllDayEvent": true, "StartDateTime": "2026-03-20T00:00:00Z", "EndDateTime": "2026-03-21T00:00:00Z"}
            """);

        assertThat(api.row("Event", one))
                .containsEntry("DurationInMinutes", BigDecimal.valueOf(1_440))
                .containsEntry("EndDate", "2026-03-20");
        assertThat(api.row("Event", two))
                .containsEntry("DurationInMinutes", BigDecimal.valueOf(2_880))
                .containsEntry("ActivityDate", "2026-03-20")
                .containsEntry("EndDate", "2026-03-21");
    }

    @Test
    void anEventThatMovesKeepsItsLength() {
        String id = api.create("Event", """
            {"StartDateTime": "2026-03-20T10:00:00Z", "DurationInMinutes": 30}
            """);

        api.patch("/sobjects/Event/" + id, "{\"ActivityDateTime\": \"2026-03-21T11:00:00Z\"}");
        assertThat(api.row("Event", id))
                .containsEntry("StartDateTime", "2026-03-21T11:00:00.000+0000")
                .containsEntry("EndDateTime", "2026-03-21T11:30:00.000+0000");

        api.patch("/sobjects/Event/" + id, "{\"EndDateTime\": \"2026-03-21T13:00:00Z\"}");
        assertThat(api.row("Event", id)).containsEntry("DurationInMinutes", BigDecimal.valueOf(120));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "Subject": "x" | REQUIRED_FIELD_MISSING | [DurationInMinutes, ActivityDateTime]
        "StartDateTime": "2026-03-20T10:00:00Z" | REQUIRED_FIELD_MISSING | [DurationInMinutes]
        "DurationInMinutes": 30 | REQUIRED_FIELD_MISSING | [ActivityDateTime]
        "IsAllDayEvent": true, "DurationInMinutes": 1440 | REQUIRED_FIELD_MISSING | [ActivityDate]
        "StartDateTime": "2026-03-20T10:00:00Z", "EndDateTime": "2026-03-20T09:00:00Z" | FIELD_INTEGRITY_EXCEPTION | [DurationInMinutes]
        "StartDateTime": "2026-03-20T10:00:00Z", "DurationInMinutes": 20161 | FIELD_INTEGRITY_EXCEPTION | [DurationInMinutes]
        "StartDateTime": "2026-03-20T10:00:00Z", "DurationInMinutes": 30, "EndDateTime": "2026-03-20T11:00:00Z" | FIELD_INTEGRITY_EXCEPTION | [EndDateTime]
        "StartDateTime": "2026-03-20T10:00:00Z", "ActivityDateTime": "2026-03-20T11:00:00Z", "DurationInMinutes": 30 | FIELD_INTEGRITY_EXCEPTION | [ActivityDateTime]
        """)
    void refusesTimesThatAreMissingOrContradictEachOther(String times, String code, String fields) {
        var error = error(api.post("/sobjects/Event", "{%s}".formatted(times)), 400, code);

        assertThat(String.valueOf(error.get("fields"))).isEqualTo(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task", "Event"})
    void anActivityWithALeadIsAboutNothingElse(String object) {
        String times = "\"StartDateTime\": \"2026-03-20T10:00:00Z\", \"DurationInMinutes\": 30, ";
        String more = object.equals("Event") ? times : "";
        String lead = String.valueOf(
                api.query("SELECT Id FROM Lead LIMIT 1").getFirst().get("Id"));
        String contact = String.valueOf(
                api.query("SELECT Id FROM Contact LIMIT 1").getFirst().get("Id"));
        String account = String.valueOf(
                api.query("SELECT Id FROM Account LIMIT 1").getFirst().get("Id"));

        api.create(object, "{%s\"WhoId\": \"%s\"}".formatted(more, lead));
        String saved =
                api.create(object, "{%s\"WhoId\": \"%s\", \"WhatId\": \"%s\"}".formatted(more, contact, account));

        for (var refused : List.of(
                api.post(
                        "/sobjects/" + object,
                        "{%s\"WhoId\": \"%s\", \"WhatId\": \"%s\"}".formatted(more, lead, account)),
                api.patch("/sobjects/" + object + "/" + saved, "{\"WhoId\": \"%s\"}".formatted(lead)))) {
            assertThat(error(refused, 400, "FIELD_INTEGRITY_EXCEPTION"))
                    .containsEntry("message", "Related To ID: must be empty, because Name ID is a lead")
                    .containsEntry("fields", List.of("WhatId"));
        }
    }

    @Test
    void numbersThatMayHaveAFractionHaveOne() {
        String id = api.create("Opportunity", """
            {"Name": "Seats", "StageName": "Prospecting", "CloseDate": "2026-08-01", "Amount": 5}
            """);

        assertThat(api.row("Opportunity", id)).containsEntry("Amount", new BigDecimal("5.0"));
    }

    @Test
    void anOpportunityIsOfTheFiscalPeriodOfItsCloseDate() {
        String id = api.create("Opportunity", """
            {"Name": "Seats", "StageName": "Prospecting", "CloseDate": "2026-08-01"}
            """);

        assertThat(api.row("Opportunity", id))
                .containsEntry("FiscalYear", BigDecimal.valueOf(2026))
                .containsEntry("FiscalQuarter", BigDecimal.valueOf(3))
                .containsEntry("Fiscal", "2026 3")
                .containsEntry("ForecastCategoryName", "Pipeline");
        api.patch("/sobjects/Opportunity/" + id, "{\"StageName\": \"Closed Lost\"}");
        assertThat(api.row("Opportunity", id)).containsEntry("ForecastCategoryName", "Omitted");
    }
}
