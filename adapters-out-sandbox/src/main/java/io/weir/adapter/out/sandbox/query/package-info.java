/** Evaluates a query in memory. */
@NullMarked
package io.weir.adapter.out.sandbox.query;

import org.jspecify.annotations.NullMarked;
