import type { PlannedImage } from '../../../../shared/models/plan.ts';
import type { ImageState, TransferUpdate } from '../../../../shared/models/transfer.ts';
import type { ReplicationEvent } from '../../replication/upload/replication-event.ts';
import type { ImageEvent } from './transfer-event.ts';

type TagEvent = Extract<ReplicationEvent, { readonly kind: 'tag-written' | 'tag-unsure' }>;
type CopyEvent = Extract<ReplicationEvent, { readonly kind: 'image' }>;

/** The states of the images of one transfer, by their positions in the plan. */
export interface ImageStates {
  /** @returns the positions of the images whose states changed. */
  apply(event: ImageEvent | CopyEvent | TagEvent): readonly number[];
  /** Cancels every image that is neither done nor failed. @returns their positions. */
  cancelUnfinished(): readonly number[];
  get(index: number): ImageState | undefined;
  /** The images whose states changed since the previous call. */
  takeChanged(): TransferUpdate['images'];
}

function addTag(tags: Map<string, readonly string[]>, { digest, tag }: TagEvent): readonly number[] {
  tags.set(digest, [...(tags.get(digest) ?? []), tag]);
  return [];
}

/** Creates the states: every image waits. Events of digests that the plan does not have are ignored. */
export function createImageStates(images: readonly PlannedImage[]): ImageStates {
  const states: ImageState[] = images.map(() => ({ kind: 'waiting' }));
  const indexes = new Map(images.map(({ digest }, index) => [digest, index]));
  const changed = new Set<number>();
  const writtenTags = new Map<string, readonly string[]>();
  const unsureTags = new Map<string, readonly string[]>();

  const set = (index: number | undefined, state: ImageState): readonly number[] => {
    if (index === undefined) return [];
    states[index] = state;
    changed.add(index);
    return [index];
  };
  const listWrittenTags = (index: number): readonly string[] =>
    writtenTags.get(images[index]?.digest ?? '') ?? [];

  return {
    apply(event) {
      switch (event.kind) {
        case 'image':
          return set(indexes.get(event.digest), { kind: event.state });
        case 'image-state':
          return set(event.index, event.state);
        case 'image-failed': {
          const { index, error, differences } = event;
          const tags = listWrittenTags(index);
          return set(index, {
            kind: 'failed',
            error,
            writtenTags: tags,
            ...(differences && { differences }),
          });
        }
        case 'tag-written':
          return addTag(writtenTags, event);
        case 'tag-unsure':
          return addTag(unsureTags, event);
      }
    },
    cancelUnfinished: () =>
      states.flatMap(({ kind }, index) => {
        if (kind === 'done' || kind === 'failed') return [];
        const unsure = unsureTags.get(images[index]?.digest ?? '');
        const tags = { writtenTags: listWrittenTags(index), ...(unsure && { unsureTags: unsure }) };
        return set(index, { kind: 'cancelled', ...tags });
      }),
    get: (index) => states[index],
    takeChanged() {
      const taken = [...changed].flatMap((index) => {
        const [image, state] = [images[index], states[index]];
        return image && state ? [{ digest: image.digest, index, state }] : [];
      });
      changed.clear();
      return taken;
    },
  };
}
