import styles from './progress-bar.module.css';

export type ProgressTone = 'active' | 'success' | 'error' | 'stopped';

interface Props {
  /** The accessible name. */
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  /** The state as text, for `aria-valuetext`. */
  readonly text: string;
  readonly tone?: ProgressTone;
  readonly size?: 'small' | 'large';
}

/** A progress bar for lists of thousands of rows, where Cloudscape's costs too much: it adds live regions and measures itself. */
export function ProgressBar({ label, value, text, tone = 'active', size = 'small' }: Props) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
      aria-valuetext={text}
      className={`${styles.track} ${size === 'large' ? styles.large : ''}`}
    >
      <div className={`${styles.value} ${styles[tone] ?? ''}`} style={{ width: `${percent}%` }} />
    </div>
  );
}
