/** Creates, updates and deletes records by the rules of the org. */
@NullMarked
package io.weir.adapter.out.sandbox.write;

import org.jspecify.annotations.NullMarked;
