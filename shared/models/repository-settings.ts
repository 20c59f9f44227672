import { z } from 'zod';
import type { ErrorData } from './result.ts';
import { boundedText, maxArn } from './bounds.ts';
import type { EncryptionType, TagMutability } from './repository.ts';

/** How a repository that is created is encrypted; this cannot be changed later. */
const encryptionChoiceSchema = z.discriminatedUnion('kind', [
  /** Same as source; a customer managed key only within the same account and region, else the AWS managed KMS key. */
  z.object({ kind: z.literal('as-source') }),
  z.object({ kind: z.literal('aes256') }),
  /** KMS with the key that AWS manages for ECR in the destination's account. */
  z.object({ kind: z.literal('kms-managed') }),
  /** Any text is taken here: what is wrong with it is a blocker in the plan. */
  z.object({ kind: z.literal('kms-key'), kmsKey: boundedText(maxArn).trim() }),
]);

export type EncryptionChoice = z.infer<typeof encryptionChoiceSchema>;

/** Which settings of the source a repository takes over that is created; one that is left is as ECR has it by default. */
export const settingChoicesSchema = z.object({
  tagMutability: z.boolean().default(true),
  encryption: encryptionChoiceSchema.default({ kind: 'as-source' }),
  scanOnPush: z.boolean().default(true),
  lifecyclePolicy: z.boolean().default(true),
  /** Left unless asked for: it grants access to principals that the source knows. */
  repositoryPolicy: z.boolean().default(false),
  resourceTags: z.boolean().default(true),
});

export type SettingChoices = z.infer<typeof settingChoicesSchema>;

export const defaultSettingChoices: SettingChoices = settingChoicesSchema.parse({});

export interface MutabilitySetting {
  readonly tagMutability: TagMutability;
  /** Wildcard filters; empty unless the mutability is one WITH_EXCLUSION. */
  readonly exclusions: readonly string[];
}

export interface EncryptionSetting {
  readonly type: EncryptionType;
  /** ARN of the key; AWS's managed one, or none, when absent. */
  readonly kmsKey?: string | undefined;
}

/** The setting of the source, or why it is unknown. */
export type SettingAtSource<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'unreadable'; readonly error: ErrorData };

/** One setting of a repository that will be created, as a difference. */
export interface PlannedSetting<Value> {
  readonly source: SettingAtSource<Value>;
  /** What ECR gives a repository when nothing is asked for. */
  readonly default: Value;
  readonly planned: Value;
  /** Chosen to be taken over from the source. */
  readonly taken: boolean;
}

/** Every setting of a repository that will be created. */
export interface PlannedSettings {
  readonly tagMutability: PlannedSetting<MutabilitySetting>;
  readonly encryption: PlannedSetting<EncryptionSetting>;
  readonly scanOnPush: PlannedSetting<boolean>;
  /** Its text, word for word; undefined for none. */
  readonly lifecyclePolicy: PlannedSetting<string | undefined>;
  /** Its text, word for word; undefined for none. */
  readonly repositoryPolicy: PlannedSetting<string | undefined>;
  /** Value by key. */
  readonly resourceTags: PlannedSetting<Readonly<Record<string, string>>>;
}

export type SettingName = keyof PlannedSettings;

/** In the order in which they are shown. */
export const settingNames: readonly SettingName[] = [
  'tagMutability',
  'encryption',
  'scanOnPush',
  'lifecyclePolicy',
  'repositoryPolicy',
  'resourceTags',
];

/** Tags of AWS services (`aws:cloudformation:…`): nobody else may set them, so they stay behind. */
export const isReservedTag = (key: string): boolean => key.toLowerCase().startsWith('aws:');

const keyArn = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:(key|alias)\/[\w/-]+$/;

/** What is wrong with a KMS key for a repository in this region, as a sentence; undefined when nothing is. */
export function checkKmsKey(kmsKey: string, region: string): string | undefined {
  const example = `arn:aws:kms:${region}:111122223333:key/…`;
  const keyRegion = keyArn.exec(kmsKey)?.[1];
  if (keyRegion === undefined) return `Enter the ARN of a KMS key, as in ${example}`;
  if (keyRegion === region) return undefined;
  return `This KMS key is in ${keyRegion}; a repository in ${region} needs a key of that region.`;
}
