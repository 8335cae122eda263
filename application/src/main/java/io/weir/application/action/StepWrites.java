package io.weir.application.action;

import io.weir.application.run.Runs;
import io.weir.application.write.WriteOnce;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The writes of one run. For one thread. */
record StepWrites(WriteRequest request, Priority priority, Runs.Run run, EarlierRecords earlier)
        implements WriteOnce.Run {
    @Override
    public RunMeter meter() {
        return run.meter();
    }

    @Override
    public <R> R spend(Supplier<R> work, Function<Admission.Denied, R> denied) {
        return run.write(request.shape(), priority, work, denied);
    }

    @Override
    public Optional<List<WrittenRecord>> find() {
        return earlier.written(request.records());
    }
}
