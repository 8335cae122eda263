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
import io.weir.adapter.out.sandbox.sample.SampleValues;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The data set of the sandbox: a contact centre with cases that are hard to query, such as phone numbers in many
 * formats, quotes, backslashes, wildcards and emoji in names, null values, contacts without an account and cases
 * without a contact.
 *
 * <p>The data is deterministic: the fields of a record depend only on its number and the current date.
 */
final class ContactCentre {
    private static final int USERS = 16;
    private static final int ACCOUNTS = 220;
    private static final int CONTACTS = 1_040;
    private static final int CASES = 3_120;
    private static final int ENTITLEMENTS = 330;
    private static final int CASE_INTERVAL_MINUTES = 260;

    private final SampleTables tables;
    private final Table users;
    private final Table accounts;
    private final Table contacts;
    private final Table cases;
    private final Table entitlements;
    private final Map<String, String> asciiNames = new HashMap<>();
    private final LocalDate today;
    private final String timeZone;

    private ContactCentre(SampleTables tables, String timeZone) {
        this.timeZone = timeZone;
        this.tables = tables;
        this.users = tables.table("User");
        this.accounts = tables.table("Account");
        this.contacts = tables.table("Contact");
        this.cases = tables.table("Case");
        this.entitlements = tables.table("Entitlement__c");
        this.today = tables.today();
    }

    /**
     * Adds the records of the contact centre to {@code tables}, which have the objects of {@link
     * ContactCentreSchema#schema}.
     *
     * @param timeZone the time zone of the running user, as a value of {@code TimeZoneSidKey}
     */
    static void fill(List<Table> tables, LocalDate today, String timeZone) {
        var sample = new SampleTables(tables, today);
        new ContactCentre(sample, timeZone).fill();
        new SalesRecords(sample).fill();
        new SetupRecords(sample).fill();
    }

    private void fill() {
        IntStream.range(0, USERS).forEach(this::addUser);
        IntStream.range(0, ACCOUNTS).forEach(this::addAccount);
        IntStream.range(0, CONTACTS).forEach(this::addContact);
        IntStream.range(0, CASES).forEach(this::addCase);
        IntStream.range(0, ENTITLEMENTS).forEach(this::addEntitlement);
    }

    private void addUser(int i) {
        String first = pick(SampleValues.FIRST_NAMES, i * 7 + 3);
        String last = pick(SampleValues.LAST_NAMES, i * 11 + 5);
        var draft = users.draft()
                .set("Username", i == 0 ? RunningUser.USERNAME : asciiName(first) + "." + i + "@agents.example.com")
                .set("FirstName", first)
                .set("LastName", last)
                .set("Name", first + " " + last)
                .set("Alias", "agent" + i)
                .set("Email", asciiName(first) + "." + asciiName(last) + "@example.com")
                .set("Phone", FictionalPhoneNumbers.american("628", i))
                .set("Extension", Integer.toString(2000 + i))
                .set("Title", i == 0 ? "Contact Centre Director" : i < 4 ? "Team Lead" : "Agent")
                .set("Department", "Customer Service")
                .set("IsActive", i != USERS - 1)
                .set("UserType", "Standard")
                .set("ProfileId", tables.idOf("Profile", i == 0 ? 0 : 1))
                .set("UserRoleId", tables.idOf("UserRole", Math.min(i, 4) / 2))
                .set("TimeZoneSidKey", i == 0 ? timeZone : i % 2 == 0 ? "America/Los_Angeles" : "America/New_York")
                .set("LocaleSidKey", "en_US")
                .set("LanguageLocaleKey", "en_US")
                .set("EmailEncodingKey", "UTF-8")
                .set("DefaultCurrencyIsoCode", "USD")
                .set("CommunityNickname", asciiName(first) + i)
                .set("EmployeeNumber", "E-" + (100 + i))
                .set("CompanyName", "Weir Contact Centre")
                .set("LastLoginDate", midnight(today).minusSeconds(hash(i, 12) % 500_000));
        setAddress(draft, "", i);
        draft.set("ManagerId", i == 0 ? null : tables.idOf("User", i < 4 ? 0 : 1 + i % 3));
        tables.insert(draft, midnight(today.minusYears(3).plusDays(i)), midnight(today.minusDays(i + 1L)));
    }

