import { useId } from 'react';
import type { AccountNote } from '../../../../shared/models/account.ts';
import { accountColors } from '../../../../shared/models/account.ts';
import styles from './color-choice.module.css';

interface Props {
  readonly color: AccountNote['color'];
  readonly onChange: (color: AccountNote['color']) => void;
}

const labels = {
  none: 'None',
  blue: 'Blue',
  green: 'Green',
  orange: 'Orange',
  red: 'Red',
  purple: 'Purple',
  teal: 'Teal',
} as const satisfies Record<AccountNote['color'], string>;

/** The account colors as labeled radio buttons. */
export function ColorChoice({ color, onChange }: Props) {
  const name = useId();
  return (
    <div className={styles.colors} role="radiogroup" aria-label="Color">
      {accountColors.map((each) => (
        <label key={each} className={styles.color} data-account-color={each}>
          <input type="radio" name={name} checked={each === color} onChange={() => onChange(each)} />
          <span className={styles.dot} />
          {labels[each]}
        </label>
      ))}
    </div>
  );
}
