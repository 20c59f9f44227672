import Icon from '@cloudscape-design/components/icon';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { TagChange } from '../../../shared/models/plan.ts';
import type { Pick } from '../../models/picks.ts';
import { destinationTags, isEdited, nameOfPick } from '../../models/picks.ts';
import { toConflict } from './list-conflicts.ts';
import { parseTags } from './parse-tags.ts';
import { describeChange } from '../../../shared/text/tag-change.ts';
import type { ConflictActions } from './tag-conflict-item.tsx';
import { TagConflictItem } from './tag-conflict-item.tsx';
import styles from './tag-editor.module.css';

interface Props {
  readonly pick: Pick;
  /** The change of each tag by the latest plan; empty before the first one. */
  readonly changes: readonly TagChange[];
  readonly conflictActions: ConflictActions;
  readonly onAdd: (tags: readonly string[]) => void;
  readonly onRemove: (tag: string) => void;
  readonly onReset: () => void;
}

/** Edits the destination tags of an image, and shows the planned change or the conflict of each. */
export function TagEditor({ pick, changes, conflictActions, onAdd, onRemove, onReset }: Props) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const tags = destinationTags(pick);
  const name = nameOfPick(pick);

  const add = (): void => {
    const parsed = parseTags(text);
    if (!parsed.ok) return setProblem(parsed.message);
    if (parsed.tags.length > 0) onAdd(parsed.tags);
    setText('');
    setProblem(undefined);
  };

  return (
    <div className={styles.editor}>
      {tags.length === 0 ? (
        <span className={styles.untagged}>Untagged: can be pulled by its digest only.</span>
      ) : (
        <ul className={styles.tags} aria-label={`Destination tags of ${name}`}>
          {tags.map((tag) => {
            const change = changes.find((each) => each.tag === tag);
            const conflict = toConflict(pick.image.digest, change);
            return conflict ? (
              <TagConflictItem key={tag} conflict={conflict} {...conflictActions} />
            ) : (
              <DestinationTag key={tag} tag={tag} change={change} onRemove={onRemove} />
            );
          })}
        </ul>
      )}
      <div className={styles.add}>
        <div className={styles.input}>
          <Input
            value={text}
            ariaLabel={`Add tag to ${name}`}
            placeholder="Add a tag and press Enter"
            invalid={problem !== undefined}
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => {
              setText(detail.value);
              setProblem(undefined);
            }}
            onKeyDown={({ detail }) => detail.key === 'Enter' && add()}
            onBlur={add}
          />
        </div>
        {isEdited(pick) && (
          <button type="button" className={styles.reset} onClick={onReset}>
            Same as source
          </button>
        )}
      </div>
      {problem && (
        <div role="alert" className={styles.problem}>
          {problem}
        </div>
      )}
    </div>
  );
}

interface TagProps {
  readonly tag: string;
  readonly change: TagChange | undefined;
  readonly onRemove: (tag: string) => void;
}

function DestinationTag({ tag, change, onRemove }: TagProps) {
  return (
    <li className={styles.tag}>
      <span className={styles.name}>{tag}</span>
      {change && <span className={styles.change}>{describeChange(change).words}</span>}
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove tag ${tag}`}
        onClick={() => onRemove(tag)}
      >
        <Icon name="close" size="small" />
      </button>
    </li>
  );
}
