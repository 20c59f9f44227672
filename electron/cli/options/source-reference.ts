import { digestSchema, tagSchema } from '../../../shared/models/image.ts';
import { parseReference } from '../../../shared/models/reference.ts';
import { repositoryNameSchema } from '../../../shared/models/repository.ts';

/** What `--source` names: one image of a repository, or all its tagged ones. */
export interface SourceReference {
  /** As it was written. */
  readonly text: string;
  readonly repositoryName: string;
  readonly image:
    | { readonly kind: 'tag'; readonly tag: string }
    | { readonly kind: 'digest'; readonly digest: string }
    /** The image with this digest under this tag, whichever image has the tag at the source. */
    | { readonly kind: 'tagged-digest'; readonly tag: string; readonly digest: string }
    | { readonly kind: 'all-tagged' };
}

type Parsed =
  | { readonly ok: true; readonly value: SourceReference }
  | { readonly ok: false; readonly problem: string };

const problem = (text: string): Parsed => ({ ok: false, problem: text });

/** Reads `TAG` or `TAG@DIGEST`. */
function readTag(text: string): SourceReference['image'] | undefined {
  const [tag = '', digest, ...more] = text.split('@');
  if (!tagSchema.safeParse(tag).success || more.length > 0) return undefined;
  if (digest === undefined) return { kind: 'tag', tag };
  return digestSchema.safeParse(digest).success ? { kind: 'tagged-digest', tag, digest } : undefined;
}

function readImage(separator: string, rest: string): SourceReference['image'] | undefined {
  if (separator === '') return { kind: 'all-tagged' };
  if (separator === ':') return readTag(rest);
  return digestSchema.safeParse(rest).success ? { kind: 'digest', digest: rest } : undefined;
}

/** Reads `REPO`, `REPO:TAG`, `REPO@DIGEST` or `REPO:TAG@DIGEST`; says what is wrong with anything else. */
export function parseSource(text: string): Parsed {
  const reference = parseReference(text);
  if (reference && reference.kind !== 'registry')
    return problem(
      `Write the repository alone, as in ${reference.repositoryName}; account and region are given by --source-registry and --source-region.`,
    );
  const [, repositoryName = '', separator = '', rest = ''] = /^([^:@]*)([:@]?)(.*)$/s.exec(text) ?? [];
  const name = repositoryNameSchema.safeParse(repositoryName);
  if (!name.success) return problem(name.error.issues[0]?.message ?? '');
  const image = readImage(separator, rest);
  if (image) return { ok: true, value: { text, repositoryName, image } };
  return problem(
    separator === ':'
      ? `${JSON.stringify(rest)} is not a tag. An image is REPO:TAG or REPO@DIGEST, or REPO:TAG@DIGEST.`
      : `${JSON.stringify(rest)} is not a digest. A digest is sha256: and 64 hex digits.`,
  );
}
