import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplicationOptions, ReplicationRequest } from '../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../shared/models/plan.ts';
import type { SettingChoices } from '../../shared/models/repository-settings.ts';
import { defaultSettingChoices } from '../../shared/models/repository-settings.ts';
import type { AwsAccess, AwsAccessOptions } from '../engine/aws/clients/aws-access.ts';
import { createAwsAccess } from '../engine/aws/clients/aws-access.ts';
import type { PacingPolicy } from '../engine/aws/clients/pacing.ts';
import { defaultPacingPolicy } from '../engine/aws/clients/pacing.ts';
import type { LocalEcr, LocalEcrOptions } from '../local-ecr/local-ecr.ts';
import { startLocalEcr } from '../local-ecr/local-ecr.ts';
import type { Registry } from '../local-ecr/registry/registry.ts';
import type { RepositoryHandle } from '../engine/aws/clients/repository-handle.ts';
import type { RetryPolicy } from '../engine/async/retry.ts';

/** The default number of attempts with short waits. */
export const quickRetries: RetryPolicy = { attempts: 6, firstWait: 1, longestWait: 5 };

/** No rate limits: the local ECR has no quotas by default. */
const unpaced: PacingPolicy = { ...defaultPacingPolicy, rates: {}, minQuota: undefined };

export interface RegistriesOptions extends Partial<Omit<AwsAccessOptions, 'environment'>> {
  readonly throttle?: LocalEcrOptions['throttle'];
  readonly parts?: LocalEcrOptions['parts'];
  readonly replicationPace?: LocalEcrOptions['replicationPace'];
  readonly replicationClock?: LocalEcrOptions['replicationClock'];
  /** Region of the destination; `us-east-1` when absent. */
  readonly destinationRegion?: string;
  /** Returns the endpoint for the profiles, such as that of a relay; the endpoint of the local ECR if absent. */
  readonly through?: (endpoint: string) => Promise<string>;
}

const source = {
  profile: 'build',
  accountId: '111111111111',
  region: 'eu-west-1',
  key: 'AKIABUILD00000000001',
};
const usualDestination = {
  profile: 'production',
  accountId: '222222222222',
  region: 'us-east-1',
  key: 'AKIAPRODUCTION000002',
};

const secretOf = ({ key }: typeof source): string => `secret-of-${key}`;

/** A source and a destination registry in two accounts of a local ECR, each with a profile in the AWS files. */
export interface TwoRegistries {
  readonly ecr: LocalEcr;
  readonly access: AwsAccess;
  readonly source: Registry;
  readonly destination: Registry;
  /** A repository handle of the engine whose errors name the side. */
  sourceRepository(name: string): Promise<RepositoryHandle>;
  destinationRepository(name: string): Promise<RepositoryHandle>;
  request(
    names: {
      readonly from: string;
      readonly to: string;
      readonly create?: boolean;
      readonly settings?: Partial<SettingChoices>;
    },
    images: ReplicationRequest['images'],
    options?: Partial<ReplicationOptions>,
  ): ReplicationRequest;
  close(): Promise<void>;
}

const formatFiles = (
  endpoint: string,
  destination: typeof source,
): { readonly config: string; readonly credentials: string } => ({
  config: [source, destination]
    .map(({ profile, region }) => `[profile ${profile}]\nregion = ${region}\nendpoint_url = ${endpoint}\n`)
    .join('\n'),
  credentials: [source, destination]
    .map(
      (side) =>
        `[${side.profile}]\naws_access_key_id = ${side.key}\naws_secret_access_key = ${secretOf(side)}\n`,
    )
    .join('\n'),
});

export async function startTwoRegistries({
  throttle,
  parts,
  replicationPace,
  replicationClock,
  through,
  destinationRegion = usualDestination.region,
  ...accessOptions
}: RegistriesOptions = {}): Promise<TwoRegistries> {
  const destination = { ...usualDestination, region: destinationRegion };
  const ecr = await startLocalEcr({
    accounts: [source, destination].map((side) => ({
      id: side.accountId,
      principals: [
        {
          accessKeyId: side.key,
          secretAccessKey: secretOf(side),
          arn: `arn:aws:iam::${side.accountId}:user/${side.profile}`,
        },
      ],
    })),
    regions: [source.region, destination.region],
    ...(throttle && { throttle }),
    ...(parts && { parts }),
    ...(replicationPace && { replicationPace }),
    ...(replicationClock && { replicationClock }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'two-registries-'));
  const files = formatFiles(through ? await through(ecr.endpoint) : ecr.endpoint, destination);
  const environment = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  await writeFile(environment.AWS_CONFIG_FILE, files.config);
  await writeFile(environment.AWS_SHARED_CREDENTIALS_FILE, files.credentials);
  // The SDK reads the environment of the process, not the one that the engine receives.
  Object.assign(process.env, environment);
  const access = createAwsAccess({
    environment,
    retryPolicy: quickRetries,
    pacingPolicy: unpaced,
    ...accessOptions,
  });

  const openRepository = async (side: typeof source, name: string, label: 'source' | 'destination') => {
    const { profile, region, accountId: registryId } = side;
    return { registry: (await access.connect({ profile, region, registryId })).forSide(label), name };
  };

  return {
    ecr,
    access,
    source: ecr.registry(source.accountId, source.region),
    destination: ecr.registry(destination.accountId, destination.region),
    sourceRepository: (name) => openRepository(source, name, 'source'),
    destinationRepository: (name) => openRepository(destination, name, 'destination'),
    request: ({ from, to, create = false, settings }, images, options = {}) => ({
      source: { profile: source.profile, region: source.region, repositoryName: from },
      destination: {
        profile: destination.profile,
        region: destination.region,
        repositoryName: to,
        createRepository: create,
        settings: { ...defaultSettingChoices, ...settings },
      },
      images,
      options: { ...defaultReplicationOptions, ...options },
    }),
    async close() {
      await ecr.close();
      await rm(folder, { recursive: true });
    },
  };
}
