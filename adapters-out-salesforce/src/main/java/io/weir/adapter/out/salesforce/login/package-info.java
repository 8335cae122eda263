/** One access token for all requests, by one of four OAuth flows. */
@NullMarked
package io.weir.adapter.out.salesforce.login;

import org.jspecify.annotations.NullMarked;
