/** Records that data actions write: planned against the org's schema, and written once. */
@NullMarked
package io.weir.application.write;

import org.jspecify.annotations.NullMarked;
