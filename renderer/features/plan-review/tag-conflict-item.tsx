import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { focusNextConflict } from './focus-conflict.ts';
import type { TagConflict } from './list-conflicts.ts';
import { describeConflict } from './list-conflicts.ts';
import { parseTags } from './parse-tags.ts';
import styles from './tag-conflict-item.module.css';

/** What the user can do about the conflict of one tag. */
export interface ConflictActions {
  readonly isConfirmed: (conflict: TagConflict) => boolean;
  readonly onOverwrite: (conflict: TagConflict, isConfirmed: boolean) => void;
  readonly onRename: (conflict: TagConflict, tags: readonly string[]) => void;
  readonly onSkip: (conflict: TagConflict) => void;
}

interface Props extends ConflictActions {
  readonly conflict: TagConflict;
}

/** A destination tag with a conflict, resolved where it stands: overwritten, renamed or skipped. */
export function TagConflictItem({ conflict, isConfirmed, onOverwrite, onRename, onSkip }: Props) {
  const { change } = conflict;
  const { tag } = change;
  const [isRenaming, setRenaming] = useState(false);
  const isOverwritten = isConfirmed(conflict);
  return (
    <li
      className={styles.conflict}
      data-conflict={isOverwritten ? 'confirmed' : 'open'}
      data-kind={isOverwritten ? 'confirmed' : change.kind}
    >
      <div className={styles.text}>
        <b>{tag}</b>{' '}
        {isOverwritten ? `is overwritten: ${describeConflict(change)} now` : describeConflict(change)}
      </div>
      {isRenaming ? (
        <RenameField
          tag={tag}
          onCancel={() => setRenaming(false)}
          onRename={(tags, item) => {
            focusNextConflict(item);
            onRename(conflict, tags);
          }}
        />
      ) : (
        <div className={styles.actions}>
          {change.kind === 'move' && (
            <Button
              variant="inline-link"
              ariaLabel={isOverwritten ? `Do not overwrite ${tag}` : `Overwrite ${tag}`}
              onClick={() => onOverwrite(conflict, !isOverwritten)}
            >
              {isOverwritten ? 'Do not overwrite' : 'Overwrite'}
            </Button>
          )}
          <Button variant="inline-link" ariaLabel={`Rename ${tag}`} onClick={() => setRenaming(true)}>
            Rename
          </Button>
          <Button
            variant="inline-link"
            ariaLabel={`Skip ${tag}`}
            onClick={() => {
              focusNextConflict(document.activeElement);
              onSkip(conflict);
            }}
          >
            Skip
          </Button>
        </div>
      )}
    </li>
  );
}

interface RenameProps {
  readonly tag: string;
  /** Called with the element that the focus is in. */
  readonly onRename: (tags: readonly string[], focused: Element | null) => void;
  readonly onCancel: () => void;
}

function RenameField({ tag, onRename, onCancel }: RenameProps) {
  const [text, setText] = useState('');
  const parsed = parseTags(text);
  const isSame = parsed.ok && parsed.tags.includes(tag);
  const problem = parsed.ok ? (isSame ? 'Enter another tag.' : undefined) : parsed.message;
  const isComplete = parsed.ok && !isSame && parsed.tags.length > 0;
  const rename = (): void => {
    if (parsed.ok && isComplete) onRename(parsed.tags, document.activeElement);
  };
  return (
    <div className={styles.rename}>
      <div className={styles.input}>
        <Input
          value={text}
          ariaLabel={`New tag instead of ${tag}`}
          placeholder="New tag"
          invalid={problem !== undefined}
          autoFocus
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => setText(detail.value)}
          onKeyDown={(event) => {
            if (event.detail.key === 'Escape') onCancel();
            if (event.detail.key !== 'Enter') return;
            // Otherwise the key also presses the button that gets the focus.
            event.preventDefault();
            rename();
          }}
        />
      </div>
      <Button ariaLabel={`Use the new tag instead of ${tag}`} disabled={!isComplete} onClick={rename}>
        Rename
      </Button>
      <Button variant="link" ariaLabel={`Cancel renaming ${tag}`} onClick={onCancel}>
        Cancel
      </Button>
      {problem !== undefined && (
        <div role="alert" className={styles.problem}>
          {problem}
        </div>
      )}
    </div>
  );
}
