package io.weir.bootstrap.wiring;

import io.weir.adapter.in.http.phone.LibPhoneNumbers;
import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.RunDataAction;
import io.weir.application.run.SharingStats;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.ExecutionHistory;
import java.time.InstantSource;

/** The use cases of data actions, wired by hand. */
public record DataActions(RunDataAction run, DryRunDataAction rehearse, LibPhoneNumbers phones) {
    /** Those that ask {@code salesforce}, and tell {@code history} what they did. */
    public static DataActions of(
            SalesforceLink salesforce,
            ApiBudget budget,
            ExecutionHistory history,
            InstantSource clock,
            SharingStats repeats) {
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
                        repeats),
                new DryRunDataAction(salesforce.catalog(), phones, clock),
                phones);
    }
}