    private void addAccount(int i) {
        var place = pick(SampleValues.PLACES, i);
        boolean british = i % 20 == 19;
        String name = KnownRecords.accountName(i);
        var draft = accounts.draft()
                .set("Name", name)
                .set("Type", pick(ContactCentreSchema.ACCOUNT_TYPES, hash(i, 1)))
                .set("ParentId", i % 12 == 11 ? tables.idOf("Account", i - 11) : null)
                .set("Phone", british ? FictionalPhoneNumbers.british(900 + i / 20, i) : american(i, 60))
                .set("AccountNumber", "ACC-" + (10_000 + i))
                .set("Website", i % 9 == 8 ? null : "https://www.example.com/" + asciiName(name))
                .set("Industry", i % 15 == 14 ? null : pick(ContactCentreSchema.INDUSTRIES, hash(i, 2)))
                .set("AnnualRevenue", i % 10 == 9 ? null : money(hash(i, 3), 500_000_000))
                .set("NumberOfEmployees", i % 14 == 13 ? null : (long) (hash(i, 4) % 20_000))
                .set("Description", i % 3 == 0 ? null : "Customer since the early days.\nPrefers calls before noon.")
                .set("Rating", i % 4 == 3 ? null : pick(ContactCentreSchema.RATINGS, hash(i, 5)))
                .set("OwnerId", tables.idOf("User", hash(i, 6) % USERS))
                .set("Tier__c", i % 13 == 12 ? null : pick(ContactCentreSchema.TIERS, hash(i, 7)))
                .set("Customer_Since__c", today.minusDays(200L + hash(i, 8) % 4_000))
                .set("Discount__c", i % 5 == 4 ? null : BigDecimal.valueOf(hash(i, 9) % 3_000, 2))
                .set("Health_Score__c", i % 6 == 5 ? null : BigDecimal.valueOf(hash(i, 10) % 1_000_000, 4))
                .set("Location__Latitude__s", british ? new BigDecimal("51.51") : place.latitude())
                .set("Location__Longitude__s", british ? new BigDecimal("-0.13") : place.longitude())
                .set("External_Key__c", externalKey("A", i));
        if (i == 0) {
            draft.set("AnnualRevenue", KnownRecords.EXACT_REVENUE);
        }
        if (british) {
            setAddress(draft, "Billing", i + " Station Rd", "London", null, "EC1A 1BB", "United Kingdom");
        } else {
            setAddress(draft, "Billing", i);
        }
        if (i % 3 != 2) {
            setAddress(draft, "Shipping", i);
        }
        draft.set("Fax", further("341", i))
                .set("AccountSource", i % 4 == 3 ? null : pick(SalesSchema.LEAD_SOURCES, hash(i, 13)))
                .set("Ownership", i % 3 == 2 ? null : pick(StandardFields.OWNERSHIPS, hash(i, 14)))
                .set("Sic", i % 5 == 4 ? null : Integer.toString(4_000 + hash(i, 15) % 3_000));
        tables.insert(draft, midnight(today.minusYears(2).plusDays(i)), midnight(today.minusDays(hash(i, 11) % 300)));
    }

