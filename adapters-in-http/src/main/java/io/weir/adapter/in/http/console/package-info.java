/** Serves the static files of the operator's console. */
@NullMarked
package io.weir.adapter.in.http.console;

import org.jspecify.annotations.NullMarked;
