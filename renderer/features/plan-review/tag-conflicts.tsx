import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { attachedKind } from '../../../shared/models/referrer-tag.ts';
import { assertNever } from '../../../shared/result.ts';
import type { Picks } from '../../models/picks.ts';
import { addTags, removeTag } from '../../models/picks.ts';
import type { TagConflict } from './list-conflicts.ts';
import { listConflicts } from './list-conflicts.ts';
import { parseTags } from './parse-tags.ts';
import styles from './tag-conflicts.module.css';

interface Props {
  /** The latest plan. */
  readonly plan: Plan;
  readonly disabled: boolean;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

function describeConflict({ change, destinationDigest }: TagConflict): string {
  switch (change.kind) {
    case 'move':
      return `moves from ${shortDigest(change.fromDigest)} to ${shortDigest(destinationDigest)}`;
    case 'immutable':
      return `already points to ${shortDigest(change.fromDigest)} and cannot be moved`;
    case 'claimed-twice':
      return `is also assigned to ${shortDigest(change.otherDigest)}`;
    case 'claimed-by-referrer':
      return `is also the tag of the ${attachedKind(change.tag)} ${shortDigest(change.otherDigest)}`;
    default:
      return assertNever(change);
  }
}

const skip = (picks: Picks, conflicts: readonly TagConflict[]): Picks =>
  conflicts.reduce((rest, { digest, change }) => removeTag(rest, digest, change.tag), picks);

/** The tag conflicts of a plan, resolved one by one or together. An unresolved tag is moved if it is mutable. */
export function TagConflicts({ plan, disabled, onPicks }: Props) {
  const conflicts = listConflicts(plan);
  const unchanged = plan.images.flatMap(({ tags }) => tags).filter(({ kind }) => kind === 'unchanged').length;
  if (conflicts.length === 0) return null;
  const moved = conflicts.filter(({ change }) => change.kind === 'move');
  const immutable = conflicts.filter(({ change }) => change.kind === 'immutable');
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${formatNumber(conflicts.length)})`}
          description={
            unchanged > 0
              ? `${formatCount(unchanged, 'other tag points', 'other tags point')} to the same image already.`
              : undefined
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {immutable.length > 1 && (
                <Button disabled={disabled} onClick={() => onPicks((picks) => skip(picks, immutable))}>
                  Skip all immutable tags
                </Button>
              )}
              {moved.length > 1 && (
                <Button disabled={disabled} onClick={() => onPicks((picks) => skip(picks, moved))}>
                  Skip all tags that move
                </Button>
              )}
            </SpaceBetween>
          }
        >
          Tag conflicts
        </Header>
      }
    >
      <ul className={styles.conflicts} aria-label="Tag conflicts">
        {conflicts.map((conflict) => (
          <Conflict
            key={`${conflict.digest} ${conflict.change.tag}`}
            conflict={conflict}
            disabled={disabled}
            onPicks={onPicks}
          />
        ))}
      </ul>
    </Container>
  );
}

interface ConflictProps {
  readonly conflict: TagConflict;
  readonly disabled: boolean;
  readonly onPicks: Props['onPicks'];
}

function Conflict({ conflict, disabled, onPicks }: ConflictProps) {
  const { digest, change } = conflict;
  const [text, setText] = useState('');
  const parsed = parseTags(text);
  const problem = parsed.ok ? undefined : parsed.message;
  const replace = (): void => {
    if (!parsed.ok || parsed.tags.length === 0) return;
    onPicks((picks) => addTags(skip(picks, [conflict]), digest, parsed.tags));
  };
  return (
    <li className={styles.conflict} data-kind={change.kind}>
      <span className={styles.text}>
        <b>{change.tag}</b> {describeConflict(conflict)}
        {problem !== undefined && <span className={styles.problem}>{problem}</span>}
      </span>
      <div>
        <Input
          value={text}
          ariaLabel={`Another tag instead of ${change.tag}`}
          placeholder="Another tag"
          invalid={problem !== undefined}
          disabled={disabled}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => setText(detail.value)}
          onKeyDown={({ detail }) => detail.key === 'Enter' && replace()}
        />
      </div>
      <Button
        ariaLabel={`Use another tag instead of ${change.tag}`}
        disabled={disabled || text.trim() === '' || !parsed.ok}
        onClick={replace}
      >
        Use another tag
      </Button>
      <Button
        ariaLabel={`Skip ${change.tag}`}
        disabled={disabled}
        onClick={() => onPicks((picks) => skip(picks, [conflict]))}
      >
        Skip
      </Button>
    </li>
  );
}
