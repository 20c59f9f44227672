import { formatCount } from '../format/counts.ts';
import type {
  EncryptionSetting,
  MutabilitySetting,
  PlannedSetting,
  PlannedSettings,
  SettingName,
} from '../models/repository-settings.ts';
import { isReservedTag } from '../models/repository-settings.ts';
import { describeEncryption, describeMutability } from './repository.ts';

/** One setting of a repository that will be created, in words. */
export interface DescribedSetting {
  readonly name: SettingName;
  readonly title: string;
  /** Undefined when it cannot be read. */
  readonly source: string | undefined;
  readonly default: string;
  readonly planned: string;
  /** Why the source's cannot be read: one sentence. */
  readonly unreadable?: string | undefined;
  /** The source's in full, where `source` only sums it up. */
  readonly text?: string | undefined;
  /** Whether the source has anything else than ECR gives by itself. */
  readonly differs: boolean;
  readonly taken: boolean;
}

export const settingTitles = {
  tagMutability: 'Tag mutability',
  encryption: 'Encryption',
  scanOnPush: 'Scan on push',
  lifecyclePolicy: 'Lifecycle policy',
  repositoryPolicy: 'Repository policy',
  resourceTags: 'Resource tags',
} as const satisfies Record<SettingName, string>;

type Tags = Readonly<Record<string, string>>;

const describeMutabilitySetting = ({ tagMutability, exclusions }: MutabilitySetting): string =>
  describeMutability(tagMutability, exclusions);

/** `KMS with the AWS managed KMS key`; a customer managed key by its ARN. */
export function describeEncryptionSetting({ type, kmsKey }: EncryptionSetting): string {
  if (type === 'AES256') return describeEncryption(type);
  return `${describeEncryption(type)} with ${kmsKey ?? 'the AWS managed KMS key'}`;
}

const describeSwitch = (on: boolean): string => (on ? 'On' : 'Off');

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Summarizes a policy: its number of statements or rules, or its length when it is not valid JSON. */
const describePolicy =
  (list: 'rules' | 'Statement', noun: string) =>
  (text: string | undefined): string => {
    if (text === undefined) return 'None';
    const policy = parse(text);
    if (typeof policy !== 'object' || policy === null) return formatCount(text.length, 'character');
    const listed: unknown = Object.entries(policy).find(([key]) => key === list)?.[1];
    return formatCount(Array.isArray(listed) ? listed.length : 1, noun);
  };

const laidOut = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : (JSON.stringify(parse(text), undefined, 2) ?? text);

function describeTags(tags: Tags): string {
  const count = Object.keys(tags).length;
  return count === 0 ? 'None' : formatCount(count, 'tag');
}

const listTags = (tags: Tags): string | undefined =>
  Object.entries(tags)
    .map(([key, value]) => `${key} = ${value}${isReservedTag(key) ? '  (AWS’s own, not copied)' : ''}`)
    .join('\n') || undefined;

function described<Value>(
  name: SettingName,
  { source, default: usual, planned, taken }: PlannedSetting<Value>,
  inWords: (value: Value) => string,
  inFull: (value: Value) => string | undefined = () => undefined,
): DescribedSetting {
  const common = {
    name,
    title: settingTitles[name],
    default: inWords(usual),
    planned: inWords(planned),
    taken,
  };
  if (source.kind === 'unreadable')
    return { ...common, source: undefined, unreadable: source.error.message, differs: false };
  return {
    ...common,
    source: inWords(source.value),
    text: inFull(source.value),
    differs: inWords(source.value) !== common.default,
  };
}

/** Every setting in words, in the order in which they are shown. */
export const describeSettings = (settings: PlannedSettings): readonly DescribedSetting[] => [
  described('tagMutability', settings.tagMutability, describeMutabilitySetting),
  described('encryption', settings.encryption, describeEncryptionSetting),
  described('scanOnPush', settings.scanOnPush, describeSwitch),
  described('lifecyclePolicy', settings.lifecyclePolicy, describePolicy('rules', 'rule'), laidOut),
  described('repositoryPolicy', settings.repositoryPolicy, describePolicy('Statement', 'statement'), laidOut),
  described('resourceTags', settings.resourceTags, describeTags, listTags),
];
