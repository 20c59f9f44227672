import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { describePush } from '../../../../shared/text/push.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { createTransferTest } from '../../../testing/transfer-test.ts';
import { openRecords } from '../../storage/records.ts';
import { createTransfers } from '../transfers.ts';

const test = createTransferTest();

test('the history has the tags that may have been written, and finds the transfer by them', async ({
  registries,
  plans,
  names,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'history-entry-'));
  const records = openRecords({ folder });
  onTestFinished(async () => {
    await records.close();
    await rm(folder, { recursive: true });
  });
  const { digest } = await seedImage(registries.source.createRepository(names.from), [['a', 1_000]], ['v1']);
  const destination = registries.destination.createRepository(names.to);
  registries.ecr.faults.add({ kind: 'lose-answer', operation: 'PutImage', times: Infinity });
  const transfers = createTransfers({
    plans,
    send: () => undefined,
    retryPolicy: { attempts: 20, firstWait: 500, longestWait: 500 },
    store: records,
  });
  const request = registries.request(names, [
    { digest, sourceTags: ['v1'], destinationTags: ['may-be-written'] },
  ]);
  const { id } = transfers.start((await plans.create(request)).plan.id);
  await expect.poll(() => destination.tags.has('may-be-written'), { interval: 5 }).toBe(true);
  await transfers.cancel(id);
  await records.settled();

  expect((await records.history.read(id)).images).toMatchObject([
    { destinationTags: [], unsureTags: ['may-be-written'], outcome: { kind: 'cancelled' } },
  ]);
  const uri = `${registries.destination.accountId}.dkr.ecr.us-east-1.amazonaws.com/${names.to}:may-be-written`;
  const { pushes } = await records.history.findPushes(uri);
  expect(pushes).toMatchObject([{ entryId: id, tags: [], unsureTags: ['may-be-written'] }]);
  expect(pushes.map(describePush)).toMatchObject([
    expect.stringMatching(/without tags; tag may-be-written may have been written\.$/),
  ]);
});
