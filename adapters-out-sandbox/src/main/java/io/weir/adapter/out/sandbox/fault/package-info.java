/** Misbehaves on demand. */
@NullMarked
package io.weir.adapter.out.sandbox.fault;

import org.jspecify.annotations.NullMarked;
