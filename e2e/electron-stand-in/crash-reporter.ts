import type { CrashReporter } from 'electron';
import { withoutGaps } from './not-provided.ts';

/** Writes no dumps: Node.js has no crash handler of its own. */
export const crashReporter = withoutGaps('crashReporter', {
  start: () => undefined,
} satisfies Pick<CrashReporter, 'start'>);
