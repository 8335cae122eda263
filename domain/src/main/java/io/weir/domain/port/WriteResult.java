package io.weir.domain.port;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.util.List;
import java.util.Optional;

/** What Salesforce answered to a {@link WriteRequest}. */
public sealed interface WriteResult {
    /** All records are written; they are in the order of the request. */
    record Written(List<WrittenRecord> records) implements WriteResult {
        public Written {
            records = List.copyOf(records);
        }
    }

    /**
     * Nothing was written, because a record has the unique key of the one at {@code index}: it was created before.
     *
     * @param id of that record, if Salesforce says it
     */
    record KeyExists(int index, Optional<SalesforceId> id) implements WriteResult {}

    /**
     * Nothing was written, because a duplicate rule of the org blocks the record at {@code index}.
     *
     * @param id of the record that it duplicates, if Salesforce says it
     */
    record DuplicateFound(int index, Optional<SalesforceId> id) implements WriteResult {}

    /**
     * Nothing was written.
     *
     * @param index of the record that Salesforce refuses
     * @param salesforceCode Salesforce's error code
     * @param fields the fields that Salesforce names
     * @param said for the operator; may quote values
     */
    record Refused(Refusal refusal, int index, String salesforceCode, List<String> fields, SalesforceMessage said)
            implements WriteResult {
        public Refused {
            fields = List.copyOf(fields);
        }
    }

    /** The request was sent, and whether something was written is unknown. */
    record Unknown(SalesforceFailure failure) implements WriteResult {}

    /** Why Salesforce writes nothing. Source: the error codes in "Status Codes", SOAP API Developer Guide. */
    enum Refusal {
        /** A field misses a value or has one that it cannot hold. */
        VALUES,
        /** A validation rule of the org. */
        VALIDATION_RULE,
        /** A trigger or a flow of the org failed. */
        TRIGGER_FAILED,
        /** The user may not write the record or refer to another one. */
        NO_ACCESS,
        /** The record was deleted. */
        DELETED,
        /** Another transaction holds the record or its parent. May succeed later. */
        LOCKED,
        /** The idempotency key was used for another request. */
        KEY_REUSED
    }
}
