/** Waits no longer than the deadline allows. */
@NullMarked
package io.weir.adapter.out.salesforce.deadline;

import org.jspecify.annotations.NullMarked;
