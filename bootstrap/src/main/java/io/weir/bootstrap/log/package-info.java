/** One line for each event, with personal data masked. */
@NullMarked
package io.weir.bootstrap.log;

import org.jspecify.annotations.NullMarked;
