package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.query.RecordRead;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.util.Optional;

/**
 * A query that may share a request with others.
 *
 * @param expected how long it is expected to take
 * @param read the record that it reads; empty for any other query
 */
record Lookup(Soql soql, RunMeter meter, Duration expected, Optional<RecordRead> read) {
    Lookup(Soql soql, RunMeter meter, Duration expected) {
        this(soql, meter, expected, RecordRead.of(soql.query()));
    }

    /** Whether both are one read of many records. */
    boolean joins(Lookup other) {
        return read.isPresent() && other.read.isPresent() && read.get().joins(other.read.get());
    }
}
