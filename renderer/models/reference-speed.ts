/** The speed of time estimates, in bytes per second: a typical uplink. */
export const referenceSpeed = { bytesPerSecond: 100_000_000 / 8, label: '100 Mbit/s' } as const;
