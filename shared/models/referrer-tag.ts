/** The `sha256-<hex>` forms of tags, by which signatures and the like are attached to an image. */
const pattern = /^sha256-([a-f0-9]{64})(\.(sig|att|sbom))?$/;

const kinds = { sig: 'signature', att: 'attestation', sbom: 'SBOM' } as const;

/** What such a tag attaches, in a word. */
export function attachedKind(tag: string): 'signature' | 'attestation' | 'SBOM' | 'list of referrers' {
  const suffix = pattern.exec(tag)?.[3];
  return suffix === 'sig' || suffix === 'att' || suffix === 'sbom' ? kinds[suffix] : 'list of referrers';
}

/** The image that such a tag attaches something to; undefined for any other tag. */
export function subjectOfTag(tag: string): string | undefined {
  const [, hex] = pattern.exec(tag) ?? [];
  return hex === undefined ? undefined : `sha256:${hex}`;
}
