/** Queries, the SOQL they are written as, and the rows that come back. */
@NullMarked
package io.weir.domain.query;

import org.jspecify.annotations.NullMarked;
