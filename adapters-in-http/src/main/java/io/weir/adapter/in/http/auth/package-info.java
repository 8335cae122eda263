/** Finds out who sent a request and whether it may be served now. */
@NullMarked
package io.weir.adapter.in.http.auth;

import org.jspecify.annotations.NullMarked;
