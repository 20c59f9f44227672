import type { RecordChange, TransferStore } from '../../engine/transfers/store/transfer-store.ts';

/** The registries of the demo end with the app, so its transfers are neither stored in the queue nor in the history. */
const isRecorded = ({ kind }: RecordChange): boolean => kind !== 'queued' && kind !== 'finished';

/** A store that leaves out transfers while the demo is on. */
export const withoutDemoTransfers = (store: TransferStore, isDemo: () => boolean): TransferStore => ({
  onQueueRead: (listener) => store.onQueueRead(listener),
  change(...changes) {
    const recorded = isDemo() ? changes.filter(isRecorded) : changes;
    if (recorded.length > 0) store.change(...recorded);
  },
});
