import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import styles from './long-text.module.css';

interface Props {
  readonly text: string;
  /** The name for screen readers. */
  readonly label: string;
}

/** Pixels. */
const lineHeight = 18;
/** Characters that are rendered as one line: a longer one is slow to break. */
const maxLine = 2_000;

const splitLine = (line: string): readonly string[] =>
  line.length <= maxLine ? [line] : (line.match(/[^]{1,2000}/g) ?? []);

/** A text of any length in a scroll area: only the lines in view are rendered. */
export function LongText({ text, label }: Props) {
  const area = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => text.split('\n').flatMap(splitLine), [text]);
  // This rule is for the React Compiler, which is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => area.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    useFlushSync: false,
  });
  return (
    <div ref={area} className={styles.text} role="region" aria-label={label} tabIndex={0} data-windowed>
      <div className={styles.lines} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className={styles.line}
            style={{ transform: `translateY(${start}px)` }}
          >
            {lines[index]}
          </div>
        ))}
      </div>
    </div>
  );
}
