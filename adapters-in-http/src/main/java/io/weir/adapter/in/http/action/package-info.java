/** The data-action endpoint: a flat request in, a flat answer out. */
@NullMarked
package io.weir.adapter.in.http.action;

import org.jspecify.annotations.NullMarked;
