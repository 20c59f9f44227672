import type { Throughput } from '../../../shared/models/throughput.ts';
import type { TransferLog } from '../../../shared/models/transfer-log.ts';
import type { Transfer, TransferStatus } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { TransferReport } from '../../../shared/models/verification.ts';
import type { ThroughputMeter } from './progress/throughput-meter.ts';
import { createThroughputMeter } from './progress/throughput-meter.ts';
import { createTransferReport } from './progress/transfer-report.ts';
import type { TransferList } from './queue/transfer-list.ts';
import { noReportError } from './run/transfer-errors.ts';

interface InspectPorts {
  readonly listed: TransferList;
  /** Counts the bytes of all transfers. */
  readonly total: ThroughputMeter;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Reads the states of transfers, without a change. */
export interface InspectTransfers {
  /** The newest first. */
  list(): readonly Transfer[];
  /** The statuses of the transfers of this process. */
  statuses(): readonly TransferStatus[];
  /** How many transfers are not finished. */
  countUnfinished(): number;
  /** The log lines after the one with the number `after`, or all lines that are in memory. */
  log(id: string, after?: number): TransferLog;
  /** The throughput of one transfer, or of all together. */
  throughput(id?: string): Throughput;
  /** @throws EngineError `invalid-input` for an interrupted transfer. */
  report(id: string): TransferReport;
}

/** Creates the queries. The log and the throughput of an interrupted transfer are empty. */
export const createInspectTransfers = ({ listed, total, clock }: InspectPorts): InspectTransfers => ({
  list: () => listed.snapshots(),
  statuses: () => listed.runs().map(({ progress }) => progress.status()),
  countUnfinished: () => listed.runs().filter(({ progress }) => !isFinished(progress.state())).length,
  log: (id, after) => listed.get(id).run?.log.read(after) ?? { entries: [], forgotten: 0 },
  throughput(id) {
    const meter = id === undefined ? total : listed.get(id).run?.throughput;
    return (meter ?? createThroughputMeter(clock())).read(clock());
  },
  report(id) {
    const { run } = listed.get(id);
    if (!run) throw noReportError();
    return createTransferReport(run.plan, run.progress.snapshot());
  },
});
