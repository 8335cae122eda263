package io.weir.application.action;

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

/** Sample results of an action's steps, to plan later steps without running earlier ones. For one plan of all steps. */
public final class SampleValues {
    private final Map<MemberName, Map<FieldPath, FieldType>> types = new HashMap<>();

    /** Learns the types of the fields that {@code step} selects. */
    public void planned(ActionStep step, Map<FieldPath, FieldType> ofFields) {
        types.put(step.name(), ofFields);
    }

    /** A value that {@code reference} may have: no shape shows it, but it has to fit. */
    public Optional<Input> of(Reference.OfStep reference) {
        return Optional.of(of(kind(reference).orElse(LiteralKind.ID)));
    }

    /** Whether {@code reference} is a text or of unknown type, so that no sample is representative. */
    public boolean mayBeAnyText(Reference.OfStep reference) {
        return kind(reference).filter(kind -> kind != LiteralKind.TEXT).isEmpty();
    }

    private Optional<LiteralKind> kind(Reference.OfStep reference) {
        return reference
                .path()
                .in(types.getOrDefault(reference.step(), Map.of()))
                .map(FieldType::literalKind);
    }

    /** A value of {@code kind}; the text is also a valid id. */
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
