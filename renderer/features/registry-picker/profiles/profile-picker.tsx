import Icon from '@cloudscape-design/components/icon';
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { togglePin } from './profile-groups.ts';
import { ProfilePanel } from './profile-panel.tsx';
import styles from './profile-picker.module.css';

interface Props {
  readonly label: string;
  readonly profiles: readonly ProfileSummary[];
  readonly profile: ProfileSummary | undefined;
  /** The pinned and recent profiles, and the order of the others. */
  readonly list: Settings['profiles'];
  readonly onChoose: (name: string) => void;
  /** Called with the list after a profile was pinned or unpinned, and what changed. */
  readonly onPinned: (list: Settings['profiles'], text: string) => void;
  /** The element id of the field. */
  readonly id: string;
}

const isTyped = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;

/** Selects an AWS profile: a button that opens the list of all profiles. */
export function ProfilePicker({ label, profiles, profile, list, onChoose, onPinned, id }: Props) {
  /** The initial filter of the list; undefined while it is closed. */
  const [opened, setOpened] = useState<string>();
  const field = useRef<HTMLButtonElement>(null);
  const isOpen = opened !== undefined;

  const close = (returnFocus: boolean): void => {
    setOpened(undefined);
    if (returnFocus) field.current?.focus();
  };

  const shown = profile?.name ?? 'Choose a profile';

  return (
    <div className={styles.anchor}>
      <button
        ref={field}
        id={id}
        type="button"
        className={styles.field}
        aria-label={`${label} ${shown}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={profile?.name}
        onClick={() => (isOpen ? close(true) : setOpened(''))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && !isTyped(event)) return;
          event.preventDefault();
          setOpened(isTyped(event) ? event.key : '');
        }}
      >
        <span className={profile ? styles.name : styles.placeholder}>{shown}</span>
        <Icon name="caret-down-filled" variant="link" />
      </button>
      {isOpen && (
        <div className={styles.room}>
          <ProfilePanel
            label={label}
            profiles={profiles}
            chosen={profile?.name}
            list={list}
            firstFilter={opened}
            field={field}
            onChoose={(name) => {
              close(true);
              onChoose(name);
            }}
            onTogglePin={(name) => {
              const pinned = togglePin(list, name);
              onPinned(pinned.profiles, pinned.text);
            }}
            onClose={close}
          />
        </div>
      )}
    </div>
  );
}
