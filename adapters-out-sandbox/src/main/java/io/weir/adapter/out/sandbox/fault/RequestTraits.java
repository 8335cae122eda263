package io.weir.adapter.out.sandbox.fault;

import java.util.Set;

/**
 * What faults look at in a request.
 *
 * @param objects the names of the objects that the request concerns, in lower case
 */
public record RequestTraits(Fault.RequestKind kind, Set<String> objects) {
    public RequestTraits {
        objects = Set.copyOf(objects);
    }
}
