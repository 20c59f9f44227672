import { formatPlatform } from '../models/image.ts';
import type { ReplicationRequest } from '../models/plan.ts';
import { environmentProfile } from '../models/profile.ts';
import { defaultSettingChoices } from '../models/repository-settings.ts';

type Image = ReplicationRequest['images'][number];
type Option = readonly [name: string, value?: string];

/** A text in single quotes, for a shell of the Bourne family. */
export const singleQuote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A word as a POSIX shell takes it unchanged, with quotes only where they are needed. */
export const quoteForShell = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : singleQuote(word);

const isKept = ({ sourceTags, destinationTags }: Image): boolean =>
  destinationTags.length > 0 &&
  destinationTags.length === sourceTags.length &&
  destinationTags.every((tag) => sourceTags.includes(tag));

/** The images of a request, in as few groups as one command each can say. */
function listGroups(images: readonly Image[]): readonly (readonly Image[])[] {
  const kept = images.filter(isKept);
  const untagged = images.filter(({ destinationTags }) => destinationTags.length === 0);
  const renamed = images.filter((image) => !isKept(image) && image.destinationTags.length > 0);
  return [kept, untagged, ...renamed.map((image) => [image])].filter((group) => group.length > 0);
}

function sourceOptions(group: readonly Image[], repository: string): readonly Option[] {
  const isUntagged = group.every(({ destinationTags }) => destinationTags.length === 0);
  const sources = group.flatMap((image): readonly Option[] => {
    // With the digest, the command copies the same image after the tag was moved.
    if (isKept(image))
      return image.destinationTags.map((tag) => ['--source', `${repository}:${tag}@${image.digest}`]);
    return [
      ['--source', `${repository}@${image.digest}`],
      ...image.destinationTags.map((tag): Option => ['--tag', tag]),
    ];
  });
  return isUntagged ? [...sources, ['--untagged']] : sources;
}

function sideOptions(
  side: 'source' | 'destination',
  { profile, region, registryId }: ReplicationRequest['source'],
): readonly Option[] {
  return [
    [`--${side}-profile`, profile === environmentProfile ? '@environment' : profile],
    [`--${side}-region`, region],
    ...(registryId === undefined ? [] : [[`--${side}-registry`, registryId] as const]),
  ];
}

function commonOptions({ destination, options }: ReplicationRequest): readonly Option[] {
  const { referrers, platforms = [], missingManifests, existingSignatures, verify, uploadMethod } = options;
  return [
    ...sideOptions('destination', destination),
    ['--destination', destination.repositoryName],
    ...(destination.createRepository ? [['--create-repository'] as const] : []),
    ...platforms.map((platform): Option => ['--platform', formatPlatform(platform)]),
    ...(missingManifests === 'leave-out' ? [['--leave-out-missing'] as const] : []),
    ...(existingSignatures === 'keep' ? [['--keep-signatures'] as const] : []),
    ...(referrers ? [] : [['--no-referrers'] as const]),
    ...(verify ? [] : [['--no-verify'] as const]),
    ...(uploadMethod === 'auto' ? [] : [['--upload-method', uploadMethod] as const]),
  ];
}

/** An option and its value as one word where the value could be taken for an option. */
const written = ([name, value]: Option): string => {
  if (value === undefined) return name;
  return value.startsWith('-') ? quoteForShell(`${name}=${value}`) : `${name} ${quoteForShell(value)}`;
};

export interface CommandLine {
  /** For a POSIX shell; a command each for what one cannot say. */
  readonly text: string;
  /** What the commands do not say, a sentence each. */
  readonly notes: readonly string[];
}

/** What to type so that the same is replicated without a window. */
export function formatCommandLine(request: ReplicationRequest): CommandLine {
  const { source, destination, images } = request;
  const commands = listGroups(images).map((group) => {
    const options = [
      ...sideOptions('source', source),
      ...sourceOptions(group, source.repositoryName),
      ...commonOptions(request),
    ];
    return ['ecr-image-replicator replicate', ...options.map((option) => `  ${written(option)}`)].join(
      ' \\\n',
    );
  });
  const notes =
    destination.createRepository &&
    JSON.stringify(destination.settings) !== JSON.stringify(defaultSettingChoices)
      ? ['A repository that the command creates takes over the usual settings, not those that were chosen.']
      : [];
  return { text: `${commands.join('\n')}\n`, notes };
}
