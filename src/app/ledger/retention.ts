/** How long records are kept. */

/** What records said is kept for so long, where nobody says otherwise. Their hashes stay for ever. */
export const retentionDays = 30;

/** A hook ends after three seconds on the clock; one that was stopped in between and goes on later has to find its file for a while. */
export const leastKeptMs = 3_600_000;
