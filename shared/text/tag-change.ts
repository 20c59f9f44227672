import { shortDigest } from '../models/image.ts';
import type { TagChange } from '../models/plan.ts';
import { attachedKind } from '../models/referrer-tag.ts';
import { assertNever } from '../models/result.ts';

type Tone = 'plain' | 'moving' | 'blocked';

interface Words {
  readonly tone: Tone;
  readonly words: string;
}

/** What writing a tag will do, beside its name; the image's own digest is what it points to then. */
export function describeChange(change: TagChange): Words {
  switch (change.kind) {
    case 'create':
      return { tone: 'plain', words: 'new' };
    case 'unchanged':
      return { tone: 'plain', words: 'unchanged' };
    case 'move':
      return { tone: 'moving', words: `moves from ${shortDigest(change.fromDigest)}` };
    case 'immutable':
      return { tone: 'blocked', words: `already points to ${shortDigest(change.fromDigest)}, cannot move` };
    case 'claimed-twice':
      return { tone: 'blocked', words: `also given to ${shortDigest(change.otherDigest)}` };
    case 'claimed-by-referrer':
      return {
        tone: 'blocked',
        words: `also the tag of the ${attachedKind(change.tag)} ${shortDigest(change.otherDigest)}`,
      };
    default:
      return assertNever(change);
  }
}
