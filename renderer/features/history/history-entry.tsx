import { InfoLink } from '../../components/info-link.tsx';
import Badge from '@cloudscape-design/components/badge';
import Container from '@cloudscape-design/components/container';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatExact } from '../../../shared/format/dates.ts';
import { formatElapsed } from '../../../shared/format/duration.ts';
import type { HistoryEntry as Entry } from '../../../shared/models/history.ts';
import { formatCommandLine } from '../../../shared/text/command-line.ts';
import { CopyAction } from '../../components/copy-button.tsx';
import { PlannedAndActual } from '../../components/planned-and-actual.tsx';
import { EntryEndpoint } from './entry-endpoint.tsx';
import { EntryImages } from './entry-images.tsx';
import { EntryVerification } from './entry-verification.tsx';
import { resultLabels } from './history-words.ts';
import styles from './history.module.css';
import { Section } from '../../components/section.tsx';

interface Props {
  readonly entry: Entry;
  readonly actions: ReactNode;
}

/** One finished transfer: result, route, identities, duration, images and command line. */
export function HistoryEntry({ entry, actions }: Props) {
  const { result, error, source, destination, bytes, startedAt, finishedAt, duration, images } = entry;
  const verified = images.filter(
    ({ outcome }) =>
      outcome.kind === 'verified' || (outcome.kind === 'already-at-destination' && outcome.verified),
  );
  return (
    <>
      <Section
        title={
          <>
            {source.repositoryName} to {destination.repositoryName} {entry.demo && <Badge>Demo</Badge>}
          </>
        }
        heading="h1"
        info={<InfoLink topic="history" section="entry" about="this replication" />}
        actions={actions}
      >
        <dl className={styles.facts} aria-label="Replication details">
          <Fact title="Result" note={error?.message}>
            <StatusIndicator type={resultLabels[result].type}>{resultLabels[result].label}</StatusIndicator>
          </Fact>
          <Fact title="Queued">{formatExact(startedAt)}</Fact>
          <Fact title="Finished">{formatExact(finishedAt)}</Fact>
          <Fact title="Duration" note="Excludes time in the queue">
            {formatElapsed(duration / 1000)}
          </Fact>
          <Fact
            title="Transferred"
            note={`${formatBytes(bytes.alreadyAtDestination)} of ${formatBytes(bytes.total)} already at destination`}
          >
            {formatBytes(bytes.transferred)}
          </Fact>
          <Fact title="Verified" note="Read back from the destination and compared">
            {verified.length} of {formatCount(images.length, 'image')}
          </Fact>
        </dl>
      </Section>
      <Container>
        <div className={styles.sides}>
          <EntryEndpoint title="From" endpoint={source} />
          <EntryEndpoint title="To" endpoint={destination} />
        </div>
      </Container>
      <PlannedAndActual entry={entry} />
      <EntryImages images={images} />
      <EntryVerification images={images} />
      <CommandLineBox entry={entry} />
    </>
  );
}

interface FactProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children: ReactNode;
}

function Fact({ title, note, children }: FactProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {children}
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}

function CommandLineBox({ entry }: { readonly entry: Entry }) {
  const { text, notes } = formatCommandLine(entry.request);
  return (
    <Section
      title="Command line"
      description="Runs the same replication from a terminal."
      actions={<CopyAction text={text}>Copy command line</CopyAction>}
    >
      <pre className={styles.command} tabIndex={0} role="region" aria-label="Command line">
        {text.trimEnd()}
      </pre>
      {notes.map((note) => (
        <div key={note} className={styles.quiet}>
          {note}
        </div>
      ))}
    </Section>
  );
}
