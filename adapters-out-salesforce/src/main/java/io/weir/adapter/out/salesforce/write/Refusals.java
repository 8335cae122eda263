package io.weir.adapter.out.salesforce.write;

import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.error.WriteErrorCodes;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.WriteResult;
import io.weir.domain.port.WriteResult.Refusal;
import io.weir.domain.write.RecordWrite;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns the errors of one record into the result of its request.
 *
 * <p>A code of a record decides, else {@link io.weir.adapter.out.salesforce.error.SalesforceErrors}. A code that neither
 * knows is about the values: Salesforce has read the record and does not want it.
 */
final class Refusals {
    private static final int SEVERAL = 300;

    /** Salesforce hides both from users who may not see the other record. */
    private static final Pattern DUPLICATE = Pattern.compile(
            "duplicate value found: (\\S+) duplicates value on record with id: ([A-Za-z0-9]{15,18}|<unknown>)");

    private static final String HIDDEN = "<unknown>";

    private Refusals() {}

    /**
     * Why the record at {@code index} was not written. Throws {@code failure} if the reason is none of the record.
     *
     * @param failure how a query would fail with this answer
     */
    static WriteResult of(RecordWrite write, int index, RowAnswer answer, SalesforceFailure failure) {
        if (answer.status() == SEVERAL && write.operation() instanceof RecordWrite.Operation.Upsert(var field, var _)) {
            return refused(
                    Refusal.VALUES,
                    index,
                    new RowError(
                            new ErrorEntry(WriteErrorCodes.DUPLICATE_EXTERNAL_ID, ""),
                            List.of(field),
                            Optional.empty()));
        }
        for (var error : answer.errors()) {
            var result = of(write, index, error);
            if (result.isPresent()) {
                return result.get();
            }
        }
        return switch (failure) {
            case SalesforceFailure.QueryRejected _ -> refused(Refusal.VALUES, index, first(answer));
            case SalesforceFailure.WriteRejected _,
                    SalesforceFailure.AutomationFailed _,
                    SalesforceFailure.SessionExpired _,
                    SalesforceFailure.LoginRefused _,
                    SalesforceFailure.AccessDenied _,
                    SalesforceFailure.Misconfigured _,
                    SalesforceFailure.QuotaExhausted _,
                    SalesforceFailure.Throttled _,
                    SalesforceFailure.Unavailable _,
                    SalesforceFailure.UnexpectedError _,
                    SalesforceFailure.QueryTimedOut _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.Unreadable _,
                    SalesforceFailure.CallRefused _,
                    SalesforceFailure.DeadlineExceeded _ -> throw failure;
        };
    }

    /** The refusal of a request whose idempotency key another one had. */
    static WriteResult keyReused(RowAnswer answer) {
        return refused(Refusal.KEY_REUSED, 0, first(answer));
    }

    private static Optional<WriteResult> of(RecordWrite write, int index, RowError error) {
        return switch (error.entry().code()) {
            case WriteErrorCodes.DUPLICATES_DETECTED ->
                Optional.of(new WriteResult.DuplicateFound(index, error.duplicate()));
            case WriteErrorCodes.DUPLICATE_VALUE -> Optional.of(duplicateValue(write, index, error));
            case WriteErrorCodes.NOT_FOUND ->
                write.operation() instanceof RecordWrite.Operation.Update
                        ? Optional.of(refused(Refusal.DELETED, index, error))
                        : Optional.empty();
            default -> WriteErrorCodes.refusal(error.entry()).map(refusal -> refused(refusal, index, error));
        };
    }

    /**
     * A create whose unique field has the value of another record was done before. An upsert that finds its key taken
     * lost a race with another one, and updates that record next time. Any other field must get another value.
     */
    private static WriteResult duplicateValue(RecordWrite write, int index, RowError error) {
        var message = DUPLICATE.matcher(error.entry().message());
        boolean told = message.find();
        String field = told ? message.group(1) : HIDDEN;
        return switch (write.operation()) {
            case RecordWrite.Operation.Create(RecordWrite.Once.UniqueField(var key, var _))
            when isOrMayBe(key, field) ->
                new WriteResult.KeyExists(index, told ? SalesforceId.parse(message.group(2)) : Optional.empty());
            case RecordWrite.Operation.Upsert(var key, var _)
            when isOrMayBe(key, field) -> refused(Refusal.LOCKED, index, error);
            case RecordWrite.Operation.Create _, RecordWrite.Operation.Update _, RecordWrite.Operation.Upsert _ ->
                refused(
                        Refusal.VALUES,
                        index,
                        new RowError(
                                error.entry(),
                                error.fields().isEmpty() && !field.equals(HIDDEN) ? List.of(field) : error.fields(),
                                Optional.empty()));
        };
    }

    private static boolean isOrMayBe(String key, String field) {
        return field.equalsIgnoreCase(key) || field.equals(HIDDEN);
    }

    private static RowError first(RowAnswer answer) {
        return answer.errors().isEmpty()
                ? new RowError(new ErrorEntry("", ""), List.of(), Optional.empty())
                : answer.errors().getFirst();
    }

    private static WriteResult refused(Refusal refusal, int index, RowError error) {
        return new WriteResult.Refused(
                refusal,
                index,
                error.entry().code(),
                error.fields(),
                error.entry().said());
    }
}
