package io.weir.adapter.out.sandbox.org;

import static io.weir.adapter.out.sandbox.org.SampleTables.american;
import static io.weir.adapter.out.sandbox.org.SampleTables.further;
import static io.weir.adapter.out.sandbox.org.SampleTables.hash;
import static io.weir.adapter.out.sandbox.org.SampleTables.midnight;
import static io.weir.adapter.out.sandbox.org.SampleTables.money;
import static io.weir.adapter.out.sandbox.org.SampleTables.pick;
import static io.weir.adapter.out.sandbox.org.SampleTables.setAddress;

import io.weir.adapter.out.sandbox.sample.FictionalPhoneNumbers;
import io.weir.adapter.out.sandbox.sample.KnownRecords;
import io.weir.adapter.out.sandbox.sample.OpportunityStage;
import io.weir.adapter.out.sandbox.sample.SampleValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The leads, opportunities, tasks, events and orders of the contact centre. */
final class SalesRecords {
    private static final int LEADS = 120;
    private static final int OPPORTUNITIES = 150;
    private static final int TASKS = 420;
    private static final int EVENTS = 90;
    private static final int CAMPAIGNS = 8;
    private static final int PRODUCTS = 10;
    private static final int ORDERS = 240;
    private static final int SELLERS = 12;
    private static final List<String> CALL_RESULTS = List.of("Answered", "Voicemail", "No answer", "Wrong number");

    private final SampleTables tables;
    private final LocalDate today;

    SalesRecords(SampleTables tables) {
        this.tables = tables;
        this.today = tables.today();
    }

    void fill() {
        IntStream.range(0, LEADS).forEach(this::addLead);
        IntStream.range(0, OPPORTUNITIES).forEach(this::addOpportunity);
        IntStream.range(0, TASKS).forEach(this::addTask);
        IntStream.range(0, EVENTS).forEach(this::addEvent);
        IntStream.range(0, CAMPAIGNS).forEach(this::addCampaign);
        IntStream.range(0, PRODUCTS).forEach(this::addProduct);
        IntStream.range(0, ORDERS).forEach(this::addOrder);
    }

    private void addLead(int i) {
        boolean converted = i % 10 == 4;
        String first = pick(SampleValues.FIRST_NAMES, i * 5 + 1);
        String status = converted ? "Qualified" : pick(List.of("Open", "Contacted", "Unqualified"), hash(i, 101));
        var draft = tables.table("Lead")
                .draft()
                .set("LastName", pick(SampleValues.LAST_NAMES, i * 13 + 7))
                .set("FirstName", i % 9 == 8 ? null : first)
                .set("Title", i % 5 == 4 ? null : pick(SampleValues.TITLES, hash(i, 102)))
                .set(
                        "Company",
                        pick(SampleValues.COMPANY_FIRST_WORDS, i + 3) + " " + pick(SampleValues.COMPANY_LAST_WORDS, i))
                .set("Phone", i % 8 == 7 ? null : american(i, 90))
                .set("MobilePhone", i % 3 == 2 ? american(i, 95) : null)
                .set("Email", "lead" + (i + 1) + "@example.com")
                .set("Website", i % 4 == 3 ? null : "https://www.example.com/lead" + (i + 1))
                .set("Description", i % 3 == 0 ? null : "Asked for a call back.")
                .set("LeadSource", pick(SalesSchema.LEAD_SOURCES, hash(i, 103)))
                .set("Status", status)
                .set("Industry", i % 6 == 5 ? null : pick(ContactCentreSchema.INDUSTRIES, hash(i, 104)))
                .set("Rating", i % 4 == 2 ? null : pick(ContactCentreSchema.RATINGS, hash(i, 105)))
                .set("AnnualRevenue", i % 5 == 3 ? null : money(hash(i, 106), 20_000_000))
                .set("NumberOfEmployees", i % 7 == 6 ? null : (long) (hash(i, 107) % 3_000))
                .set("OwnerId", i % 6 == 5 ? tables.idOf("Group", 1) : tables.idOf("User", hash(i, 108) % SELLERS))
                .set("HasOptedOutOfEmail", i % 12 == 11)
                .set("DoNotCall", i % 15 == 14)
                .set("IsConverted", converted);
        if (converted) {
            draft.set("ConvertedDate", today.minusDays(i % 60))
                    .set("ConvertedAccountId", tables.idOf("Account", i))
                    .set("ConvertedContactId", tables.idOf("Contact", i))
                    .set("ConvertedOpportunityId", tables.idOf("Opportunity", i));
        }
        setAddress(draft, "", i);
        draft.set("Salutation", i % 4 == 3 ? null : pick(StandardFields.SALUTATIONS, hash(i, 109)))
                .set("Fax", further("341", i));
        tables.insert(draft, midnight(today.minusDays(LEADS - i)), midnight(today.minusDays(i % 60)));
    }

