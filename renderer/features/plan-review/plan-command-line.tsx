import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { CommandLine } from '../../../shared/text/command-line.ts';
import styles from './plan-command-line.module.css';

/** The command line that does the same as a plan, and what it does not express. */
export const PlanCommandLine = ({ command: { text, notes } }: { readonly command: CommandLine }) => (
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
