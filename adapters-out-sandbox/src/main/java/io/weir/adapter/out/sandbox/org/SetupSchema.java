package io.weir.adapter.out.sandbox.org;

import static io.weir.adapter.out.sandbox.org.Fields.address;
import static io.weir.adapter.out.sandbox.org.Fields.checkbox;
import static io.weir.adapter.out.sandbox.org.Fields.date;
import static io.weir.adapter.out.sandbox.org.Fields.email;
import static io.weir.adapter.out.sandbox.org.Fields.integer;
import static io.weir.adapter.out.sandbox.org.Fields.lookup;
import static io.weir.adapter.out.sandbox.org.Fields.phone;
import static io.weir.adapter.out.sandbox.org.Fields.picklist;
import static io.weir.adapter.out.sandbox.org.Fields.reference;
import static io.weir.adapter.out.sandbox.org.Fields.text;
import static io.weir.adapter.out.sandbox.org.Fields.textArea;
import static io.weir.adapter.out.sandbox.org.Fields.time;

import java.util.ArrayList;
import java.util.List;

/** The standard objects that describe the org itself: the company, its hours, groups, profiles and entitlements. */
final class SetupSchema {
    static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    static final List<String> GROUP_TYPES = List.of("Regular", "Role", "Organization", "Queue");
    static final List<String> ENTITLEMENT_STATUSES = List.of("Active", "Expired", "Inactive");
    static final List<String> ENTITLEMENT_TYPES = List.of("Phone Support", "Web Support");
    static final List<String> ORGANIZATION_TYPES = List.of("Developer Edition", "Enterprise Edition");

    private SetupSchema() {}

    static List<ObjectDefinition> objects() {
        return List.of(
                organizations(),
                recordTypes(),
                groups(),
                groupMembers(),
                queueObjects(),
                profiles(),
                userRoles(),
                businessHours(),
                holidays(),
                entitlements());
    }

    private static ObjectDefinition organizations() {
        return ObjectDefinition.ofSetup(
                "Organization",
                "Organization",
                "Organizations",
                "00D",
                List.of(
                        text("Name", "Name", 80).required(),
                        text("Division", "Division", 80),
                        textArea("Street", "Street").partOf("Address"),
                        text("City", "City", 40).partOf("Address"),
                        text("State", "State/Province", 80).partOf("Address"),
                        text("PostalCode", "Zip/Postal Code", 20).partOf("Address"),
                        text("Country", "Country", 80).partOf("Address"),
                        address("Address", "Address"),
                        phone("Phone", "Phone"),
                        text("PrimaryContact", "Primary Contact", 80),
                        picklist("DefaultLocaleSidKey", "Locale", ContactCentreSchema.LOCALES),
                        picklist("TimeZoneSidKey", "Time Zone", ContactCentreSchema.TIME_ZONES),
                        picklist("LanguageLocaleKey", "Language", ContactCentreSchema.LANGUAGE_LOCALES),
                        integer("FiscalYearStartMonth", "Fiscal Year Starts In"),
                        checkbox("UsesStartDateAsFiscalYearName", "Fiscal Year Name by Start"),
                        picklist("OrganizationType", "Edition", ORGANIZATION_TYPES),
                        text("InstanceName", "Instance Name", 5),
                        checkbox("IsSandbox", "Is Sandbox")));
    }

    private static ObjectDefinition recordTypes() {
        return ObjectDefinition.ofSetup(
                "RecordType",
                "Record Type",
                "Record Types",
                "012",
                List.of(
                        text("Name", "Name", 80).required(),
                        text("DeveloperName", "Record Type Name", 80).required(),
                        text("Description", "Description", 255),
                        picklist("SobjectType", "SObject Type Name", List.of("Account", "Case", "Contact", "Lead"))
                                .required(),
                        checkbox("IsActive", "Active")));
    }

