package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.query.RecordRead;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queries of one run that go in one request, which others may share. Two with the same text are two lookups. */
final class Lookup {
    private final List<Soql> soqls;
    private final RunMeter meter;
    private final Duration expected;
    private final @Nullable RecordRead read;

    /** @param expected how long they are expected to take, one after the other */
    Lookup(List<Soql> soqls, RunMeter meter, Duration expected) {
        this.soqls = List.copyOf(soqls);
        this.meter = meter;
        this.expected = expected;
        this.read = soqls.size() == 1 ? RecordRead.of(soqls.getFirst().query()).orElse(null) : null;
    }

    List<Soql> soqls() {
        return soqls;
    }

    /** The number of queries. */
    int size() {
        return soqls.size();
    }

    RunMeter meter() {
        return meter;
    }

    Duration expected() {
        return expected;
    }

    /** Whether it reads a record by its id, and nothing else. */
    boolean readsRecord() {
        return read != null;
    }

    /** Whether both are one read of many records. */
    boolean joins(Lookup other) {
        return read != null && other.read != null && read.joins(other.read);
    }
}
