import { z } from 'zod';
import type { AboutFacts } from '../models/about.ts';
import type { DiagnosticsReport, LastError } from '../models/diagnostics.ts';
import { diagnosticsSectionSchema } from '../models/diagnostics.ts';
import { call } from './call.ts';

const nothing = z.undefined();

/** Diagnostics of the app, and what it is. */
export const diagnosticsRequests = {
  /** Collects the diagnostics without secrets. Sends nothing. The last report is cached to be saved. */
  'diagnostics.collect': call<DiagnosticsReport>()(
    /** `replaceNames`: with placeholders for accounts, profiles, repositories and other names. */
    z.object({ replaceNames: z.boolean() }),
  ),
  /**
   * Shows a save dialog and writes the sections of the cached report as text. Answers the path; null when the user canceled.
   * Rejects with `invalid-input` when another report was collected since.
   */
  'diagnostics.save': call<string | null>()(
    z.object({
      reportId: z.uuid(),
      sections: z.array(diagnosticsSectionSchema).min(1).max(diagnosticsSectionSchema.options.length),
    }),
  ),
  /** The last error of this run of the app; null without one. */
  'diagnostics.lastError': call<LastError | null>()(nothing),
  /** Opens the folder of the log in the file manager. */
  'diagnostics.openLogFolder': call<null>()(nothing),
  'about.read': call<AboutFacts>()(nothing),
  /** The licenses of the packages that the app contains. Rejects with `storage` when the app has no such file. */
  'about.readNotices': call<string>()(nothing),
} as const;
