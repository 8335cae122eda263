/** One warning when a problem begins, one line when it ends. */
@NullMarked
package io.weir.adapter.out.salesforce.log;

import org.jspecify.annotations.NullMarked;
