package io.weir.adapter.out.sandbox.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** After any writes, the org has the records of a simple map of keys to subjects. */
class RecordWriterPropertiesTest {
    private static final List<String> KEYS = List.of("a", "b", "c", "d");

    /** One upsert or deletion by key. */
    record Write(String key, String subject, boolean delete) {}

    /** Writes in one transaction. */
    record Batch(List<Write> writes, boolean rolledBack) {}

    @Property(tries = 60)
    void whatIsCommittedIsThereAndNothingElse(@ForAll("batches") List<Batch> batches) {
        var org = TestOrgs.contactCentre();
        var writer = new RecordWriter(org, new WriteRules());
        var expected = new HashMap<String, String>();
        for (var batch : batches) {
            var model = new HashMap<>(expected);
            org.transaction(transaction -> {
                batch.writes().forEach(write -> write(org, writer, write, model));
                assertThat(subjects(org)).isEqualTo(model);
                if (batch.rolledBack()) {
                    transaction.rollBack();
                }
                return "";
            });
            if (!batch.rolledBack()) {
                expected = model;
            }
            assertThat(subjects(org)).isEqualTo(expected);
        }
        assertTheIndexesAgree(org);
    }

    @Provide
    Arbitrary<List<Batch>> batches() {
        var write = Combinators.combine(
                        Arbitraries.of(KEYS), Arbitraries.of("one", "two", "three"), Arbitraries.of(false, false, true))
                .as(Write::new);
        return Combinators.combine(write.list().ofMinSize(1).ofMaxSize(5), Arbitraries.of(true, false))
                .as(Batch::new)
                .list()
                .ofMaxSize(8);
    }

    private static void write(SandboxOrg org, RecordWriter writer, Write write, Map<String, String> model) {
        var cases = cases(org);
        var key = cases.field("External_Key__c").orElseThrow();
        if (write.delete()) {
            var found = RecordWriter.find(cases, key, write.key());
            assertThat(found).hasSize(model.containsKey(write.key()) ? 1 : 0);
            found.forEach(record ->
                    assertThat(writer.delete(cases, record.id())).isEqualTo(new SaveResult.Saved(record.id(), false)));
            model.remove(write.key());
        } else {
            var input = RecordInput.of(org, cases, json("{\"Subject\": \"%s\"}".formatted(write.subject())));
            var result = writer.upsert(key, write.key(), true, input, WriteOptions.DEFAULTS);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            SaveResult.Saved.class,
                            saved -> assertThat(saved.created()).isEqualTo(!model.containsKey(write.key())));
            model.put(write.key(), write.subject());
        }
    }

    private static Map<String, String> subjects(SandboxOrg org) {
        var subjects = new HashMap<String, String>();
        for (var record : cases(org).records()) {
            if (!record.deleted() && record.value("External_Key__c") instanceof String key && KEYS.contains(key)) {
                subjects.put(key, String.valueOf(record.value("Subject")));
            }
        }
        return subjects;
    }

    private static void assertTheIndexesAgree(SandboxOrg org) {
        var cases = cases(org);
        int column = cases.column("External_Key__c");
        for (String key : KEYS) {
            assertThat(cases.holding(column, key))
                    .containsExactlyElementsOf(cases.records().stream()
                            .filter(record -> key.equals(record.value(column)))
                            .toList());
        }
        assertThat(cases.records()).extracting(StoredRecord::id).doesNotHaveDuplicates();
    }

    private static Table cases(SandboxOrg org) {
        return org.table("Case").orElseThrow();
    }

    private static JsonValue json(String text) {
        return JsonValue.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
