package io.weir.domain.port;

import io.weir.domain.limit.ApiUsage;
import java.util.Optional;

/** What the org last said about its API usage. Thread-safe; costs no call. */
public interface ApiUsageReadings {
    /** The newest reading; empty until the org has answered once. */
    Optional<ApiUsage> latest();
}
