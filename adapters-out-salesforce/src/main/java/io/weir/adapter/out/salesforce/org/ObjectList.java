package io.weir.adapter.out.salesforce.org;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The objects of an org by name.
 *
 * @param keys all names in lower case; empty if unknown
 * @param queryable the names of the objects that can be queried, as the org spells them
 */
record ObjectList(Set<String> keys, List<String> queryable) {
    static final ObjectList UNKNOWN = new ObjectList(Set.of(), List.of());

    static ObjectList of(List<String> names, List<String> queryable) {
        return new ObjectList(
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()),
                List.copyOf(queryable));
    }

    /** Whether the org has the object with this lower-case name. */
    boolean has(String key) {
        return keys.contains(key);
    }

    /** Whether the org is known not to have the object. */
    boolean lacks(String key) {
        return !keys.isEmpty() && !has(key);
    }
}
