/** The certificates and keys of a listener, and their reload. */
@NullMarked
package io.weir.adapter.in.http.tls;

import org.jspecify.annotations.NullMarked;
