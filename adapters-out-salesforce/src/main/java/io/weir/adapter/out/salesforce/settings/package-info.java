/** Which org, which credentials, which limits. */
@NullMarked
package io.weir.adapter.out.salesforce.settings;

import org.jspecify.annotations.NullMarked;
