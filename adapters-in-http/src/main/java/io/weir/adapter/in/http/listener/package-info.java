/** A hardened Helidon listener. */
@NullMarked
package io.weir.adapter.in.http.listener;

import org.jspecify.annotations.NullMarked;
