/** The ad-hoc query endpoint and its answer. */
@NullMarked
package io.weir.adapter.in.http.adhoc;

import org.jspecify.annotations.NullMarked;
