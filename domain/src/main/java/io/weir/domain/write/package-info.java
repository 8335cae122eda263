/** Records that Weir writes to Salesforce, and what becomes of them. */
@NullMarked
package io.weir.domain.write;

import org.jspecify.annotations.NullMarked;
