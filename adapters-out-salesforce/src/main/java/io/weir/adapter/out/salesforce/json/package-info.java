/** A streaming parser for Salesforce's JSON. */
@NullMarked
package io.weir.adapter.out.salesforce.json;

import org.jspecify.annotations.NullMarked;
