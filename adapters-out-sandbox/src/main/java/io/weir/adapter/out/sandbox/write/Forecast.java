package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.sample.ForecastCategory;
import io.weir.adapter.out.sandbox.sample.OpportunityStage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives the probability, forecast, revenue and fiscal period of an opportunity from its stage, amount and date. */
final class Forecast {
    private final Table.Draft draft;
    private final Set<String> given;

    private Forecast(Table.Draft draft, Set<String> given) {
        this.draft = draft;
        this.given = given;
    }

    /**
     * Sets the fields that follow from the stage, the amount and the date of closing.
     *
     * @param before the opportunity before the change; null if it is new
     * @param given the fields that the client sets, which a new stage leaves alone
     */
    static void derive(Table.Draft draft, @Nullable StoredRecord before, Set<String> given, Instant now) {
        var forecast = new Forecast(draft, given);
        forecast.setFiscalPeriod();
        String name = String.valueOf(draft.valueIfAny("StageName"));
        var stage = OpportunityStage.called(name);
        if (before == null || !name.equals(before.valueIfAny("StageName"))) {
            // The probability of a stage that an org has added is not known.
            stage.filter(_ -> forecast.isLeftOut("Probability"))
                    .ifPresent(entered -> draft.setIfAny("Probability", entered.probability()));
            forecast.enter(stage.map(OpportunityStage::category).orElse(ForecastCategory.PIPELINE));
            if (before != null) {
                draft.setIfAny("LastStageChangeDate", now);
            }
        }
        ForecastCategory.labelled(String.valueOf(draft.valueIfAny("ForecastCategoryName")))
                .ifPresent(category -> draft.setIfAny("ForecastCategory", category.value()));
        draft.setIfAny("IsClosed", stage.map(OpportunityStage::closed).orElse(false));
        draft.setIfAny("IsWon", stage.map(OpportunityStage::won).orElse(false));
        draft.setIfAny("ExpectedRevenue", forecast.expectedRevenue());
    }

    private void setFiscalPeriod() {
        if (draft.valueIfAny("CloseDate") instanceof LocalDate date) {
            long quarter = date.get(IsoFields.QUARTER_OF_YEAR);
            draft.setIfAny("FiscalYear", (long) date.getYear());
            draft.setIfAny("FiscalQuarter", quarter);
            draft.setIfAny("Fiscal", date.getYear() + " " + quarter);
        }
    }

    private void enter(ForecastCategory category) {
        draft.setIfAny("ForecastCategory", category.value());
        if (isLeftOut("ForecastCategoryName")) {
            draft.setIfAny("ForecastCategoryName", category.label());
        }
    }

    private boolean isLeftOut(String field) {
        return !given.contains(field) || draft.valueIfAny(field) == null;
    }

    private @Nullable BigDecimal expectedRevenue() {
        return draft.valueIfAny("Amount") instanceof BigDecimal amount
                        && draft.valueIfAny("Probability") instanceof BigDecimal probability
                ? withoutZeros(amount.multiply(probability).movePointLeft(2).setScale(2, RoundingMode.HALF_UP))
                : null;
    }

    private static BigDecimal withoutZeros(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
