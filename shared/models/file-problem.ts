import { z } from 'zod';

/** The small files of the app that notices are shown for. */
export const appFileSchema = z.enum(['settings', 'window-state', 'proxy-password']);
export type AppFile = z.infer<typeof appFileSchema>;

/** A problem with a file of the app. `reason` is a sentence. */
export type FileProblem =
  /** The file is not changed, defaults are in use, and no change is stored. */
  | {
      readonly kind: 'unreadable';
      readonly file: AppFile;
      readonly path: string;
      readonly reason: string;
    }
  /** The file was renamed to `brokenFile`, and defaults are in use. `brokenFile` is absent when it cannot be renamed. */
  | {
      readonly kind: 'quarantined';
      readonly path: string;
      readonly brokenFile?: string | undefined;
      readonly reason: string;
    }
  /** Unfinished uploads cannot be recorded in the folder `path`; after a crash their layers are uploaded again. */
  | { readonly kind: 'journal-not-written'; readonly path: string; readonly reason: string }
  /** The latest changes are in use and are not stored. */
  | {
      readonly kind: 'not-written';
      readonly file: AppFile;
      readonly path: string;
      readonly reason: string;
    };
