import type { RecordChange, TransferStore } from '../../engine/transfers/store/transfer-store.ts';

/** Transfers of the demo copy nothing and end with it: they are neither queued beyond the app nor in the history. */
const isRecorded = ({ kind }: RecordChange): boolean => kind !== 'queued' && kind !== 'finished';

/** A store that leaves out the demo's transfers while the demo is on. */
export const withoutDemo = (store: TransferStore, isDemo: () => boolean): TransferStore => ({
  onQueueRead: (listener) => store.onQueueRead(listener),
  change(...changes) {
    const recorded = isDemo() ? changes.filter(isRecorded) : changes;
    if (recorded.length > 0) store.change(...recorded);
  },
});
