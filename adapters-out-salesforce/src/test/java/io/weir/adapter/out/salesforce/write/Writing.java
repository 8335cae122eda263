package io.weir.adapter.out.salesforce.write;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.Assignment;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.RecordWrite.Content;
import io.weir.domain.write.RecordWrite.Once;
import io.weir.domain.write.RecordWrite.Operation;
import io.weir.domain.write.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests that tests write. */
final class Writing {
    static final SalesforceId ID = SalesforceId.parse("5003000000D8cuI").orElseThrow();
    static final SalesforceId CONTACT = SalesforceId.parse("0033000000D8cuI").orElseThrow();
    static final UUID UUID_4 = UUID.fromString("0a8f3c1e-5b7d-4c2a-9e61-3f0d8b7a6c54");
    static final String SECRET = "Zaphod-7741";

    static final RecordWrite CREATE =
            write("Case", new Operation.Create(new Once.UniqueField("Weir_Key__c", "k")), new Assignment.Keep());
    static final RecordWrite UPDATE = write("Contact", new Operation.Update(CONTACT), null);
    static final RecordWrite UPSERT = write(
            "Account", new Operation.Upsert("External_Key__c", new Value.Text("a/b c")), new Assignment.ByRules());

    private Writing() {}

    static RecordWrite write(String object, Operation operation, @Nullable Assignment assignment) {
        return write(object, operation, assignment, Map.of("Description", new Content.Literal(new Value.Text(SECRET))));
    }

    static RecordWrite write(
            String object, Operation operation, @Nullable Assignment assignment, Map<String, Content> fields) {
        return new RecordWrite(new ObjectName(object), operation, fields, Optional.ofNullable(assignment));
    }

    static WriteRequest alone(RecordWrite write) {
        return new WriteRequest(List.of(write), Optional.empty());
    }

    static WriteRequest once(RecordWrite write) {
        return new WriteRequest(List.of(write), Optional.of(UUID_4));
    }

    static WriteRequest together(RecordWrite... writes) {
        return new WriteRequest(List.of(writes), Optional.empty());
    }
}
