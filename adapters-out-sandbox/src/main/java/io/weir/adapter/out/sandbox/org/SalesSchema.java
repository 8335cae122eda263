package io.weir.adapter.out.sandbox.org;

import static io.weir.adapter.out.sandbox.org.Fields.address;
import static io.weir.adapter.out.sandbox.org.Fields.checkbox;
import static io.weir.adapter.out.sandbox.org.Fields.combobox;
import static io.weir.adapter.out.sandbox.org.Fields.currency;
import static io.weir.adapter.out.sandbox.org.Fields.date;
import static io.weir.adapter.out.sandbox.org.Fields.dateTime;
import static io.weir.adapter.out.sandbox.org.Fields.decimal;
import static io.weir.adapter.out.sandbox.org.Fields.email;
import static io.weir.adapter.out.sandbox.org.Fields.integer;
import static io.weir.adapter.out.sandbox.org.Fields.longText;
import static io.weir.adapter.out.sandbox.org.Fields.lookup;
import static io.weir.adapter.out.sandbox.org.Fields.percent;
import static io.weir.adapter.out.sandbox.org.Fields.phone;
import static io.weir.adapter.out.sandbox.org.Fields.picklist;
import static io.weir.adapter.out.sandbox.org.Fields.text;
import static io.weir.adapter.out.sandbox.org.Fields.textArea;
import static io.weir.adapter.out.sandbox.org.Fields.url;

import io.weir.adapter.out.sandbox.sample.ForecastCategory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The standard objects of sales and of activities, with commonly used fields, and the custom object for orders. */
final class SalesSchema {
    static final Map<String, String> LEAD_STATUSES = ContactCentreSchema.labels(
            "Open", "Open - Not Contacted",
            "Contacted", "Working - Contacted",
            "Qualified", "Closed - Converted",
            "Unqualified", "Closed - Not Converted");
    static final List<String> LEAD_SOURCES = List.of("Web", "Phone Inquiry", "Partner Referral", "Purchased List");
    static final List<String> STAGES =
            List.of("Prospecting", "Qualification", "Proposal/Price Quote", "Closed Won", "Closed Lost");
    static final List<String> FORECASTS = List.of("Pipeline", "BestCase", "Forecast", "Closed", "Omitted");
    static final List<String> OPPORTUNITY_TYPES = List.of("New Customer", "Existing Customer - Upgrade");
    static final List<String> TASK_STATUSES =
            List.of("Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred");
    static final List<String> TASK_PRIORITIES = List.of("High", "Normal", "Low");
    static final List<String> CALL_TYPES = List.of("Internal", "Inbound", "Outbound");
    static final List<String> TASK_SUBTYPES = List.of("Task", "Email", "Call");
    static final Map<String, String> SHOW_AS =
            ContactCentreSchema.labels("Busy", "Busy", "OutOfOffice", "Out of Office", "Free", "Free");

    static final List<String> FORECAST_NAMES =
            Stream.of(ForecastCategory.values()).map(ForecastCategory::label).toList();
    static final List<String> CAMPAIGN_TYPES = List.of("Email", "Webinar", "Trade Show", "Telemarketing", "Other");
    static final List<String> CAMPAIGN_STATUSES = List.of("Planned", "In Progress", "Completed", "Aborted");
    static final List<String> PRODUCT_FAMILIES = List.of("Headsets", "Seats");
    static final Map<String, String> ORDER_STATUSES = ContactCentreSchema.labels(
            "Received", "Received",
            "Packed", "Being packed",
            "Shipped", "On its way",
            "Delivered", "Delivered",
            "Cancelled", "Cancelled");
    static final List<String> CARRIERS = List.of("Northwind Parcel", "Blue Van", "City Courier");

    private SalesSchema() {}

    static List<ObjectDefinition> objects() {
        return List.of(leads(), opportunities(), tasks(), events(), campaigns(), products(), orders());
    }

