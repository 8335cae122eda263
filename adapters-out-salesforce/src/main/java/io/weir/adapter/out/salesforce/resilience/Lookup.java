package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.query.RecordRead;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Soql;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A query that may share a request with others. Two with the same text are two lookups. */
final class Lookup {
    private final Soql soql;
    private final RunMeter meter;
    private final Duration expected;
    private final @Nullable RecordRead read;

    /** @param expected how long it is expected to take */
    Lookup(Soql soql, RunMeter meter, Duration expected) {
        this.soql = soql;
        this.meter = meter;
        this.expected = expected;
        this.read = RecordRead.of(soql.query()).orElse(null);
    }

    Soql soql() {
        return soql;
    }

    RunMeter meter() {
        return meter;
    }

    Duration expected() {
        return expected;
    }

    /** Whether it reads a record by its id. */
    boolean readsRecord() {
        return read != null;
    }

    /** Whether both are one read of many records. */
    boolean joins(Lookup other) {
        return read != null && other.read != null && read.joins(other.read);
    }
}
