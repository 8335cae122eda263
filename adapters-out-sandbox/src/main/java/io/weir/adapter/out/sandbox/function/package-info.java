/** SOQL's functions of one value: parts of dates, days of date literals, distances, patterns and formats. */
@NullMarked
package io.weir.adapter.out.sandbox.function;

import org.jspecify.annotations.NullMarked;
