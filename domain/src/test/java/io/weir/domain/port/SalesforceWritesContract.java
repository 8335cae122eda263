package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.WriteResult.Refusal;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.Assignment;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.RecordWrite.Content;
import io.weir.domain.write.RecordWrite.Once;
import io.weir.domain.write.RecordWrite.Operation;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link SalesforceWrites} must do. Each implementation extends this in its tests. */
public abstract class SalesforceWritesContract {
    private static final String KEY = "Weir_Key__c";
    private static final UUID IDEMPOTENCY_KEY = UUID.fromString("0a8f3c1e-5b7d-4c2a-9e61-3f0d8b7a6c54");

    protected final RunMeter meter = new RunMeter(new Deadline(Instant.MAX));

    /** Writes to the sandbox's contact centre, whose rules are those that the test adds. */
    protected abstract SalesforceWrites contactCentre();

    /** What the record {@code id} holds; null if the field is empty. */
    protected abstract @Nullable Object stored(String object, SalesforceId id, String field);

    /** The records whose {@code field} holds {@code value}. */
    protected abstract List<SalesforceId> find(String object, String field, String value);

    /** From now on a rule of the org refuses what has {@code value} in {@code field}. */
    protected abstract void forbid(String object, String field, String value);

    /** From now on a rule of the org blocks a record with the same {@code field} as another. */
    protected abstract void blockDuplicates(String object, String field);

    /** From now on a trigger of {@code object} fails. */
    protected abstract void breakTrigger(String object);

    /** From now on another transaction holds the record. */
    protected abstract void lock(SalesforceId id);

    @Test
    void createsARecordWithValuesOfAllTypes() {
        var id = written(create(
                        "Case",
                        Map.of(
                                "Subject",
                                text("Café \"Größe\" \\ 日本 😀\nsecond line"),
                                "Handling_Hours__c",
                                number("2.50"),
                                "Reopened__c",
                                number("3"),
                                "Due_On__c",
                                new Value.Date(LocalDate.parse("2026-03-14")),
                                "IsEscalated",
                                new Value.Bool(true),
                                "Reason",
                                new Value.Null())))
                .getFirst();

        assertThat(id.created()).isTrue();
        assertThat(id.object()).isEqualTo(new ObjectName("Case"));
        assertThat(stored("Case", id.id(), "Subject")).isEqualTo("Café \"Größe\" \\ 日本 😀\nsecond line");
        assertThat(stored("Case", id.id(), "Handling_Hours__c")).isEqualTo(new BigDecimal("2.50"));
        assertThat(stored("Case", id.id(), "Reopened__c")).isEqualTo(3L);
        assertThat(stored("Case", id.id(), "Due_On__c")).isEqualTo(LocalDate.parse("2026-03-14"));
        assertThat(stored("Case", id.id(), "IsEscalated")).isEqualTo(true);
        assertThat(stored("Case", id.id(), "Reason")).isNull();
        assertThat(meter.apiCalls()).isEqualTo(1);
        assertThat(meter.attempts()).isEqualTo(1);
    }

    @Test
    void storesAMomentToTheSecond() {
        var id = written(create(
                        "Event",
                        Map.of(
                                "Subject", text("Call back"),
                                "DurationInMinutes", number("30"),
                                "ActivityDateTime", new Value.DateTime(Instant.parse("2026-03-14T09:26:53.5Z")))))
                .getFirst()
                .id();

        assertThat(stored("Event", id, "ActivityDateTime")).isEqualTo(Instant.parse("2026-03-14T09:26:53Z"));
    }

    @Test
    void aSecondRecordWithTheUniqueKeyIsNotCreated() {
        var first = written(unique("k-1", "one")).getFirst();

        assertThat(write(unique("k-1", "two"))).isEqualTo(new WriteResult.KeyExists(0, Optional.of(first.id())));
        assertThat(find("Case", KEY, "k-1")).containsExactly(first.id());
        assertThat(stored("Case", first.id(), "Subject")).isEqualTo("one");
    }

    @Test
    void aTakenValueOfAnotherUniqueFieldIsNotTheKey() {
        written(create("Case", Map.of("External_Key__c", text("e-1"))));

        assertRefused(
                write(create(
                        "Case",
                        new Once.UniqueField(KEY, "k-2"),
                        Map.of(KEY, text("k-2"), "External_Key__c", text("e-1")))),
                Refusal.VALUES,
                0,
                "External_Key__c");
    }

    @Test
    void updatesARecord() {
        var id = written(create("Case", Map.of("Subject", text("before"), "Reason", text("Billing"))))
                .getFirst()
                .id();

        var updated = written(update("Case", id, Map.of("Subject", text("after"), "Reason", new Value.Null())));

        assertThat(updated).containsExactly(new WrittenRecord(new ObjectName("Case"), id, false));
        assertThat(stored("Case", id, "Subject")).isEqualTo("after");
        assertThat(stored("Case", id, "Reason")).isNull();
    }

