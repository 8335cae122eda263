/** Functions of one value: parts of dates, days of date literals, distances, formats and patterns with wildcards. */
@NullMarked
package io.weir.adapter.out.sandbox.function;

import org.jspecify.annotations.NullMarked;
