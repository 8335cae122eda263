package io.weir.adapter.out.salesforce.query;

import io.weir.domain.port.SalesforceFailure.CursorLost;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.PageCursor;
import java.util.regex.Pattern;

/**
 * The path of a further page, checked: a token goes out with it. What stands behind the path of queries is Salesforce's own
 * business, as long as it is one segment of a path that nobody on the way can take for more.
 */
record Locator(String path) {
    private static final String CHARACTER = "[A-Za-z0-9\\-._~!$&'()*+,=:@]";

    /** But for encoded control characters and what somebody might decode to a space or to one of {@code # % . / ? \}. */
    private static final String ENCODED = "%(?![01]|2[035EeFf]|3[Ff]|5[Cc]|7[Ff])[2-7][0-9A-Fa-f]";

    private static final Pattern PATH = Pattern.compile(
            "/services/data/v\\d{1,4}\\.\\d/query(All)?/(?!\\.+$)(?:%s|%s){1,1000}".formatted(CHARACTER, ENCODED));

    /** The page that an answer says is next; {@link Unreadable} if that is no path of this API, or nothing. */
    static Locator next(String nextRecordsUrl) {
        if (!PATH.matcher(nextRecordsUrl).matches()) {
            throw new Unreadable("an answer has more pages and does not say where, or says somewhere else");
        }
        return new Locator(nextRecordsUrl);
    }

    /** The page that {@code cursor} stands for; {@link CursorLost} if it is not one of this adapter's. */
    static Locator of(PageCursor cursor) {
        if (!PATH.matcher(cursor.value()).matches()) {
            throw new CursorLost("the cursor is not one of this org", "");
        }
        return new Locator(cursor.value());
    }

    PageCursor cursor() {
        return new PageCursor(path);
    }
}
