import { CopyButton } from './copy-button.tsx';
import styles from './copyable.module.css';

interface Props {
  readonly text: string;
  /** The noun in the button's accessible name: `digest` in "Copy digest". */
  readonly what: string;
  /** Whether long text wraps, or is truncated with the full text in a tooltip. */
  readonly long?: 'wrap' | 'clip';
}

/** A text with its copy button. */
export function Copyable({ text, what, long = 'wrap' }: Props) {
  return (
    <span className={styles.copyable}>
      <span className={`${styles.text} ${long === 'wrap' ? styles.wrapped : styles.clipped}`} title={text}>
        {text}
      </span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
