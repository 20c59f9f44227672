import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { ErrorData } from '../../shared/models/result.ts';
import { CopyButton } from './copy-button.tsx';
import { useRecoveryActions } from './recovery-actions.ts';
import styles from './error-alert.module.css';

/** The known facts of an error as pairs of name and value. */
function listFacts({ denied, profile, place }: ErrorData, chain: readonly string[]): [string, string][] {
  const facts: [string, string | undefined][] = [
    ['Action', denied?.action],
    ['Resource', denied?.resourceArn],
    ['Identity', denied?.principalArn],
    ['Reason', denied?.reason],
    [chain.length > 1 ? 'Profile chain' : 'Profile', profile && chain.join(' → ')],
    ['File', place && `${place.path}, line ${place.line}`],
  ];
  return facts.flatMap(([title, text]) => (text ? [[title, text]] : []));
}

/** A collapsed section with the denied call, the resource, the profile chain and the service's message. */
export function ErrorDetail({ error }: { readonly error: ErrorData }) {
  const recoveryActions = useRecoveryActions();
  const { profile, detail } = error;
  const facts = listFacts(
    error,
    profile === undefined ? [] : (recoveryActions?.getProfileChain(profile) ?? [profile]),
  );
  if (!detail && facts.length === 0) return null;
  const text = [...facts.map(([title, fact]) => `${title}: ${fact}`), ...(detail ? [detail] : [])].join('\n');
  return (
    <ExpandableSection variant="inline" headerText="Details">
      <pre className={styles.detail}>
        {text} <CopyButton text={text} what="details" />
      </pre>
    </ExpandableSection>
  );
}
