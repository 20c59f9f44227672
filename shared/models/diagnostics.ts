import { z } from 'zod';

/** The parts of the diagnostics, in the order of the file. */
export const diagnosticsSectionSchema = z.enum([
  'versions',
  'errors',
  'storage',
  'network',
  'connections',
  'timings',
  'settings',
  'crashes',
  'log',
]);
export type DiagnosticsSectionId = z.infer<typeof diagnosticsSectionSchema>;

export interface DiagnosticsSection {
  readonly id: DiagnosticsSectionId;
  readonly title: string;
  /** Lines without secrets. */
  readonly text: string;
}

/** What the app knows about itself, as text that a user reads before it is saved. */
export interface DiagnosticsReport {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly sections: readonly DiagnosticsSection[];
}

/** The last error that a user was shown or that ended a transfer. */
export interface LastError {
  readonly code: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}
