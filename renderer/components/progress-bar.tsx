import styles from './progress-bar.module.css';

export type ProgressTone = 'active' | 'success' | 'error' | 'stopped';

interface Props {
  /** What moves, for a screen reader. */
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  /** The state in words. */
  readonly text: string;
  readonly tone?: ProgressTone;
  readonly size?: 'small' | 'large';
}

/** A bar light enough for thousands of rows; Cloudscape's own announces and measures itself. */
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
