import type { ErrorData } from '../../../shared/models/result.ts';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import type { DestinationImage, MovedTag } from '../../../shared/models/work-result.ts';

/** How a copy ended in one invocation. Bytes are those of this invocation. */
export type CopyOutcome =
  | {
      readonly kind: 'done';
      readonly image: DestinationImage;
      readonly alreadyAtDestination: boolean;
      readonly verified: boolean;
      readonly movedTags: readonly MovedTag[];
      readonly warnings: readonly string[];
      readonly bytes: number;
    }
  /** The time ran out. */
  | { readonly kind: 'more'; readonly uploads: readonly UnfinishedUpload[]; readonly bytes: number }
  /** Nothing was copied. */
  | { readonly kind: 'too-large'; readonly reason: string; readonly bytes: 0 }
  | { readonly kind: 'failed'; readonly error: ErrorData; readonly bytes: number };
