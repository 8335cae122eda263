/** What a row must satisfy, and the typed values it is compared with. */
@NullMarked
package io.weir.domain.filter;

import org.jspecify.annotations.NullMarked;
