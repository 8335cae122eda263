package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.error.ErrorCodes;
import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.error.SalesforceErrors;
import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a composite request answered to one of its queries: a page, or a failure. */
final class CompositeResponse {
    /** In place of a response that did not come. */
    static final CompositeResponse MISSING = new CompositeResponse("", null, new Unreadable("a response is missing"));

    private final String referenceId;
    private final @Nullable Page page;
    private final @Nullable SalesforceFailure failure;

    private CompositeResponse(String referenceId, @Nullable Page page, @Nullable SalesforceFailure failure) {
        this.referenceId = referenceId;
        this.page = page;
        this.failure = failure;
    }

    /**
     * The response that is the current value of {@code json}. Throws {@link Unreadable} unless it is an object. A body
     * that is not as expected, or has more than {@code mostBytes}, makes this response unreadable and not the next.
     */
    static CompositeResponse read(JsonParser json, Origin instance, long mostBytes) {
        var reader = new Reader(json, instance, mostBytes);
        var members = new JsonMembers(json);
        members.members(name -> {
            switch (name) {
                case "body" -> reader.readBody();
                case "httpStatusCode" -> reader.status = (int) members.number();
                case "referenceId" -> reader.referenceId = members.text();
                default -> members.skip();
            }
        });
        return reader.response();
    }

    /** The name of the query; empty if Salesforce gave none. */
    String referenceId() {
        return referenceId;
    }

    /** The page, or else the failure is thrown. */
    Page page() {
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(page);
    }

    /**
     * Whether the query alone would have met this failure. If it may be one of the composite request, such as a
     * session that ended within it or a refusal with a code that no query meets, the query has to be sent alone.
     */
    static boolean isOfTheQuery(SalesforceFailure failure) {
        return switch (failure) {
            case SalesforceFailure.QueryRejected rejected ->
                rejected.salesforceCode()
                        .filter(code -> ErrorCodes.remedy(code).isPresent())
                        .isPresent();
            case SalesforceFailure.QueryTimedOut _,
                    SalesforceFailure.AccessDenied _,
                    SalesforceFailure.Throttled _,
                    SalesforceFailure.Unavailable _,
                    SalesforceFailure.UnexpectedError _ -> true;
            case SalesforceFailure.SessionExpired _,
                    SalesforceFailure.WriteRejected _,
                    SalesforceFailure.AutomationFailed _,
                    SalesforceFailure.LoginRefused _,
                    SalesforceFailure.Misconfigured _,
                    SalesforceFailure.QuotaExhausted _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.Unreadable _,
                    SalesforceFailure.CallRefused _,
                    SalesforceFailure.DeadlineExceeded _ -> false;
        };
    }

    /** Collects the members, whose order Salesforce does not promise. */
    private static final class Reader {
        private final JsonParser json;
        private final Origin instance;
        private final long mostBytes;
        private String referenceId = "";
        private int status;
        private @Nullable Page page;
        private @Nullable Unreadable unreadable;
        private final List<ErrorEntry> errors = new ArrayList<>();

        Reader(JsonParser json, Origin instance, long mostBytes) {
            this.json = json;
            this.instance = instance;
            this.mostBytes = mostBytes;
        }

        void readBody() {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                ErrorEntry.read(json, errors);
                return;
            }
            int depth = json.streamReadContext().getNestingDepth();
            try {
                page = PageReader.read(json, instance, mostBytes);
            } catch (Unreadable e) {
                unreadable = e;
                while (json.streamReadContext().getNestingDepth() >= depth && json.nextToken() != null) {
                    // skips what is left of the body
                }
            }
        }

        CompositeResponse response() {
            if (status == 200 && page != null) {
                return new CompositeResponse(referenceId, page, null);
            }
            var failure = status == 200 && unreadable != null
                    ? unreadable
                    : SalesforceErrors.of(status, errors, Duration.ZERO);
            return new CompositeResponse(referenceId, null, failure);
        }
    }
}
