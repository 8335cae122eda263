package io.weir.adapter.out.sandbox.org;

import static io.weir.adapter.out.sandbox.org.Fields.address;
import static io.weir.adapter.out.sandbox.org.Fields.checkbox;
import static io.weir.adapter.out.sandbox.org.Fields.date;
import static io.weir.adapter.out.sandbox.org.Fields.dateTime;
import static io.weir.adapter.out.sandbox.org.Fields.decimal;
import static io.weir.adapter.out.sandbox.org.Fields.email;
import static io.weir.adapter.out.sandbox.org.Fields.integer;
import static io.weir.adapter.out.sandbox.org.Fields.longText;
import static io.weir.adapter.out.sandbox.org.Fields.lookup;
import static io.weir.adapter.out.sandbox.org.Fields.phone;
import static io.weir.adapter.out.sandbox.org.Fields.picklist;
import static io.weir.adapter.out.sandbox.org.Fields.text;
import static io.weir.adapter.out.sandbox.org.Fields.textArea;
import static io.weir.adapter.out.sandbox.org.Fields.url;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The standard fields of standard objects that few clients use. They come after the fields of the schemas. */
final class StandardFields {
    static final List<String> SALUTATIONS = List.of("Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Mx.");
    static final List<String> OWNERSHIPS = List.of("Public", "Private", "Subsidiary", "Other");
    private static final List<String> ACCURACIES = List.of(
            "Address",
            "NearAddress",
            "Block",
            "Street",
            "ExtendedZip",
            "Zip",
            "Neighborhood",
            "City",
            "County",
            "State",
            "Unknown");
    /** Objects whose reference does not give {@code Name} the property idLookup. */
    private static final Set<String> NOT_FOUND_BY_NAME = Set.of("Account", "Contact", "Lead", "Opportunity", "User");

    private static final int DEGREE_DIGITS = 18;
    private static final int DEGREE_DECIMALS = 15;

    private StandardFields() {}

    /** {@code object} with all of its standard fields. */
    static ObjectDefinition complete(ObjectDefinition object) {
        var fields = new ArrayList<>(object.fields());
        further(object.name().value()).stream()
                .flatMap(List::stream)
                .filter(field -> !object.hasField(field.name()))
                .forEach(fields::add);
        boolean foundByName = !NOT_FOUND_BY_NAME.contains(object.name().value());
        return object.withFields(fields.stream()
                .map(field -> foundByName || !field.name().equals("Name") ? field : field.withoutIdLookup())
                .toList());
    }

    private static List<List<Field>> further(String object) {
        return switch (object) {
            case "Account" -> List.of(accounts(), place("Billing"), wholeAddress("Shipping"), merged(object), viewed());
            case "Contact" -> List.of(contacts(), place("Mailing"), wholeAddress("Other"), merged(object), viewed());
            case "Lead" -> List.of(leads(), place(""), merged(object), viewed());
            case "Case" -> List.of(cases(), merged(object), viewed());
            case "Opportunity" -> List.of(opportunities(), viewed());
            case "Campaign" ->
                List.of(List.of(date("LastActivityDate", "Last Activity").readOnly()), viewed());
            case "Product2" -> List.of(viewed());
            case "Task" -> List.of(tasks());
            case "Event" -> List.of(events());
            case "User" -> List.of(users(), wholeAddress(""), viewed());
            case "Organization" -> List.of(organizations(), place(""));
            case "Entitlement" -> List.of(viewed());
            default -> List.of();
        };
    }

    private static List<Field> accounts() {
        return List.of(
                phone("Fax", "Account Fax"),
                url("PhotoUrl", "Photo URL").readOnly(),
                text("Sic", "SIC Code", 20),
                text("SicDesc", "SIC Description", 80),
                picklist("Ownership", "Ownership", OWNERSHIPS),
                text("TickerSymbol", "Ticker Symbol", 20),
                text("Site", "Account Site", 80),
                picklist("AccountSource", "Account Source", SalesSchema.LEAD_SOURCES),
                date("LastActivityDate", "Last Activity").readOnly(),
                text("Jigsaw", "Data.com Key", 20),
                text("JigsawCompanyId", "Jigsaw Company ID", 20).readOnly());
    }

