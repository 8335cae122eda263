package io.weir.adapter.out.sandbox.org;

import io.weir.adapter.out.sandbox.file.OrgFiles;
import io.weir.domain.schema.ObjectDescription;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An org in memory: objects, their fields and relationships, and records.
 *
 * <p>Names are case-insensitive. Thread-safe: {@linkplain #transaction transactions} run one after the other, and
 * {@linkplain #read readers} never wait for them.
 */
public final class SandboxOrg {
    /** The id of an org without a record of Organization. */
    static final String ORGANIZATION_ID = RecordId.of("00D", 1);

    private static final int KEY_PREFIX = 3;

    private final Map<String, String> objectsByKeyPrefix = new HashMap<>();
    private final List<OrgFiles.GivenRules> rules;
    private final InstantSource clock;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ScopedValue<Map<String, Table>> snapshot = ScopedValue.newInstance();
    private final ScopedValue<Transaction> transaction = ScopedValue.newInstance();
    private final String runningUserId;
    private volatile Map<String, Table> committed;

    public SandboxOrg(List<Table> tables, InstantSource clock) {
        this(tables, List.of(), clock);
    }

    SandboxOrg(List<Table> tables, List<OrgFiles.GivenRules> rules, InstantSource clock) {
        this(tables, rules, clock, runningUserId(tables));
    }

    private SandboxOrg(List<Table> tables, List<OrgFiles.GivenRules> rules, InstantSource clock, String runningUserId) {
        var byName = new LinkedHashMap<String, Table>();
        for (var table : tables) {
            String name = table.name();
            byName.put(key(name), table);
            objectsByKeyPrefix.putIfAbsent(table.keyPrefix(), name);
        }
        this.committed = Collections.unmodifiableMap(byName);
        this.rules = List.copyOf(rules);
        this.clock = clock;
        this.runningUserId = runningUserId;
    }

    private static String runningUserId(List<Table> tables) {
        return tables.stream()
                .filter(table -> table.name().equals("User"))
                .flatMap(users -> users.records().stream())
                .filter(RunningUser::is)
                .findFirst()
                .map(StoredRecord::id)
                .orElse(RunningUser.DEFAULT.id());
    }

    /**
     * The standard data set: a contact centre's users, accounts, contacts, cases and entitlements, its
     * leads, opportunities and activities, and the records of the org itself. The data depends
     * only on the current date of {@code clock} in UTC. The newest records are of that day, and date literals such as
     * {@code TODAY} follow the clock.
     */
    public static SandboxOrg contactCentre(InstantSource clock) {
        return builder(clock).startingFromContactCentre().build();
    }

    /**
     * The org that the files of {@code folder} and of its subfolders describe:
     *
     * <pre>
     * shop/
     *   describe/Order__c.json   GET /services/data/v66.0/sobjects/Order__c/describe, or {"sobjects": [...]}
     *   Account.json             [{"Name": "Acme", "External_Key__c": "A-1"}], or a query result with "records"
     *   Order__c.csv             Name,Account__r.External_Key__c
     *                            one,A-1
     *   Contact-plan.json        sf data export tree --plan, and the files that it names
     *   rules.json               validation rules, duplicate rules, assignment rules, locked rows
     * </pre>
     *
     * <p>A JSON file is recognized by its content, also within the {@code result} of the Salesforce CLI. Records without
     * {@code attributes} are of the object that the file is named after. An object without a description is as in the
     * contact centre. A lookup may hold an id, {@code @} and the {@code referenceId} of a record in any file, or be found
     * by an External ID of the parent. Children may be nested. {@link SandboxOrgBuilder} says what a record gets that it
     * does not mention.
     *
     * <p>Throws {@link io.weir.adapter.out.sandbox.file.InvalidOrgData}, which names the file and the line or record,
     * for an unknown object or field, a value that the field does not hold, and a reference to no record.
     *
     * @param clock the current time, also of new records
     */
    public static SandboxOrg from(Path folder, InstantSource clock) {
        return builder(clock).folder(folder).build();
    }

    /** Builds an org from code, from folders, or from the contact centre. */
    public static SandboxOrgBuilder builder(InstantSource clock) {
        return new SandboxOrgBuilder(clock);
    }

    /** An org with the records that this one has now; neither sees what is written to the other. */
    public SandboxOrg copy(InstantSource newClock) {
        return new SandboxOrg(
                committed.values().stream().map(Table::withOwnSequence).toList(), rules, newClock, runningUserId);
    }

    /**
     * Runs {@code reader} on the org as it is now: what others commit meanwhile does not show. Within a transaction,
     * the reader sees the changes of the transaction.
     */
    public <T> T read(Supplier<T> reader) {
        if (transaction.isBound() || snapshot.isBound()) {
            return reader.get();
        }
        return ScopedValue.where(snapshot, committed).call(reader::get);
    }

    /**
     * Runs {@code work} alone among writers, and commits what it changed when it returns. Discards the changes if it
     * {@linkplain Transaction#rollBack rolls back} or throws. A transaction within a transaction is a part of it that
     * can roll back alone.
     */
    public <T> T transaction(Function<Transaction, T> work) {
        if (transaction.isBound()) {
            var outer = transaction.get();
            var inner = new Transaction(outer.tables());
            T result = run(work, inner);
            if (!inner.rolledBack()) {
                outer.take(inner);
            }
            return result;
        }
        writing.lock();
        try {
            var outermost = new Transaction(committed);
            T result = run(work, outermost);
            if (!outermost.rolledBack()) {
                committed = Collections.unmodifiableMap(outermost.tables());
            }
            return result;
        } finally {
            writing.unlock();
        }
    }

    private <T> T run(Function<Transaction, T> work, Transaction current) {
        return ScopedValue.where(transaction, current).call(() -> work.apply(current));
    }

    /** The files with the org's own rules of writes, not yet read. */
    public List<OrgFiles.GivenRules> rules() {
        return rules;
    }

    /** The descriptions of all objects, in no particular order. */
    public List<ObjectDescription> descriptions() {
        return tables().stream().map(Table::description).toList();
    }

    /** The description of the object called {@code name}, in any case. */
    public Optional<ObjectDescription> describe(String name) {
        return table(name).map(Table::description);
    }

    public Optional<Table> table(String name) {
        return Optional.ofNullable(current().get(key(name)));
    }

    public List<Table> tables() {
        return List.copyOf(current().values());
    }

    /** The tables that this thread sees. */
    private Map<String, Table> current() {
        if (transaction.isBound()) {
            return transaction.get().tables();
        }
        return snapshot.isBound() ? snapshot.get() : committed;
    }

    public Instant now() {
        return clock.instant();
    }

    /** The current date in the time zone of the running user. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), timeZone());
    }

    /** The time zone of the running user, UTC unless the org says otherwise. */
    public ZoneId timeZone() {
        return runningUser().timeZone();
    }

    /**
     * The user as whom every client works: the record of User that had the username {@code sandbox@example.com} when
     * the org was made.
     */
    public RunningUser runningUser() {
        return table("User")
                .flatMap(users -> users.record(runningUserId))
                .map(RunningUser::of)
                .orElse(RunningUser.DEFAULT);
    }

    /** The long id of the org. */
    public String organizationId() {
        return table("Organization").stream()
                .flatMap(organizations -> organizations.records().stream())
                .findFirst()
                .map(StoredRecord::id)
                .orElse(ORGANIZATION_ID);
    }

    /** The table that holds the record with the long id {@code id}, by its key prefix; empty if no object has it. */
    public Optional<Table> tableOf(String id) {
        return id.length() < KEY_PREFIX
                ? Optional.empty()
                : Optional.ofNullable(objectsByKeyPrefix.get(id.substring(0, KEY_PREFIX)))
                        .flatMap(this::table);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
