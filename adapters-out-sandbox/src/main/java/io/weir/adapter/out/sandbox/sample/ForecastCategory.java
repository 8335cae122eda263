package io.weir.adapter.out.sandbox.sample;

import java.util.Optional;
import java.util.stream.Stream;

/** In which sum of a forecast an opportunity counts. */
public enum ForecastCategory {
    OMITTED("Omitted", "Omitted"),
    PIPELINE("Pipeline", "Pipeline"),
    BEST_CASE("BestCase", "Best Case"),
    FORECAST("Forecast", "Commit"),
    CLOSED("Closed", "Closed");

    private final String value;
    private final String label;

    ForecastCategory(String value, String label) {
        this.value = value;
        this.label = label;
    }

    /** The value of {@code ForecastCategory}. */
    public String value() {
        return value;
    }

    /** What users see: the value of {@code ForecastCategoryName}. */
    public String label() {
        return label;
    }

    /** The category that users see as {@code label}. */
    public static Optional<ForecastCategory> labelled(String label) {
        return Stream.of(values())
                .filter(category -> category.label.equalsIgnoreCase(label))
                .findFirst();
    }
}
