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
    /** The use cases that query {@code salesforce}, record runs in {@code history} and report unsuitable actions. */
    public static DataActions of(
            SalesforceLink salesforce,
            ApiBudget budget,
            ExecutionHistory history,
            InstantSource clock,
            SharingStats repeats,
            RunDataAction.UnsuitableActions unsuitableActions) {
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
                        repeats,
                        unsuitableActions),
                new DryRunDataAction(salesforce.catalog(), phones, clock),
                phones);
    }
}
