import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { TransferUpdate } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { createAwsAccess } from '../../../electron/engine/aws/aws-access.ts';
import { createNetwork } from '../../../electron/engine/aws/network/create-network.ts';
import { testConnections } from '../../../electron/engine/aws/network/connection-test.ts';
import { defaultTimeouts } from '../../../electron/engine/aws/timeouts.ts';
import { listImages } from '../../../electron/engine/ecr/images.ts';
import { listRepositories } from '../../../electron/engine/ecr/repositories.ts';
import { toErrorData } from '../../../electron/engine/errors/to-error-data.ts';
import { openRecords } from '../../../electron/engine/records/records.ts';
import { createPlans } from '../../../electron/engine/plans/plans.ts';
import { runPreflight } from '../../../electron/engine/preflight/run-preflight.ts';
import { createUploadJournal } from '../../../electron/engine/replication/upload/upload-journal.ts';
import { createTransfers } from '../../../electron/engine/transfers/transfers.ts';
import { openLog } from '../../../electron/log.ts';
import type { CanaryWorld, ProfileName } from './world.ts';
import { region } from './world.ts';

const quick = { attempts: 2, firstWait: 1, longestWait: 1 };

let codes = 100_000;

async function filesIn(folder: string): Promise<string> {
  const texts: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) texts.push(await readFile(join(entry.parentPath, entry.name), 'utf8'));
  return texts.join('\n');
}

/**
 * Does with a profile all that the window asks for, from its identity to a copy with its log and report, as far as it
 * comes, and gives back everything that leaves the main process or is stored.
 */
export async function runApp(
  { environment }: CanaryWorld,
  profile: ProfileName,
  userData: string,
): Promise<string> {
  const said: string[] = [];
  const say = (what: unknown): void => void said.push(JSON.stringify(what));
  const log = openLog(join(userData, 'logs'));
  const network = createNetwork({
    timeouts: { ...defaultTimeouts, connection: 2_000, request: 5_000 },
    settings: () => ({ proxyMode: 'environment' }),
    environment,
  });
  const access = createAwsAccess({ environment, network, retryPolicy: quick });
  const selection = { profile, region };
  const attempt = async (name: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      say({ name, value: await work() });
      return true;
    } catch (error) {
      const data = toErrorData(error);
      say({ name, data });
      // As `register.ts` and `describe-error.ts` do.
      log.info(`${name} failed: ${data.message}`, data.detail ?? '');
      log.info(`${name} failed.`, error);
      said.push(error instanceof Error ? error.message : inspect(error));
      return false;
    }
  };

  say(await access.listing());
  if (profile === 'careful') {
    codes += 1;
    await attempt('mfa.answer', () => access.answerMfa(profile, String(codes)));
  }
  await attempt('registries.identify', () => access.identify(selection, 'source'));
  await attempt('network.test', () => testConnections([selection], { network, environment, limit: 3_000 }));
  const connected = await attempt('repositories.list', async () =>
    listRepositories(await access.connect(selection)),
  );
  if (connected) {
    let digest = '';
    await attempt('images.list', async () => {
      const images = await listImages(await access.connect(selection), 'team/app');
      digest = images[0]?.digest ?? '';
      return images;
    });
    await attempt('copy', () => copy(digest));
  }
  say(await access.listing());
  return `${said.join('\n')}\n${await filesIn(userData)}`;

  async function copy(digest: string): Promise<void> {
    const plans = createPlans(access);
    const updates: TransferUpdate[] = [];
    const ended = Promise.withResolvers<void>();
    const records = openRecords({ folder: userData });
    const transfers = createTransfers({
      plans,
      retryPolicy: quick,
      journal: createUploadJournal(join(userData, 'journal')),
      send(update) {
        updates.push(update);
        if (isFinished(update.status.state) || update.status.state.kind === 'waiting-for-credentials')
          ended.resolve();
      },
      store: records,
    });
    const prepared = await plans.create({
      source: { ...selection, repositoryName: 'team/app' },
      destination: {
        ...selection,
        repositoryName: `copy/${profile}`,
        createRepository: true,
        settings: defaultSettingChoices,
      },
      images: [{ digest, sourceTags: ['1.0'], destinationTags: [`t${Date.now()}-${Math.random()}`] }],
      options: defaultReplicationOptions,
    });
    const { plan } = prepared;
    say(plan);
    await attempt('preflight.run', () => runPreflight(access, prepared));
    const { id } = transfers.start(plan.id);
    await ended.promise;
    await transfers.cancelAll();
    await records.close();
    say([updates, transfers.log(id), transfers.report(id), transfers.list()]);
  }
}
