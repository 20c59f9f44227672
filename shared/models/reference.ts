import { repositoryNamePattern } from './repository.ts';
import { tagPattern } from './image.ts';

/** AWS's separate worlds: credentials of one mean nothing in another. */
export type Partition =
  | 'aws'
  | 'aws-cn'
  | 'aws-us-gov'
  | 'aws-iso'
  | 'aws-iso-b'
  | 'aws-iso-e'
  | 'aws-iso-f'
  | 'aws-eusc';

export interface RegistryReference {
  readonly accountId: string;
  readonly region: string;
}

export interface RepositoryReference extends RegistryReference {
  readonly repositoryName: string;
}

/** An image by tag, by digest, or by both, in which case the digest decides. */
export interface ImageReference extends RepositoryReference {
  readonly tag?: string;
  readonly digest?: string;
}

/** Region prefixes and host suffixes by partition, as the SDK's endpoint resolver has them; `aws` takes the rest. */
const partitions: readonly { partition: Partition; prefix: string; suffix: string }[] = [
  { partition: 'aws-cn', prefix: 'cn-', suffix: 'amazonaws.com.cn' },
  { partition: 'aws-us-gov', prefix: 'us-gov-', suffix: 'amazonaws.com' },
  { partition: 'aws-iso-b', prefix: 'us-isob-', suffix: 'sc2s.sgov.gov' },
  { partition: 'aws-iso-e', prefix: 'eu-isoe-', suffix: 'cloud.adc-e.uk' },
  { partition: 'aws-iso-f', prefix: 'us-isof-', suffix: 'csp.hci.ic.gov' },
  { partition: 'aws-iso', prefix: 'us-iso-', suffix: 'c2s.ic.gov' },
  { partition: 'aws-eusc', prefix: 'eusc-', suffix: 'amazonaws.eu' },
  { partition: 'aws', prefix: '', suffix: 'amazonaws.com' },
];

const partitionEntry = (region: string): (typeof partitions)[number] => {
  const entry = partitions.find(({ prefix }) => region.startsWith(prefix));
  if (!entry) throw new Error(`No partition for region ${region}`);
  return entry;
};

export const findPartition = (region: string): Partition => partitionEntry(region).partition;

/** The end of AWS's own host names in a region: `amazonaws.com`. */
export const hostSuffix = (region: string): string => partitionEntry(region).suffix;

/** `<account>.dkr.ecr.<region>.<suffix>`: the host of a private registry. */
export const registryHost = ({ accountId, region }: RegistryReference): string =>
  `${accountId}.dkr.ecr.${region}.${hostSuffix(region)}`;

export const repositoryUri = (reference: RepositoryReference): string =>
  `${registryHost(reference)}/${reference.repositoryName}`;

/** `…/name:tag`, `…/name@sha256:…` or `…/name:tag@sha256:…`. */
export function imageUri(reference: ImageReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${repositoryUri(reference)}${tag}${digest}`;
}

export const repositoryArn = ({ accountId, region, repositoryName }: RepositoryReference): string =>
  `arn:${findPartition(region)}:ecr:${region}:${accountId}:repository/${repositoryName}`;

const uriPattern =
  /^(?:https?:\/\/)?(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.([a-z0-9.-]+?)(?:\/([^:@\s]*))?(?::([^@\s]+))?(?:@(\S+))?$/;
const arnPattern = /^arn:([a-z-]+):ecr:([a-z0-9-]+):(\d{12}):repository\/(.+)$/;
const digestPattern = /^sha256:[a-f0-9]{64}$/;

/** What an ECR URI or ARN names: a registry, a repository or an image. */
export type ParsedReference =
  | ({ readonly kind: 'registry' } & RegistryReference)
  | ({ readonly kind: 'repository' } & RepositoryReference)
  | ({ readonly kind: 'image' } & ImageReference);

/** The dual-stack hosts end in `on.aws`, whatever the partition; the others in the partition's own suffix. */
const isEcrSuffix = (region: string, suffix: string): boolean =>
  suffix === 'on.aws' || suffix === hostSuffix(region);

function parseUri(text: string): ParsedReference | undefined {
  const [, accountId, region, suffix, path, tag, digest] = uriPattern.exec(text) ?? [];
  if (accountId === undefined || region === undefined || suffix === undefined) return undefined;
  if (!isEcrSuffix(region, suffix)) return undefined;
  const registry = { accountId, region };
  if (!path) return tag === undefined && digest === undefined ? { kind: 'registry', ...registry } : undefined;
  if (!repositoryNamePattern.test(path)) return undefined;
  if (tag !== undefined && !tagPattern.test(tag)) return undefined;
  if (digest !== undefined && !digestPattern.test(digest)) return undefined;
  const repository = { ...registry, repositoryName: path };
  if (tag === undefined && digest === undefined) return { kind: 'repository', ...repository };
  return {
    kind: 'image',
    ...repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function parseArn(text: string): ParsedReference | undefined {
  const [, partition, region, accountId, repositoryName] = arnPattern.exec(text) ?? [];
  if (region === undefined || accountId === undefined || repositoryName === undefined) return undefined;
  if (partition !== findPartition(region) || !repositoryNamePattern.test(repositoryName)) return undefined;
  return { kind: 'repository', accountId, region, repositoryName };
}

/**
 * Reads an ECR registry, repository or image URI (with or without `https://`), or a repository ARN.
 * Undefined for anything else; never guesses.
 */
export const parseReference = (text: string): ParsedReference | undefined => {
  const trimmed = text.trim();
  return trimmed.startsWith('arn:') ? parseArn(trimmed) : parseUri(trimmed);
};