    private static ObjectDefinition leads() {
        return ObjectDefinition.of(
                "Lead",
                "Lead",
                "Leads",
                "00Q",
                List.of(
                        text("LastName", "Last Name", 80).required().partOf("Name"),
                        text("FirstName", "First Name", 40).partOf("Name"),
                        text("Name", "Full Name", 121).required().readOnly(),
                        text("Title", "Title", 128),
                        text("Company", "Company", 255).required(),
                        textArea("Street", "Street").partOf("Address"),
                        text("City", "City", 40).partOf("Address"),
                        text("State", "State/Province", 80).partOf("Address"),
                        text("PostalCode", "Zip/Postal Code", 20).partOf("Address"),
                        text("Country", "Country", 80).partOf("Address"),
                        address("Address", "Address"),
                        phone("Phone", "Phone"),
                        phone("MobilePhone", "Mobile Phone"),
                        email("Email", "Email").idLookup(),
                        url("Website", "Website"),
                        longText("Description", "Description"),
                        picklist("LeadSource", "Lead Source", LEAD_SOURCES),
                        picklist("Status", "Status", LEAD_STATUSES).required().defaultsTo("Open"),
                        picklist("Industry", "Industry", ContactCentreSchema.INDUSTRIES),
                        picklist("Rating", "Rating", ContactCentreSchema.RATINGS),
                        currency("AnnualRevenue", "Annual Revenue"),
                        integer("NumberOfEmployees", "Employees"),
                        lookup("OwnerId", "Owner ID", "Owner", "Group", "User").required(),
                        checkbox("HasOptedOutOfEmail", "Email Opt Out"),
                        checkbox("DoNotCall", "Do Not Call"),
                        checkbox("IsConverted", "Converted").readOnly(),
                        date("ConvertedDate", "Converted Date").readOnly(),
                        lookup("ConvertedAccountId", "Converted Account ID", "ConvertedAccount", "Account")
                                .readOnly(),
                        lookup("ConvertedContactId", "Converted Contact ID", "ConvertedContact", "Contact")
                                .readOnly(),
                        lookup(
                                        "ConvertedOpportunityId",
                                        "Converted Opportunity ID",
                                        "ConvertedOpportunity",
                                        "Opportunity")
                                .readOnly()));
    }

    private static ObjectDefinition opportunities() {
        return ObjectDefinition.of(
                "Opportunity",
                "Opportunity",
                "Opportunities",
                "006",
                List.of(
                        lookup("AccountId", "Account ID", "Account", "Account").children("Opportunities"),
                        text("Name", "Name", 120).required(),
                        longText("Description", "Description"),
                        picklist("StageName", "Stage", STAGES).required(),
                        currency("Amount", "Amount"),
                        percent("Probability", "Probability (%)"),
                        currency("ExpectedRevenue", "Expected Amount").readOnly(),
                        date("CloseDate", "Close Date").required(),
                        picklist("Type", "Opportunity Type", OPPORTUNITY_TYPES),
                        text("NextStep", "Next Step", 255),
                        picklist("LeadSource", "Lead Source", LEAD_SOURCES),
                        checkbox("IsClosed", "Closed").readOnly(),
                        checkbox("IsWon", "Won").readOnly(),
                        picklist("ForecastCategory", "Forecast Category", FORECASTS)
                                .required()
                                .readOnly(),
                        lookup("OwnerId", "Owner ID", "Owner", "User").required(),
                        lookup("ContactId", "Contact ID", "Contact", "Contact")
                                .createOnly()
                                .children("Opportunities")));
    }

    private static ObjectDefinition campaigns() {
        return ObjectDefinition.of(
                "Campaign",
                "Campaign",
                "Campaigns",
                "701",
                List.of(
                        text("Name", "Name", 80).required(),
                        lookup("ParentId", "Parent Campaign ID", "Parent", "Campaign")
                                .children("ChildCampaigns"),
                        picklist("Type", "Type", CAMPAIGN_TYPES),
                        picklist("Status", "Status", CAMPAIGN_STATUSES).defaultsTo("Planned"),
                        date("StartDate", "Start Date"),
                        date("EndDate", "End Date"),
                        currency("ExpectedRevenue", "Expected Revenue in Campaign"),
                        currency("BudgetedCost", "Budgeted Cost in Campaign"),
                        currency("ActualCost", "Actual Cost in Campaign"),
                        decimal("NumberSent", "Num Sent in Campaign", 18, 0),
                        checkbox("IsActive", "Active"),
                        longText("Description", "Description"),
                        lookup("OwnerId", "Owner ID", "Owner", "User").required()));
    }