    @Test
    void upsertsARecordBothWays() {
        for (String key : List.of("plain", "a/b c?d#e%2Fé+&")) {
            var created = written(upsert(key, "new")).getFirst();
            var updated = written(upsert(key, "changed")).getFirst();

            assertThat(created.created()).isTrue();
            assertThat(updated).isEqualTo(new WrittenRecord(created.object(), created.id(), false));
            assertThat(stored("Case", created.id(), "External_Key__c")).isEqualTo(key);
            assertThat(stored("Case", created.id(), "Subject")).isEqualTo("changed");
        }
    }

    @Test
    void writesSeveralRecordsThatReferToEachOther() {
        var records = written(
                create("Account", Map.of("Name", text("Atoll"))),
                create("Contact", fields("LastName", literal("Ngata"), "AccountId", new Content.IdOf(0))),
                create("Case", fields("Subject", literal("Hello"), "ContactId", new Content.IdOf(1))));

        assertThat(records).extracting(WrittenRecord::created).containsOnly(true);
        assertThat(stored("Contact", records.get(1).id(), "AccountId"))
                .isEqualTo(records.get(0).id().value());
        assertThat(stored("Case", records.get(2).id(), "ContactId"))
                .isEqualTo(records.get(1).id().value());
        assertThat(meter.apiCalls()).isEqualTo(1);
    }

    @Test
    void refersToARecordThatIsUpdatedOrUpserted() {
        var contact = ada();

        var records = written(
                update("Contact", contact, Map.of("Title", text("Captain"))),
                upsert("u-1", "first"),
                create("Case", fields("ContactId", new Content.IdOf(0), "ParentId", new Content.IdOf(1))),
                upsert("u-1", "second"),
                create("Case", fields("ParentId", new Content.IdOf(3))));

        assertThat(records).extracting(WrittenRecord::created).containsExactly(false, true, true, false, true);
        assertThat(stored("Case", records.get(2).id(), "ContactId")).isEqualTo(contact.value());
        assertThat(stored("Case", records.get(2).id(), "ParentId"))
                .isEqualTo(records.get(1).id().value());
        assertThat(stored("Case", records.get(4).id(), "ParentId"))
                .isEqualTo(records.get(1).id().value());
    }

    @Test
    void writesNoneOfSeveralRecordsIfOneIsRefused() {
        var refused = write(
                unique("k-3", "first"),
                create("Contact", Map.of("FirstName", text("nobody"))),
                create("Case", fields("ContactId", new Content.IdOf(1))));

        assertRefused(refused, Refusal.VALUES, 1, "LastName");
        assertThat(find("Case", KEY, "k-3")).isEmpty();
        assertThat(write(unique("k-3", "again"))).isInstanceOf(WriteResult.Written.class);
    }

    @Test
    void writesNoneOfSeveralRecordsIfOneWasCreatedBefore() {
        var first = written(unique("k-4", "first")).getFirst();

        var again = write(create("Account", Map.of("Name", text("Second delivery"))), unique("k-4", "first"));

        assertThat(again).isEqualTo(new WriteResult.KeyExists(1, Optional.of(first.id())));
        assertThat(find("Account", "Name", "Second delivery")).isEmpty();
    }

    @Test
    void aTextThatLooksLikeAReferenceIsStoredAsItIs() {
        var id = written(create("Case", Map.of("Subject", text("@{other.id}"))))
                .getFirst()
                .id();

        assertThat(stored("Case", id, "Subject")).isEqualTo("@{other.id}");
    }

    @Test
    void tellsARecordThatAValidationRuleRefuses() {
        forbid("Case", "Subject", "spam");

        assertRefused(write(create("Case", Map.of("Subject", text("spam")))), Refusal.VALIDATION_RULE, 0, "Subject");
        assertThat(find("Case", "Subject", "spam")).isEmpty();
    }

    @Test
    void tellsTheRecordThatADuplicateRuleFinds() {
        blockDuplicates("Contact", "Email");
        var id = written(create("Contact", Map.of("LastName", text("Nu"), "Email", text("nu@example.com"))))
                .getFirst()
                .id();

        assertThat(write(create("Contact", Map.of("LastName", text("Nu"), "Email", text("NU@example.com")))))
                .isEqualTo(new WriteResult.DuplicateFound(0, Optional.of(id)));
    }

    @Test
    void tellsATriggerThatFails() {
        breakTrigger("Case");

        assertRefused(write(create("Case", Map.of("Subject", text("a")))), Refusal.TRIGGER_FAILED, 0);
    }

    @Test
    void tellsALockedRecordAndOneWithALockedParent() {
        var contact = ada();
        lock(contact);

        assertRefused(write(update("Contact", contact, Map.of("Title", text("Captain")))), Refusal.LOCKED, 0);
        assertRefused(write(create("Case", Map.of("ContactId", text(contact.value())))), Refusal.LOCKED, 0);
    }

    @Test
    void aRecordThatDoesNotExistCannotBeUpdated() {
        assertRefused(
                write(update("Case", new SalesforceId("500000000000AAAAAQ"), Map.of("Subject", text("x")))),
                Refusal.DELETED,
                0);
    }

