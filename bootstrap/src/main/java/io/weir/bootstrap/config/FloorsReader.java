package io.weir.bootstrap.config;

import io.weir.domain.limit.ApiFloors;
import io.weir.domain.limit.ApiFloors.Amount;
import java.util.regex.Pattern;

/** Reads how many API requests runs of each priority must leave, and records every problem. */
final class FloorsReader {
    private static final Pattern CALLS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}([.][0-9]{1,2})?) ?%");

    private final SettingValues settings;

    FloorsReader(SettingValues settings) {
        this.settings = settings;
    }

    /** Weirs that share a store have floors by default; others have none. */
    ApiFloors floors() {
        boolean isFleet = settings.value(Setting.STORE_URL).isPresent();
        var given = settings.read(Setting.API_RESERVE, FloorsReader::amount)
                .map(ApiFloors::around)
                .orElse(isFleet ? ApiFloors.OF_A_FLEET : ApiFloors.NONE);
        var floors = new ApiFloors(
                settings.read(Setting.API_FLOOR_LOW, FloorsReader::amount).orElse(given.low()),
                given.normal(),
                settings.read(Setting.API_FLOOR_HIGH, FloorsReader::amount).orElse(given.high()));
        if (isAbove(floors.normal(), floors.low())) {
            settings.problem(
                    Setting.API_FLOOR_LOW, "is below %s; low priority stops first".formatted(Setting.API_RESERVE));
        }
        if (isAbove(floors.high(), floors.normal())) {
            settings.problem(
                    Setting.API_FLOOR_HIGH, "is above %s; high priority stops last".formatted(Setting.API_RESERVE));
        }
        return floors;
    }

    /** A number of calls cannot be compared with a share of a limit that Salesforce has not reported yet. */
    private static boolean isAbove(Amount one, Amount other) {
        return switch (one) {
            case Amount.Calls(var calls) -> other instanceof Amount.Calls(var others) && calls > others;
            case Amount.Percent(var percent) -> other instanceof Amount.Percent(var others) && percent > others;
        };
    }

    private static Amount amount(String text) {
        var percent = PERCENT.matcher(text);
        if (percent.matches() && Double.parseDouble(percent.group(1)) <= 100) {
            return new Amount.Percent(Double.parseDouble(percent.group(1)));
        }
        if (CALLS.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE) {
            return new Amount.Calls(Long.parseLong(text));
        }
        throw ValueParsers.unexpected(
                "a whole number from 0 to %d, or a share such as 15%%".formatted(Integer.MAX_VALUE), text);
    }
}
