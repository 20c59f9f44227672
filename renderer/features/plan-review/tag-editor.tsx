import Icon from '@cloudscape-design/components/icon';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { TagChange } from '../../../shared/models/plan.ts';
import type { Pick } from '../../models/picks.ts';
import { destinationTags, isEdited, nameOfPick } from '../../models/picks.ts';
import { parseTags } from './parse-tags.ts';
import { describeChange } from '../../../shared/text/tag-change.ts';
import styles from './tag-editor.module.css';

interface Props {
  readonly pick: Pick;
  /** The planned change of each tag; empty while there is no plan. */
  readonly changes: readonly TagChange[];
  readonly onAdd: (tags: readonly string[]) => void;
  readonly onRemove: (tag: string) => void;
  readonly onReset: () => void;
}

/** Edits the destination tags of an image, and shows the planned change of each. */
export function TagEditor({ pick, changes, onAdd, onRemove, onReset }: Props) {
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
          {tags.map((tag) => (
            <DestinationTag
              key={tag}
              tag={tag}
              change={changes.find((each) => each.tag === tag)}
              onRemove={onRemove}
            />
          ))}
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
  const described = change && describeChange(change);
  const tone = described && described.tone !== 'plain' ? (styles[described.tone] ?? '') : '';
  return (
    <li className={`${styles.tag} ${tone}`}>
      <span className={styles.name}>{tag}</span>
      {described && <span className={styles.change}>{described.words}</span>}
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
