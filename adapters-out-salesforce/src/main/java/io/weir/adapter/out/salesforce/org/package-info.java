/** What the org says about itself: describes, versions, limits. */
@NullMarked
package io.weir.adapter.out.salesforce.org;

import org.jspecify.annotations.NullMarked;
