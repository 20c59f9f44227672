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
import { assertNever } from '../../../shared/result.ts';
import type { PlanInputs } from './gather-plan-inputs.ts';
import { isSameRegistry } from '../aws/clients/repository-handle.ts';

/** What ECR gives a repository when nothing is asked for (CreateRepository, API reference). */
const defaultMutability: MutabilitySetting = { tagMutability: 'MUTABLE', exclusions: [] };
const defaultEncryption: EncryptionSetting = { type: 'AES256' };

const read = <Value>(value: Value): SettingAtSource<Value> => ({ kind: 'read', value });

/** Taken over as it is where it is chosen and can be read. */
function carried<Value>(
  source: SettingAtSource<Value>,
  defaultValue: Value,
  taken: boolean,
  adapt: (value: Value) => Value = (value) => value,
): PlannedSetting<Value> {
  const planned = taken && source.kind === 'read' ? adapt(source.value) : defaultValue;
  return { source, default: defaultValue, planned, taken };
}

const withoutReserved = (tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !isReservedTag(key)));

/** The repository's own key; undefined for the one that AWS manages. */
const ownKey = ({ kmsKey }: Repository): string | undefined =>
  kmsKey?.endsWith(':alias/aws/ecr') ? undefined : kmsKey;

/** The part of what was gathered that settings depend on. */
interface Sides {
  readonly source: Omit<PlanInputs['source'], 'handle'>;
  readonly destination: Pick<PlanInputs['destination'], 'identity' | 'repository'>;
}

/** A part of what DescribeRepositories reports of the source. */
function reported<Value>(
  { source: { repository } }: Sides,
  value: (repository: Repository) => Value,
): SettingAtSource<Value> {
  return repository.kind === 'found'
    ? read(value(repository.repository))
    : { kind: 'unreadable', error: repository.error };
}

function asSource({ source, destination }: Sides): EncryptionSetting {
  if (source.repository.kind === 'unknown') return defaultEncryption;
  const { repository } = source.repository;
  const { encryption } = repository;
  switch (encryption) {
    case 'AES256':
      return { type: encryption };
    case 'KMS':
    case 'KMS_DSSE': {
      // Dual-layer encryption is offered in the GovCloud regions only.
      const dualLayer = encryption === 'KMS_DSSE' && destination.identity.region.startsWith('us-gov-');
      // A key serves repositories of its own region, and other accounts only where its policy says so.
      const same = isSameRegistry(source.identity, destination.identity);
      return { type: dualLayer ? 'KMS_DSSE' : 'KMS', kmsKey: same ? ownKey(repository) : undefined };
    }
  }
}

function plannedEncryption(choice: EncryptionChoice, sides: Sides): EncryptionSetting {
  switch (choice.kind) {
    case 'as-source':
      return asSource(sides);
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

/** What a repository that is created will have, against what the source has. Pure. */
export function plannedSettings(choices: SettingChoices, sides: Sides): PlannedSettings {
  const { settings } = sides.source;
  const mutability = reported(
    sides,
    ({ tagMutability, tagMutabilityExclusions: exclusions }): MutabilitySetting => ({
      tagMutability,
      exclusions,
    }),
  );
  const none = read<string | undefined>(undefined);
  return {
    tagMutability: carried(mutability, defaultMutability, choices.tagMutability),
    encryption: {
      source: reported(sides, (repository) => ({
        type: repository.encryption,
        kmsKey: ownKey(repository),
      })),
      default: defaultEncryption,
      planned: plannedEncryption(choices.encryption, sides),
      taken: choices.encryption.kind === 'as-source',
    },
    scanOnPush: carried(
      reported(sides, (repository) => repository.scanOnPush),
      false,
      choices.scanOnPush,
    ),
    lifecyclePolicy: carried(settings?.lifecyclePolicy ?? none, undefined, choices.lifecyclePolicy),
    repositoryPolicy: carried(settings?.repositoryPolicy ?? none, undefined, choices.repositoryPolicy),
    resourceTags: carried(settings?.resourceTags ?? read({}), {}, choices.resourceTags, withoutReserved),
  };
}

/** The source's own key, where the new repository should be as the source and yet cannot have it. */
export function keyLeftBehind({ encryption }: SettingChoices, sides: Sides): string | undefined {
  const { repository } = sides.source;
  if (sides.destination.repository.kind !== 'missing' || repository.kind === 'unknown') return undefined;
  if (encryption.kind !== 'as-source') return undefined;
  const key = ownKey(repository.repository);
  return key === asSource(sides).kmsKey ? undefined : key;
}
