package io.weir.adapter.out.sandbox.org;

import static io.weir.adapter.out.sandbox.org.Fields.address;
import static io.weir.adapter.out.sandbox.org.Fields.checkbox;
import static io.weir.adapter.out.sandbox.org.Fields.currency;
import static io.weir.adapter.out.sandbox.org.Fields.date;
import static io.weir.adapter.out.sandbox.org.Fields.dateTime;
import static io.weir.adapter.out.sandbox.org.Fields.decimal;
import static io.weir.adapter.out.sandbox.org.Fields.email;
import static io.weir.adapter.out.sandbox.org.Fields.id;
import static io.weir.adapter.out.sandbox.org.Fields.integer;
import static io.weir.adapter.out.sandbox.org.Fields.longText;
import static io.weir.adapter.out.sandbox.org.Fields.lookup;
import static io.weir.adapter.out.sandbox.org.Fields.multipicklist;
import static io.weir.adapter.out.sandbox.org.Fields.percent;
import static io.weir.adapter.out.sandbox.org.Fields.phone;
import static io.weir.adapter.out.sandbox.org.Fields.picklist;
import static io.weir.adapter.out.sandbox.org.Fields.text;
import static io.weir.adapter.out.sandbox.org.Fields.textArea;
import static io.weir.adapter.out.sandbox.org.Fields.time;
import static io.weir.adapter.out.sandbox.org.Fields.url;

import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The objects of the contact centre: four standard objects with commonly used fields, and one custom object. */
final class ContactCentreSchema {
    static final List<String> TIERS = List.of("Platinum", "Gold", "Silver", "Bronze");
    static final List<String> LANGUAGES = List.of("English", "Spanish", "French", "German", "Japanese");
    static final List<String> ACCOUNT_TYPES = List.of("Customer - Direct", "Customer - Channel", "Prospect", "Other");
    static final List<String> INDUSTRIES =
            List.of("Energy", "Healthcare", "Retail", "Telecommunications", "Transportation", "Utilities");
    static final List<String> RATINGS = List.of("Hot", "Warm", "Cold");
    static final List<String> STATUSES = List.of("New", "Working", "Escalated", "Waiting on Customer", "Closed");
    static final List<String> PRIORITIES = List.of("High", "Medium", "Low");
    static final List<String> ORIGINS = List.of("Phone", "Email", "Web", "Chat");
    static final List<String> CASE_TYPES = List.of("Question", "Problem", "Feature Request");
    static final List<String> CASE_REASONS = List.of("Billing", "Outage", "Installation", "Returns", "Other");
    static final List<String> SKILLS = List.of("Billing", "Technical", "Retention", "Spanish");
    static final List<String> CHANNELS = List.of("Voice", "Chat", "Email", "On-site");
    static final List<String> ENTITLEMENT_STATUSES = List.of("Active", "Expired", "Suspended");

    private ContactCentreSchema() {}

    static Table users() {
        return table(
                "User",
                "User",
                "005",
                List.of(
                        text("Username", "Username", 80).required().unique(),
                        text("LastName", "Last Name", 80).required().partOf("Name"),
                        text("FirstName", "First Name", 40).partOf("Name"),
                        text("Name", "Full Name", 121).required().readOnly(),
                        text("Alias", "Alias", 8).required(),
                        email("Email", "Email").required(),
                        phone("Phone", "Phone"),
                        phone("Extension", "Extension"),
                        text("Title", "Title", 80),
                        text("Department", "Department", 80),
                        checkbox("IsActive", "Active"),
                        lookup("ManagerId", "Manager ID", "Manager", "User")),
                List.of());
    }

    static Table accounts() {
        return table(
                "Account",
                "Account",
                "001",
                List.of(
                        text("Name", "Account Name", 255).required(),
                        picklist("Type", "Account Type", ACCOUNT_TYPES),
                        lookup("ParentId", "Parent Account ID", "Parent", "Account"),
                        textArea("BillingStreet", "Billing Street").partOf("BillingAddress"),
                        text("BillingCity", "Billing City", 40).partOf("BillingAddress"),
                        text("BillingState", "Billing State/Province", 80).partOf("BillingAddress"),
                        text("BillingPostalCode", "Billing Zip/Postal Code", 20).partOf("BillingAddress"),
                        text("BillingCountry", "Billing Country", 80).partOf("BillingAddress"),
                        address("BillingAddress", "Billing Address"),
                        phone("Phone", "Account Phone"),
                        text("AccountNumber", "Account Number", 40),
                        url("Website", "Website"),
                        picklist("Industry", "Industry", INDUSTRIES),
                        currency("AnnualRevenue", "Annual Revenue"),
                        integer("NumberOfEmployees", "Employees"),
                        longText("Description", "Account Description"),
                        picklist("Rating", "Account Rating", RATINGS),
                        lookup("OwnerId", "Owner ID", "Owner", "User").required(),
                        picklist("Tier__c", "Tier", TIERS),
                        date("Customer_Since__c", "Customer Since"),
                        percent("Discount__c", "Discount"),
                        decimal("Health_Score__c", "Health Score", 16, 4),
                        externalKey()),
                List.of(
                        child("ChildAccounts", "Account", "ParentId"),
                        child("Contacts", "Contact", "AccountId"),
                        child("Cases", "Case", "AccountId"),
                        child("Entitlements__r", "Entitlement__c", "Account__c")));
    }

