/**
 * The two channels between the processes. The names of requests and events travel as arguments, never as channels, so
 * that the renderer can reach nothing else.
 */
export const channels = { request: 'request', event: 'event' } as const;