    private void addContact(int i) {
        boolean withoutAccount = i % 53 == 52 || i == KnownRecords.CONTACT_WITHOUT_ACCOUNT;
        String first = KnownRecords.firstName(i);
        String last = KnownRecords.lastName(i);
        var draft = contacts.draft()
                .set("AccountId", withoutAccount ? null : tables.idOf("Account", i % ACCOUNTS))
                .set("FirstName", first)
                .set("LastName", last)
                .set("Name", first + " " + last)
                .set(
                        "Phone",
                        i % 31 == 30
                                ? null
                                : i % 11 == 10 ? FictionalPhoneNumbers.british(i / 11, i / 11) : american(i, 0))
                .set("MobilePhone", i % 4 == 3 ? null : american(i, 30))
                .set("ReportsToId", i % 8 == 7 ? tables.idOf("Contact", i - 7) : null)
                .set("Email", i % 23 == 22 ? null : asciiName(first) + "." + asciiName(last) + i + "@example.com")
                .set("Title", i % 5 == 4 ? null : pick(SampleValues.TITLES, hash(i, 21)))
                .set("Department", i % 6 == 5 ? null : pick(SampleValues.DEPARTMENTS, hash(i, 22)))
                .set("Birthdate", i % 7 == 6 ? null : LocalDate.of(1945, 1, 1).plusDays(hash(i, 23) % 21_000))
                .set("Description", i % 2 == 0 ? null : "Called about an invoice.\r\nWants a \"real\" person.")
                .set("OwnerId", tables.idOf("User", hash(i, 24) % USERS))
                .set("DoNotCall", i % 17 == 16)
                .set("Tier__c", i % 9 == 8 ? null : pick(ContactCentreSchema.TIERS, hash(i, 25)))
                .set("Languages__c", multipicklistValue(ContactCentreSchema.LANGUAGES, hash(i, 26)))
                .set("Lifetime_Value__c", i % 8 == 5 ? null : money(hash(i, 27), 90_000))
                .set("Satisfaction__c", i % 4 == 2 ? null : BigDecimal.valueOf(hash(i, 28) % 10_000, 2))
                .set("VIP__c", i % 29 == 0)
                .set("Blocked__c", i % 97 == 96)
                .set("Last_Contacted__c", i % 3 == 2 ? null : midnight(today).minusSeconds(hash(i, 29) % 20_000_000))
                .set("Preferred_Call_Time__c", i % 3 == 1 ? null : LocalTime.of(8 + i % 11, 15 * (i % 4)))
                .set("External_Key__c", i % 10 == 9 ? null : externalKey("C", i));
        if (i % 11 == 10) {
            setAddress(draft, "Mailing", i + " Mill Ln", "London", null, "N1 9GU", "United Kingdom");
        } else if (i % 13 != 12) {
            setAddress(draft, "Mailing", i);
        }
        if (i % 9 == 0) {
            setAddress(draft, "Other", i + 1);
        }
        draft.set("Salutation", i % 4 == 3 ? null : pick(StandardFields.SALUTATIONS, hash(i, 30)))
                .set("LeadSource", i % 5 == 3 ? null : pick(SalesSchema.LEAD_SOURCES, hash(i, 31)))
                .set("HasOptedOutOfEmail", i % 19 == 18)
                .set("Fax", further("341", i))
                .set("HomePhone", further("369", i))
                .set("OtherPhone", further("350", i))
                .set("AssistantPhone", further("279", i));
        tables.insert(
                draft,
                midnight(today.minusYears(2)).plus(Duration.ofHours(12L * i)),
                midnight(today.minusDays(i % 90)));
    }

