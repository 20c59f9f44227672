import Icon from '@cloudscape-design/components/icon';
import styles from './copy-button.module.css';
import { useCopy } from './use-copy.ts';

/** A small icon button that copies a text to the clipboard and reports the result. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [outcome, copy] = useCopy();
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => copy(text)}
    >
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} size="small" />
      <span aria-live="polite">
        {outcome === 'copied' && <span className={styles.copied}>Copied</span>}
        {outcome === 'failed' && <span className={styles.failed}>Could not copy</span>}
      </span>
    </button>
  );
}
