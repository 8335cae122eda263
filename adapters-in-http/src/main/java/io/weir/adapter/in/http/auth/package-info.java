/** Authenticates requests and enforces the limits of callers. */
@NullMarked
package io.weir.adapter.in.http.auth;

import org.jspecify.annotations.NullMarked;
