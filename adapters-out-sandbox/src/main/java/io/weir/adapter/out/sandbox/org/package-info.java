/** Objects, their fields and their records: a contact centre's data, or an org of one's own. */
@NullMarked
package io.weir.adapter.out.sandbox.org;

import org.jspecify.annotations.NullMarked;
