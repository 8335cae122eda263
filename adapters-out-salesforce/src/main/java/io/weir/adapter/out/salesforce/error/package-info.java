/** Turns an error response into exactly one failure. */
@NullMarked
package io.weir.adapter.out.salesforce.error;

import org.jspecify.annotations.NullMarked;