    private void addOpportunity(int i) {
        var stage =
                OpportunityStage.called(pick(SalesSchema.STAGES, hash(i, 111))).orElseThrow();
        boolean closed = stage.closed();
        var amount = money(hash(i, 112), 250_000);
        String account = KnownRecords.accountName(i);
        var draft = tables.table("Opportunity")
                .draft()
                .set("AccountId", tables.idOf("Account", i))
                .set("Name", account + " - " + (i % 2 == 0 ? "Headsets" : "Seats"))
                .set("Description", i % 3 == 2 ? null : "Wants a quote before the end of the quarter.")
                .set("StageName", stage.name())
                .set("Amount", i % 11 == 10 ? null : amount)
                .set("Probability", stage.probability().setScale(2))
                .set(
                        "ExpectedRevenue",
                        i % 11 == 10
                                ? null
                                : amount.multiply(stage.probability())
                                        .movePointLeft(2)
                                        .setScale(2, RoundingMode.HALF_UP))
                .set("Type", i % 4 == 3 ? null : pick(SalesSchema.OPPORTUNITY_TYPES, hash(i, 113)))
                .set("NextStep", closed ? null : "Call on Monday")
                .set("LeadSource", pick(SalesSchema.LEAD_SOURCES, hash(i, 114)))
                .set("IsClosed", closed)
                .set("IsWon", stage.won())
                .set("CampaignId", i % 5 == 0 ? tables.idOf("Campaign", i / 5 % CAMPAIGNS) : null)
                .set("ForecastCategory", stage.category().value())
                .set("ForecastCategoryName", stage.category().label())
                .set("TotalOpportunityQuantity", i % 2 == 0 ? BigDecimal.valueOf(1L + hash(i, 116) % 500) : null)
                .set("OwnerId", tables.idOf("User", hash(i, 115) % SELLERS))
                .set("ContactId", i % 3 == 1 ? null : tables.idOf("Contact", i));
        var close = closed ? today.minusDays(i % 200) : today.plusDays(i % 120);
        draft.set("CloseDate", close)
                .set("FiscalYear", (long) close.getYear())
                .set("FiscalQuarter", (long) close.get(IsoFields.QUARTER_OF_YEAR))
                .set("Fiscal", close.getYear() + " " + close.get(IsoFields.QUARTER_OF_YEAR));
        tables.insert(draft, midnight(today.minusDays(300L - i)), midnight(today.minusDays(i % 90)));
    }

    private void addTask(int i) {
        boolean call = i % 3 != 2;
        boolean done = i % 4 != 3;
        boolean ofLead = i % 14 == 13;
        var created = midnight(today).minus(Duration.ofHours(7L * (TASKS - i)));
        var draft = tables.table("Task")
                .draft()
                .set("WhoId", ofLead ? tables.idOf("Lead", i % LEADS) : i % 9 == 8 ? null : tables.idOf("Contact", i))
                .set("WhatId", ofLead ? null : what(i))
                .set("Subject", call ? "Call" : pick(SampleValues.SUBJECTS, hash(i, 121)))
                .set("ActivityDate", i % 10 == 9 ? null : today.minusDays((TASKS - i) / 3 - 20L))
                .set("Status", done ? "Completed" : pick(List.of("Not Started", "In Progress"), hash(i, 122)))
                .set("Priority", pick(SalesSchema.TASK_PRIORITIES, hash(i, 123)))
                .set(
                        "IsHighPriority",
                        pick(SalesSchema.TASK_PRIORITIES, hash(i, 123)).equals("High"))
                .set(
                        "OwnerId",
                        !done && i % 5 == 0 ? tables.idOf("Group", 0) : tables.idOf("User", hash(i, 124) % SELLERS))
                .set("Description", i % 4 == 0 ? null : "Spoke about the invoice.\nCalls back tomorrow.")
                .set("AccountId", ofLead ? null : tables.idOf("Account", i % 220))
                .set("IsClosed", done)
                .set("TaskSubtype", call ? "Call" : "Task")
                .set("CompletedDateTime", done ? created.plus(Duration.ofHours(2)) : null)
                .set("IsReminderSet", !done)
                .set("ReminderDateTime", done ? null : created.plus(Duration.ofDays(1)));
        if (call) {
            draft.set("CallType", pick(SalesSchema.CALL_TYPES, 1 + i % 2))
                    .set("CallDurationInSeconds", (long) (hash(i, 125) % 1_800))
                    .set("CallDisposition", pick(CALL_RESULTS, hash(i, 126)))
                    .set("CallObject", "contact-" + (700_000 + i));
        }
        tables.insert(draft, created, created);
    }

