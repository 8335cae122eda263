package io.weir.bootstrap.wiring;

import io.weir.adapter.in.http.phone.LibPhoneNumbers;
import io.weir.application.action.RehearseDataAction;
import io.weir.application.action.RunDataAction;
import io.weir.application.run.RepeatCounts;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.ExecutionHistory;
import java.time.InstantSource;

/** The use cases of data actions, wired by hand. */
public record DataActions(RunDataAction run, RehearseDataAction rehearse, LibPhoneNumbers phones) {
    /** Those that ask {@code salesforce}, and tell {@code history} what they did. */
    public static DataActions of(
            SalesforceLink salesforce,
            ApiBudget budget,
            ExecutionHistory history,
            InstantSource clock,
            RepeatCounts repeats) {
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
                new RehearseDataAction(salesforce.catalog(), phones, clock),
                phones);
    }
}
