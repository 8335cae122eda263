/** Objects, their fields and their records: those of a contact centre, or of an org that a test builds. */
@NullMarked
package io.weir.adapter.out.sandbox.org;

import org.jspecify.annotations.NullMarked;
