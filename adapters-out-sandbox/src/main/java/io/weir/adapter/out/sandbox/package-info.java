/** An org that is not there: a contact centre's data in memory, behind the port and behind Salesforce's own HTTP API. */
@NullMarked
package io.weir.adapter.out.sandbox;

import org.jspecify.annotations.NullMarked;
