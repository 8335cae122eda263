/** Regular expressions that match in linear time. */
@NullMarked
package io.weir.adapter.in.http.pattern;

import org.jspecify.annotations.NullMarked;
