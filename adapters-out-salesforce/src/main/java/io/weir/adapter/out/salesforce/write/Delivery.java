package io.weir.adapter.out.salesforce.write;

import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.WriteResult;
import io.weir.domain.query.SalesforceMessage;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request: whether Salesforce may have written, and what it refused. For one thread.
 *
 * <p>A refusal is carried past the exchange as a failure, so that metrics count it.
 */
final class Delivery {
    private boolean open;
    private @Nullable WriteResult refusal;

    /** The first byte is about to go out. */
    void begins() {
        open = true;
    }

    /** Salesforce certainly wrote nothing. */
    void wroteNothing() {
        open = false;
    }

    /** The failure that stands for {@code refused}. */
    SalesforceFailure refuses(WriteResult refused) {
        wroteNothing();
        refusal = refused;
        return switch (refused) {
            case WriteResult.Refused(var reason, var _, var code, var _, var said) ->
                reason == WriteResult.Refusal.TRIGGER_FAILED
                        ? new SalesforceFailure.AutomationFailed("a trigger or flow of the org failed", code, said)
                        : new SalesforceFailure.WriteRejected("Salesforce does not write the record", code, said);
            case WriteResult.KeyExists _ -> rejected("DUPLICATE_VALUE", refused);
            case WriteResult.DuplicateFound _ -> rejected("DUPLICATES_DETECTED", refused);
            case WriteResult.Written _, WriteResult.Unknown _ ->
                throw new IllegalArgumentException("not a refusal: " + refused.getClass());
        };
    }

    private static SalesforceFailure rejected(String code, WriteResult refused) {
        return new SalesforceFailure.WriteRejected(
                "Salesforce does not write the record: " + refused.getClass().getSimpleName(),
                code,
                new SalesforceMessage.Nothing());
    }

    /** The result of {@code exchange}, or what its failure means. */
    WriteResult result(Supplier<WriteResult> exchange) {
        try {
            return exchange.get();
        } catch (SalesforceFailure failure) {
            if (open) {
                return new WriteResult.Unknown(failure);
            }
            return Optional.ofNullable(refusal).orElseThrow(() -> failure);
        }
    }
}
