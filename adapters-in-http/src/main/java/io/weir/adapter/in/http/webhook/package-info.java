/** What every request of a flow has in common: authentication, metrics, the audit. */
@NullMarked
package io.weir.adapter.in.http.webhook;

import org.jspecify.annotations.NullMarked;
