/** SOSL: parses search statements and evaluates them on the org's records. */
@NullMarked
package io.weir.adapter.out.sandbox.search;

import org.jspecify.annotations.NullMarked;