    private static ObjectDefinition groups() {
        return ObjectDefinition.ofSetup(
                "Group",
                "Group",
                "Groups",
                "00G",
                List.of(
                        text("Name", "Name", 40).required(),
                        text("DeveloperName", "Developer Name", 80),
                        picklist("Type", "Type", GROUP_TYPES).required(),
                        email("Email", "Email"),
                        checkbox("DoesSendEmailToMembers", "Send Email to Members"),
                        checkbox("DoesIncludeBosses", "Include Bosses"),
                        lookup("OwnerId", "Owner ID", "Owner", "Organization", "User")
                                .required()));
    }

    private static ObjectDefinition groupMembers() {
        return ObjectDefinition.ofSetup(
                "GroupMember",
                "Group Member",
                "Group Members",
                "011",
                List.of(
                        lookup("GroupId", "Group ID", "Group", "Group")
                                .required()
                                .children("GroupMembers"),
                        reference("UserOrGroupId", "User/Group ID", "Group", "User")));
    }

    private static ObjectDefinition queueObjects() {
        return ObjectDefinition.ofSetup(
                "QueueSobject",
                "Queue Sobject",
                "Queue Sobjects",
                "03g",
                List.of(
                        lookup("QueueId", "Group ID", "Queue", "Group")
                                .required()
                                .children("QueueSobjects"),
                        picklist("SobjectType", "Sobject Type", List.of("Case", "Lead", "Task"))
                                .required()));
    }

    private static ObjectDefinition profiles() {
        return ObjectDefinition.ofSetup(
                "Profile",
                "Profile",
                "Profile",
                "00e",
                List.of(
                        text("Name", "Name", 255).required(),
                        picklist("UserType", "User Type", List.of("Standard", "CsnOnly", "Guest")),
                        text("Description", "Description", 255)));
    }

    private static ObjectDefinition userRoles() {
        return ObjectDefinition.ofSetup(
                "UserRole",
                "Role",
                "Role",
                "00E",
                List.of(
                        text("Name", "Name", 80).required(),
                        text("DeveloperName", "Developer Name", 80),
                        reference("ParentRoleId", "Parent Role ID", "UserRole"),
                        text("RollupDescription", "Description", 80)));
    }

    private static ObjectDefinition businessHours() {
        var fields = new ArrayList<Field>();
        fields.add(text("Name", "Business Hours Name", 80).required());
        fields.add(checkbox("IsActive", "Active"));
        fields.add(checkbox("IsDefault", "Default Business Hours"));
        for (String day : DAYS) {
            fields.add(time(day + "StartTime", day + " Start"));
            fields.add(time(day + "EndTime", day + " End"));
        }
        fields.add(picklist("TimeZoneSidKey", "Time Zone", ContactCentreSchema.TIME_ZONES));
        return ObjectDefinition.ofSetup("BusinessHours", "Business Hours", "Business Hours", "01m", fields);
    }

    private static ObjectDefinition holidays() {
        return ObjectDefinition.ofSetup(
                "Holiday",
                "Holiday",
                "Holidays",
                "0C0",
                List.of(
                        text("Name", "Holiday Name", 80).required(),
                        text("Description", "Description", 100),
                        checkbox("IsAllDay", "All Day"),
                        date("ActivityDate", "Holiday Date"),
                        integer("StartTimeInMinutes", "Start Time In Minutes"),
                        integer("EndTimeInMinutes", "End Time In Minutes"),
                        checkbox("IsRecurrence", "Recurring Holiday")));
    }

    private static ObjectDefinition entitlements() {
        return ObjectDefinition.of(
                "Entitlement",
                "Entitlement",
                "Entitlements",
                "550",
                List.of(
                        text("Name", "Entitlement Name", 255).required(),
                        lookup("AccountId", "Account ID", "Account", "Account")
                                .required()
                                .children("Entitlements"),
                        lookup("BusinessHoursId", "Business Hours ID", "BusinessHours", "BusinessHours"),
                        picklist("Type", "Type", ENTITLEMENT_TYPES),
                        picklist("Status", "Status", ENTITLEMENT_STATUSES).readOnly(),
                        date("StartDate", "Start Date"),
                        date("EndDate", "End Date"),
                        checkbox("IsPerIncident", "Per Incident"),
                        integer("CasesPerEntitlement", "Cases Per Entitlement"),
                        integer("RemainingCases", "Remaining Cases")));
    }
}
