import { formatCount } from '../../../shared/format/counts.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import type { Plan, PlannedRepository, TagChange } from '../../../shared/models/plan.ts';
import type { DescribedSetting } from '../../../shared/text/repository-settings.ts';
import { describeSettings } from '../../../shared/text/repository-settings.ts';
import { copiedImages } from './plan-numbers.ts';

/** One kind of change at the destination. */
export interface DestinationChange {
  readonly kind: 'created' | 'overwritten' | 'unchanged';
  /** `2 tags are created` */
  readonly text: string;
  /** The names, such as the tags. */
  readonly names: readonly string[];
}

/** With a small first letter, except an abbreviation such as KMS. */
const lower = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

const describeSetting = ({ name, title, planned }: DescribedSetting): string =>
  name === 'tagMutability' ? `tags ${lower(planned)}` : `${lower(title)} ${lower(planned)}`;

const describeCreated = ({
  settings,
}: PlannedRepository & { readonly kind: 'create' }): DestinationChange => ({
  kind: 'created',
  text: 'The repository is created',
  names: describeSettings(settings)
    .filter(({ planned }) => planned !== 'None' && planned !== 'Off')
    .map(describeSetting),
});

const of = (
  kind: DestinationChange['kind'],
  names: readonly string[],
  describe: (count: number) => string,
): readonly DestinationChange[] =>
  names.length === 0 ? [] : [{ kind, names, text: describe(names.length) }];

const isOf =
  <Kind extends TagChange['kind']>(kind: Kind) =>
  (change: TagChange): change is Extract<TagChange, { kind: Kind }> =>
    change.kind === kind;

const withFormer = ({ tag, fromDigest }: Extract<TagChange, { kind: 'move' }>): string =>
  `${tag} (now ${shortDigest(fromDigest)})`;

/** What a plan changes at the destination, with names. Images that cannot be copied change nothing. */
export function listDestinationChanges(plan: Plan): readonly DestinationChange[] {
  const images = copiedImages(plan);
  const written = images.filter(({ manifests }) => manifests.some(({ present }) => !present));
  const tags = images.flatMap((image) => image.tags);
  const attached = images.flatMap(({ referrers }) => referrers);
  const replaced = attached.flatMap(({ tag }) => (tag?.kind === 'move' ? withFormer(tag) : []));
  const added = attached.filter(
    ({ tag, manifests }) => tag?.kind !== 'move' && manifests.some(({ present }) => !present),
  );
  const { repository } = plan.destination;
  const noun = 'signature, SBOM or attestation';
  const nouns = 'signatures, SBOMs or attestations';
  return [
    ...(repository.kind === 'create' ? [describeCreated(repository)] : []),
    ...(written.length === 0
      ? []
      : [
          {
            kind: 'created' as const,
            text: `${formatCount(written.length, 'image is', 'images are')} written`,
            names: [],
          },
        ]),
    ...of(
      'created',
      tags.filter(isOf('create')).map(({ tag }) => tag),
      (count) => `${formatCount(count, 'tag is', 'tags are')} created`,
    ),
    ...of(
      'overwritten',
      tags.filter(isOf('move')).map(withFormer),
      (count) => `${formatCount(count, 'tag is', 'tags are')} overwritten`,
    ),
    ...of('overwritten', replaced, (count) => `${formatCount(count, `${noun} is`, `${nouns} are`)} replaced`),
    ...(added.length === 0
      ? []
      : [
          {
            kind: 'created' as const,
            text: `${formatCount(added.length, `${noun} is`, `${nouns} are`)} written`,
            names: [],
          },
        ]),
    ...of(
      'unchanged',
      tags.filter(isOf('unchanged')).map(({ tag }) => tag),
      (count) => `${formatCount(count, 'tag stays', 'tags stay')} unchanged`,
    ),
  ];
}