    static Table contacts() {
        return table(
                "Contact",
                "Contact",
                "003",
                List.of(
                        lookup("AccountId", "Account ID", "Account", "Account"),
                        text("LastName", "Last Name", 80).required().partOf("Name"),
                        text("FirstName", "First Name", 40).partOf("Name"),
                        text("Name", "Full Name", 121).required().readOnly(),
                        textArea("MailingStreet", "Mailing Street").partOf("MailingAddress"),
                        text("MailingCity", "Mailing City", 40).partOf("MailingAddress"),
                        text("MailingState", "Mailing State/Province", 80).partOf("MailingAddress"),
                        text("MailingPostalCode", "Mailing Zip/Postal Code", 20).partOf("MailingAddress"),
                        text("MailingCountry", "Mailing Country", 80).partOf("MailingAddress"),
                        address("MailingAddress", "Mailing Address"),
                        phone("Phone", "Business Phone"),
                        phone("MobilePhone", "Mobile Phone"),
                        lookup("ReportsToId", "Reports To ID", "ReportsTo", "Contact"),
                        email("Email", "Email"),
                        text("Title", "Title", 128),
                        text("Department", "Department", 80),
                        date("Birthdate", "Birthdate"),
                        longText("Description", "Contact Description"),
                        lookup("OwnerId", "Owner ID", "Owner", "User").required(),
                        checkbox("DoNotCall", "Do Not Call"),
                        picklist("Tier__c", "Tier", TIERS),
                        multipicklist("Languages__c", "Languages", LANGUAGES),
                        currency("Lifetime_Value__c", "Lifetime Value"),
                        percent("Satisfaction__c", "Satisfaction"),
                        checkbox("VIP__c", "VIP"),
                        dateTime("Last_Contacted__c", "Last Contacted"),
                        time("Preferred_Call_Time__c", "Preferred Call Time"),
                        externalKey()),
                List.of(child("Cases", "Case", "ContactId"), child("Entitlements__r", "Entitlement__c", "Contact__c")));
    }

    static Table cases() {
        return table(
                "Case",
                "Case",
                "500",
                List.of(
                        text("CaseNumber", "Case Number", 30).autoNumber(),
                        lookup("ContactId", "Contact ID", "Contact", "Contact"),
                        lookup("AccountId", "Account ID", "Account", "Account"),
                        lookup("ParentId", "Parent Case ID", "Parent", "Case"),
                        picklist("Type", "Case Type", CASE_TYPES),
                        picklist("Status", "Status", STATUSES).defaultsTo("New"),
                        picklist("Reason", "Case Reason", CASE_REASONS),
                        picklist("Origin", "Case Origin", ORIGINS),
                        text("Subject", "Subject", 255),
                        picklist("Priority", "Priority", PRIORITIES).defaultsTo("Medium"),
                        longText("Description", "Description"),
                        checkbox("IsClosed", "Closed").readOnly(),
                        dateTime("ClosedDate", "Closed Date").readOnly(),
                        checkbox("IsEscalated", "Escalated"),
                        lookup("OwnerId", "Owner ID", "Owner", "User").required(),
                        text("SuppliedPhone", "Phone", 40),
                        multipicklist("Required_Skills__c", "Required Skills", SKILLS),
                        decimal("Handling_Hours__c", "Handling Hours", 10, 2),
                        integer("Reopened__c", "Times Reopened"),
                        date("Due_On__c", "Due On"),
                        externalKey()),
                List.of(child("Cases", "Case", "ParentId")));
    }

    static Table entitlements() {
        return table(
                "Entitlement__c",
                "Entitlement",
                "a01",
                List.of(
                        text("Name", "Entitlement Number", 80),
                        lookup("Account__c", "Account", "Account__r", "Account"),
                        lookup("Contact__c", "Contact", "Contact__r", "Contact"),
                        picklist("Status__c", "Status", ENTITLEMENT_STATUSES).restricted(),
                        date("Starts_On__c", "Starts On"),
                        date("Ends_On__c", "Ends On"),
                        decimal("Hours_Remaining__c", "Hours Remaining", 10, 2),
                        currency("Annual_Fee__c", "Annual Fee"),
                        multipicklist("Channels__c", "Channels", CHANNELS),
                        checkbox("Auto_Renew__c", "Auto Renew"),
                        lookup("OwnerId", "Owner ID", "Owner", "User").required()),
                List.of());
    }

    private static Table table(
            String name, String label, String keyPrefix, List<Field> fields, List<ChildRelationship> children) {
        var all = new ArrayList<Field>();
        all.add(id(label + " ID"));
        all.add(checkbox("IsDeleted", "Deleted"));
        all.addAll(fields);
        all.addAll(auditFields().toList());
        var descriptions = all.stream().map(Field::description).toList();
        return new Table(
                new ObjectDescription(new ObjectName(name), label, true, descriptions, children), keyPrefix, all);
    }

    private static Stream<Field> auditFields() {
        return Stream.of(
                dateTime("CreatedDate", "Created Date").required(),
                lookup("CreatedById", "Created By ID", "CreatedBy", "User").required(),
                dateTime("LastModifiedDate", "Last Modified Date").required(),
                lookup("LastModifiedById", "Last Modified By ID", "LastModifiedBy", "User")
                        .required(),
                dateTime("SystemModstamp", "System Modstamp").required());
    }

    /** The id of the record in another system. */
    private static Field externalKey() {
        return text("External_Key__c", "External Key", 80).externalId().unique();
    }

    private static ChildRelationship child(String name, String object, String field) {
        return new ChildRelationship(new RelationshipName(name), new ObjectName(object), field);
    }
}
