package io.weir.domain.write;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.schema.ObjectName;

/**
 * A record that was written.
 *
 * @param created whether it is new
 */
public record WrittenRecord(ObjectName object, SalesforceId id, boolean created) {}
