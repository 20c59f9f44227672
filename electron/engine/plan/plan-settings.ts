import type { Repository } from '../../../shared/models/repository.ts';
import type {
  EncryptionChoice,
  EncryptionSetting,
  MutabilitySetting,
  PlannedSetting,
  PlannedSettings,
  SettingAtSource,
  SettingChoices,
} from '../../../shared/models/repository-settings.ts';
import { isReservedTag } from '../../../shared/models/repository-settings.ts';
import { assertNever } from '../../../shared/models/result.ts';
import { isSameRegistry } from '../aws/clients/repository-handle.ts';
import type { DestinationInputs, SourceInputs } from './plan-inputs.ts';

/**
 * The defaults of CreateRepository.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
const defaultMutability: MutabilitySetting = { tagMutability: 'MUTABLE', exclusions: [] };
const defaultEncryption: EncryptionSetting = { type: 'AES256' };

const asRead = <Value>(value: Value): SettingAtSource<Value> => ({ kind: 'read', value });

/** Plans a setting: that of the source when it is chosen and readable, else the default. */
function planSetting<Value>(
  source: SettingAtSource<Value>,
  defaultValue: Value,
  isChosen: boolean,
  adapt: (value: Value) => Value = (value) => value,
): PlannedSetting<Value> {
  const planned = isChosen && source.kind === 'read' ? adapt(source.value) : defaultValue;
  return { source, default: defaultValue, planned, taken: isChosen };
}

const removeReservedTags = (tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !isReservedTag(key)));

/** Returns the customer managed key of a repository; undefined for the key that AWS manages. */
const getCustomerKey = ({ kmsKey }: Repository): string | undefined =>
  kmsKey?.endsWith(':alias/aws/ecr') ? undefined : kmsKey;

/** The plan inputs on which settings depend. */
interface SettingInputs {
  readonly source: Omit<SourceInputs, 'handle'>;
  readonly destination: Pick<DestinationInputs, 'identity' | 'repository'>;
}

/** Reads a setting from the answer of DescribeRepositories for the source. */
function readSourceSetting<Value>(
  { source: { repository } }: SettingInputs,
  getValue: (repository: Repository) => Value,
): SettingAtSource<Value> {
  return repository.kind === 'found'
    ? asRead(getValue(repository.repository))
    : { kind: 'unreadable', error: repository.error };
}

/** Plans the encryption of the source, as far as the destination supports it. */
function planSourceEncryption({ source, destination }: SettingInputs): EncryptionSetting {
  if (source.repository.kind === 'unknown') return defaultEncryption;
  const { repository } = source.repository;
  const { encryption } = repository;
  switch (encryption) {
    case 'AES256':
      return { type: encryption };
    case 'KMS':
    case 'KMS_DSSE': {
      // Only the GovCloud regions offer dual-layer encryption.
      const isDualLayer = encryption === 'KMS_DSSE' && destination.identity.region.startsWith('us-gov-');
      // A key works in its own region only, and in other accounts only when its policy allows it.
      const canUseKey = isSameRegistry(source.identity, destination.identity);
      return {
        type: isDualLayer ? 'KMS_DSSE' : 'KMS',
        kmsKey: canUseKey ? getCustomerKey(repository) : undefined,
      };
    }
  }
}

function planEncryption(choice: EncryptionChoice, inputs: SettingInputs): EncryptionSetting {
  switch (choice.kind) {
    case 'as-source':
      return planSourceEncryption(inputs);
    case 'aes256':
      return { type: 'AES256' };
    case 'kms-managed':
      return { type: 'KMS' };
    case 'kms-key':
      return { type: 'KMS', kmsKey: choice.kmsKey };
    default:
      return assertNever(choice);
  }
}

/** Plans the settings of a repository to create, each with that of the source and the default. Pure. */
export function planSettings(choices: SettingChoices, inputs: SettingInputs): PlannedSettings {
  const { settings } = inputs.source;
  const mutability = readSourceSetting(
    inputs,
    ({ tagMutability, tagMutabilityExclusions: exclusions }): MutabilitySetting => ({
      tagMutability,
      exclusions,
    }),
  );
  const encryption = readSourceSetting(inputs, (repository) => ({
    type: repository.encryption,
    kmsKey: getCustomerKey(repository),
  }));
  const scanOnPush = readSourceSetting(inputs, (repository) => repository.scanOnPush);
  const lifecyclePolicy = settings?.lifecyclePolicy ?? asRead(undefined);
  const repositoryPolicy = settings?.repositoryPolicy ?? asRead(undefined);
  const resourceTags = settings?.resourceTags ?? asRead({});
  return {
    tagMutability: planSetting(mutability, defaultMutability, choices.tagMutability),
    encryption: {
      source: encryption,
      default: defaultEncryption,
      planned: planEncryption(choices.encryption, inputs),
      taken: choices.encryption.kind === 'as-source',
    },
    scanOnPush: planSetting(scanOnPush, false, choices.scanOnPush),
    lifecyclePolicy: planSetting(lifecyclePolicy, undefined, choices.lifecyclePolicy),
    repositoryPolicy: planSetting(repositoryPolicy, undefined, choices.repositoryPolicy),
    resourceTags: planSetting(resourceTags, {}, choices.resourceTags, removeReservedTags),
  };
}

/**
 * Finds the customer managed key of the source when the new repository is to have the encryption of the source but
 * cannot use that key.
 */
export function findUncopiedKmsKey(
  { encryption }: SettingChoices,
  inputs: SettingInputs,
): string | undefined {
  const { repository } = inputs.source;
  if (inputs.destination.repository.kind !== 'missing' || repository.kind === 'unknown') return undefined;
  if (encryption.kind !== 'as-source') return undefined;
  const key = getCustomerKey(repository.repository);
  return key === planSourceEncryption(inputs).kmsKey ? undefined : key;
}
