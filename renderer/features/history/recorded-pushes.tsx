import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useId } from 'react';
import type { RecordedPush } from '../../../shared/models/history.ts';
import { describePush } from '../../../shared/text/push.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { usePushes } from './api.ts';
import { describeOutcome } from './history-words.ts';
import styles from './history.module.css';

interface Props {
  /** The searched text. */
  readonly text: string;
  /** Opens the entry with an id. */
  readonly onOpen: (id: string) => void;
}

/** Who put a digest or the image of a URI at the destination, when and from where; nothing when the text names neither. */
export function RecordedPushes({ text, onOpen }: Props) {
  const { data, error, refetch } = usePushes(text);
  const titleId = useId();
  if (error) return <ErrorLine error={toErrorData(error)} actions={{ retry: () => void refetch() }} />;
  if (!data || data.pushes.length === 0) return null;
  return (
    <section className={styles.answer} aria-labelledby={titleId}>
      <Header
        variant="h3"
        headingTagOverride="h2"
        counter={`(${data.pushes.length}${data.hasMore ? '+' : ''})`}
        description={`The latest first.${data.hasMore ? ' Older transfers are in the table.' : ''}`}
      >
        <span id={titleId}>Recorded pushes</span>
      </Header>
      <ol className={styles.pushes}>
        {data.pushes.map((push, index) => (
          // An entry can have pushed a digest more than once.
          <Push key={`${push.entryId} ${index}`} push={push} onOpen={onOpen} />
        ))}
      </ol>
    </section>
  );
}

function Push({ push, onOpen }: { readonly push: RecordedPush; readonly onOpen: Props['onOpen'] }) {
  const { type, label } = describeOutcome(push.outcome);
  const sentence = describePush(push);
  return (
    <li>
      <StatusIndicator type={type} iconAriaLabel={label} /> {sentence} {push.isDemo && <Badge>Demo</Badge>}{' '}
      <Button
        variant="inline-link"
        ariaLabel={`Open entry: ${sentence}`}
        onClick={() => onOpen(push.entryId)}
      >
        Open entry
      </Button>
    </li>
  );
}
