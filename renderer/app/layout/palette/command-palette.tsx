import type { KeyboardEvent } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { OpenReference } from '../../references/use-open-reference.ts';
import type { FindTarget } from './palette-entries.ts';
import { foundEntry } from './find-entries.ts';
import type { PaletteAction } from './palette-entries.ts';
import styles from './palette.module.css';
import { SearchStatus } from './search-status.tsx';
import { useImageSearch } from './use-image-search.ts';
import { usePaletteEntries } from './use-palette-entries.ts';

export interface Props {
  readonly profilesFor: OpenReference['profilesFor'];
  readonly onChoose: (action: PaletteAction) => void;
  readonly onClose: () => void;
}

/** The command palette: finds commands, repositories and profiles, images in all repositories, and opens a pasted URI. */
export function CommandPalette({ profilesFor, onChoose, onClose }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState('');
  const [selected, setSelected] = useState(0);
  const [target, setTarget] = useState<FindTarget>();
  const request = useMemo(
    () => target && { match: target.match, registry: target.registry, reference: target.reference },
    [target],
  );
  const { search, error, stop, retry } = useImageSearch(request);
  const offered = usePaletteEntries(text, profilesFor);
  const entries = target ? (search?.found ?? []).map((image) => foundEntry(target, image)) : offered.entries;
  const active = Math.min(selected, entries.length - 1);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  // Runs after every render, because the entries change while the user types.
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });

  const choose = (index: number): void => {
    const entry = entries[index];
    if (!entry) return;
    if (entry.action.kind === 'find-image') {
      setTarget(entry.action.target);
      return setSelected(0);
    }
    onClose();
    onChoose(entry.action);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setSelected((active + step + entries.length) % entries.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(active);
    }
  };

  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label="Command palette"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <input
        className={styles.field}
        type="text"
        role="combobox"
        aria-label="Find a command, repository, profile, tag or digest, or paste an image URI"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={entries[active] ? `${id}-${active}` : undefined}
        placeholder="Command, repository, profile, tag, digest or image URI"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target: field }) => {
          setText(field.value);
          setSelected(0);
          setTarget(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      {target && <SearchStatus target={target} search={search} error={error} onStop={stop} onRetry={retry} />}
      <ul ref={list} id={`${id}-list`} className={styles.list} role="listbox" aria-label="Results">
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={styles.entry}
            onPointerMove={() => setSelected(index)}
            onClick={() => choose(index)}
          >
            <span className={styles.title}>{entry.title}</span>
            <span className={styles.hint}>{entry.hint}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && !target && (
        <div className={styles.nothing} role="status">
          {offered.message}
        </div>
      )}
    </dialog>
  );
}
