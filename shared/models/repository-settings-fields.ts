import { z } from 'zod';
import { boundedText, maxArn } from './bounds.ts';
import type { EncryptionChoice, SettingChoices } from './repository-settings.ts';
import { settingChoicesSchema } from './repository-settings.ts';

const encryptionFieldSchema = z.union([
  z.enum(['as-source', 'aes256', 'kms-managed']),
  /** What is wrong with the key is a blocker in the plan. */
  z.strictObject({ kms_key: boundedText(maxArn).trim() }),
]);

/** The choice of settings of a new repository in the names of events; the app's usual choice where one is absent. */
export const repositorySettingsFieldsSchema = z.strictObject({
  tag_mutability: z.boolean().optional(),
  encryption: encryptionFieldSchema.optional(),
  scan_on_push: z.boolean().optional(),
  lifecycle_policy: z.boolean().optional(),
  repository_policy: z.boolean().optional(),
  resource_tags: z.boolean().optional(),
});
export type RepositorySettingsFields = z.infer<typeof repositorySettingsFieldsSchema>;

const toEncryptionField = (choice: EncryptionChoice): z.infer<typeof encryptionFieldSchema> =>
  choice.kind === 'kms-key' ? { kms_key: choice.kmsKey } : choice.kind;

/** @returns the fields that state every choice. */
export const toRepositorySettingsFields = (choices: SettingChoices): RepositorySettingsFields => ({
  tag_mutability: choices.tagMutability,
  encryption: toEncryptionField(choices.encryption),
  scan_on_push: choices.scanOnPush,
  lifecycle_policy: choices.lifecyclePolicy,
  repository_policy: choices.repositoryPolicy,
  resource_tags: choices.resourceTags,
});

const readEncryption = (field: RepositorySettingsFields['encryption']): EncryptionChoice | undefined => {
  if (typeof field === 'object') return { kind: 'kms-key', kmsKey: field.kms_key };
  return field && { kind: field };
};

/** @returns the choices that the fields state. */
export const readRepositorySettingsFields = (fields: RepositorySettingsFields): SettingChoices =>
  settingChoicesSchema.parse({
    tagMutability: fields.tag_mutability,
    encryption: readEncryption(fields.encryption),
    scanOnPush: fields.scan_on_push,
    lifecyclePolicy: fields.lifecycle_policy,
    repositoryPolicy: fields.repository_policy,
    resourceTags: fields.resource_tags,
  });
