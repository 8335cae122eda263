package io.weir.adapter.in.http.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.FormatKeyword;
import io.weir.adapter.in.http.pattern.PatternWork;
import io.weir.adapter.in.http.watch.WorkerPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A format of the library, limited to short texts: the library backtracks over a text, or recurses for each character
 * of it. No longer text matches. Thread-safe.
 */
final class BoundedFormat implements Format {
    /**
     * In characters: stack and time suffice for every format at this length, and for some formats not at twice as much.
     */
    static final int MAX_LENGTH = 1_000;

    private static final int STEPS_PER_CHARACTER = 4;
    private static final long STEPS_OF_A_PATTERN = 20_000;

    /** Every draft that callers may use, with its formats bounded. */
    static final List<Dialect> DIALECTS = Stream.of(
                    Dialects.getDraft4(),
                    Dialects.getDraft6(),
                    Dialects.getDraft7(),
                    Dialects.getDraft201909(),
                    Dialects.getDraft202012())
            .map(dialect -> Dialect.builder(dialect)
                    .formatKeywordFactory(formats -> new FormatKeyword(bounded(formats)))
                    .build())
            .toList();

    private final Format format;

    private BoundedFormat(Format format) {
        this.format = format;
    }

    private static Map<String, Format> bounded(Map<String, Format> formats) {
        var bounded = new HashMap<String, Format>();
        formats.forEach((name, format) -> bounded.put(name, new BoundedFormat(format)));
        return bounded;
    }

    @Override
    public String getName() {
        return format.getName();
    }

    @Override
    public String getMessageKey() {
        return format.getMessageKey();
    }

    @Override
    public boolean matches(ExecutionContext context, SchemaContext schema, String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        PatternWork.spend(steps(text.length()));
        try {
            return format.matches(context, schema, text);
        } catch (WorkerPool.Interrupted | PatternWork.Spent end) {
            throw end;
        } catch (RuntimeException | StackOverflowError _) {
            // some of the library's formats throw for a text that does not have them, instead of answering false
            return false;
        }
    }

    private long steps(long length) {
        return switch (getName()) {
            // looks for every @ again from each of them
            case "email", "idn-email" -> length * length / 2;
            case "regex" -> STEPS_OF_A_PATTERN;
            default -> STEPS_PER_CHARACTER * length;
        };
    }
}
