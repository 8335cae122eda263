package io.weir.adapter.out.sandbox.org;

import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private static final Duration CASE_INTERVAL = Duration.ofMinutes(260);

    private final Table users = ContactCentreSchema.users();
    private final Table accounts = ContactCentreSchema.accounts();
    private final Table contacts = ContactCentreSchema.contacts();
    private final Table cases = ContactCentreSchema.cases();
    private final Table entitlements = ContactCentreSchema.entitlements();
    private final Map<String, String> asciiNames = new HashMap<>();
    private final LocalDate today;

    ContactCentre(LocalDate today) {
        this.today = today;
        IntStream.range(0, USERS).forEach(this::addUser);
        IntStream.range(0, ACCOUNTS).forEach(this::addAccount);
        IntStream.range(0, CONTACTS).forEach(this::addContact);
        IntStream.range(0, CASES).forEach(this::addCase);
        IntStream.range(0, ENTITLEMENTS).forEach(this::addEntitlement);
    }

    List<Table> tables() {
        return List.of(users, accounts, contacts, cases, entitlements);
    }

    private void addUser(int i) {
        String first = pick(SampleValues.FIRST_NAMES, i * 7 + 3);
        String last = pick(SampleValues.LAST_NAMES, i * 11 + 5);
        var draft = users.draft()
                .set("Username", asciiName(first) + "." + i + "@agents.example.com")
                .set("FirstName", first)
                .set("LastName", last)
                .set("Name", first + " " + last)
                .set("Alias", "agent" + i)
                .set("Email", asciiName(first) + "." + asciiName(last) + "@example.com")
                .set("Phone", FictionalPhoneNumbers.american("628", i))
                .set("Extension", Integer.toString(2000 + i))
                .set("Title", i == 0 ? "Contact Centre Director" : i < 4 ? "Team Lead" : "Agent")
                .set("Department", "Customer Service")
                .set("IsActive", i != USERS - 1);
        draft.set("ManagerId", i == 0 ? null : idOf(users, i < 4 ? 0 : 1 + i % 3));
        insert(draft, midnight(today.minusYears(3).plusDays(i)), midnight(today.minusDays(i + 1L)), i);
    }

    private void addAccount(int i) {
        var place = pick(SampleValues.PLACES, i);
        boolean british = i % 20 == 19;
        String name = KnownRecords.accountName(i);
        var draft = accounts.draft()
                .set("Name", name)
                .set("Type", pick(ContactCentreSchema.ACCOUNT_TYPES, hash(i, 1)))
                .set("ParentId", i % 12 == 11 ? idOf(accounts, i - 11) : null)
                .set("Phone", british ? FictionalPhoneNumbers.british(900 + i / 20, i) : american(i, 60))
                .set("AccountNumber", "ACC-" + (10_000 + i))
                .set("Website", i % 9 == 8 ? null : "https://www.example.com/" + asciiName(name))
                .set("Industry", i % 15 == 14 ? null : pick(ContactCentreSchema.INDUSTRIES, hash(i, 2)))
                .set("AnnualRevenue", i % 10 == 9 ? null : money(hash(i, 3), 500_000_000))
                .set("NumberOfEmployees", i % 14 == 13 ? null : (long) (hash(i, 4) % 20_000))
                .set("Description", i % 3 == 0 ? null : "Customer since the early days.\nPrefers calls before noon.")
                .set("Rating", i % 4 == 3 ? null : pick(ContactCentreSchema.RATINGS, hash(i, 5)))
                .set("OwnerId", idOf(users, hash(i, 6) % USERS))
                .set("Tier__c", i % 13 == 12 ? null : pick(ContactCentreSchema.TIERS, hash(i, 7)))
                .set("Customer_Since__c", today.minusDays(200L + hash(i, 8) % 4_000))
                .set("Discount__c", i % 5 == 4 ? null : BigDecimal.valueOf(hash(i, 9) % 3_000, 2))
                .set("Health_Score__c", i % 6 == 5 ? null : BigDecimal.valueOf(hash(i, 10) % 1_000_000, 4))
                .set("External_Key__c", externalKey("A", i));
        if (i == 0) {
            draft.set("AnnualRevenue", KnownRecords.EXACT_REVENUE);
        }
        if (british) {
            setAddress(draft, "Billing", i + " Station Rd", "London", null, "EC1A 1BB", "United Kingdom");
        } else {
            setAddress(draft, "Billing", street(i), place.city(), place.state(), postalCode(place, i), "USA");
        }
        insert(draft, midnight(today.minusYears(2).plusDays(i)), midnight(today.minusDays(hash(i, 11) % 300)), i);
    }

    private void addContact(int i) {
        var place = pick(SampleValues.PLACES, i);
        boolean withoutAccount = i % 53 == 52 || i == KnownRecords.CONTACT_WITHOUT_ACCOUNT;
        String first = KnownRecords.firstName(i);
        String last = KnownRecords.lastName(i);
        var draft = contacts.draft()
                .set("AccountId", withoutAccount ? null : idOf(accounts, i % ACCOUNTS))
                .set("FirstName", first)
                .set("LastName", last)
                .set("Name", first + " " + last)
                .set(
                        "Phone",
                        i % 31 == 30
                                ? null
                                : i % 11 == 10 ? FictionalPhoneNumbers.british(i / 11, i / 11) : american(i, 0))
                .set("MobilePhone", i % 4 == 3 ? null : american(i, 30))
                .set("ReportsToId", i % 8 == 7 ? idOf(contacts, i - 7) : null)
                .set("Email", i % 23 == 22 ? null : asciiName(first) + "." + asciiName(last) + i + "@example.com")
                .set("Title", i % 5 == 4 ? null : pick(SampleValues.TITLES, hash(i, 21)))
                .set("Department", i % 6 == 5 ? null : pick(SampleValues.DEPARTMENTS, hash(i, 22)))
                .set("Birthdate", i % 7 == 6 ? null : LocalDate.of(1945, 1, 1).plusDays(hash(i, 23) % 21_000))
                .set("Description", i % 2 == 0 ? null : "Called about an invoice.\r\nWants a \"real\" person.")
                .set("OwnerId", idOf(users, hash(i, 24) % USERS))
                .set("DoNotCall", i % 17 == 16)
                .set("Tier__c", i % 9 == 8 ? null : pick(ContactCentreSchema.TIERS, hash(i, 25)))
                .set("Languages__c", multipicklistValue(ContactCentreSchema.LANGUAGES, hash(i, 26)))
                .set("Lifetime_Value__c", i % 8 == 5 ? null : money(hash(i, 27), 90_000))
                .set("Satisfaction__c", i % 4 == 2 ? null : BigDecimal.valueOf(hash(i, 28) % 10_000, 2))
                .set("VIP__c", i % 29 == 0)
                .set("Last_Contacted__c", i % 3 == 2 ? null : midnight(today).minusSeconds(hash(i, 29) % 20_000_000))
                .set("Preferred_Call_Time__c", i % 3 == 1 ? null : LocalTime.of(8 + i % 11, 15 * (i % 4)))
                .set("External_Key__c", i % 10 == 9 ? null : externalKey("C", i));
        if (i % 11 == 10) {
            setAddress(draft, "Mailing", i + " Mill Ln", "London", null, "N1 9GU", "United Kingdom");
        } else if (i % 13 != 12) {
            setAddress(draft, "Mailing", street(i), place.city(), place.state(), postalCode(place, i), "USA");
        }
        insert(
                draft,
                midnight(today.minusYears(2)).plus(Duration.ofHours(12L * i)),
                midnight(today.minusDays(i % 90)),
                i);
    }

    private void addCase(int i) {
        int age = CASES - 1 - i;
        var created = midnight(today).minus(CASE_INTERVAL.multipliedBy(age));
        boolean closed = age > 60 && i % 10 != 7;
        var closedAt = created.plus(Duration.ofHours(3L + hash(i, 41) % 200));
        var contact = contacts.records().get(hash(i, 42) % CONTACTS);
        boolean withoutContact = i % 41 == 40;
        String status = closed ? "Closed" : pick(ContactCentreSchema.STATUSES.subList(0, 4), hash(i, 43));
        var draft = cases.draft()
                .set("CaseNumber", FictionalPhoneNumbers.zeroPadded(1_001 + i, 8))
                .set("ContactId", withoutContact ? null : contact.id())
                .set("AccountId", withoutContact ? null : contact.value(contacts.column("AccountId")))
                .set("ParentId", i % 25 == 24 ? idOf(cases, i - 24) : null)
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
                .set("OwnerId", idOf(users, hash(i, 49) % USERS))
                .set("SuppliedPhone", i % 5 == 4 ? contact.value(contacts.column("Phone")) : null)
                .set("Required_Skills__c", multipicklistValue(ContactCentreSchema.SKILLS, hash(i, 50)))
                .set("Handling_Hours__c", closed ? BigDecimal.valueOf(hash(i, 51) % 4_000, 2) : null)
                .set("Reopened__c", (long) (hash(i, 52) % 4))
                .set("Due_On__c", i % 3 == 2 ? null : date(created).plusDays(hash(i, 53) % 14))
                .set("External_Key__c", i % 4 == 0 ? externalKey("T", i) : null)
                .set("IsDeleted", i % 400 == 399);
        insert(draft, created, closed ? closedAt : created, i);
    }

    private void addEntitlement(int i) {
        var start = today.minusDays(hash(i, 61) % 700);
        var end = start.plusYears(1);
        var draft = entitlements
                .draft()
                .set("Name", "ENT-" + FictionalPhoneNumbers.zeroPadded(i + 1, 5))
                .set("Account__c", i % 37 == 36 ? null : idOf(accounts, i % ACCOUNTS))
                .set("Contact__c", i % 5 == 4 ? null : idOf(contacts, i % ACCOUNTS))
                .set("Status__c", end.isBefore(today) ? "Expired" : i % 19 == 18 ? "Suspended" : "Active")
                .set("Starts_On__c", start)
                .set("Ends_On__c", end)
                .set("Hours_Remaining__c", BigDecimal.valueOf(hash(i, 62) % 40_000, 2))
                .set("Annual_Fee__c", i % 7 == 6 ? null : money(hash(i, 63), 120_000))
                .set("Channels__c", multipicklistValue(ContactCentreSchema.CHANNELS, hash(i, 64)))
                .set("Auto_Renew__c", i % 3 == 0)
                .set("OwnerId", idOf(users, hash(i, 65) % USERS));
        insert(draft, midnight(start), midnight(start), i);
    }

    private static void setAddress(
            Table.Draft draft,
            String addressType,
            String street,
            String city,
            @Nullable String state,
            String postalCode,
            String country) {
        draft.set(addressType + "Street", street)
                .set(addressType + "City", city)
                .set(addressType + "State", state)
                .set(addressType + "PostalCode", postalCode)
                .set(addressType + "Country", country);
        var address = new LinkedHashMap<String, @Nullable Object>();
        address.put("city", city);
        address.put("country", country);
        address.put("geocodeAccuracy", null);
        address.put("latitude", null);
        address.put("longitude", null);
        address.put("postalCode", postalCode);
        address.put("state", state);
        address.put("street", street);
        draft.set(addressType + "Address", Row.of(address));
    }

    private void insert(Table.Draft draft, Instant created, Instant modified, int i) {
        String userId = i < 1 && users.records().isEmpty() ? draft.id() : idOf(users, 0);
        var latest = modified.isBefore(created) ? created : modified;
        draft.set("CreatedDate", created)
                .set("CreatedById", userId)
                .set("LastModifiedDate", latest)
                .set("LastModifiedById", userId)
                .set("SystemModstamp", latest)
                .insert();
    }

    private static String american(int i, int lineOffset) {
        var place = pick(SampleValues.PLACES, i);
        int line = lineOffset + i / SampleValues.PLACES.size();
        return FictionalPhoneNumbers.american(place.areaCode(), line, i == 0 ? 0 : hash(i, lineOffset + 71));
    }

    private static String idOf(Table table, int i) {
        return table.records().get(i).id();
    }

    private static String externalKey(String prefix, int i) {
        return prefix + "-" + FictionalPhoneNumbers.zeroPadded(i + 1, 6);
    }

    private static String street(int i) {
        return 100 + hash(i, 81) % 900 + " " + pick(SampleValues.STREETS, hash(i, 82));
    }

    private static String postalCode(SampleValues.Place place, int i) {
        return place.postalPrefix() + FictionalPhoneNumbers.zeroPadded(hash(i, 83) % 100, 2);
    }

    private static BigDecimal money(int seed, int bound) {
        return BigDecimal.valueOf(seed % (bound * 100L), 2);
    }

    /** A subset of {@code options} as the value of a multi-select picklist; null if the subset is empty. */
    private static @Nullable String multipicklistValue(List<String> options, int seed) {
        var chosen = IntStream.range(0, options.size())
                .filter(bit -> (seed >> (2 * bit) & 3) == 0)
                .mapToObj(options::get)
                .toList();
        return chosen.isEmpty() ? null : String.join(";", chosen);
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static <T> T pick(List<T> options, int seed) {
        return options.get(seed % options.size());
    }

    /** A pseudo-random number, at least 0, determined by {@code i} and {@code salt}. */
    private static int hash(int i, int salt) {
        long z = (i + 1L) * 0x9E3779B97F4A7C15L + salt * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) (z >>> 33);
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
