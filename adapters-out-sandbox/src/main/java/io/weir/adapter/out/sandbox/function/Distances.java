package io.weir.adapter.out.sandbox.function;

import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** The distance between a geolocation or an address and a place, along a great circle of a spherical earth. */
public final class Distances {
    private static final double EARTH_RADIUS_KM = 6_371.0088;
    private static final double KM_PER_MILE = 1.609344;

    private Distances() {}

    /** The distance of {@code location} in the unit of {@code distance}; null unless it has both coordinates. */
    public static @Nullable Object value(Term.Distance distance, @Nullable Object location) {
        if (!(location instanceof Row place)
                || !(coordinate(place, "latitude") instanceof BigDecimal latitude)
                || !(coordinate(place, "longitude") instanceof BigDecimal longitude)) {
            return null;
        }
        double km = kilometres(
                latitude.doubleValue(),
                longitude.doubleValue(),
                distance.latitude().doubleValue(),
                distance.longitude().doubleValue());
        double inUnit = switch (distance.unit()) {
            case MILES -> km / KM_PER_MILE;
            case KILOMETRES -> km;
        };
        return new BigDecimal(inUnit, MathContext.DECIMAL64);
    }

    private static @Nullable Object coordinate(Row place, String name) {
        return place.has(name) ? place.value(name) : null;
    }

    private static double kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double north = Math.sin(Math.toRadians(otherLatitude - latitude) / 2);
        double east = Math.sin(Math.toRadians(otherLongitude - longitude) / 2);
        double haversine = north * north
                + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(otherLatitude)) * east * east;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }
}
