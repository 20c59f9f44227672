import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatClock, formatExact } from '../../../shared/format/dates.ts';
import type { LogEntry } from '../../../shared/models/transfer-log.ts';
import type { TransferState } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { CopyAction } from '../../components/copy-button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { useTransferLog } from './log-queries.ts';
import styles from './log.module.css';

interface Props {
  readonly transferId: string;
  readonly name: string;
  readonly state: TransferState;
}

interface SectionProps extends Props {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

const asText = (entries: readonly LogEntry[]): string =>
  entries.map(({ at, text }) => `${new Date(at).toISOString()}  ${text}`).join('\n');

/** The log of a transfer, fetched when the section is expanded. */
export function TransferLogSection({ isOpen, onOpen, ...log }: SectionProps) {
  return (
    <ExpandableSection
      variant="footer"
      headerText="Log"
      headingTagOverride="h4"
      expanded={isOpen}
      onChange={({ detail }) => onOpen(detail.expanded)}
    >
      {isOpen && <LogLines {...log} />}
    </ExpandableSection>
  );
}

function LogLines({ transferId, name, state }: Props) {
  const log = useTransferLog(transferId, state.kind, !isFinished(state));
  if (log.error)
    return <ErrorLine error={toErrorData(log.error)} actions={{ retry: () => void log.refetch() }} />;
  const { entries, forgotten } = log.data ?? { entries: [], forgotten: 0 };
  if (entries.length === 0)
    return <p className={styles.note}>{log.isPending ? 'Loading…' : 'No log entries.'}</p>;
  return (
    <>
      {forgotten > 0 && (
        <p className={styles.note}>
          {formatCount(forgotten, 'earlier line is', 'earlier lines are')} no longer available.
        </p>
      )}
      <div className={styles.lines} role="region" aria-label={`Log of ${name}`} tabIndex={0}>
        <ol>
          {entries.map((entry) => (
            <LogLine key={entry.number} {...entry} />
          ))}
        </ol>
      </div>
      <CopyAction text={asText(entries).slice(-99_000)}>Copy log</CopyAction>
    </>
  );
}

function LogLine({ at, level, text }: LogEntry) {
  return (
    <li className={styles[level]}>
      <time dateTime={new Date(at).toISOString()} title={formatExact(at)}>
        {formatClock(at)}
      </time>
      <span>
        {level !== 'info' && (
          <span className="visually-hidden">{level === 'error' ? 'Error: ' : 'Warning: '}</span>
        )}
        {text}
      </span>
    </li>
  );
}
