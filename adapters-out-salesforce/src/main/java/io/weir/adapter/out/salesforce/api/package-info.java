/** One logged-in REST API, which all operations share. */
@NullMarked
package io.weir.adapter.out.salesforce.api;

import org.jspecify.annotations.NullMarked;
