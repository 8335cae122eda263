package io.weir.adapter.out.sandbox.org;

import static io.weir.adapter.out.sandbox.org.Fields.address;
import static io.weir.adapter.out.sandbox.org.Fields.checkbox;
import static io.weir.adapter.out.sandbox.org.Fields.currency;
import static io.weir.adapter.out.sandbox.org.Fields.date;
import static io.weir.adapter.out.sandbox.org.Fields.dateTime;
import static io.weir.adapter.out.sandbox.org.Fields.decimal;
import static io.weir.adapter.out.sandbox.org.Fields.email;
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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The objects of the contact centre: four standard objects with commonly used fields, and a custom one. */
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

    static final List<String> CURRENCIES = List.of("USD", "EUR", "GBP");

    /** Time zones that users of the sandbox choose from, with their labels. */
    static final Map<String, String> TIME_ZONES = labels(
            "Pacific/Kiritimati", "(GMT+14:00) Line Islands Time (Pacific/Kiritimati)",
            "Australia/Sydney", "(GMT+11:00) Australian Eastern Daylight Time (Australia/Sydney)",
            "Asia/Tokyo", "(GMT+09:00) Japan Standard Time (Asia/Tokyo)",
            "Asia/Kolkata", "(GMT+05:30) India Standard Time (Asia/Kolkata)",
            "Europe/Berlin", "(GMT+01:00) Central European Standard Time (Europe/Berlin)",
            "GMT", "(GMT+00:00) Greenwich Mean Time (GMT)",
            "Europe/London", "(GMT+00:00) Greenwich Mean Time (Europe/London)",
            "America/Sao_Paulo", "(GMT-03:00) Brasilia Standard Time (America/Sao_Paulo)",
            "America/New_York", "(GMT-05:00) Eastern Standard Time (America/New_York)",
            "America/Chicago", "(GMT-06:00) Central Standard Time (America/Chicago)",
            "America/Denver", "(GMT-07:00) Mountain Standard Time (America/Denver)",
            "America/Los_Angeles", "(GMT-08:00) Pacific Standard Time (America/Los_Angeles)",
            "Pacific/Honolulu", "(GMT-10:00) Hawaii-Aleutian Standard Time (Pacific/Honolulu)");

    static final Map<String, String> LOCALES = labels(
            "en_US", "English (United States)", "en_GB", "English (United Kingdom)", "de_DE", "German (Germany)");
    static final Map<String, String> LANGUAGE_LOCALES = labels("en_US", "English", "de", "German", "fr", "French");

    private ContactCentreSchema() {}

    /** The objects of the contact centre, and the standard objects around them. */
    static Schema schema() {
        var schema = new Schema();
        Stream.of(
                        Stream.of(users(), accounts(), contacts(), cases(), entitlements()),
                        SalesSchema.objects().stream(),
                        SetupSchema.objects().stream())
                .flatMap(objects -> objects)
                .map(StandardFields::complete)
                .forEach(schema::put);
        return schema;
    }

    static ObjectDefinition users() {
        return ObjectDefinition.of(
                        "User",
                        "User",
                        "Users",
                        "005",
                        List.of(
                                text("Username", "Username", 80)
                                        .required()
                                        .unique()
                                        .idLookup(),
                                text("LastName", "Last Name", 80).required().partOf("Name"),
                                text("FirstName", "First Name", 40).partOf("Name"),
                                text("Name", "Full Name", 121).required().readOnly(),
                                text("Alias", "Alias", 8).required(),
                                email("Email", "Email").required(),
                                phone("Phone", "Phone"),
                                phone("Extension", "Extension"),
                                text("Title", "Title", 80),
                                text("Department", "Department", 80),
                                checkbox("IsActive", "Active").defaultsTo(true),
                                lookup("ManagerId", "Manager ID", "Manager", "User")
                                        .children("ManagedUsers"),
                                picklist("UserType", "User Type", List.of("Standard", "CsnOnly", "Guest"))
                                        .readOnly()
                                        .required(),
                                lookup("ProfileId", "Profile ID", "Profile", "Profile")
                                        .required()
                                        .children("Users"),
                                lookup("UserRoleId", "Role ID", "UserRole", "UserRole")
                                        .children("Users"),
                                picklist("TimeZoneSidKey", "Time Zone", TIME_ZONES)
                                        .restricted()
                                        .required(),
                                picklist("LocaleSidKey", "Locale", LOCALES)
                                        .restricted()
                                        .required(),
                                picklist("LanguageLocaleKey", "Language", LANGUAGE_LOCALES)
                                        .restricted()
                                        .required(),
                                picklist("EmailEncodingKey", "Email Encoding", List.of("UTF-8", "ISO-8859-1"))
                                        .restricted()
                                        .required(),
                                picklist("DefaultCurrencyIsoCode", "Default Currency ISO Code", CURRENCIES)
                                        .restricted(),
                                dateTime("LastLoginDate", "Last Login").readOnly()))
                .undeletable();
    }

    static ObjectDefinition accounts() {
        return ObjectDefinition.of(
                "Account",
                "Account",
                "Accounts",
                "001",
                List.of(
                        text("Name", "Account Name", 255).required(),
                        picklist("Type", "Account Type", ACCOUNT_TYPES),
                        lookup("ParentId", "Parent Account ID", "Parent", "Account")
                                .children("ChildAccounts"),
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
                        decimal("Location__Latitude__s", "Location (Latitude)", 9, 6)
                                .partOf("Location__c"),
                        decimal("Location__Longitude__s", "Location (Longitude)", 9, 6)
                                .partOf("Location__c"),
                        Fields.location("Location__c", "Location"),
                        externalKey()));
    }

    static ObjectDefinition contacts() {
        return ObjectDefinition.of(
                "Contact",
                "Contact",
                "Contacts",
                "003",
                List.of(
                        lookup("AccountId", "Account ID", "Account", "Account").children("Contacts"),
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
                        email("Email", "Email").idLookup(),
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
                        checkbox("Blocked__c", "Blocked"),
                        dateTime("Last_Contacted__c", "Last Contacted"),
                        time("Preferred_Call_Time__c", "Preferred Call Time"),
                        externalKey()));
    }

    static ObjectDefinition cases() {
        return ObjectDefinition.of(
                "Case",
                "Case",
                "Cases",
                "500",
                List.of(
                        text("CaseNumber", "Case Number", 30).autoNumber(),
                        lookup("ContactId", "Contact ID", "Contact", "Contact").children("Cases"),
                        lookup("AccountId", "Account ID", "Account", "Account").children("Cases"),
                        lookup("ParentId", "Parent Case ID", "Parent", "Case").children("Cases"),
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
                        lookup("OwnerId", "Owner ID", "Owner", "Group", "User").required(),
                        text("SuppliedPhone", "Phone", 40),
                        multipicklist("Required_Skills__c", "Required Skills", SKILLS),
                        decimal("Handling_Hours__c", "Handling Hours", 10, 2),
                        integer("Reopened__c", "Times Reopened"),
                        date("Due_On__c", "Due On"),
                        lookup("RecordTypeId", "Record Type ID", "RecordType", "RecordType"),
                        lookup("BusinessHoursId", "Business Hours ID", "BusinessHours", "BusinessHours"),
                        lookup("EntitlementId", "Entitlement ID", "Entitlement", "Entitlement")
                                .children("Cases"),
                        text("Weir_Key__c", "Weir Key", 64).externalId().unique(),
                        externalKey()));
    }

    static ObjectDefinition entitlements() {
        return ObjectDefinition.of(
                "Entitlement__c",
                "Entitlement",
                "Entitlements",
                "a01",
                List.of(
                        text("Name", "Entitlement Number", 80),
                        lookup("Account__c", "Account", "Account__r", "Account").children("Entitlements__r"),
                        lookup("Contact__c", "Contact", "Contact__r", "Contact").children("Entitlements__r"),
                        picklist("Status__c", "Status", ENTITLEMENT_STATUSES).restricted(),
                        date("Starts_On__c", "Starts On"),
                        date("Ends_On__c", "Ends On"),
                        decimal("Hours_Remaining__c", "Hours Remaining", 10, 2),
                        currency("Annual_Fee__c", "Annual Fee"),
                        multipicklist("Channels__c", "Channels", CHANNELS),
                        checkbox("Auto_Renew__c", "Auto Renew"),
                        lookup("OwnerId", "Owner ID", "Owner", "User").required()));
    }

    /** Picklist values with their labels, in order. */
    static Map<String, String> labels(String... valuesAndLabels) {
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < valuesAndLabels.length; i += 2) {
            labels.put(valuesAndLabels[i], valuesAndLabels[i + 1]);
        }
        return labels;
    }

    /** The id of the record in another system. */
    static Field externalKey() {
        return text("External_Key__c", "External Key", 80).externalId().unique();
    }
}
