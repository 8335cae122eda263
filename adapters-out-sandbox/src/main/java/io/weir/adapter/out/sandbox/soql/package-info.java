/** Parses SOQL text into a query. */
@NullMarked
package io.weir.adapter.out.sandbox.soql;

import org.jspecify.annotations.NullMarked;
