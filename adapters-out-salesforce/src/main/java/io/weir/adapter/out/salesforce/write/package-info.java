/** Writes records over Salesforce's REST API. */
@NullMarked
package io.weir.adapter.out.salesforce.write;

import org.jspecify.annotations.NullMarked;