    private void addCase(int i) {
        int age = CASES - 1 - i;
        // not multipliedBy, which calculates with big integers, three thousand times at a start
        var created = midnight(today).minus(Duration.ofMinutes((long) CASE_INTERVAL_MINUTES * age));
        boolean closed = age > 60 && i % 10 != 7;
        var closedAt = created.plus(Duration.ofHours(3L + hash(i, 41) % 200));
        var contact = contacts.records().get(hash(i, 42) % CONTACTS);
        boolean withoutContact = i % 41 == 40;
        String status = closed ? "Closed" : pick(ContactCentreSchema.STATUSES.subList(0, 4), hash(i, 43));
        var draft = cases.draft()
                .set("CaseNumber", FictionalPhoneNumbers.zeroPadded(1_001 + i, 8))
                .set("ContactId", withoutContact ? null : contact.id())
                .set("AccountId", withoutContact ? null : contact.value("AccountId"))
                .set("ParentId", i % 25 == 24 ? tables.idOf("Case", i - 24) : null)
                .set("Type", i % 6 == 5 ? null : pick(ContactCentreSchema.CASE_TYPES, hash(i, 44)))
                .set("Status", status)
                .set("Reason", i % 7 == 6 ? null : pick(ContactCentreSchema.CASE_REASONS, hash(i, 45)))
                .set("Origin", pick(ContactCentreSchema.ORIGINS, hash(i, 46)))
                .set("Subject", pick(SampleValues.SUBJECTS, hash(i, 47)))
                .set("Priority", pick(ContactCentreSchema.PRIORITIES, hash(i, 48)))
                .set("Description", i % 4 == 3 ? null : "Reported by phone, see the recording.\nNo further notes.")
                .set("IsClosed", closed)
                .set("ClosedDate", closed ? closedAt : null)
                .set("IsEscalated", status.equals("Escalated"))
                .set(
                        "OwnerId",
                        i % 100 == 47 ? tables.idOf("Group", i / 100 % 2) : tables.idOf("User", hash(i, 49) % USERS))
                .set("SuppliedPhone", i % 5 == 4 ? contact.value("Phone") : null)
                .set("Required_Skills__c", multipicklistValue(ContactCentreSchema.SKILLS, hash(i, 50)))
                .set("Handling_Hours__c", closed ? BigDecimal.valueOf(hash(i, 51) % 4_000, 2) : null)
                .set("Reopened__c", (long) (hash(i, 52) % 4))
                .set("Due_On__c", i % 3 == 2 ? null : date(created).plusDays(hash(i, 53) % 14))
                .set("RecordTypeId", i % 8 == 7 ? null : tables.idOf("RecordType", i % 8 / 6))
                .set("BusinessHoursId", tables.idOf("BusinessHours", 0))
                .set(
                        "EntitlementId",
                        i % 30 == 29 ? tables.idOf("Entitlement", i / 30 % SetupRecords.ENTITLEMENTS) : null)
                .set("External_Key__c", i % 4 == 0 ? externalKey("T", i) : null)
                .set("IsDeleted", i % 400 == 399);
        tables.insert(draft, created, closed ? closedAt : created);
    }

    private void addEntitlement(int i) {
        var start = today.minusDays(hash(i, 61) % 700);
        var end = start.plusYears(1);
        var draft = entitlements
                .draft()
                .set("Name", "ENT-" + FictionalPhoneNumbers.zeroPadded(i + 1, 5))
                .set("Account__c", i % 37 == 36 ? null : tables.idOf("Account", i % ACCOUNTS))
                .set("Contact__c", i % 5 == 4 ? null : tables.idOf("Contact", i % ACCOUNTS))
                .set("Status__c", end.isBefore(today) ? "Expired" : i % 19 == 18 ? "Suspended" : "Active")
                .set("Starts_On__c", start)
                .set("Ends_On__c", end)
                .set("Hours_Remaining__c", BigDecimal.valueOf(hash(i, 62) % 40_000, 2))
                .set("Annual_Fee__c", i % 7 == 6 ? null : money(hash(i, 63), 120_000))
                .set("Channels__c", multipicklistValue(ContactCentreSchema.CHANNELS, hash(i, 64)))
                .set("Auto_Renew__c", i % 3 == 0)
                .set("OwnerId", tables.idOf("User", hash(i, 65) % USERS));
        tables.insert(draft, midnight(start), midnight(start));
    }

    private static String externalKey(String prefix, int i) {
        return prefix + "-" + FictionalPhoneNumbers.zeroPadded(i + 1, 6);
    }

    /** A subset of {@code options} as the value of a multi-select picklist; null if the subset is empty. */
    private static @Nullable String multipicklistValue(List<String> options, int seed) {
        var chosen = IntStream.range(0, options.size())
                .filter(bit -> (seed >> (2 * bit) & 3) == 0)
                .mapToObj(options::get)
                .toList();
        return chosen.isEmpty() ? null : String.join(";", chosen);
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** {@code name} in lower-case ASCII, for e-mail addresses; cached, because many addresses share a name. */
    private String asciiName(String name) {
        return asciiNames.computeIfAbsent(name, ContactCentre::withoutAccents);
    }

    private static String withoutAccents(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .chars()
                .filter(c -> c < 128 && Character.isLetterOrDigit(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
    }
}
