import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { Plan, UploadStrategy } from '../../../shared/models/plan.ts';
import type { CommandLine } from '../../../shared/text/command-line.ts';
import { describeUploadStrategy } from '../../../shared/text/upload-method.ts';
import { Section } from '../../components/section.tsx';
import styles from './review-details.module.css';

interface Props {
  readonly plan: Plan;
  /** Undefined while the plan is being created. */
  readonly command: CommandLine | undefined;
  /** The result of the permission checks. */
  readonly permissions: ReactNode;
  /** Other ways to get the same result. */
  readonly alternatives: ReactNode;
}

function describeStrategy(uploadStrategy: UploadStrategy): string | undefined {
  const strategy = describeUploadStrategy(uploadStrategy);
  return strategy && `Layers go ${strategy.endsWith('.') ? strategy : `${strategy}.`}`;
}

/** What a review ends with: permission checks, the upload method, and other ways to get the same result. */
export const ReviewDetails = ({ plan, command, permissions, alternatives }: Props) => (
  <Section title="Details">
    <SpaceBetween size="s">
      {permissions}
      <div>{describeStrategy(plan.uploadStrategy)}</div>
      {alternatives}
      {command && <PlanCommandLine command={command} />}
    </SpaceBetween>
  </Section>
);

/** The command line that does the same as a plan, and what it does not express. */
const PlanCommandLine = ({ command: { text, notes } }: { readonly command: CommandLine }) => (
  <ExpandableSection headerText="Command line">
    <pre className={styles.command} tabIndex={0} role="region" aria-label="Command line">
      {text.trimEnd()}
    </pre>
    <ul className={styles.notes} aria-label="Differences from this plan">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  </ExpandableSection>
);