    private void addEvent(int i) {
        var start = midnight(today.plusDays(i - EVENTS * 2L / 3)).plus(Duration.ofHours(14L + i % 6));
        long minutes = 30L * (1 + i % 3);
        var draft = tables.table("Event")
                .draft()
                .set("WhoId", i % 6 == 5 ? tables.idOf("Lead", i) : tables.idOf("Contact", i * 3))
                .set("WhatId", i % 6 == 5 ? null : what(i))
                .set("Subject", i % 2 == 0 ? "Meeting" : "Call")
                .set("Location", i % 3 == 0 ? null : "Room " + (1 + i % 5))
                .set("IsAllDayEvent", false)
                .set("ActivityDateTime", start)
                .set("ActivityDate", today.plusDays(i - EVENTS * 2L / 3))
                .set("DurationInMinutes", minutes)
                .set("StartDateTime", start)
                .set("EndDate", today.plusDays(i - EVENTS * 2L / 3))
                .set("EventSubtype", "Event")
                .set("EndDateTime", start.plus(Duration.ofMinutes(minutes)))
                .set("Description", i % 2 == 0 ? null : "Bring the contract.")
                .set("AccountId", i % 6 == 5 ? null : tables.idOf("Account", i % 220))
                .set("OwnerId", tables.idOf("User", hash(i, 131) % SELLERS))
                .set("IsPrivate", i % 20 == 19)
                .set("ShowAs", pick(List.of("Busy", "OutOfOffice", "Free"), hash(i, 132)));
        tables.insert(draft, midnight(today.minusDays(200L - i)), midnight(today.minusDays(200L - i)));
    }

    private void addCampaign(int i) {
        var start = today.minusDays(40L * i);
        boolean over = i > 1;
        var draft = tables.table("Campaign")
                .draft()
                .set("Name", pick(SalesSchema.CAMPAIGN_TYPES, i) + " " + start.getYear() + "-" + (i + 1))
                .set("ParentId", i % 4 == 3 ? tables.idOf("Campaign", i - 3) : null)
                .set("Type", pick(SalesSchema.CAMPAIGN_TYPES, i))
                .set("Status", over ? "Completed" : "In Progress")
                .set("StartDate", start)
                .set("EndDate", start.plusDays(60))
                .set("ExpectedRevenue", money(hash(i, 151), 400_000))
                .set("BudgetedCost", money(hash(i, 152), 40_000))
                .set("ActualCost", over ? money(hash(i, 153), 40_000) : null)
                .set("NumberSent", BigDecimal.valueOf(hash(i, 154) % 5_000))
                .set("IsActive", !over)
                .set("Description", i % 2 == 0 ? "Existing customers." : null)
                .set("OwnerId", tables.idOf("User", i % SELLERS));
        tables.insert(draft, midnight(start), midnight(start));
    }

    private void addProduct(int i) {
        String family = pick(SalesSchema.PRODUCT_FAMILIES, i);
        var draft = tables.table("Product2")
                .draft()
                .set("Name", family.substring(0, family.length() - 1) + " " + (char) ('A' + i))
                .set("ProductCode", "P-" + (1_000 + i))
                .set("Description", i % 3 == 2 ? null : "For agents who work from home.")
                .set("IsActive", i % 5 != 4)
                .set("Family", family)
                .set("DisplayUrl", "https://www.example.com/products/" + (i + 1))
                .set("QuantityUnitOfMeasure", "Each")
                .set("StockKeepingUnit", "SKU-" + (5_000 + i));
        tables.insert(draft, midnight(today.minusYears(2)), midnight(today.minusDays(i)));
    }

    private void addOrder(int i) {
        int age = (ORDERS - 1 - i) / 4;
        var placed = today.minusDays(age);
        boolean cancelled = i % 23 == 22;
        boolean shipped = age >= 2 && !cancelled;
        boolean delivered = age >= 6 && !cancelled;
        String inStock = delivered ? "Delivered" : shipped ? "Shipped" : age == 1 ? "Packed" : "Received";
        var draft = tables.table("Order__c")
                .draft()
                .set("Name", FictionalPhoneNumbers.zeroPadded(70_001 + i, 8))
                .set("Account__c", tables.idOf("Account", i % 220))
                .set("Contact__c", i % 6 == 5 ? null : tables.idOf("Contact", i % 220))
                .set("Status__c", cancelled ? "Cancelled" : inStock)
                .set("Placed_On__c", placed)
                .set("Due_On__c", cancelled ? null : placed.plusDays(5))
                .set("Delivered_On__c", delivered ? placed.plusDays(4 + i % 2) : null)
                .set("Total__c", money(hash(i, 141), 2_000))
                .set("Carrier__c", shipped ? pick(SalesSchema.CARRIERS, hash(i, 142)) : null)
                .set("Tracking_Number__c", shipped ? "NW" + (9_000_000 + i * 37) : null)
                .set("OwnerId", tables.idOf("User", hash(i, 143) % SELLERS));
        tables.insert(draft, midnight(placed), midnight(placed));
    }

    /** The record that an activity is about: an account, a case or an opportunity, or none. */
    private @Nullable String what(int i) {
        return switch (i % 4) {
            case 0 -> tables.idOf("Account", i % 220);
            case 1 -> tables.idOf("Case", 3_000 - i);
            case 2 -> tables.idOf("Opportunity", i % OPPORTUNITIES);
            default -> null;
        };
    }
}
