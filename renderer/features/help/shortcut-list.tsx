import Box from '@cloudscape-design/components/box';
import { commandIds, getCommand, otherKeys } from '../../../shared/commands.ts';
import { formatAccelerator, isMac } from '../../components/keyboard.ts';
import styles from './help.module.css';

/** Every shortcut with its keys, from the table that the menu and the page use. */
export const listShortcuts = (): readonly (readonly [title: string, keys: readonly string[]])[] => [
  ...commandIds
    .map((id) => getCommand(id))
    .filter(({ keys }) => keys.length > 0)
    .map(({ title, keys }) => [title, keys] as const),
  ...Object.values(otherKeys).map(({ title, key }) => [title, [key]] as const),
];

/** The keyboard shortcuts as a list of terms and keys. */
export function ShortcutList() {
  return (
    <dl className={styles.shortcuts} aria-label="Keyboard shortcuts">
      {listShortcuts().map(([title, keys]) => (
        <div key={title} className={styles.shortcut}>
          <dt>{title}</dt>
          <dd>
            {keys.map((key, index) => (
              <span key={key}>
                {index > 0 && ' or '}
                <Box variant="code">{formatAccelerator(key, isMac())}</Box>
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
