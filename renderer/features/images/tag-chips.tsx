import { memo, useState } from 'react';
import type { ListedImage } from '../../../shared/models/image-query.ts';
import styles from './tag-chips.module.css';
import { UntaggedName } from './untagged-name.tsx';

interface Props {
  readonly image: ListedImage;
  /** The selected tags; undefined while the image is not selected. */
  readonly picked: readonly string[] | undefined;
  /** Tags that contain this text come first. */
  readonly filter: string;
  readonly disabled: boolean;
  readonly onToggle: (image: ListedImage, tag: string) => void;
}

/** Characters of the tags that a collapsed row shows, so that it is one line. */
const maxCharacters = 30;
/** Characters that the border and space of a tag take. */
const frame = 3;

function order(tags: readonly string[], filter: string): readonly string[] {
  const text = filter.trim().toLowerCase();
  if (text === '') return tags;
  const hits = tags.filter((tag) => tag.toLowerCase().includes(text));
  return [...hits, ...tags.filter((tag) => !hits.includes(tag))];
}

/** The number of tags that a collapsed row shows: at least one. */
function countShown(tags: readonly string[]): number {
  let characters = 0;
  const over = tags.findIndex((tag) => (characters += tag.length + frame) > maxCharacters);
  return over === -1 ? tags.length : Math.max(1, over);
}

/** The tags of an image as toggle buttons that select them; those that do not fit in one line are counted. */
export const TagChips = memo(function TagChips({ image, picked, filter, disabled, onToggle }: Props) {
  const [open, setOpen] = useState(false);
  if (image.tags.length === 0) return <UntaggedName image={image} />;
  const tags = order(image.tags, filter);
  const shown = open ? tags.length : countShown(tags);
  const hidden = tags.length - shown;
  return (
    <div className={open ? styles.open : styles.chips}>
      {tags.slice(0, shown).map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles.chip}
          aria-pressed={picked?.includes(tag) ?? false}
          aria-label={`Tag ${tag}`}
          title={tag}
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
