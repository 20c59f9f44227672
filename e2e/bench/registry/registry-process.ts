import type { CallRecord } from '../../../electron/local-ecr/calls/call-log.ts';
import { createCertificateAuthority } from '../../../electron/local-ecr/certificates/certificate-authority.ts';
import { startLocalEcr } from '../../../electron/local-ecr/local-ecr.ts';
import { addLayer } from '../../../electron/local-ecr/registry/layers.ts';
import { putImage } from '../../../electron/local-ecr/registry/put-image.ts';
import { accounts, build, production, regions } from '../../accounts/test-accounts.ts';
import type { RegistryAccess, RegistryAnswer, RegistryRequest } from '../processes/messages.ts';
import { digestsOnly } from '../../../electron/testing/digests-only.ts';
import { longestChain } from './longest-chain.ts';
import { seedBenchImage } from './seed-bench-image.ts';

// The ECR of the bench, in a process of its own, so that its memory and CPU are not counted for the copy:
// registry-process.ts http|https ADDRESS

const [scheme, address = ''] = process.argv.slice(2);
const authority = await createCertificateAuthority();
const ecr = await startLocalEcr({
  accounts,
  regions,
  throttle: 'quota',
  blobs: digestsOnly,
  address,
  ...(scheme === 'https' && { tls: await authority.issue([address]) }),
});
const sides = {
  source: { accountId: '111111111111', ...build },
  destination: { accountId: '222222222222', ...production },
} as const;
const source = ecr.registry(sides.source.accountId, sides.source.region);
const destination = ecr.registry(sides.destination.accountId, sides.destination.region);
source.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
destination.accountSettings.set('BLOB_MOUNTING', 'ENABLED');

const send = (message: RegistryAnswer): void => void process.send?.(message);
let cpu = process.cpuUsage();

async function registryAccess({
  accountId,
  principal,
  region,
}: (typeof sides)['source' | 'destination']): Promise<RegistryAccess> {
  const { password } = ecr.tokens.issue({ accountId, principal }, region);
  return { host: await ecr.ociRegistry(accountId, region), password };
}

function prepare({ repository, from, isThere }: Extract<RegistryRequest, { kind: 'prepare' }>): void {
  const made = destination.createRepository(repository);
  if (!isThere) return;
  const { layers, images, tags } = source.repository(from);
  for (const [digest, { content }] of layers) addLayer(made, digest, content);
  for (const [tag, digest] of tags) putImage(made, { manifest: images.get(digest)?.manifest ?? '', tag });
}

async function check({
  repository,
  from,
}: Extract<RegistryRequest, { kind: 'check' }>): Promise<string | undefined> {
  const { tags, layers } = destination.repository(repository);
  const expected = source.repository(from);
  const wrongTags = [...expected.tags].filter(([tag, digest]) => tags.get(tag) !== digest);
  const missingLayers = [...expected.layers.keys()].filter((digest) => !layers.has(digest));
  await destination.deleteRepository(repository, { force: true });
  return wrongTags.length + missingLayers.length === 0
    ? undefined
    : `${repository}: ${wrongTags.length} tags wrong, ${missingLayers.length} layers missing`;
}

function callFigures(records: readonly CallRecord[]): Extract<RegistryAnswer, { kind: 'calls' }> {
  const { user, system } = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  return {
    kind: 'calls',
    requests: records.length,
    roundTrips: longestChain(records),
    layerBytes: ecr.calls.layerBytes,
    registryCpu: (user + system) / 1_000_000,
  };
}

async function answer(request: RegistryRequest): Promise<void> {
  switch (request.kind) {
    case 'seed': {
      const repository = source.createRepository(request.repository);
      const images = [];
      for (const image of request.images) images.push(await seedBenchImage(repository, image));
      return send({ kind: 'seeded', images });
    }
    case 'prepare':
      prepare(request);
      return send({ kind: 'done' });
    case 'check':
      return send({ kind: 'checked', problem: await check(request) });
    case 'shape':
      ecr.network.shape = request.network;
      return send({ kind: 'done' });
    case 'take-calls':
      send(callFigures(ecr.calls.all));
      return ecr.calls.clear();
    case 'close':
      await ecr.close();
      process.disconnect();
  }
}

process.on('message', (request: RegistryRequest) => void answer(request));
send({
  kind: 'ready',
  endpoint: ecr.endpoint,
  source: await registryAccess(sides.source),
  destination: await registryAccess(sides.destination),
  authority: authority.certificate,
});
