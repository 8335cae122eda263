package io.weir.adapter.out.sandbox.write;

import java.util.List;

/**
 * The records that a duplicate rule found.
 *
 * @param allowSave whether the record can be saved when the request asks for it
 * @param ids the ids of the records that match
 * @param withDetails whether the request asked for the records' fields
 */
public record DuplicateMatch(String rule, String object, boolean allowSave, List<String> ids, boolean withDetails) {
    public DuplicateMatch {
        ids = List.copyOf(ids);
    }
}
