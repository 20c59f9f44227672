/** The speed that times are told for, in bytes per second: a usual uplink. */
export const usualSpeed = { bytesPerSecond: 100_000_000 / 8, words: '100 Mbit/s' } as const;
