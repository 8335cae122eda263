package io.weir.adapter.out.sandbox.org;

import static io.weir.adapter.out.sandbox.org.SampleTables.midnight;
import static io.weir.adapter.out.sandbox.org.SampleTables.setAddress;

import io.weir.adapter.out.sandbox.sample.FictionalPhoneNumbers;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The records that describe the contact centre's org itself, and its standard entitlements. */
final class SetupRecords {
    static final int ENTITLEMENTS = 60;

    private static final List<String> PROFILES = List.of("System Administrator", "Standard User");
    private static final List<String> ROLES = List.of("Director", "Team Lead", "Agent");
    private static final int AGENTS = 15;

    private final SampleTables tables;
    private final LocalDate today;

    SetupRecords(SampleTables tables) {
        this.tables = tables;
        this.today = tables.today();
    }

    void fill() {
        addOrganization();
        addRecordType("Support", "Support", "A question or a problem.");
        addRecordType("Complaint", "Complaint", null);
        addGroup("Support Queue", "Support_Queue", "Queue", "support@example.com");
        addGroup("Escalations", "Escalations", "Queue", null);
        addGroup("All Agents", "All_Agents", "Regular", null);
        addGroup("Everybody", "Everybody", "Organization", null);
        IntStream.range(0, AGENTS).forEach(i -> addMember(i < 8 ? 0 : 1, i));
        IntStream.range(0, AGENTS).forEach(i -> addMember(2, i));
        addQueueObject(0, "Case");
        addQueueObject(0, "Task");
        addQueueObject(1, "Case");
        addQueueObject(1, "Lead");
        PROFILES.forEach(this::addProfile);
        IntStream.range(0, ROLES.size()).forEach(this::addRole);
        addBusinessHours();
        addHoliday("New Year's Day", today.withDayOfYear(1), true);
        addHoliday("Inventory", today.withMonth(6).withDayOfMonth(30), false);
        addHoliday("Christmas Day", today.withMonth(12).withDayOfMonth(25), true);
        IntStream.range(0, ENTITLEMENTS).forEach(this::addEntitlement);
    }

    private void addOrganization() {
        var draft = tables.table("Organization")
                .draft()
                .set("Name", "Weir Contact Centre")
                .set("Division", "Customer Service")
                .set("Phone", FictionalPhoneNumbers.american("415", 98))
                .set("PrimaryContact", "Sandbox User")
                .set("DefaultLocaleSidKey", "en_US")
                .set("TimeZoneSidKey", "GMT")
                .set("LanguageLocaleKey", "en_US")
                .set("FiscalYearStartMonth", 1L)
                .set("UsesStartDateAsFiscalYearName", false)
                .set("OrganizationType", "Developer Edition")
                .set("InstanceName", "WEIR0")
                .set("IsSandbox", true);
        setAddress(draft, "", 0);
        insert(draft);
    }

    private void addRecordType(String name, String developerName, @Nullable String description) {
        insert(tables.table("RecordType")
                .draft()
                .set("Name", name)
                .set("DeveloperName", developerName)
                .set("Description", description)
                .set("SobjectType", "Case")
                .set("IsActive", true));
    }

    private void addGroup(String name, String developerName, String type, @Nullable String email) {
        insert(tables.table("Group")
                .draft()
                .set("Name", name)
                .set("DeveloperName", developerName)
                .set("Type", type)
                .set("Email", email)
                .set("DoesSendEmailToMembers", email != null)
                .set("DoesIncludeBosses", type.equals("Regular"))
                .set("OwnerId", tables.idOf("Organization", 0)));
    }

    private void addMember(int group, int user) {
        insert(tables.table("GroupMember")
                .draft()
                .set("GroupId", tables.idOf("Group", group))
                .set("UserOrGroupId", tables.idOf("User", user)));
    }

    private void addQueueObject(int queue, String object) {
        insert(tables.table("QueueSobject")
                .draft()
                .set("QueueId", tables.idOf("Group", queue))
                .set("SobjectType", object));
    }

    private void addProfile(String name) {
        insert(tables.table("Profile")
                .draft()
                .set("Name", name)
                .set("UserType", "Standard")
                .set("Description", "For " + name.toLowerCase(Locale.ROOT) + "s"));
    }

    private void addRole(int i) {
        insert(tables.table("UserRole")
                .draft()
                .set("Name", ROLES.get(i))
                .set("DeveloperName", ROLES.get(i).replace(' ', '_'))
                .set("ParentRoleId", i == 0 ? null : tables.idOf("UserRole", i - 1))
                .set("RollupDescription", ROLES.get(i)));
    }

    private void addBusinessHours() {
        var draft = tables.table("BusinessHours")
                .draft()
                .set("Name", "Default")
                .set("IsActive", true)
                .set("IsDefault", true)
                .set("TimeZoneSidKey", "America/Los_Angeles");
        for (String day : SetupSchema.DAYS) {
            boolean weekend = day.startsWith("S");
            draft.set(day + "StartTime", LocalTime.of(weekend ? 10 : 8, 0))
                    .set(day + "EndTime", LocalTime.of(weekend ? 14 : 18, 0));
        }
        insert(draft);
    }

    private void addHoliday(String name, LocalDate date, boolean wholeDay) {
        insert(tables.table("Holiday")
                .draft()
                .set("Name", name)
                .set("Description", wholeDay ? null : "Closed in the afternoon")
                .set("IsAllDay", wholeDay)
                .set("ActivityDate", date)
                .set("StartTimeInMinutes", wholeDay ? null : 780L)
                .set("EndTimeInMinutes", wholeDay ? null : 1_080L)
                .set("IsRecurrence", false));
    }

    private void addEntitlement(int i) {
        var start = today.minusDays(SampleTables.hash(i, 141) % 500);
        var end = start.plusYears(1);
        insert(tables.table("Entitlement")
                .draft()
                .set("Name", i % 2 == 0 ? "Phone Support" : "Web Support")
                .set("AccountId", tables.idOf("Account", i))
                .set("BusinessHoursId", tables.idOf("BusinessHours", 0))
                .set("Type", i % 2 == 0 ? "Phone Support" : "Web Support")
                .set("Status", end.isBefore(today) ? "Expired" : "Active")
                .set("StartDate", start)
                .set("EndDate", end)
                .set("IsPerIncident", i % 5 == 4)
                .set("CasesPerEntitlement", i % 5 == 4 ? 10L : null)
                .set("RemainingCases", i % 5 == 4 ? (long) (i % 10) : null));
    }

    private void insert(Table.Draft draft) {
        var made = midnight(today.minusYears(3));
        tables.insert(draft, made, made);
    }
}
