import { z } from 'zod';

/** The small files of the app that notices name. */
export const appFileSchema = z.enum(['settings', 'window-state', 'proxy-password']);
export type AppFile = z.infer<typeof appFileSchema>;

/** What is wrong with a file of the app. `reason` is a sentence. */
export type FileProblem =
  /** It is left as it is, defaults are in use, and no change is stored. */
  | {
      readonly kind: 'unreadable';
      readonly file: AppFile;
      readonly path: string;
      readonly reason: string;
    }
  /** It was renamed to `brokenFile`, and defaults are in use. `brokenFile` is absent where it could not be renamed. */
  | {
      readonly kind: 'quarantined';
      readonly path: string;
      readonly brokenFile?: string | undefined;
      readonly reason: string;
    }
  /** Unfinished uploads cannot be noted in the folder `path`: after a crash, their layers are uploaded again. */
  | { readonly kind: 'journal-not-written'; readonly path: string; readonly reason: string }
  /** The latest changes are in use and are not stored yet. */
  | {
      readonly kind: 'not-written';
      readonly file: AppFile;
      readonly path: string;
      readonly reason: string;
    };