    private static List<Field> contacts() {
        return List.of(
                picklist("Salutation", "Salutation", SALUTATIONS).partOf("Name"),
                phone("Fax", "Business Fax"),
                phone("HomePhone", "Home Phone"),
                phone("OtherPhone", "Other Phone"),
                phone("AssistantPhone", "Asst. Phone"),
                text("AssistantName", "Assistant's Name", 40),
                picklist("LeadSource", "Lead Source", SalesSchema.LEAD_SOURCES),
                checkbox("HasOptedOutOfEmail", "Email Opt Out"),
                checkbox("HasOptedOutOfFax", "Fax Opt Out"),
                date("LastActivityDate", "Last Activity").readOnly(),
                dateTime("LastCURequestDate", "Last Stay-in-Touch Request Date").readOnly(),
                dateTime("LastCUUpdateDate", "Last Stay-in-Touch Save Date").readOnly(),
                text("EmailBouncedReason", "Email Bounced Reason", 255),
                dateTime("EmailBouncedDate", "Email Bounced Date"),
                checkbox("IsEmailBounced", "Is Email Bounced").readOnly(),
                url("PhotoUrl", "Photo URL").readOnly(),
                text("Jigsaw", "Data.com Key", 20),
                text("JigsawContactId", "Jigsaw Contact ID", 20).readOnly());
    }

    private static List<Field> leads() {
        return List.of(
                picklist("Salutation", "Salutation", SALUTATIONS).partOf("Name"),
                phone("Fax", "Fax"),
                checkbox("HasOptedOutOfFax", "Fax Opt Out"),
                checkbox("IsUnreadByOwner", "Unread By Owner"),
                date("LastActivityDate", "Last Activity").readOnly(),
                date("LastTransferDate", "Last Transfer Date").readOnly(),
                text("EmailBouncedReason", "Email Bounced Reason", 255),
                dateTime("EmailBouncedDate", "Email Bounced Date"),
                url("PhotoUrl", "Photo URL").readOnly(),
                text("Jigsaw", "Data.com Key", 20),
                text("JigsawContactId", "Jigsaw Contact ID", 20).readOnly());
    }

    private static List<Field> cases() {
        return List.of(
                text("SuppliedName", "Name", 80),
                email("SuppliedEmail", "Email Address"),
                text("SuppliedCompany", "Company", 80),
                longText("Comments", "Internal Comments"),
                phone("ContactPhone", "Contact Phone").readOnly(),
                phone("ContactMobile", "Contact Mobile").readOnly(),
                email("ContactEmail", "Contact Email").readOnly(),
                phone("ContactFax", "Contact Fax").readOnly(),
                checkbox("IsClosedOnCreate", "Closed When Created").readOnly(),
                checkbox("IsStopped", "Stopped"),
                dateTime("StopStartDate", "Stopped Since").readOnly(),
                dateTime("SlaStartDate", "Entitlement Process Start Time"),
                dateTime("SlaExitDate", "Entitlement Process End Time").readOnly());
    }

    private static List<Field> opportunities() {
        return List.of(
                checkbox("IsPrivate", "Private"),
                lookup("CampaignId", "Campaign ID", "Campaign", "Campaign").children("Opportunities"),
                decimal("TotalOpportunityQuantity", "Quantity", DEGREE_DIGITS, 2),
                picklist("ForecastCategoryName", "Forecast Category", SalesSchema.FORECAST_NAMES),
                integer("FiscalQuarter", "Fiscal Quarter").readOnly(),
                integer("FiscalYear", "Fiscal Year").readOnly(),
                text("Fiscal", "Fiscal Period", 6).readOnly(),
                checkbox("HasOpportunityLineItem", "Has Line Item").readOnly(),
                checkbox("HasOpenActivity", "Has Open Activity").readOnly(),
                checkbox("HasOverdueTask", "Has Overdue Task").readOnly(),
                integer("PushCount", "Push Count").readOnly(),
                dateTime("LastStageChangeDate", "Last Stage Change Date").readOnly(),
                date("LastActivityDate", "Last Activity").readOnly());
    }

    private static List<Field> tasks() {
        return List.of(
                checkbox("IsArchived", "Archived").readOnly(),
                checkbox("IsRecurrence", "Create Recurring Series of Tasks").createOnly());
    }

