import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import type { Picks } from '../../models/picks.ts';
import { focusNextConflict } from './focus-conflict.ts';
import type { TagConflict } from './list-conflicts.ts';
import { describeConflict, listResolvable, skipTags } from './list-conflicts.ts';
import type { Overwrites } from './overwrites.ts';
import { listUnconfirmed, listUnresolved, withOverwrites } from './overwrites.ts';
import { RenameConflictsDialog } from './rename-conflicts-dialog.tsx';
import styles from './conflict-buttons.module.css';

interface Props {
  readonly conflicts: readonly TagConflict[];
  readonly overwrites: Overwrites;
  readonly onOverwrites: (overwrites: Overwrites) => void;
  readonly picks: Picks;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
  readonly plan: Plan;
}

/** Resolves all unresolved tag conflicts of a plan by one action. */
export function ConflictButtons({ conflicts, overwrites, onOverwrites, picks, onPicks, plan }: Props) {
  const [dialog, setDialog] = useState<'overwrite' | 'rename'>();
  const resolvable = listResolvable(listUnresolved(conflicts, overwrites));
  const movable = listUnconfirmed(conflicts, overwrites);
  const close = (): void => setDialog(undefined);
  if (resolvable.length === 0) return null;
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          onClick={() => {
            focusNextConflict(null);
            onPicks((current) => skipTags(current, resolvable));
          }}
        >
          Skip all
        </Button>
        <Button disabled={movable.length === 0} onClick={() => setDialog('overwrite')}>
          Overwrite all
        </Button>
        <Button onClick={() => setDialog('rename')}>Rename all with suffix…</Button>
      </SpaceBetween>
      {dialog === 'overwrite' && (
        <ConfirmDialog
          title={`Overwrite ${formatCount(movable.length, 'tag')}?`}
          confirmText="Overwrite"
          onClose={close}
          onConfirm={() => {
            onOverwrites(withOverwrites(overwrites, movable));
            close();
          }}
        >
          <div>
            In {plan.destination.repository.name}, {movable.length === 1 ? 'this tag' : 'these tags'} will
            point to another image than now. An image that has no other tag becomes untagged.
          </div>
          <ul className={styles.tags} aria-label="Tags to overwrite" tabIndex={0}>
            {movable.map(({ digest, change }) => (
              <li key={`${digest} ${change.tag}`}>
                <b>{change.tag}</b> {describeConflict(change)}
              </li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
      {dialog === 'rename' && (
        <RenameConflictsDialog
          conflicts={resolvable}
          picks={picks}
          plan={plan}
          onClose={close}
          onRename={(rename) => {
            onPicks(rename);
            close();
          }}
        />
      )}
    </>
  );
}
