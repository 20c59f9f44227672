import Icon from '@cloudscape-design/components/icon';
import Button from '@cloudscape-design/components/button';
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

interface CopyActionProps {
  readonly text: string;
  /** `Copy link` */
  readonly children: string;
  readonly disabled?: boolean;
}

/** A labeled button that copies a text to the clipboard and reports the result. */
export function CopyAction({ text, children, disabled = false }: CopyActionProps) {
  const [outcome, copy] = useCopy();
  return (
    <>
      <Button
        iconName={outcome === 'copied' ? 'check' : 'copy'}
        disabled={disabled}
        onClick={() => copy(text)}
      >
        {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Could not copy' : children}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'failed' && 'Could not copy'}
      </span>
    </>
  );
}

interface CopyableProps {
  readonly text: string;
  /** The noun in the button's accessible name: `digest` in "Copy digest". */
  readonly what: string;
  /** Whether long text wraps, or is truncated with the full text in a tooltip. */
  readonly long?: 'wrap' | 'clip';
}

/** A text with its copy button. */
export function Copyable({ text, what, long = 'wrap' }: CopyableProps) {
  return (
    <span className={styles.copyable}>
      <span className={`${styles.text} ${long === 'wrap' ? styles.wrapped : styles.clipped}`} title={text}>
        {text}
      </span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