    private static ObjectDefinition products() {
        return ObjectDefinition.of(
                "Product2",
                "Product",
                "Products",
                "01t",
                List.of(
                        text("Name", "Product Name", 255).required(),
                        text("ProductCode", "Product Code", 255),
                        longText("Description", "Product Description"),
                        checkbox("IsActive", "Active"),
                        picklist("Family", "Product Family", PRODUCT_FAMILIES),
                        url("DisplayUrl", "Display URL"),
                        picklist("QuantityUnitOfMeasure", "Quantity Unit Of Measure", List.of("Each")),
                        text("StockKeepingUnit", "Product SKU", 180),
                        checkbox("IsArchived", "Archived").readOnly()));
    }

    private static ObjectDefinition tasks() {
        return ObjectDefinition.of(
                "Task",
                "Task",
                "Tasks",
                "00T",
                List.of(
                        who().children("Tasks"),
                        what().children("Tasks"),
                        combobox("Subject", "Subject", 255).nameField(),
                        date("ActivityDate", "Due Date Only"),
                        picklist("Status", "Status", TASK_STATUSES).required().defaultsTo("Not Started"),
                        picklist("Priority", "Priority", TASK_PRIORITIES)
                                .required()
                                .defaultsTo("Normal"),
                        checkbox("IsHighPriority", "High Priority").readOnly(),
                        lookup("OwnerId", "Assigned To ID", "Owner", "Group", "User")
                                .required(),
                        longText("Description", "Description"),
                        lookup("AccountId", "Account ID", "Account", "Account").readOnly(),
                        checkbox("IsClosed", "Closed").readOnly(),
                        integer("CallDurationInSeconds", "Call Duration"),
                        picklist("CallType", "Call Type", CALL_TYPES),
                        text("CallDisposition", "Call Result", 255),
                        text("CallObject", "Call Object Identifier", 255),
                        picklist("TaskSubtype", "Task Subtype", TASK_SUBTYPES)
                                .restricted()
                                .createOnly()
                                .defaultsTo("Task"),
                        dateTime("CompletedDateTime", "Completed Date").readOnly(),
                        checkbox("IsReminderSet", "Reminder Set"),
                        dateTime("ReminderDateTime", "Reminder Date/Time")));
    }

    private static ObjectDefinition events() {
        return ObjectDefinition.of(
                "Event",
                "Event",
                "Events",
                "00U",
                List.of(
                        who().children("Events"),
                        what().children("Events"),
                        combobox("Subject", "Subject", 255).nameField(),
                        text("Location", "Location", 255),
                        checkbox("IsAllDayEvent", "All-Day Event"),
                        dateTime("ActivityDateTime", "Due Date Time"),
                        date("ActivityDate", "Due Date Only"),
                        integer("DurationInMinutes", "Duration"),
                        dateTime("StartDateTime", "Start Date Time"),
                        dateTime("EndDateTime", "End Date Time"),
                        longText("Description", "Description"),
                        lookup("AccountId", "Account ID", "Account", "Account").readOnly(),
                        lookup("OwnerId", "Assigned To ID", "Owner", "User").required(),
                        checkbox("IsPrivate", "Private"),
                        picklist("ShowAs", "Show Time As", SHOW_AS).restricted().defaultsTo("Busy")));
    }

    /** The person whom an activity is about. */
    private static Field who() {
        return lookup("WhoId", "Name ID", "Who", "Contact", "Lead");
    }

    /** The record that an activity is about. */
    private static Field what() {
        return lookup("WhatId", "Related To ID", "What", "Account", "Campaign", "Case", "Opportunity", "Product2");
    }

    private static ObjectDefinition orders() {
        return ObjectDefinition.of(
                "Order__c",
                "Order",
                "Orders",
                "a02",
                List.of(
                        text("Name", "Order Number", 80),
                        lookup("Account__c", "Account", "Account__r", "Account").children("Orders__r"),
                        lookup("Contact__c", "Contact", "Contact__r", "Contact").children("Orders__r"),
                        picklist("Status__c", "Status", ORDER_STATUSES)
                                .restricted()
                                .defaultsTo("Received"),
                        date("Placed_On__c", "Placed On"),
                        date("Due_On__c", "Due On"),
                        date("Delivered_On__c", "Delivered On"),
                        currency("Total__c", "Total"),
                        picklist("Carrier__c", "Carrier", CARRIERS),
                        text("Tracking_Number__c", "Tracking Number", 40),
                        lookup("OwnerId", "Owner ID", "Owner", "User").required()));
    }
}
