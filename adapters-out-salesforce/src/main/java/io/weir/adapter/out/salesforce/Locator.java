package io.weir.adapter.out.salesforce;

import io.weir.domain.port.SalesforceFailure.CursorLost;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.PageCursor;
import java.util.regex.Pattern;

/** The path of a further page, checked: a token goes out with it. */
record Locator(String path) {
    private static final Pattern PATH =
            Pattern.compile("/services/data/v\\d{1,4}\\.\\d/query(All)?/[A-Za-z0-9]{1,100}-\\d{1,10}");

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
