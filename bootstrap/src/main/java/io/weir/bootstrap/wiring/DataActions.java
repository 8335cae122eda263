package io.weir.bootstrap.wiring;

import io.weir.adapter.in.http.phone.LibPhoneNumbers;
import io.weir.adapter.in.http.phone.RecentNumbers;
import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.RecordWriting;
import io.weir.application.action.RunDataAction;
import io.weir.application.run.Runs;
import io.weir.domain.caller.NameRules;
import io.weir.domain.port.SchemaCatalog;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The use cases of data actions. */
public record DataActions(RunDataAction run, DryRunDataAction dryRun, LibPhoneNumbers phones) {
    /**
     * Use cases whose queries are planned with {@code catalog} and run by {@code runs}.
     *
     * @param orgUrl the URL of the org that answered last
     * @param writable the fields that actions may write, as {@code Object.Field}
     * @param writing empty where nothing is written
     */
    public static DataActions of(
            SchemaCatalog catalog,
            Runs runs,
            InstantSource clock,
            RunDataAction.Findings findings,
            Supplier<String> orgUrl,
            NameRules writable,
            Optional<RecordWriting> writing) {
        var phones = new LibPhoneNumbers();
        var numbers = new RecentNumbers(phones);
        return new DataActions(
                new RunDataAction(catalog, numbers, runs, findings, orgUrl, writing),
                new DryRunDataAction(catalog, phones, clock, writable),
                phones);
    }
}
