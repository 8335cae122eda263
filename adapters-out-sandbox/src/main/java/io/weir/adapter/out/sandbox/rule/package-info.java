/** The org's own rules of writes, as a file in its folder states them. */
@NullMarked
package io.weir.adapter.out.sandbox.rule;

import org.jspecify.annotations.NullMarked;
