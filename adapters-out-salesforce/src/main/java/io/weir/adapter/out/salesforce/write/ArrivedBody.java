package io.weir.adapter.out.salesforce.write;

import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.json.Json;
import io.weir.domain.port.SalesforceFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The body of an answer to a write, as far as it arrives: a whole JSON document says what was written, even if the
 * connection breaks after it.
 */
final class ArrivedBody {
    /** Longer than any answer to a write. */
    private static final int READ_AT_MOST = 1024 * 1024;

    private ArrivedBody() {}

    /** The bytes that arrive. */
    static byte[] of(Answer answer) {
        var body = new ByteArrayOutputStream();
        try {
            var in = answer.body();
            byte[] piece = new byte[8192];
            int read = 0;
            while (read >= 0 && body.size() < READ_AT_MOST) {
                body.write(piece, 0, read);
                read = in.read(piece);
            }
            answer.finish();
        } catch (IOException _) {
            // what has arrived may be all; if not, it is no JSON document
        }
        return body.toByteArray();
    }

    /**
     * The result of {@code reader} for the body, which must be one JSON document; throws {@link
     * SalesforceFailure.Unreadable} if it is not, or breaks off.
     */
    static <T> T document(Answer answer, Function<JsonParser, T> reader) {
        try (var json = Json.parser(of(answer))) {
            T document = reader.apply(json);
            if (json.nextToken() != null) {
                throw new SalesforceFailure.Unreadable("Salesforce's answer is followed by other data");
            }
            return document;
        } catch (JacksonException e) {
            // no cause: its message holds a part of the body
            throw new SalesforceFailure.Unreadable("Salesforce's answer is not JSON, or broke off");
        }
    }
}
