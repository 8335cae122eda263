/** A query before its names and values are bound. */
@NullMarked
package io.weir.domain.draft;

import org.jspecify.annotations.NullMarked;
