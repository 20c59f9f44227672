import { memo, useState } from 'react';
import type { ImageSummary } from '../../../shared/models/image.ts';
import styles from './tag-chips.module.css';

interface Props {
  readonly image: ImageSummary;
  /** The selected tags; undefined while the image is not selected. */
  readonly picked: readonly string[] | undefined;
  /** Tags that contain this text come first. */
  readonly filter: string;
  readonly disabled: boolean;
  readonly onToggle: (image: ImageSummary, tag: string) => void;
}

/** How many tags a collapsed row shows. */
const maxShown = 4;

function order(tags: readonly string[], filter: string): readonly string[] {
  const text = filter.trim().toLowerCase();
  if (text === '') return tags;
  const hits = tags.filter((tag) => tag.toLowerCase().includes(text));
  return [...hits, ...tags.filter((tag) => !hits.includes(tag))];
}

/** The tags of an image as toggle buttons that select them. */
export const TagChips = memo(function TagChips({ image, picked, filter, disabled, onToggle }: Props) {
  const [open, setOpen] = useState(false);
  if (image.tags.length === 0) return <span className={styles.untagged}>Untagged</span>;
  const tags = order(image.tags, filter);
  const hidden = open ? 0 : Math.max(0, tags.length - maxShown);
  return (
    <div className={styles.chips}>
      {tags.slice(0, tags.length - hidden).map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles.chip}
          aria-pressed={picked?.includes(tag) ?? false}
          aria-label={`Tag ${tag}`}
          disabled={disabled}
          onClick={() => onToggle(image, tag)}
        >
          {tag}
        </button>
      ))}
      {(hidden > 0 || open) && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={open}
          aria-label={open ? 'Show fewer tags' : `Show ${hidden} more tags`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Fewer' : `+${hidden}`}
        </button>
      )}
    </div>
  );
});
