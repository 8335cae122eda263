package io.weir.domain.action;

import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.util.Optional;

/**
 * One filter as a caller sent it: its value has no type yet.
 *
 * @param location where it stands in the request, as a JSON pointer, for messages
 * @param type the declared type; without one, the value's own JSON type decides
 */
public record Condition(
        String location, FieldPath field, ConditionOperator operator, Input value, Optional<FieldType> type) {}