    private static List<Field> events() {
        return List.of(
                date("EndDate", "End Date").readOnly(),
                checkbox("IsChild", "Is Child").readOnly(),
                checkbox("IsGroupEvent", "Is Group Event").readOnly(),
                checkbox("IsArchived", "Archived").readOnly(),
                checkbox("IsRecurrence", "Create Recurring Series of Events").createOnly(),
                checkbox("IsReminderSet", "Reminder Set"),
                dateTime("ReminderDateTime", "Reminder Date/Time"),
                picklist("EventSubtype", "Event Subtype", List.of("Event"))
                        .restricted()
                        .createOnly()
                        .defaultsTo("Event"));
    }

    private static List<Field> users() {
        return List.of(
                text("CompanyName", "Company Name", 80),
                text("Division", "Division", 80),
                phone("MobilePhone", "Mobile"),
                phone("Fax", "Fax"),
                text("EmployeeNumber", "Employee Number", 20),
                text("CommunityNickname", "Nickname", 40),
                text("FederationIdentifier", "SAML Federation ID", 512),
                longText("AboutMe", "About Me"),
                longText("Signature", "Email Signature"),
                text("SenderName", "Email Sender Name", 80),
                email("SenderEmail", "Email Sender Address"),
                url("FullPhotoUrl", "Url for full-sized Photo").readOnly(),
                url("SmallPhotoUrl", "Photo").readOnly(),
                checkbox("ReceivesInfoEmails", "Info Emails"),
                checkbox("ReceivesAdminInfoEmails", "Admin Info Emails"),
                checkbox("ForecastEnabled", "Allow Forecasting"),
                checkbox("UserPermissionsMarketingUser", "Marketing User"),
                checkbox("UserPermissionsSupportUser", "Service Cloud User"),
                checkbox("UserPermissionsInteractionUser", "Flow User"),
                checkbox("UserPermissionsKnowledgeUser", "Knowledge User"),
                dateTime("LastPasswordChangeDate", "Last Password Change or Reset")
                        .readOnly());
    }

    private static List<Field> organizations() {
        return List.of(
                phone("Fax", "Fax"),
                text("NamespacePrefix", "Namespace Prefix", 15),
                dateTime("TrialExpirationDate", "Trial Expiration Date"),
                checkbox("IsReadOnly", "Is Read Only"));
    }

    /** The lookup from a merged record to the record that it was merged into. */
    private static List<Field> merged(String object) {
        return List.of(lookup("MasterRecordId", "Master Record ID", "MasterRecord", object)
                .readOnly());
    }

    private static List<Field> viewed() {
        return List.of(
                dateTime("LastViewedDate", "Last Viewed Date"), dateTime("LastReferencedDate", "Last Referenced Date"));
    }

    /** An address and all its parts, whose names begin with {@code prefix}, as in {@code ShippingCity}. */
    private static List<Field> wholeAddress(String prefix) {
        String label = label(prefix);
        String compound = prefix + "Address";
        return Stream.of(
                        List.of(
                                textArea(prefix + "Street", label + "Street").partOf(compound),
                                text(prefix + "City", label + "City", 40).partOf(compound),
                                text(prefix + "State", label + "State/Province", 80)
                                        .partOf(compound),
                                text(prefix + "PostalCode", label + "Zip/Postal Code", 20)
                                        .partOf(compound),
                                text(prefix + "Country", label + "Country", 80).partOf(compound)),
                        place(prefix),
                        List.of(address(compound, label + "Address")))
                .flatMap(List::stream)
                .toList();
    }

    /** The coordinates of an address. */
    private static List<Field> place(String prefix) {
        String label = label(prefix);
        String compound = prefix + "Address";
        return List.of(
                decimal(prefix + "Latitude", label + "Latitude", DEGREE_DIGITS, DEGREE_DECIMALS)
                        .partOf(compound),
                decimal(prefix + "Longitude", label + "Longitude", DEGREE_DIGITS, DEGREE_DECIMALS)
                        .partOf(compound),
                picklist(prefix + "GeocodeAccuracy", label + "Geocode Accuracy", ACCURACIES)
                        .restricted()
                        .partOf(compound));
    }

    private static String label(String prefix) {
        return prefix.isEmpty() ? "" : prefix + " ";
    }
}
