/** Measures Weir against an empty Helidon pass-through in one run; docs/benchmark.md says how to read it. */
@NullMarked
package io.weir.bench;

import org.jspecify.annotations.NullMarked;
