/** Parses SOQL text into a statement. */
@NullMarked
package io.weir.adapter.out.sandbox.soql;

import org.jspecify.annotations.NullMarked;
