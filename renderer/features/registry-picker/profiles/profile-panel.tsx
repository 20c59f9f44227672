import Input from '@cloudscape-design/components/input';
import type { RefObject } from 'react';
import { useContext, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { AccountNotesContext } from '../../../components/account-notes.ts';
import { useLatestCallback } from '../../../components/use-latest-callback.ts';
import { filterProfiles, groupProfiles } from './profile-groups.ts';
import styles from './profile-picker.module.css';
import { ProfileRow } from './profile-row.tsx';
import { useActiveRow } from './use-active-row.ts';
import { useDismissal } from './use-dismissal.ts';

interface Props {
  readonly label: string;
  readonly profiles: readonly ProfileSummary[];
  /** The name of the selected profile. */
  readonly chosen: string | undefined;
  readonly list: Settings['profiles'];
  readonly firstFilter: string;
  readonly field: RefObject<HTMLElement | null>;
  readonly onChoose: (name: string) => void;
  readonly onTogglePin: (name: string) => void;
  readonly onClose: (returnFocus: boolean) => void;
}

/**
 * All profiles with a filter. The focus stays in the filter, as in a combobox: arrows move through the rows, Enter
 * selects one, Tab moves to the buttons of the active row. Pinning changes the order only when the list opens again.
 */
export function ProfilePanel(props: Props) {
  const { label, profiles, chosen, list, firstFilter, field, onClose } = props;
  const onChoose = useLatestCallback(props.onChoose);
  const onTogglePin = useLatestCallback(props.onTogglePin);
  const [filter, setFilter] = useState(firstFilter);
  const [orderAtOpening] = useState(list);
  const notes = useContext(AccountNotesContext);
  const panel = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const groups = useMemo(
    () => groupProfiles(filterProfiles(profiles, filter, notes), orderAtOpening),
    [profiles, filter, notes, orderAtOpening],
  );
  // Enter takes a row of what is typed; only the list is rendered after the typed character.
  const rows = useMemo(() => groups.flatMap((group) => group.profiles), [groups]);
  const shownGroups = useDeferredValue(groups);
  const { active, rowId, onKeyDown, setActive } = useActiveRow({
    rows,
    // With a filter, Enter takes the first match.
    chosen: firstFilter === '' ? chosen : undefined,
    gridId,
    onChoose,
  });
  useDismissal([panel, field], onClose);
  const count =
    filter === '' ? formatCount(profiles.length, 'profile') : formatCount(rows.length, 'match', 'matches');

  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={label}
      className={styles.panel}
      onMouseDown={(event) => {
        // Keeps the focus in the filter on a click.
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          return onClose(true);
        }
        const isInFilter = event.target instanceof HTMLInputElement;
        if (onKeyDown(event, isInFilter) && !isInFilter) panel.current?.querySelector('input')?.focus();
      }}
    >
      <div className={styles.filter}>
        <Input
          type="search"
          autoFocus
          spellcheck={false}
          ariaLabel={`Find ${label.toLowerCase()}`}
          placeholder="Name, account, role, region or kind"
          value={filter}
          clearAriaLabel="Clear filter"
          onChange={({ detail }) => {
            setFilter(detail.value);
            setActive(undefined);
          }}
          nativeInputAttributes={{
            role: 'combobox',
            'aria-expanded': true,
            'aria-haspopup': 'grid',
            'aria-autocomplete': 'list',
            'aria-controls': gridId,
            'aria-activedescendant': active && rowId(active),
          }}
        />
      </div>
      <div id={gridId} role="grid" aria-label={`Profiles for ${label.toLowerCase()}`} className={styles.rows}>
        {shownGroups.map(({ title, profiles: members }) => (
          <div key={title} role="rowgroup" aria-label={title}>
            <div className={styles.group} role="presentation">
              {title}
            </div>
            {members.map((profile) => (
              <ProfileRow
                key={profile.name}
                id={rowId(profile.name)}
                profile={profile}
                isActive={profile.name === active}
                isChosen={profile.name === chosen}
                isPinned={list.pinned.includes(profile.name)}
                onChoose={onChoose}
                onTogglePin={onTogglePin}
              />
            ))}
          </div>
        ))}
      </div>
      {rows.length === 0 && (
        <div className={styles.none}>{filter === '' ? 'No profiles.' : 'No profile matches all words.'}</div>
      )}
      <div className={styles.foot}>
        <span aria-live="polite">{count}</span>
        <span>↑ ↓ move · Enter selects · Tab moves to the row’s buttons · Esc closes</span>
      </div>
    </div>
  );
}
