import { writeSync } from 'node:fs';
import { createAwsAccess } from '../../../electron/engine/aws/clients/aws-access.ts';
import { createPlans } from '../../../electron/engine/plan/plan-store.ts';
import { openRecords } from '../../../electron/engine/storage/records.ts';
import { createUploadJournal } from '../../../electron/engine/replication/upload/upload-journal.ts';
import { createTransfers } from '../../../electron/engine/transfers/transfers.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import type { ChildLine } from './child-line.ts';

/**
 * A process that is killed: `node transfer-child.ts FOLDER REQUEST PREFIX`. It copies the requested image into one new
 * repository after another, as the app does, and reports every step as a line of JSON.
 */
const [, , folder = '', request = '', prefix = ''] = process.argv;

// Written synchronously: a report of a killed process precedes its end.
const say = (line: ChildLine): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const records = openRecords({ folder });
const plans = createPlans(createAwsAccess({ environment: process.env }));
const base = replicationRequestSchema.parse(JSON.parse(request));
let ended = Promise.withResolvers<void>();
const transfers = createTransfers({
  plans,
  journal: createUploadJournal(`${folder}/uploads`),
  send: ({ status }) => {
    if (status.state.kind === 'running') say({ kind: 'copy', id: status.id });
  },
  store: {
    onQueueRead: (listener) => records.onQueueRead(listener),
    change(...changes) {
      for (const change of changes)
        if (change.kind === 'finished') say({ kind: 'record', id: change.entry.id });
      records.change(...changes);
    },
  },
  onFinished: () => ended.resolve(),
});
say({ kind: 'ready' });

for (let number = 0; ; number += 1) {
  ended = Promise.withResolvers();
  const { plan } = await plans.create({
    ...base,
    destination: { ...base.destination, repositoryName: `${prefix}-${number}`, createRepository: true },
  });
  say({ kind: 'enqueue' });
  const { id } = transfers.start(plan.id);
  await records.settled();
  say({ kind: 'acknowledged', id });
  await ended.promise;
}
