/** Several requests in one. */
@NullMarked
package io.weir.adapter.out.sandbox.composite;

import org.jspecify.annotations.NullMarked;
