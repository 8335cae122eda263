/** One request on one connection, within a deadline, and its metrics. */
@NullMarked
package io.weir.adapter.out.salesforce.http;

import org.jspecify.annotations.NullMarked;
