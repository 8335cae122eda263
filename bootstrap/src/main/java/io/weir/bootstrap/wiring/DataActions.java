package io.weir.bootstrap.wiring;

import io.weir.adapter.in.http.phone.LibPhoneNumbers;
import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.RunDataAction;
import io.weir.application.run.SharingStats;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.ExecutionHistory;
import java.time.InstantSource;

/** The use cases of data actions. */
public record DataActions(RunDataAction run, DryRunDataAction dryRun, LibPhoneNumbers phones) {
    /** Use cases that query {@code salesforce} and record each run in {@code history}. */
    public static DataActions of(
            SalesforceLink salesforce,
            ApiBudget budget,
            ExecutionHistory history,
            InstantSource clock,
            SharingStats sharing) {
        var phones = new LibPhoneNumbers();
        return new DataActions(
                new RunDataAction(
                        salesforce.catalog(),
                        phones,
                        salesforce.queries(),
                        salesforce.usage(),
                        budget,
                        history,
                        clock,
                        sharing),
                new DryRunDataAction(salesforce.catalog(), phones, clock),
                phones);
    }
}
