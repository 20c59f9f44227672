import Icon from '@cloudscape-design/components/icon';
import { useEffect, useState } from 'react';
import { invoke } from '../bridge.ts';
import styles from './copy-button.module.css';

type Outcome = 'none' | 'copied' | 'failed';

/** How long the word "Copied" stays, in milliseconds. */
const shownFor = 1500;

/** A small button that copies a text and says so. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [outcome, setOutcome] = useState<Outcome>('none');

  useEffect(() => {
    if (outcome === 'none') return undefined;
    const timer = setTimeout(() => setOutcome('none'), shownFor);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = (): void => {
    invoke('clipboard.write', { text }).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };

  return (
    <button
      type="button"
      className={styles.button}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={copy}
    >
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} size="small" />
      <span aria-live="polite">
        {outcome === 'copied' && <span className={styles.copied}>Copied</span>}
        {outcome === 'failed' && <span className={styles.failed}>Could not copy</span>}
      </span>
    </button>
  );
}
