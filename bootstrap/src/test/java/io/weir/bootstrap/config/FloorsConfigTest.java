package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.limit.ApiFloors;
import io.weir.domain.limit.ApiFloors.Amount;
import io.weir.domain.limit.Priority;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many API requests runs of each priority leave. */
class FloorsConfigTest {
    private static final Map<String, String> FLEET = Map.of(
            "WEIR_STORE_URL", "jdbc:postgresql://localhost:5432/weir",
            "WEIR_STORE_USERNAME", "weir",
            "WEIR_STORE_KEY", "a key that all Weirs have, 32 or longer");

    private static ApiFloors floors(Map<String, String> environment) {
        return Config.from(environment).salesforce().apiFloors();
    }

    private static Map<String, String> fleet(String... settings) {
        var environment = new HashMap<>(FLEET);
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return environment;
    }

    @Test
    void aSingleWeirHasNoneUntilThereIsASetting() {
        assertThat(floors(Map.of())).isEqualTo(ApiFloors.NONE);
        assertThat(floors(Map.of("WEIR_API_RESERVE", "1000"))).isEqualTo(ApiFloors.around(new Amount.Calls(1_000)));
        assertThat(floors(Map.of("WEIR_API_RESERVE", "7.5%"))).isEqualTo(ApiFloors.around(new Amount.Percent(7.5)));
        assertThat(floors(Map.of("WEIR_API_FLOOR_LOW", "30 %")).of(Priority.LOW, 100))
                .isEqualTo(30);
    }

    @Test
    void aFleetHasSharesOfTheLimit() {
        assertThat(floors(fleet())).isEqualTo(ApiFloors.OF_A_FLEET);
        assertThat(floors(fleet("WEIR_API_FLOOR_HIGH", "2%")))
                .isEqualTo(new ApiFloors(new Amount.Percent(30), new Amount.Percent(15), new Amount.Percent(2)));
        assertThat(floors(fleet("WEIR_API_RESERVE", "0"))).as("off").isEqualTo(ApiFloors.NONE);
    }

    @Test
    void refusesWhatIsNoAmountAndFloorsInTheWrongOrder() {
        assertThat(problems(Map.of("WEIR_API_RESERVE", "101%")))
                .singleElement()
                .asString()
                .contains("expected a whole number from 0", "or a share such as 15%", "got '101%'");
        assertThat(problems(fleet("WEIR_API_FLOOR_LOW", "10%", "WEIR_API_FLOOR_HIGH", "20%")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("low priority stops first"))
                .anySatisfy(problem -> assertThat(problem).contains("high priority stops last"));
    }
}
