package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure.CursorLost;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.PageCursor;
import java.util.regex.Pattern;

/**
 * The path of a further page, checked because the access token is sent with it.
 *
 * <p>The text after the path of the query resource may be any single path segment that no server or proxy can read as
 * more than one.
 */
record Locator(String path) {
    private static final String CHARACTER = "[A-Za-z0-9\\-._~!$&'()*+,=:@]";

    /** Excludes encoded control characters, spaces, and {@code # % . / ? \}. */
    private static final String ENCODED = "%(?![01]|2[035EeFf]|3[Ff]|5[Cc]|7[Ff])[2-7][0-9A-Fa-f]";

    private static final Pattern PATH = Pattern.compile(
            "/services/data/v\\d{1,4}\\.\\d/query(All)?/(?!\\.+$)(?:%s|%s){1,1000}".formatted(CHARACTER, ENCODED));

    /**
     * The page at {@code nextRecordsUrl}: a path, or an absolute URL on {@code instance}, which answered. Throws
     * {@link Unreadable} for any other text.
     */
    static Locator next(String nextRecordsUrl, Origin instance) {
        int slash = nextRecordsUrl.startsWith("http") ? nextRecordsUrl.indexOf('/', "https://".length()) : 0;
        String origin = nextRecordsUrl.substring(0, Math.max(slash, 0));
        String path = nextRecordsUrl.substring(origin.length());
        boolean here = origin.isEmpty()
                || Origin.parse(origin).filter(instance::equals).isPresent();
        if (!here || !PATH.matcher(path).matches()) {
            throw new Unreadable("an answer has more pages, but no address for them on its own instance");
        }
        return new Locator(path);
    }

    /** The page that {@code cursor} names; {@link CursorLost} if this adapter did not issue it. */
    static Locator of(PageCursor cursor) {
        if (!PATH.matcher(cursor.value()).matches()) {
            throw new CursorLost("the cursor does not belong to this org", "");
        }
        return new Locator(cursor.value());
    }

    PageCursor cursor() {
        return new PageCursor(path);
    }
}
