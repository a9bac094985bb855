/** Instant: a point in time, as milliseconds since 1970 in UTC. Rooms never read a clock; an instant is handed in. */
export type Instant = number;
