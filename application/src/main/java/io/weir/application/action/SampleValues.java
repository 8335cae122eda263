package io.weir.application.action;

import io.weir.application.plan.PlanQuery;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.draft.Input;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values such as the steps of an action may find, for plans that are made without asking. For one plan of all steps. */
public final class SampleValues {
    private final Map<MemberName, Map<FieldPath, FieldType>> types = new HashMap<>();

    /** What the org says of the fields of {@code step}. */
    public void planned(ActionStep step, PlanQuery.Plan.Ready plan) {
        types.put(step.name(), plan.schema().types());
    }

    /** A value that could stand in {@code reference}: what it is shows in no shape, but it has to fit. */
    public Optional<Input> of(Reference.OfStep reference) {
        return Optional.of(of(kind(reference).orElse(LiteralKind.ID)));
    }

    /** Whether what stands in {@code reference} is a text, or may be: then no sample speaks for all. */
    public boolean mayBeAnyText(Reference.OfStep reference) {
        return kind(reference).filter(kind -> kind != LiteralKind.TEXT).isEmpty();
    }

    private Optional<LiteralKind> kind(Reference.OfStep reference) {
        return OutputCheck.type(types.getOrDefault(reference.step(), Map.of()), reference.path())
                .map(FieldType::literalKind);
    }

    /** A value of {@code kind}; of texts, one that ids can have too. */
    public static Input of(LiteralKind kind) {
        return new Input.Text(
                switch (kind) {
                    case TEXT, ID, NONE -> "000000000000000AAA";
                    case BOOLEAN -> "true";
                    case INTEGER, DECIMAL, CURRENCY -> "1";
                    case DATE -> "2026-01-31";
                    case DATETIME -> "2026-01-31T10:00:00Z";
                    case TIME -> "10:00:00";
                });
    }
}
