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
  /** The time ran out. `idle`: invocations in a row until now that transferred nothing. */
  | {
      readonly kind: 'more';
      readonly uploads: readonly UnfinishedUpload[];
      readonly idle: number;
      readonly bytes: number;
    }
  /** Nothing was copied. */
  | { readonly kind: 'too-large'; readonly reason: string; readonly bytes: 0 }
  /** The time ran out, and the rest takes more invocations than the function may have. */
  | { readonly kind: 'too-long'; readonly reason: string; readonly bytes: number }
  | { readonly kind: 'failed'; readonly error: ErrorData; readonly bytes: number };