    @Test
    void tellsValuesThatAFieldDoesNotTake() {
        assertRefused(write(create("Case", Map.of("Subject", text("x".repeat(256))))), Refusal.VALUES, 0, "Subject");
        assertRefused(write(create("Case", Map.of("Due_On__c", text("tomorrow")))), Refusal.VALUES, 0);
        assertRefused(write(create("Case", Map.of("CaseNumber", text("1")))), Refusal.VALUES, 0, "CaseNumber");
        assertRefused(write(create("Case", Map.of("Colour__c", text("red")))), Refusal.VALUES, 0);
        assertRefused(write(create("Case", Map.of("ContactId", text("003000000000AAAAAQ")))), Refusal.VALUES, 0);
    }

    @Test
    void leavesTheOwnerWhereNoRuleIsToAssign() {
        var kept = written(new RecordWrite(
                        new ObjectName("Case"),
                        new Operation.Create(new Once.LookUp(List.of("Subject"))),
                        fields("Subject", literal("kept")),
                        Optional.of(new Assignment.Keep())))
                .getFirst()
                .id();
        var assigned = written(new RecordWrite(
                        new ObjectName("Case"),
                        new Operation.Create(new Once.LookUp(List.of("Subject"))),
                        fields("Subject", literal("assigned")),
                        Optional.of(new Assignment.ByRules())))
                .getFirst()
                .id();

        assertThat(stored("Case", kept, "OwnerId")).asString().startsWith("005");
        assertThat(stored("Case", assigned, "OwnerId")).asString().startsWith("00G");
    }

    @Test
    void anIdempotencyKeyGivesTheFirstAnswerAgain() {
        var write = create("Case", new Once.IdempotencyKey(), Map.of("Subject", text("once only")));

        var first = once(write);
        var second = once(write);

        assertThat(first).isInstanceOf(WriteResult.Written.class);
        assertThat(second).isEqualTo(first);
        assertThat(find("Case", "Subject", "once only")).hasSize(1);
        assertRefused(
                once(create("Case", new Once.IdempotencyKey(), Map.of("Subject", text("another")))),
                Refusal.KEY_REUSED,
                0);
    }

    @Test
    void anIdempotencyKeyDoesNotHideWhyARecordIsRefused() {
        assertRefused(
                once(create("Case", new Once.IdempotencyKey(), Map.of("Subject", text("x".repeat(256))))),
                Refusal.VALUES,
                0,
                "Subject");
    }

    private WriteResult once(RecordWrite write) {
        return contactCentre().write(new WriteRequest(List.of(write), Optional.of(IDEMPOTENCY_KEY)), meter);
    }

    private WriteResult write(RecordWrite... records) {
        return contactCentre().write(new WriteRequest(List.of(records), Optional.empty()), meter);
    }

    private List<WrittenRecord> written(RecordWrite... records) {
        var result = write(records);
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written) result).records();
    }

    private static void assertRefused(WriteResult result, Refusal refusal, int index, String... fields) {
        assertThat(result).isInstanceOfSatisfying(WriteResult.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.index()).isEqualTo(index);
            assertThat(refused.fields()).containsExactly(fields);
            assertThat(refused.salesforceCode()).isNotEmpty();
        });
    }

    private SalesforceId ada() {
        return find("Contact", "Name", "Ada Okonkwo").getFirst();
    }

    private static RecordWrite create(String object, Map<String, ?> values) {
        return create(object, new Once.LookUp(List.of()), values);
    }

    private static RecordWrite create(String object, Once once, Map<String, ?> values) {
        return new RecordWrite(
                new ObjectName(object),
                new Operation.Create(once),
                contents(values),
                Optional.of(new Assignment.Keep()));
    }

    private static RecordWrite unique(String key, String subject) {
        return create("Case", new Once.UniqueField(KEY, key), Map.of(KEY, text(key), "Subject", text(subject)));
    }

    private static RecordWrite update(String object, SalesforceId id, Map<String, ?> values) {
        return new RecordWrite(
                new ObjectName(object), new Operation.Update(id), contents(values), Optional.of(new Assignment.Keep()));
    }

    private static RecordWrite upsert(String key, String subject) {
        return new RecordWrite(
                new ObjectName("Case"),
                new Operation.Upsert("External_Key__c", text(key)),
                fields("Subject", literal(subject)),
                Optional.of(new Assignment.Keep()));
    }

    private static Map<String, Content> contents(Map<String, ?> values) {
        var contents = new LinkedHashMap<String, Content>();
        values.forEach((name, value) ->
                contents.put(name, value instanceof Content content ? content : new Content.Literal((Value) value)));
        return contents;
    }

    private static Map<String, Content> fields(String name, Content content) {
        return Map.of(name, content);
    }

    private static Map<String, Content> fields(String first, Content one, String second, Content other) {
        return Map.of(first, one, second, other);
    }

    private static Content literal(String text) {
        return new Content.Literal(text(text));
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value number(String number) {
        return new Value.Decimal(new BigDecimal(number));
    }
}
