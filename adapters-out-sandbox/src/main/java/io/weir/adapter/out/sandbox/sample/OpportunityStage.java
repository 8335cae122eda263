package io.weir.adapter.out.sandbox.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A stage of opportunities, with the probability and the category that a new org gives it.
 *
 * @param probability in percent
 */
public record OpportunityStage(String name, BigDecimal probability, ForecastCategory category) {
    private static final List<OpportunityStage> STAGES = List.of(
            stage("Prospecting", 10, ForecastCategory.PIPELINE),
            stage("Qualification", 25, ForecastCategory.BEST_CASE),
            stage("Needs Analysis", 20, ForecastCategory.PIPELINE),
            stage("Value Proposition", 50, ForecastCategory.PIPELINE),
            stage("Id. Decision Makers", 60, ForecastCategory.PIPELINE),
            stage("Perception Analysis", 70, ForecastCategory.PIPELINE),
            stage("Proposal/Price Quote", 60, ForecastCategory.FORECAST),
            stage("Negotiation/Review", 90, ForecastCategory.PIPELINE),
            stage("Closed Won", 100, ForecastCategory.CLOSED),
            stage("Closed Lost", 0, ForecastCategory.OMITTED));

    /** The stage called {@code name}; empty for a stage that an org has added. */
    public static Optional<OpportunityStage> called(String name) {
        return STAGES.stream()
                .filter(stage -> stage.name.equalsIgnoreCase(name))
                .findFirst();
    }

    public boolean won() {
        return category == ForecastCategory.CLOSED;
    }

    public boolean closed() {
        return won() || category == ForecastCategory.OMITTED;
    }

    private static OpportunityStage stage(String name, long probability, ForecastCategory category) {
        return new OpportunityStage(name, BigDecimal.valueOf(probability), category);
    }
}
